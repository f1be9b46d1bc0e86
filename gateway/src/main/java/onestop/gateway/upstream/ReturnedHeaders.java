package onestop.gateway.upstream;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** What the sender gets to see of a service's headers: nothing that names the software or an inner address. */
@Component
class ReturnedHeaders implements HttpHeadersFilter, Ordered {
    /** The request id is already on the response. */
    private static final Set<String> KEPT_INSIDE = Set.of("server", "x-powered-by", "x-request-id", "traceparent");

    @Override
    public HttpHeaders filter(HttpHeaders received, ServerWebExchange exchange) {
        var returned = new HttpHeaders();
        received.forEach((name, values) -> {
            if (!KEPT_INSIDE.contains(name.toLowerCase(Locale.ROOT))) {
                returned.addAll(name, values);
            }
        });
        var location = received.getFirst(HttpHeaders.LOCATION);
        if (location != null) {
            returned.set(HttpHeaders.LOCATION, withoutInnerAddress(location, exchange));
        }
        return returned;
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    /** Gateway and services use the same paths, so an inner address only loses its authority. */
    private static String withoutInnerAddress(String location, ServerWebExchange exchange) {
        @Nullable Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        if (route == null) {
            return location;
        }
        URI inner = route.getUri();
        var prefix = inner.getScheme() + "://" + inner.getAuthority() + '/';
        return location.startsWith(prefix) ? location.substring(prefix.length() - 1) : location;
    }
}

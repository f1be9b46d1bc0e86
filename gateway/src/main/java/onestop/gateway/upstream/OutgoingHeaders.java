package onestop.gateway.upstream;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import onestop.gateway.request.RequestContext;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a service gets to see: the sender's headers without those that only we may set, and ours. Runs after the filters of the framework, which
 * take away the headers that concern one connection only.
 */
@Component
class OutgoingHeaders implements HttpHeadersFilter, Ordered {
    /** Would let a sender speak as a proxy, as another service, or past the rules that looked at method and path. */
    private static final Set<String> OURS = Set.of(
            "forwarded",
            "x-real-ip",
            "x-client-ip",
            "true-client-ip",
            "x-original-url",
            "x-rewrite-url",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "x-request-id",
            "traceparent",
            "cookie",
            "proxy-connection");

    private static final List<String> OUR_PREFIXES = List.of("x-forwarded-", "x-onestop-", "x-internal-");

    @Override
    public HttpHeaders filter(HttpHeaders received, ServerWebExchange exchange) {
        var context = RequestContext.of(exchange);
        var sent = new HttpHeaders();
        received.forEach((name, values) -> {
            if (!isOurs(name.toLowerCase(Locale.ROOT))) {
                sent.addAll(name, values);
            }
        });
        sent.set("traceparent", context.trace().header());
        sent.set("X-Request-Id", context.requestId());
        sent.set("X-Forwarded-For", context.clientAddress());
        sent.set("X-Forwarded-Proto", context.scheme());
        if (!context.host().isEmpty()) {
            sent.set("X-Forwarded-Host", context.host());
        }
        return sent;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    private static boolean isOurs(String name) {
        if (OURS.contains(name)) {
            return true;
        }
        for (var prefix : OUR_PREFIXES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}

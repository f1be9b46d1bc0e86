package onestop.gateway.request;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Runs before all else, so that even the earliest refusal carries its trace. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestContextFilter implements WebFilter {
    static final String REQUEST_ID = "X-Request-Id";

    /** What a caller may name a request: nothing that could disturb a log line. */
    private static final Pattern USABLE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final TrustedProxies proxies;

    RequestContextFilter(ProxySettings settings) {
        this.proxies = new TrustedProxies(settings.trustedProxies());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var context = contextOf(exchange.getRequest());
        context.attachTo(exchange);
        exchange.getResponse().getHeaders().set(REQUEST_ID, context.requestId());
        return chain.filter(exchange);
    }

    private RequestContext contextOf(ServerHttpRequest request) {
        var headers = request.getHeaders();
        var trace = TraceParent.continued(headers.getFirst("traceparent"));
        var name = headers.getFirst(REQUEST_ID);
        boolean forwarded = proxies.forwarded(request);
        return new RequestContext(
                trace,
                name != null && USABLE_ID.matcher(name).matches() ? name : trace.traceId(),
                proxies.clientAddress(request),
                scheme(request, forwarded ? first(headers, "X-Forwarded-Proto") : null),
                host(headers, forwarded ? first(headers, "X-Forwarded-Host") : null));
    }

    private static String scheme(ServerHttpRequest request, @Nullable String forwarded) {
        if (forwarded != null) {
            return forwarded.toLowerCase(Locale.ROOT).equals("https") ? "https" : "http";
        }
        return request.getSslInfo() == null ? "http" : "https";
    }

    private static String host(HttpHeaders headers, @Nullable String forwarded) {
        var host = forwarded == null ? headers.getFirst(HttpHeaders.HOST) : forwarded;
        return host == null ? "" : host;
    }

    private static @Nullable String first(HttpHeaders headers, String name) {
        var value = headers.getFirst(name);
        return value == null ? null : value.split(",", 2)[0].strip();
    }
}

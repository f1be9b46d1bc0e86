package onestop.gateway.access;

import onestop.gateway.request.RequestContext;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.server.header.ServerHttpHeadersWriter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Tells browsers to do nothing with an answer that nobody intended. A service or page that says otherwise is left alone. */
class SecurityHeaders implements ServerHttpHeadersWriter {
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    @Override
    public Mono<Void> writeHttpHeaders(ServerWebExchange exchange) {
        var headers = exchange.getResponse().getHeaders();
        ifAbsent(headers, "X-Content-Type-Options", "nosniff");
        ifAbsent(headers, "X-Frame-Options", "DENY");
        ifAbsent(headers, "Referrer-Policy", "no-referrer");
        ifAbsent(headers, "Content-Security-Policy", NOTHING);
        ifAbsent(headers, "Cross-Origin-Resource-Policy", "same-site");
        ifAbsent(headers, HttpHeaders.CACHE_CONTROL, "no-store");
        if (RequestContext.of(exchange).scheme().equals("https")) {
            ifAbsent(headers, "Strict-Transport-Security", "max-age=31536000");
        }
        return Mono.empty();
    }

    private static void ifAbsent(HttpHeaders headers, String name, String value) {
        if (!headers.containsHeader(name)) {
            headers.set(name, value);
        }
    }
}

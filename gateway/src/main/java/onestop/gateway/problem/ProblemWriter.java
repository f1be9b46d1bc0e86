package onestop.gateway.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import onestop.gateway.request.RequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers a request with a problem. */
@Component
public class ProblemWriter {
    private final JsonMapper json;
    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    ProblemWriter(JsonMapper json) {
        this.json = json;
        texts.setBasename("gateway-problems");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        texts.setAlwaysUseMessageFormat(true);
    }

    public Mono<Void> write(ServerWebExchange exchange, Problem problem, Object... args) {
        return write(exchange, problem, null, args);
    }

    /** @param retryAfter when it makes sense to try again; rounded up to whole seconds */
    public Mono<Void> write(
            ServerWebExchange exchange, Problem problem, @Nullable Duration retryAfter, Object... args) {
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.empty();
        }
        var language = languageOf(exchange.getRequest().getHeaders());
        var traceId = RequestContext.of(exchange).traceId();
        response.setStatusCode(problem.status());
        var headers = response.getHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setContentLanguage(language);
        headers.setCacheControl("no-store");
        headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        if (retryAfter != null) {
            headers.set(
                    HttpHeaders.RETRY_AFTER,
                    String.valueOf(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
        }
        var body = body(problem, language, exchange.getRequest().getPath().value(), traceId, args);
        headers.setContentLength(body.length);
        if (exchange.getRequest().getMethod() == HttpMethod.HEAD) {
            return response.setComplete();
        }
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    /** The document itself; for the few places that answer without an exchange. */
    byte[] body(Problem problem, Locale language, @Nullable String path, @Nullable String traceId, Object... args) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("type", "/problems/" + problem.slug());
        fields.put("title", texts.getMessage(problem.slug() + ".title", args, language));
        fields.put("status", problem.status().value());
        fields.put("detail", texts.getMessage(problem.slug() + ".detail", args, language));
        if (path != null) {
            fields.put("instance", path);
        }
        if (traceId != null) {
            fields.put("traceId", traceId);
        }
        return json.writeValueAsBytes(fields);
    }

    /** Chinese for whoever prefers it to English, English for everybody else. */
    private static Locale languageOf(HttpHeaders headers) {
        try {
            var best = Locale.lookup(headers.getAcceptLanguage(), java.util.List.of(Locale.ENGLISH, Locale.CHINESE));
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException unreadable) {
            return Locale.ENGLISH;
        }
    }
}

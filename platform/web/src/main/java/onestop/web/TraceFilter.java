package onestop.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives the request its trace id: the one of a well-formed W3C {@code traceparent}, else a new one. It is in every log
 * line of the request and in every problem document, so that a caller can quote it.
 */
final class TraceFilter extends OncePerRequestFilter {
    private static final String NAME = "traceId";
    private static final String ATTRIBUTE = TraceFilter.class.getName() + ".id";
    private static final Pattern TRACE_PARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var id = idOf(request.getHeader("traceparent"));
        request.setAttribute(ATTRIBUTE, id);
        MDC.put(NAME, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(NAME);
        }
    }

    /** The trace id of the request or, outside a request, of the log context; a new one if there is neither. */
    static String currentId() {
        var current = RequestContextHolder.getRequestAttributes();
        if (current != null && current.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof String id) {
            return id;
        }
        var logged = MDC.get(NAME);
        return logged == null ? newId() : logged;
    }

    static String idOf(@Nullable String traceParent) {
        if (traceParent != null) {
            var parts = TRACE_PARENT.matcher(traceParent);
            if (parts.matches()) {
                return parts.group(1);
            }
        }
        return newId();
    }

    // A trace id must be unlikely to repeat, not hard to guess.
    private static String newId() {
        var random = ThreadLocalRandom.current();
        var hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1);
    }
}

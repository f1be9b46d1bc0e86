package onestop.web.conventions;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import onestop.web.MaxBody;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.WebUtils;

/** Puts a limit on every body: as a filter the general one, as an interceptor the one of the handler method. */
final class BodyLimits extends OncePerRequestFilter implements HandlerInterceptor {
    private final DataSize general;
    private final Map<Method, DataSize> ofMethod = new ConcurrentHashMap<>();

    BodyLimits(DataSize general) {
        this.general = general;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new LimitedBodyRequest(request, general), response);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var limited = WebUtils.getNativeRequest(request, LimitedBodyRequest.class);
        if (limited != null) {
            limited.limitTo(
                    handler instanceof HandlerMethod method
                            ? ofMethod.computeIfAbsent(method.getMethod(), this::limitOf)
                            : general);
        }
        return true;
    }

    private DataSize limitOf(Method method) {
        var own = AnnotatedElementUtils.findMergedAnnotation(method, MaxBody.class);
        return own == null ? general : DataSize.parse(own.value());
    }
}

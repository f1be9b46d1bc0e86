package onestop.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import onestop.web.Allowed;
import onestop.web.Open;
import onestop.web.ProblemException;
import onestop.web.Role;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Decides by {@link Allowed} and {@link Open} who may call a handler method, before the request's body is read.
 * Handlers of libraries carry neither and are denied to all; a handler of ours without either stops the start.
 */
final class AccessRules implements HandlerInterceptor, SmartInitializingSingleton {
    private static final String OURS = "onestop.";

    private final ListableBeanFactory beans;
    private final Map<Method, Access> known = new ConcurrentHashMap<>();

    AccessRules(ListableBeanFactory beans) {
        this.beans = beans;
    }

    private sealed interface Access {}

    private record Everyone() implements Access {}

    private record Holders(Role[] roles) implements Access {}

    private record Nobody() implements Access {}

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var access = handler instanceof HandlerMethod method
                ? known.computeIfAbsent(method.getMethod(), _ -> accessTo(method))
                : new Nobody();
        switch (access) {
            case Everyone() -> {}
            case Holders(var roles) -> requireAnyOf(roles);
            case Nobody() -> requireAnyOf();
        }
        return true;
    }

    private static void requireAnyOf(Role... roles) {
        var caller = Callers.current();
        if (caller == null) {
            throw new ProblemException(HttpStatus.UNAUTHORIZED, "authentication-required");
        }
        if (!caller.isAny(roles)) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "role-not-allowed");
        }
    }

    private static Access accessTo(HandlerMethod handler) {
        if (!isOurs(handler)) {
            return new Nobody();
        }
        if (AnnotatedElementUtils.hasAnnotation(handler.getMethod(), Open.class)) {
            return new Everyone();
        }
        var allowed = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), Allowed.class);
        return allowed == null ? new Nobody() : new Holders(allowed.value());
    }

    private static boolean isOurs(HandlerMethod handler) {
        return handler.getBeanType().getName().startsWith(OURS);
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> undecided = new ArrayList<>();
        beans.getBeansOfType(RequestMappingHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                .filter(AccessRules::isOurs)
                .filter(AccessRules::isUndecided)
                .map(HandlerMethod::getShortLogMessage)
                .sorted()
                .forEach(undecided::add);
        if (!undecided.isEmpty()) {
            throw new IllegalStateException(
                    "Each handler method must carry @Allowed with at least one role, or @Open, and not both: "
                            + String.join(", ", undecided));
        }
    }

    private static boolean isUndecided(HandlerMethod handler) {
        boolean open = AnnotatedElementUtils.hasAnnotation(handler.getMethod(), Open.class);
        var allowed = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), Allowed.class);
        return allowed == null ? !open : open || allowed.value().length == 0;
    }
}

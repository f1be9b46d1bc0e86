package onestop.testsupport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import onestop.web.Allowed;
import onestop.web.Cursor;
import onestop.web.Open;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Calls every endpoint without a token and with a token of every single role, and compares the answers with what
 * {@link Allowed} and {@link Open} say: who is not allowed gets 403 {@code role-not-allowed}, nobody in particular gets
 * 401, everybody else gets past that check. Path variables name nothing that exists and bodies are empty, so nothing is
 * changed; what an allowed caller then gets (400, 403 for another unit, 404, 409) is the matter of other tests, except
 * that it is never a 500. Neither is it for a caller who shows a list the cursor of another one.
 */
public final class EndpointMatrix {
    private static final String WRONG_ROLE = "/problems/role-not-allowed";
    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([^}:]+)(?::((?:[^{}]|\\{[^}]*})+))?}|\\*+");
    private static final Set<String> CURSORS = Set.of("after", "since");
    private static final int MOST_SORT_KEYS = 4;
    private static final List<String> VALUES = List.of("00000000-0000-4000-8000-000000000000", "1", "x", "2000", "A1");

    private final MockMvcTester mvc;
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private final List<String> failures = new ArrayList<>();

    private EndpointMatrix(MockMvcTester mvc) {
        this.mvc = mvc;
        for (var role : Role.values()) {
            tokens.put(role, TestTokens.of("nobody-in-particular", role));
        }
    }

    private record Endpoint(HttpMethod method, String path, RequestMappingInfo mapping, HandlerMethod handler) {
        @Override
        public String toString() {
            return method + " " + mapping.getPatternValues() + " (" + handler.getShortLogMessage() + ")";
        }
    }

    /** Method and path of everything that the service itself offers, as {@code GET /api/x/{}}. */
    public static Set<String> served(ApplicationContext context) {
        var served = new TreeSet<String>();
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, _) -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/") && !path.contains("/ops/"))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> served.add(
                                        method + " " + VARIABLE.matcher(path).replaceAll("{}")))));
        return served;
    }

    /**
     * Checks every handler method of our own packages; those of libraries are denied to all by the platform.
     *
     * @throws AssertionError that lists every answer that is not as annotated, or when there is no endpoint at all
     */
    public static void verify(ApplicationContext context, MockMvcTester mvc) {
        var matrix = new EndpointMatrix(mvc);
        var endpoints = endpoints(context).toList();
        if (endpoints.isEmpty()) {
            throw new AssertionError("there is no endpoint to check");
        }
        endpoints.forEach(matrix::check);
        if (!matrix.failures.isEmpty()) {
            throw new AssertionError("%d answers are not as annotated:%n%s"
                    .formatted(matrix.failures.size(), String.join("\n", matrix.failures)));
        }
    }

    private static Stream<Endpoint> endpoints(ApplicationContext context) {
        return context.getBeansOfType(RequestMappingHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("onestop."))
                .flatMap(entry -> endpoints(entry.getKey(), entry.getValue()))
                .sorted((one, other) -> one.toString().compareTo(other.toString()));
    }

    private static Stream<Endpoint> endpoints(RequestMappingInfo mapping, HandlerMethod handler) {
        var methods = mapping.getMethodsCondition().getMethods();
        var asked = methods.isEmpty() ? EnumSet.of(RequestMethod.GET) : methods;
        return mapping.getPatternValues().stream()
                .flatMap(pattern -> asked.stream()
                        .map(method -> new Endpoint(method.asHttpMethod(), path(pattern), mapping, handler)));
    }

    /** The pattern with a value for each variable that its expression, if any, accepts. */
    private static String path(String pattern) {
        return VARIABLE.matcher(pattern).replaceAll(variable -> {
            var expression = variable.group(2);
            return VALUES.stream()
                    .filter(value -> expression == null || value.matches(expression))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no example value matches a variable of " + pattern));
        });
    }

    private void check(Endpoint endpoint) {
        boolean open = AnnotatedElementUtils.hasAnnotation(endpoint.handler().getMethod(), Open.class);
        var allowed =
                AnnotatedElementUtils.findMergedAnnotation(endpoint.handler().getMethod(), Allowed.class);
        if (open == (allowed != null)) {
            failures.add(endpoint + " must carry @Allowed or @Open, and not both");
            return;
        }
        Set<Role> roles = allowed == null ? EnumSet.allOf(Role.class) : Set.copyOf(Arrays.asList(allowed.value()));
        checkAnswer(endpoint, null, open);
        for (var role : Role.values()) {
            checkAnswer(endpoint, role, roles.contains(role));
        }
        Arrays.stream(endpoint.handler().getMethod().getParameters())
                .filter(parameter -> parameter.getType() == String.class && CURSORS.contains(parameter.getName()))
                .forEach(parameter -> checkCursors(endpoint, parameter.getName(), roles));
    }

    /** Cursors with sort keys that are none, as those of another list would be. */
    private void checkCursors(Endpoint endpoint, String parameter, Set<Role> roles) {
        var token = TestTokens.token("nobody-in-particular")
                .roles(roles.toArray(Role[]::new))
                .unit("NONE")
                .uscis("91371327MA3DEM0A2G")
                .sign();
        for (int keys = 1; keys <= MOST_SORT_KEYS; keys++) {
            var cursor = Cursor.of(Collections.nCopies(keys, "~").toArray());
            var answer = request(endpoint, token).param(parameter, cursor).exchange();
            if (answer.getResponse().getStatus() >= 500 || answer.getUnresolvedException() != null) {
                failures.add("%s answers %d to the cursor of another list; %s"
                        .formatted(endpoint, answer.getResponse().getStatus(), text(answer)));
            }
        }
    }

    private void checkAnswer(Endpoint endpoint, @Nullable Role role, boolean mayPass) {
        var answer = call(endpoint, role);
        int status = answer.getResponse().getStatus();
        boolean wrongRole = status == 403 && text(answer).contains(WRONG_ROLE);
        boolean asAnnotated;
        if (mayPass) {
            asAnnotated = status != 401 && !wrongRole && status != 500 && answer.getUnresolvedException() == null;
        } else {
            asAnnotated = role == null ? status == 401 : wrongRole;
        }
        if (!asAnnotated) {
            failures.add("%s with %s answers %d, though it is %s; %s %s"
                    .formatted(
                            endpoint,
                            role == null ? "no token" : role,
                            status,
                            mayPass ? "open to it" : "not for it",
                            text(answer),
                            answer.getUnresolvedException() == null ? "" : answer.getUnresolvedException()));
        }
    }

    private MvcTestResult call(Endpoint endpoint, @Nullable Role role) {
        return request(endpoint, role == null ? null : tokens.get(role)).exchange();
    }

    private MockMvcTester.MockMvcRequestBuilder request(Endpoint endpoint, @Nullable String token) {
        var request = mvc.method(endpoint.method()).uri(endpoint.path());
        if (token != null) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        var consumes = endpoint.mapping().getConsumesCondition().getConsumableMediaTypes();
        request.contentType(
                consumes.isEmpty()
                        ? MediaType.APPLICATION_JSON
                        : consumes.iterator().next());
        for (var parameter : endpoint.mapping().getParamsCondition().getExpressions()) {
            if (!parameter.isNegated()) {
                request.param(parameter.getName(), parameter.getValue() == null ? "1" : parameter.getValue());
            }
        }
        for (var header : endpoint.mapping().getHeadersCondition().getExpressions()) {
            if (!header.isNegated()) {
                request.header(header.getName(), header.getValue() == null ? "1" : header.getValue());
            }
        }
        return request;
    }

    private static String text(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}

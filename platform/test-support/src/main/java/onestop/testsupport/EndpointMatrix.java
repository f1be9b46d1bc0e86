package onestop.testsupport;

import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Calls every endpoint without a token and with a token of every single role, and compares the answers with what
 * {@link Allowed} and {@link Open} say: who is not allowed gets 403 {@code role-not-allowed}, nobody in particular gets
 * 401, everybody else gets past that check. Path variables name nothing that exists and bodies are empty, so nothing is
 * changed; what an allowed caller then gets (400, 403 for another unit, 404, 409) is the matter of other tests, except
 * that it is never a 500. Neither is it for a caller who shows a list the cursor of another one, or who asks for days
 * far away: the first and the last that the platform deals with, and such as PostgreSQL does not keep.
 */
public final class EndpointMatrix {
    private static final List<String> MOMENTS =
            List.of("1800-01-01T00:00:00Z", "2199-12-31T00:00:00Z", "+300000-01-01T00:00:00Z", "-5000-01-01T00:00:00Z");
    private static final String WRONG_ROLE = "/problems/role-not-allowed";
    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([^}:]+)(?::((?:[^{}]|\\{[^}]*})+))?}|\\*+");
    private static final Set<String> CURSORS = Set.of("after", "since");
    private static final int MOST_SORT_KEYS = 4;
    private static final String SOME_ID = "00000000-0000-4000-8000-000000000000";
    private static final List<String> EXTREMES =
            List.of("+900000000-01-01", "+300000-01-01T00:00:00Z", "2147483647", "9223372036854775807");
    private static final Map<Class<?>, List<String>> TIMES = Map.of(
            LocalDate.class,
            List.of("1800-01-01", "2199-12-31", "+900000000-01-01", "-5000-01-01"),
            YearMonth.class,
            List.of("1800-01", "2199-12", "+900000-01", "-5000-01"),
            Instant.class,
            MOMENTS,
            OffsetDateTime.class,
            MOMENTS);
    private static final List<String> VALUES = List.of(SOME_ID, "1", "x", "2000", "A1");

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
        var token = TestTokens.token("nobody-in-particular")
                .roles(roles.toArray(Role[]::new))
                .unit("NONE")
                .uscis("91371327MA3DEM0A2G")
                .sign();
        Arrays.stream(endpoint.handler().getMethod().getParameters())
                .filter(parameter -> parameter.getType() == String.class && CURSORS.contains(parameter.getName()))
                .forEach(parameter -> checkCursors(endpoint, parameter.getName(), token));
        checkTimes(endpoint, token);
    }

    /** Cursors with sort keys that are none, as those of another list would be, or that no list can hold. */
    private void checkCursors(Endpoint endpoint, String parameter, String token) {
        for (int keys = 1; keys <= MOST_SORT_KEYS; keys++) {
            var cursor = Cursor.of(Collections.nCopies(keys, "~").toArray());
            checkNotBroken(
                    endpoint,
                    "the cursor of another list",
                    request(endpoint, token).param(parameter, cursor));
        }
        for (var extreme : EXTREMES) {
            for (var keys : List.of(
                    List.of(extreme),
                    List.of(extreme, SOME_ID),
                    List.of(extreme, "1"),
                    List.of("1", extreme),
                    List.of("1", extreme, SOME_ID),
                    List.of(extreme, "1", SOME_ID),
                    List.of(extreme, extreme, SOME_ID))) {
                checkNotBroken(
                        endpoint,
                        "a cursor with " + keys,
                        request(endpoint, token).param(parameter, Cursor.of(keys.toArray())));
            }
        }
    }

    /** All dates and times of the query at once, so that a period has both its ends; and a period of all years. */
    private void checkTimes(Endpoint endpoint, String token) {
        var times = Arrays.stream(endpoint.handler().getMethod().getParameters())
                .filter(parameter ->
                        parameter.isAnnotationPresent(RequestParam.class) && TIMES.containsKey(parameter.getType()))
                .toList();
        if (times.isEmpty()) {
            return;
        }
        for (int value = 0; value < MOMENTS.size(); value++) {
            var request = request(endpoint, token);
            for (var parameter : times) {
                request.param(parameter.getName(), valuesOf(parameter).get(value));
            }
            checkNotBroken(endpoint, "times like " + MOMENTS.get(value), request);
        }
        var all = request(endpoint, token);
        for (int i = 0; i < times.size(); i++) {
            all.param(times.get(i).getName(), valuesOf(times.get(i)).get(Math.min(i, 1)));
        }
        checkNotBroken(endpoint, "a period of all years", all);
    }

    private static List<String> valuesOf(Parameter parameter) {
        return TIMES.getOrDefault(parameter.getType(), List.of());
    }

    private void checkNotBroken(Endpoint endpoint, String what, MockMvcTester.MockMvcRequestBuilder request) {
        var answer = request.exchange();
        if (answer.getResponse().getStatus() >= 500 || answer.getUnresolvedException() != null) {
            failures.add("%s answers %d to %s; %s"
                    .formatted(endpoint, answer.getResponse().getStatus(), what, text(answer)));
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

package onestop.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import onestop.gateway.problem.Problem;
import onestop.gateway.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

class ServiceCallTests {
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
            .slidingWindowSize(4)
            .minimumNumberOfCalls(4)
            .waitDurationInOpenState(Duration.ofSeconds(7))
            .build());
    private final CircuitBreaker breaker = breakers.circuitBreaker("intake");
    private final ServiceCall call = new ServiceCall(breakers);

    @Test
    void aGetThatFoundNoConnectionIsTriedOnceMore() {
        var service = new Service(new ConnectException("refused"), 200);

        assertThat(outcome(HttpMethod.GET, service)).isNull();
        assertThat(service.calls).isEqualTo(2);
        assertThat(breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(1);
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    void twoTriesAreAllAndCountAsOneFailure() {
        var service = new Service(new ConnectException("refused"), new ConnectException("again"), 200);

        assertThat(outcome(HttpMethod.GET, service)).isInstanceOf(ConnectException.class);
        assertThat(service.calls).isEqualTo(2);
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void aCommandIsNeverTriedAgain(String method) {
        var service = new Service(new ConnectException("refused"), 200);

        assertThat(outcome(HttpMethod.valueOf(method), service)).isInstanceOf(ConnectException.class);
        assertThat(service.calls).isEqualTo(1);
    }

    @Test
    void aGetThatWasHandedOverIsNotTriedAgain() {
        var service = new Service(new IOException("broke off"), 200);

        assertThat(outcome(HttpMethod.GET, service)).isInstanceOf(IOException.class);
        assertThat(service.calls).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void aServiceThatSaysItCannotServeFails(int status) {
        assertThat(outcome(HttpMethod.PUT, new Service(status))).isNull();
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 304, 400, 403, 404, 409, 429, 500})
    void anyOtherAnswerIsAnAnswer(int status) {
        outcome(HttpMethod.PUT, new Service(status));

        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
        assertThat(breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(1);
    }

    @Test
    void anOpenCircuitRefusesAndSaysWhenToComeBack() {
        for (int i = 0; i < 4; i++) {
            outcome(HttpMethod.PUT, new Service(503));
        }
        var spared = new Service(200);

        assertThat(outcome(HttpMethod.PUT, spared))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem()).isEqualTo(Problem.SERVICE_UNAVAILABLE));
        assertThat(spared.calls).isZero();
    }

    @Test
    void aSenderWhoLeavesIsNobodysFailure() {
        call.filter(exchange(HttpMethod.PUT), _ -> Mono.never()).subscribe().dispose();

        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    /** What the sender's request ended with; null when it was answered. */
    private @Nullable Throwable outcome(HttpMethod method, Service service) {
        try {
            call.filter(exchange(method), service).block(Duration.ofSeconds(5));
            return null;
        } catch (RuntimeException failure) {
            return Exceptions.unwrap(failure);
        }
    }

    private static MockServerWebExchange exchange(HttpMethod method) {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.method(method, "/api/intake/things"));
        exchange.getAttributes()
                .put(
                        ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR,
                        Route.async()
                                .id("intake")
                                .uri(URI.create("http://localhost:1"))
                                .predicate(_ -> true)
                                .build());
        return exchange;
    }

    /** Answers with the given statuses and failures, one after the other. */
    private static final class Service implements GatewayFilterChain {
        private final Deque<Object> script;
        private int calls;

        Service(Object... script) {
            this.script = new ArrayDeque<>(List.of(script));
        }

        @Override
        public Mono<Void> filter(ServerWebExchange exchange) {
            return Mono.defer(() -> {
                calls++;
                return switch (script.removeFirst()) {
                    case Throwable failure -> Mono.error(failure);
                    case Integer status -> {
                        exchange.getResponse().setRawStatusCode(status);
                        yield Mono.empty();
                    }
                    default -> throw new IllegalArgumentException("a status or a failure");
                };
            });
        }
    }
}

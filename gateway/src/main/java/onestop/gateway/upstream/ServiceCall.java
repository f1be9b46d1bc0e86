package onestop.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import onestop.gateway.problem.Problem;
import onestop.gateway.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One call to a service, from the last byte of the request to the first of the answer, under the circuit breaker of that service.
 *
 * <p>A service fails when it cannot be reached, breaks off, does not answer in time, or says itself that it cannot (502, 503, 504). An internal
 * error (500) is no failure here: a bug in one use case must not cut off the others. Nor is a sender who is slow or goes away: what he does to
 * his own request must not open the circuit for everybody. The answer of a service is passed on as it is, whatever the breaker thinks of it.
 *
 * <p>A GET that found no connection is tried once more. Everything else is for the sender to repeat, who has the idempotency key.
 */
@Component
class ServiceCall implements GlobalFilter, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceCall.class);

    private final CircuitBreakerRegistry breakers;

    ServiceCall(CircuitBreakerRegistry breakers) {
        this.breakers = breakers;
        breakers.getAllCircuitBreakers().forEach(ServiceCall::report);
        breakers.getEventPublisher().onEntryAdded(added -> report(added.getAddedEntry()));
    }

    private static void report(CircuitBreaker breaker) {
        breaker.getEventPublisher()
                .onStateTransition(change ->
                        LOG.warn("Circuit of {}: {}", change.getCircuitBreakerName(), change.getStateTransition()));
    }

    /** After the filter that writes the answer, so that the call is over when its headers are here, however slowly they are taken. */
    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        var breaker = breakers.circuitBreaker(route.getId());
        if (!breaker.tryAcquirePermission()) {
            return Mono.error(Problem.SERVICE_UNAVAILABLE.toException(openFor(breaker)));
        }
        var call = new Call(breaker);
        var observed = call.observing(exchange);
        var attempt = chain.filter(observed);
        if (exchange.getRequest().getMethod() == HttpMethod.GET) {
            attempt = attempt.onErrorResume(ConnectException.class, _ -> {
                ServerWebExchangeUtils.reset(observed);
                return chain.filter(observed);
            });
        }
        return attempt.doOnSuccess(_ -> call.answered(exchange.getResponse().getStatusCode()))
                .onErrorMap(call::failed)
                .doOnCancel(call::abandoned);
    }

    private static Duration openFor(CircuitBreaker breaker) {
        return Duration.ofMillis(breaker.getCircuitBreakerConfig()
                .getWaitIntervalFunctionInOpenState()
                .apply(1));
    }

    private static final class Call {
        private final CircuitBreaker breaker;
        private volatile boolean requestComplete = true;
        private volatile long sentAt;

        Call(CircuitBreaker breaker) {
            this.breaker = breaker;
            this.sentAt = breaker.getCurrentTimestamp();
        }

        /** Watches the body go, so that a slow sender is not mistaken for a slow service. */
        ServerWebExchange observing(ServerWebExchange exchange) {
            var request = exchange.getRequest();
            var headers = request.getHeaders();
            if (headers.getContentLength() <= 0 && headers.getFirst("Transfer-Encoding") == null) {
                return exchange;
            }
            requestComplete = false;
            return exchange.mutate().request(new Observed(request)).build();
        }

        void answered(@Nullable HttpStatusCode status) {
            int code = status == null ? 0 : status.value();
            long duration = breaker.getCurrentTimestamp() - sentAt;
            if (code >= 502 && code <= 504) {
                breaker.onError(duration, breaker.getTimestampUnit(), new Unable());
            } else if (requestComplete) {
                breaker.onSuccess(duration, breaker.getTimestampUnit());
            } else {
                breaker.onSuccess(0, TimeUnit.NANOSECONDS); // answered before it had heard everything
            }
        }

        Throwable failed(Throwable failure) {
            boolean unreachable = failure instanceof ConnectException;
            if (!requestComplete && !unreachable) {
                breaker.releasePermission();
                return failure instanceof ResponseStatusException
                        ? Problem.REQUEST_INCOMPLETE.toException(null)
                        : failure;
            }
            if (failure instanceof ProblemException) {
                breaker.releasePermission();
            } else {
                breaker.onError(breaker.getCurrentTimestamp() - sentAt, breaker.getTimestampUnit(), failure);
            }
            return failure;
        }

        void abandoned() {
            breaker.releasePermission();
        }

        private final class Observed extends ServerHttpRequestDecorator {
            Observed(ServerHttpRequest request) {
                super(request);
            }

            @Override
            public Flux<DataBuffer> getBody() {
                return super.getBody().doOnComplete(() -> {
                    requestComplete = true;
                    sentAt = breaker.getCurrentTimestamp();
                });
            }
        }
    }

    /** The service has said itself that it cannot serve. */
    private static final class Unable extends RuntimeException {
        Unable() {
            super("the service cannot serve", null, false, false);
        }
    }
}

package onestop.gateway.problem;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import onestop.gateway.request.RequestContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/**
 * Turns every failure into a problem. What the sender or a service did wrong is told and not logged; only what the gateway itself did wrong
 * is logged as an error.
 */
@Component
@Order(-2) // before the handler of the framework
class ErrorHandler implements ErrorWebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorHandler.class);
    private static final int FRAMES = 40;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private final ProblemWriter problems;

    ErrorHandler(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return cut(exchange, failure);
        }
        if (failure instanceof AbortedException) {
            return Mono.empty(); // the sender has gone
        }
        if (failure instanceof ProblemException foreseen) {
            return problems.write(exchange, foreseen.problem(), foreseen.retryAfter(), foreseen.args());
        }
        var problem = problemOf(failure);
        if (problem == Problem.INTERNAL_ERROR) {
            LOG.error(
                    "Request failed, trace {}: {}", RequestContext.of(exchange).traceId(), account(failure));
        } else {
            LOG.debug(
                    "Request refused as {}, trace {}",
                    problem,
                    RequestContext.of(exchange).traceId());
        }
        return problems.write(exchange, problem, retryAfter(problem));
    }

    /** Too late for words: half an answer is out. The connection is cut, so that nobody takes it for the whole. */
    private static Mono<Void> cut(ServerWebExchange exchange, Throwable failure) {
        LOG.debug("Answer broken off, trace {}: {}", RequestContext.of(exchange).traceId(), failure.toString());
        HttpServerResponse connection = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        connection.withConnection(DisposableChannel::dispose);
        return Mono.empty();
    }

    /** The failure with its causes, but without what the framework attaches to it: the address with its query, which may be confidential. */
    static String account(Throwable failure) {
        var account = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            account.append(cause).append('\n');
            Arrays.stream(cause.getStackTrace())
                    .limit(FRAMES)
                    .forEach(frame -> account.append("\tat ").append(frame).append('\n'));
        }
        return account.toString();
    }

    static Problem problemOf(Throwable failure) {
        return switch (failure) {
            case ProblemException foreseen -> foreseen.problem();
            case ResponseStatusException status -> ofStatus(status);
            case AuthenticationServiceException _ -> Problem.ISSUER_UNAVAILABLE;
            case DataBufferLimitException _ -> Problem.BODY_TOO_LARGE;
            case PoolAcquireTimeoutException _ -> Problem.SERVICE_BUSY;
            case PoolAcquirePendingLimitException _ -> Problem.SERVICE_BUSY;
            case TimeoutException _ -> Problem.SERVICE_TIMEOUT;
            case ConnectException _ -> Problem.SERVICE_UNAVAILABLE;
            case UnknownHostException _ -> Problem.SERVICE_UNAVAILABLE;
            case IOException _ -> Problem.CONNECTION_LOST;
            default -> Problem.INTERNAL_ERROR;
        };
    }

    private static Problem ofStatus(ResponseStatusException failure) {
        var status = HttpStatus.resolve(failure.getStatusCode().value());
        return switch (status) {
            case BAD_REQUEST -> Problem.BAD_REQUEST;
            case UNAUTHORIZED -> Problem.AUTHENTICATION_REQUIRED;
            case FORBIDDEN -> Problem.ROLE_NOT_ALLOWED;
            case NOT_FOUND -> Problem.NOT_FOUND;
            case METHOD_NOT_ALLOWED -> Problem.METHOD_NOT_ALLOWED;
            case CONTENT_TOO_LARGE -> Problem.BODY_TOO_LARGE;
            // The routing filter wraps every time-out into this status, that of the connection pool included.
            case GATEWAY_TIMEOUT ->
                failure.getCause() instanceof PoolAcquireTimeoutException
                        ? Problem.SERVICE_BUSY
                        : Problem.SERVICE_TIMEOUT;
            case SERVICE_UNAVAILABLE -> Problem.SERVICE_UNAVAILABLE;
            case null, default -> Problem.INTERNAL_ERROR;
        };
    }

    private static @Nullable Duration retryAfter(Problem problem) {
        return switch (problem) {
            case SERVICE_BUSY -> SOON;
            case SERVICE_UNAVAILABLE, ISSUER_UNAVAILABLE, SERVICE_TIMEOUT -> A_WHILE;
            default -> null;
        };
    }
}

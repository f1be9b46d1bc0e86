package onestop.gateway.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.Principal;
import java.time.Duration;
import java.util.HexFormat;
import onestop.gateway.problem.Problem;
import onestop.gateway.request.RequestContext;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses what comes too fast. Counted in memory: a limiter that needs another server to answer would make that server a condition of every
 * request. Runs after the token check, because a caller counts as himself and not as his address.
 */
@Component
@Order(0)
class RateLimit implements WebFilter {
    private static final String PROGRESS = "/api/intake/progress/";
    private static final String FEEDBACK = "/api/evaluation/open-feedback/";
    private static final int LONGEST_RECEIPT = 64;

    private final RateSettings settings;
    private final Rates bySubject;
    private final Rates byAddress;
    private final Rates progressByAddress;
    private final Rates progressByReceipt;
    private final Rates feedbackByAddress;

    RateLimit(RateSettings settings) {
        this.settings = settings;
        this.bySubject = new Rates(settings.subject(), settings.senders());
        this.byAddress = new Rates(settings.anonymous(), settings.senders());
        this.progressByAddress = new Rates(settings.progress(), settings.senders());
        this.progressByReceipt = new Rates(settings.receipt(), settings.senders());
        this.feedbackByAddress = new Rates(settings.feedback(), settings.senders());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!settings.enabled()) {
            return chain.filter(exchange);
        }
        return exchange.getPrincipal()
                .map(Principal::getName)
                .map(bySubject::take)
                .switchIfEmpty(
                        Mono.fromSupplier(() -> longer(byAddress.take(network(exchange)), waitForFeedback(exchange))))
                .flatMap(wait -> {
                    var longest = longer(wait, waitForProgress(exchange));
                    return longest.isZero() ? chain.filter(exchange) : refuse(longest);
                });
    }

    private Duration waitForProgress(ServerWebExchange exchange) {
        var path = exchange.getRequest().getPath().value();
        if (!path.startsWith(PROGRESS)) {
            return Duration.ZERO;
        }
        var receipt = path.substring(PROGRESS.length(), Math.min(path.length(), PROGRESS.length() + LONGEST_RECEIPT));
        return longer(progressByAddress.take(network(exchange)), progressByReceipt.take(receipt));
    }

    /** Whoever gives feedback is known to nobody, so that only the address can be counted. */
    private Duration waitForFeedback(ServerWebExchange exchange) {
        var request = exchange.getRequest();
        return HttpMethod.PUT.equals(request.getMethod())
                        && request.getPath().value().startsWith(FEEDBACK)
                ? feedbackByAddress.take(network(exchange))
                : Duration.ZERO;
    }

    private static Mono<Void> refuse(Duration wait) {
        return Mono.error(
                Problem.TOO_MANY_REQUESTS.toException(wait, wait.plusMillis(999).toSeconds()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** The address, or for IPv6 the network of 64 bits that one household or office has to itself. */
    private static String network(ServerWebExchange exchange) {
        var address = RequestContext.of(exchange).clientAddress();
        if (address.indexOf(':') < 0) {
            return address;
        }
        return InetAddress.ofLiteral(address) instanceof Inet6Address v6
                ? HexFormat.of().formatHex(v6.getAddress(), 0, 8)
                : address;
    }
}

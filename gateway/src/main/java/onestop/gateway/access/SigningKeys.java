package onestop.gateway.access;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The issuer's keys. They are fetched when a token names an unknown key, but never more often than the pause allows, so that invented key ids
 * do not turn into requests at the issuer. Known keys outlive an issuer that is down.
 */
class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration RENEW_AFTER = Duration.ofMinutes(5);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(3);

    private final WebClient client = WebClient.create();
    private final URI address;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Mono<List<JWK>>> fetching = new AtomicReference<>();
    private volatile List<JWK> known = List.of();
    private volatile Instant fetchedAt = Instant.MIN;
    private volatile Instant triedAt = Instant.MIN;

    SigningKeys(URI address, InstantSource clock) {
        this.address = address;
        this.clock = clock;
    }

    /** Fails with {@link KeysUnavailableException} when the key is not known and the issuer cannot be asked. */
    Flux<JWK> keysFor(SignedJWT token) {
        var now = clock.instant();
        var keyId = token.getHeader().getKeyID();
        boolean hasKey = known.stream().anyMatch(key -> keyId == null || keyId.equals(key.getKeyID()));
        boolean rested = triedAt.plus(PAUSE).isBefore(now);
        if (hasKey && (!rested || fetchedAt.plus(RENEW_AFTER).isAfter(now))) {
            return Flux.fromIterable(known);
        }
        if (!rested && fetching.get() == null) {
            return fetchedAt.isBefore(triedAt)
                    ? Flux.error(new KeysUnavailableException(null))
                    : Flux.fromIterable(known);
        }
        return fetchOnce()
                .onErrorResume(failure -> hasKey ? Mono.just(known) : Mono.error(failure))
                .flatMapIterable(keys -> keys);
    }

    /** Callers that arrive while a fetch is under way share its outcome. */
    private Mono<List<JWK>> fetchOnce() {
        var mine = Mono.defer(this::fetch).doFinally(_ -> fetching.set(null)).cache();
        var others = fetching.compareAndExchange(null, mine);
        return others == null ? mine : others;
    }

    private Mono<List<JWK>> fetch() {
        triedAt = clock.instant();
        return client.get()
                .uri(address)
                .retrieve()
                .bodyToMono(String.class)
                .timeout(TIME_LIMIT)
                .map(SigningKeys::parse)
                .doOnNext(keys -> {
                    known = keys;
                    fetchedAt = clock.instant();
                })
                .doOnError(failure ->
                        LOG.warn("Could not fetch the issuer's keys from {}: {}", address, failure.toString()))
                .onErrorMap(KeysUnavailableException::new);
    }

    private static List<JWK> parse(String body) {
        try {
            return List.copyOf(JWKSet.parse(body).getKeys());
        } catch (ParseException unreadable) {
            throw new IllegalStateException("the issuer's key set is unreadable", unreadable);
        }
    }

    /** Nobody can say whether a token is good. */
    private static final class KeysUnavailableException extends RuntimeException {
        KeysUnavailableException(@Nullable Throwable cause) {
            super("the issuer's keys cannot be had", cause);
        }
    }
}

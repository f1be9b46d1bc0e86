package onestop.local.issuer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down whoever guesses passwords. After some wrong ones for a user from one address, that user cannot sign in
 * from there for a while, doubled by every further miss; other addresses are not kept out by it.
 */
class SignInThrottle {

    static final int FREE_ATTEMPTS = 10;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final int REMEMBERED = 10_000;

    private record Attempts(int failures, Instant lastFailure) {

        Instant openAgain() {
            int doublings = Math.min(failures - FREE_ATTEMPTS, 10);
            if (doublings < 0) {
                return Instant.MIN;
            }
            Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
            return lastFailure.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
        }
    }

    private final InstantSource clock;

    // the longest untouched goes first, so a flood of invented names costs a bounded amount of memory
    private final Map<String, Attempts> attempts = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
            return size() > REMEMBERED;
        }
    };

    SignInThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /** How long this user must wait from this address; empty when a password may be tried now. */
    synchronized Optional<Duration> waitFor(String username, String address) {
        Attempts so = attempts.get(key(username, address));
        Instant now = clock.instant();
        return so == null || !so.openAgain().isAfter(now)
                ? Optional.empty()
                : Optional.of(Duration.between(now, so.openAgain()));
    }

    synchronized void failed(String username, String address) {
        Instant now = clock.instant();
        attempts.merge(
                key(username, address),
                new Attempts(1, now),
                (before, _) -> before.lastFailure().plus(LONGEST_WAIT).isBefore(now)
                        ? new Attempts(1, now)
                        : new Attempts(before.failures() + 1, now));
    }

    synchronized void succeeded(String username, String address) {
        attempts.remove(key(username, address));
    }

    private static String key(String username, String address) {
        // a bounded key, whatever was sent as a name
        String name = username.length() > 100 ? username.substring(0, 100) : username;
        return address + " " + name;
    }
}

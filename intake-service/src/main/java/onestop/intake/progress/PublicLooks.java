package onestop.intake.progress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * How often anybody may look at public progress: by receipt number, so that nobody tries codes, and by address, so that
 * nobody tries numbers. A wrong code counts twice.
 *
 * <p>Counted in the memory of each replica: with n of them somebody may look up to n times as often. That does no harm.
 * A code has 50 random bits: at ten thousand times the limit it would still take longer than a file is kept to try a
 * noticeable part of them; and the gateway counts once more, before the replicas. A shared store would make every look
 * depend on another server. Whoever spends the looks of a number that is not theirs keeps its owner from the public view
 * for minutes, not from the view of their account.
 */
@Component
class PublicLooks {
    /** More numbers or addresses than that at a time, and the ones looked at longest ago start anew. */
    private static final int MOST_REMEMBERED = 100_000;

    private static final int LONGEST_NUMBER = 40;
    private static final int NETWORK_BYTES = 8;

    private final Buckets byNumber;
    private final Buckets byAddress;

    @Autowired
    PublicLooks(
            @Value("${onestop.intake.progress.looks-per-minute-of-a-number}") int perNumber,
            @Value("${onestop.intake.progress.looks-at-once-of-a-number}") int atOncePerNumber,
            @Value("${onestop.intake.progress.looks-per-minute-of-an-address}") int perAddress,
            @Value("${onestop.intake.progress.looks-at-once-of-an-address}") int atOncePerAddress) {
        this(new Rate(perNumber, atOncePerNumber), new Rate(perAddress, atOncePerAddress), InstantSource.system());
    }

    PublicLooks(Rate number, Rate address, InstantSource clock) {
        byNumber = new Buckets(number, clock);
        byAddress = new Buckets(address, clock);
    }

    record Rate(int perMinute, int atOnce) {}

    /** Takes one look; how long to wait when there is none left. */
    Duration take(String number, String address) {
        var wait = byAddress.take(network(address));
        return wait.isZero() ? byNumber.take(key(number)) : wait;
    }

    /** The look that was taken led to nothing: it counts once more. */
    void wrongCode(String number, String address) {
        byAddress.takeAnother(network(address));
        byNumber.takeAnother(key(number));
    }

    private static String key(String number) {
        return number.substring(0, Math.min(number.length(), LONGEST_NUMBER)).toUpperCase(Locale.ROOT);
    }

    /** Of IPv6 the network that one household or office has to itself. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        return InetAddress.ofLiteral(address) instanceof Inet6Address v6
                ? HexFormat.of().formatHex(v6.getAddress(), 0, NETWORK_BYTES)
                : address;
    }

    private static final class Buckets {
        private final Rate rate;
        private final TimeMeter time;
        private final Cache<String, Bucket> buckets;

        Buckets(Rate rate, InstantSource clock) {
            this.rate = rate;
            this.time = new TimeMeter() {
                @Override
                public long currentTimeNanos() {
                    return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
                }

                @Override
                public boolean isWallClockBased() {
                    return true;
                }
            };
            Ticker ticker = time::currentTimeNanos;
            this.buckets = Caffeine.newBuilder()
                    .maximumSize(MOST_REMEMBERED)
                    // Until then it is full again, so that forgetting it gives nothing away.
                    .expireAfterAccess(Duration.ofMinutes(1L + rate.atOnce() / Math.max(1, rate.perMinute())))
                    .ticker(ticker)
                    .build();
        }

        Duration take(String key) {
            var probe = bucket(key).tryConsumeAndReturnRemaining(1);
            return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
        }

        void takeAnother(String key) {
            bucket(key).tryConsumeAsMuchAsPossible(1);
        }

        private Bucket bucket(String key) {
            return buckets.get(
                    key,
                    _ -> Bucket.builder()
                            .withCustomTimePrecision(time)
                            .addLimit(Bandwidth.builder()
                                    .capacity(rate.atOnce())
                                    .refillGreedy(rate.perMinute(), Duration.ofMinutes(1))
                                    .build())
                            .build());
        }
    }
}

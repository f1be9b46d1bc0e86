package onestop.approval.licences;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * How often anybody may verify: by licence number, so that nobody tries codes, and by address, so that nobody tries numbers. A wrong code
 * counts twice.
 *
 * <p>Counted in the memory of each replica, which is enough: a code has sixty bits, and the gateway counts once more before the replicas.
 */
@Component
class VerificationLooks {
    /** More numbers or addresses than that at a time, and the ones looked at longest ago start anew. */
    private static final int MOST_REMEMBERED = 100_000;

    private static final int LONGEST_NUMBER = 80;
    private static final int NETWORK_BYTES = 8;

    private final Buckets byNumber;
    private final Buckets byAddress;

    VerificationLooks(
            @Value("${onestop.approval.licences.looks-per-minute-of-a-number}") int perNumber,
            @Value("${onestop.approval.licences.looks-per-minute-of-an-address}") int perAddress) {
        byNumber = new Buckets(perNumber);
        byAddress = new Buckets(perAddress);
    }

    /** Takes one look; how long to wait when there is none left. */
    Duration take(String number, String address) {
        var wait = byAddress.take(network(address));
        return wait.isZero() ? byNumber.take(key(number)) : wait;
    }

    /** The look that was taken led to nothing: it counts once more. */
    void wrongCode(String number, String address) {
        byAddress.bucket(network(address)).tryConsumeAsMuchAsPossible(1);
        byNumber.bucket(key(number)).tryConsumeAsMuchAsPossible(1);
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
        private final int perMinute;
        // After two minutes a bucket is full again, so that forgetting it gives nothing away.
        private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterAccess(Duration.ofMinutes(2))
                .build();

        Buckets(int perMinute) {
            this.perMinute = perMinute;
        }

        Duration take(String key) {
            var probe = bucket(key).tryConsumeAndReturnRemaining(1);
            return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
        }

        Bucket bucket(String key) {
            return buckets.get(
                    key,
                    _ -> Bucket.builder()
                            .addLimit(Bandwidth.builder()
                                    .capacity(perMinute)
                                    .refillGreedy(perMinute, Duration.ofMinutes(1))
                                    .build())
                            .build());
        }
    }
}

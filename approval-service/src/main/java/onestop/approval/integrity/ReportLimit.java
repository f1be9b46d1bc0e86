package onestop.approval.integrity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How many reports may come from one address. Addresses are remembered in memory, for an hour, and with nothing else. */
@Component
class ReportLimit {
    private static final int MOST_REMEMBERED = 100_000;
    private static final int NETWORK_BYTES = 8;

    private final int perHour;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    ReportLimit(@Value("${onestop.approval.integrity.reports-per-hour-of-an-address}") int perHour) {
        this.perHour = perHour;
    }

    /** How long to wait; zero when the report may come. */
    Duration take(String address) {
        var probe = buckets.get(
                        network(address),
                        _ -> Bucket.builder()
                                .addLimit(Bandwidth.builder()
                                        .capacity(perHour)
                                        .refillGreedy(perHour, Duration.ofHours(1))
                                        .build())
                                .build())
                .tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    /** Of IPv6 the network that one household or office has to itself. */
    private static String network(String address) {
        return address.indexOf(':') >= 0 && InetAddress.ofLiteral(address) instanceof Inet6Address v6
                ? HexFormat.of().formatHex(v6.getAddress(), 0, NETWORK_BYTES)
                : address;
    }
}

package onestop.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.BandwidthBuilder;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/** One bucket for each sender. A bucket is forgotten only when it would be full again anyway, or when there are too many senders. */
final class Rates {
    private final Cache<String, Bucket> buckets;
    private final RateSettings.Rate rate;

    Rates(RateSettings.Rate rate, int senders) {
        this.rate = rate;
        var refill = rate.period().multipliedBy(1 + rate.burst() / Math.max(1, rate.requests()));
        this.buckets = Caffeine.newBuilder()
                .maximumSize(senders)
                .expireAfterAccess(refill.plusSeconds(1))
                .build();
    }

    /** How long the sender has to wait; zero when the request may pass. */
    Duration take(String sender) {
        var bucket = buckets.get(sender, _ -> newBucket());
        if (bucket.tryConsume(1)) {
            return Duration.ZERO;
        }
        long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return nanos == 0 ? Duration.ofNanos(1) : Duration.ofNanos(nanos);
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(BandwidthBuilder.builder()
                        .capacity(rate.burst())
                        .refillGreedy(rate.requests(), rate.period())
                        .build())
                .build();
    }
}

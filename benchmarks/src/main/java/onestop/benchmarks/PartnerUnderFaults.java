package onestop.benchmarks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A partner that puts ratings on the topic while processes are killed. A row that the broker has not confirmed is sent
 * again, as the interface promises that a number of a source counts once.
 */
final class PartnerUnderFaults {
    private static final int TOGETHER = 50;
    private static final long PAUSE_MILLIS = 200;
    static final int DAYS = 3;
    private static final long MOST = 1_000_000;
    private static final long BAD = MOST / 500;

    private final String broker;
    private final GeneratedRatings ratings;
    private long confirmed;

    PartnerUnderFaults(String broker, String run, LocalDate today) {
        this.broker = broker;
        this.ratings = new GeneratedRatings(run, today.minusDays(DAYS), DAYS, MOST, BAD);
    }

    /** Sends while it is asked to. */
    void send(BooleanSupplier going) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker,
                "acks",
                "all",
                "delivery.timeout.ms",
                20_000,
                "request.timeout.ms",
                5_000,
                "max.block.ms",
                10_000L);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            while (going.getAsBoolean()) {
                while (!sendTogether(producer)) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
                confirmed += TOGETHER;
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean sendTogether(KafkaProducer<byte[], byte[]> producer) throws InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (long n = confirmed; n < confirmed + TOGETHER; n++) {
            sent.add(GeneratedRatings.send(
                    producer,
                    GeneratedRatings.TOPIC,
                    "onestop.partner.rating.given.v1",
                    ratings.number(n),
                    ratings.json(n)));
        }
        boolean all = true;
        for (var each : sent) {
            try {
                each.get();
            } catch (ExecutionException e) {
                all = false;
            }
        }
        return all;
    }

    /** How many different rows the broker has. */
    long confirmed() {
        return confirmed;
    }

    /** How many of them are bad. */
    long bad() {
        long count = 0;
        for (long n = 0; n < confirmed; n++) {
            count += ratings.isBad(n) ? 1 : 0;
        }
        return count;
    }
}

package onestop.benchmarks;

import java.time.LocalDate;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Open feedback as a county's partners send it: about halls, windows and items, without a case. */
final class GeneratedFeedback {
    private static final String TOPIC = "onestop.partner.feedback";
    private static final String[] TARGETS = {"HALL", "WINDOW", "ITEM", "PLATFORM"};

    private final String run;
    private final LocalDate from;
    private final int days;
    private final long total;
    private final long bad;

    GeneratedFeedback(String run, LocalDate from, int days, long total, long bad) {
        this.run = run;
        this.from = from;
        this.days = days;
        this.total = total;
        this.bad = bad;
    }

    private boolean isBad(long n) {
        return bad > 0 && n * bad / total != (n + 1) * bad / total;
    }

    private String json(long n) {
        var target = TARGETS[(int) (n % TARGETS.length)];
        var opinion = isBad(n)
                ? "\"level\":\"DISSATISFIED\",\"text\":\"排队时间太长\""
                : "\"level\":\"VERY_SATISFIED\",\"text\":\"指引清楚\"";
        return "{\"source\":\"TOWN_CENTRE\",\"number\":\"%s-F%08d\",\"target\":\"%s\",\"targetCode\":\"%s%d\",\"unit\":\"%s\",\"regionLevel\":\"COUNTY\",%s,\"writtenAt\":\"%sT10:%02d:%02d+08:00\"}"
                .formatted(
                        run,
                        n,
                        target,
                        target.charAt(0),
                        n % 125,
                        isBad(n)
                                ? GeneratedRatings.unitWithManager(n)
                                : GeneratedRatings.unit((int) (n % GeneratedRatings.UNITS)),
                        opinion,
                        from.plusDays(n * days / total),
                        n % 60,
                        (n / 60) % 60);
    }

    void send(String bootstrapServers, long first, long end) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "compression.type",
                "lz4",
                "linger.ms",
                20,
                "batch.size",
                262_144,
                "acks",
                "all");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long n = first; n < end; n++) {
                GeneratedRatings.send(
                        producer, TOPIC, "onestop.partner.feedback.written.v1", run + "-F%08d".formatted(n), json(n));
            }
        }
    }
}

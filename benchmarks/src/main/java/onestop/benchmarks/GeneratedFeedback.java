package onestop.benchmarks;

import java.time.LocalDate;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Open feedback as a county's partners send it: about halls, windows, items, platforms and officers, without a case; from
 * three sources, of five levels and three levels of places. Feedback number n is always the same.
 */
final class GeneratedFeedback {
    private static final String TOPIC = "onestop.partner.feedback";
    private static final String[] TARGETS = {"HALL", "WINDOW", "ITEM", "PLATFORM", "OFFICER"};
    private static final String[] SOURCES = {"HOTLINE", "PROVINCE", "TOWN_CENTRE"};
    private static final int TOWNS = 16;

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

    String number(long n) {
        return run + "-F%08d".formatted(n);
    }

    private String opinion(long n) {
        if (isBad(n)) {
            return n % 3 == 0
                    ? "\"level\":\"VERY_DISSATISFIED\",\"text\":\"来了三次才办完\""
                    : "\"level\":\"DISSATISFIED\",\"text\":\"排队时间太长\"";
        }
        return switch ((int) (n % 20)) {
            case 0 -> "\"level\":\"BASICALLY_SATISFIED\"";
            case 1, 2, 3 -> "\"level\":\"SATISFIED\",\"text\":\"窗口好找\"";
            default -> "\"level\":\"VERY_SATISFIED\",\"text\":\"指引清楚\"";
        };
    }

    private static String place(long n) {
        return switch ((int) (n % 7)) {
            case 0, 1 -> "\"regionLevel\":\"TOWN\",\"town\":\"3713270%02d\"".formatted(n % TOWNS);
            case 2 -> "\"regionLevel\":\"VILLAGE\",\"town\":\"3713270%02d\"".formatted(n % TOWNS);
            default -> "\"regionLevel\":\"COUNTY\"";
        };
    }

    private String json(long n) {
        var target = TARGETS[(int) (n % TARGETS.length)];
        return "{\"source\":\"%s\",\"number\":\"%s\",\"target\":\"%s\",\"targetCode\":\"%s\",\"unit\":\"%s\",%s,%s,\"writtenAt\":\"%sT10:%02d:%02d+08:00\"}"
                .formatted(
                        SOURCES[(int) (n % SOURCES.length)],
                        number(n),
                        target,
                        target.equals("ITEM")
                                ? GeneratedRatings.item((int) (n % GeneratedRatings.ITEMS))
                                : target.charAt(0) + String.valueOf(n % 125),
                        isBad(n)
                                ? GeneratedRatings.unitWithManager(n)
                                : GeneratedRatings.unit((int) (n % GeneratedRatings.UNITS)),
                        place(n),
                        opinion(n),
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
                GeneratedRatings.send(producer, TOPIC, "onestop.partner.feedback.written.v1", number(n), json(n));
            }
        }
    }
}

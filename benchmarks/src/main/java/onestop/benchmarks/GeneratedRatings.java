package onestop.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Ratings as a county's partners send them: 36 units, 1,475 items, 45 windows of the hall and 80 of the towns, three
 * levels of places, seven channels. Rating number n is always the same, so that a run can be repeated.
 */
final class GeneratedRatings {
    static final String TOPIC = "onestop.partner.rating";
    static final int UNITS = 36;
    static final int ITEMS = 1_475;
    private static final int HALL_WINDOWS = 45;
    private static final int TOWN_WINDOWS = 80;
    private static final int TOWNS = 16;
    private static final List<String> MANAGED = List.of(
            "BANK", "FGJ", "GAJ", "GJJ", "JTYS", "RSJ", "SCJG", "STHJ", "SWJ", "WJJ", "XFJY", "XZSP", "YBJ", "YJJ",
            "ZJJ", "ZRZY");
    private static final String[] SOURCES = {"HOTLINE", "PROVINCE", "TOWN_CENTRE"};
    private static final String[] CHANNELS = {"PC", "MOBILE", "QR_CODE", "HALL_TABLET", "HALL_TERMINAL", "PHONE", "SMS"
    };

    private final String run;
    private final LocalDate from;
    private final int days;
    private final long total;
    private final long bad;

    /**
     * @param run a word that tells this run's numbers from those of others
     * @param bad how many of them are bad, spread over all
     */
    GeneratedRatings(String run, LocalDate from, int days, long total, long bad) {
        this.run = run;
        this.from = from;
        this.days = days;
        this.total = total;
        this.bad = bad;
    }

    long total() {
        return total;
    }

    /** The key of a unit, 0 to 35: those of the catalogue, then others. */
    static String unit(int number) {
        return number < MANAGED.size() ? MANAGED.get(number) : "UNIT%02d".formatted(number);
    }

    /** One whose manager is among the demonstration users and can put things right. */
    static String unitWithManager(long number) {
        return MANAGED.get((int) (number % MANAGED.size()));
    }

    boolean isBad(long n) {
        return bad > 0 && n * bad / total != (n + 1) * bad / total;
    }

    String number(long n) {
        return run + "-" + String.format("%08d", n);
    }

    String json(long n) {
        long mixed = mix(n);
        int item = (int) Long.remainderUnsigned(mixed, ITEMS);
        boolean inTown = (mixed >>> 40) % 5 == 0;
        int window = (int) ((mixed >>> 32) % (inTown ? TOWN_WINDOWS : HALL_WINDOWS));
        var place = inTown
                ? "\"window\":\"T%02d-%d\",\"town\":\"3713270%02d\",\"regionLevel\":\"%s\",\"officer\":\"town-%d-%d\""
                        .formatted(
                                window % TOWNS,
                                window / TOWNS,
                                window % TOWNS,
                                (mixed >>> 48) % 4 == 0 ? "VILLAGE" : "TOWN",
                                window,
                                (mixed >>> 50) % 2)
                : "\"window\":\"A%02d\",\"regionLevel\":\"COUNTY\",\"officer\":\"hall-%d-%d\""
                        .formatted(window + 1, window, (mixed >>> 50) % 3);
        var opinion = isBad(n)
                ? "\"level\":\"DISSATISFIED\",\"labels\":[\"209\",\"214\"],\"anonymous\":%s".formatted(n % 2 == 0)
                : switch ((int) ((mixed >>> 52) % 20)) {
                    case 0 -> "\"level\":\"BASICALLY_SATISFIED\",\"labels\":[\"309\"]";
                    case 1, 2, 3 -> "\"level\":\"SATISFIED\",\"labels\":[\"413\"]";
                    default -> "\"level\":\"VERY_SATISFIED\",\"labels\":[\"510\",\"517\"]";
                };
        var day = from.plusDays(n * days / total);
        return "{\"source\":\"%s\",\"number\":\"%s\",\"unit\":\"%s\",\"item\":\"R%05d\",%s,%s,\"channel\":\"%s\",\"ratedAt\":\"%sT%02d:%02d:%02d+08:00\"}"
                .formatted(
                        SOURCES[(int) ((mixed >>> 20) % SOURCES.length)],
                        number(n),
                        isBad(n) ? unitWithManager(n) : unit(item % UNITS),
                        item,
                        place,
                        opinion,
                        CHANNELS[(int) ((mixed >>> 24) % CHANNELS.length)],
                        day,
                        n % 9,
                        n % 60,
                        (n / 60) % 60);
    }

    private static long mix(long n) {
        long z = (n + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (z ^ (z >>> 31)) >>> 1;
    }

    /** Puts numbers {@code from} to {@code to}, the latter excluded, on the topic. */
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
                send(producer, TOPIC, "onestop.partner.rating.given.v1", number(n), json(n));
            }
        }
    }

    static void send(KafkaProducer<byte[], byte[]> producer, String topic, String type, String number, String json) {
        var message = new ProducerRecord<>(topic, bytes(number), bytes(json));
        message.headers()
                .add("ce_specversion", bytes("1.0"))
                .add("ce_id", bytes(UUID.nameUUIDFromBytes(bytes(number)).toString()))
                .add("ce_type", bytes(type))
                .add("ce_source", bytes("/benchmark"))
                .add("ce_time", bytes("2026-03-05T10:00:00Z"));
        producer.send(message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

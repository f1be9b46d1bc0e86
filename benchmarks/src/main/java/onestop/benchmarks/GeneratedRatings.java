package onestop.benchmarks;

import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
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

    private static final String[] OF_THE_THIRD = labels(307);
    private static final String[] OF_THE_FOURTH = labels(406);
    private static final String[] OF_THE_FIFTH = labels(510);

    private static final String[] UNIT_KEYS =
            IntStream.range(0, UNITS).mapToObj(GeneratedRatings::unit).toArray(String[]::new);

    private final String run;
    private final LocalDate from;
    private final int days;
    private final long total;
    private final long bad;
    private final int named;

    /**
     * @param run a word that tells this run's numbers from those of others
     * @param bad how many of them are bad, spread over all
     */
    GeneratedRatings(String run, LocalDate from, int days, long total, long bad) {
        this(run, from, days, total, bad, 0);
    }

    /** @param named how many of a thousand name a service of a file; {@link #receiptNumber} says which */
    GeneratedRatings(String run, LocalDate from, int days, long total, long bad, int named) {
        this.run = run;
        this.from = from;
        this.days = days;
        this.total = total;
        this.bad = bad;
        this.named = named;
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

    /** Lets the service know the units and items, as their publication in the catalogue would. */
    static void publish(LocalPlatform local) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        local.url("evaluation"), "evaluation", local.password("evaluation"));
                var statement = connection.prepareStatement("""
                        INSERT INTO catalogue_name (kind, code, name_zh, sequence)
                        SELECT kind, code, code, 0
                          FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS u (unit, item, n)
                         CROSS JOIN LATERAL (VALUES ('UNIT', unit), ('ITEM', item)) AS c (kind, code)
                         WHERE code IS NOT NULL
                            ON CONFLICT DO NOTHING
                        """)) {
            statement.setArray(1, connection.createArrayOf("text", UNIT_KEYS));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            IntStream.range(0, ITEMS)
                                    .mapToObj(GeneratedRatings::item)
                                    .toArray()));
            statement.execute();
        }
    }

    /** The code of an item, 0 to 1,474. */
    static String item(int number) {
        return digits(new StringBuilder("R"), number, 5).toString();
    }

    boolean isBad(long n) {
        return bad > 0 && n * bad / total != (n + 1) * bad / total;
    }

    boolean isNamed(long n) {
        return n % 1_000 < named;
    }

    /** The file whose acceptance rating n is of, when it names one. */
    String receiptNumber(long n) {
        return digits(new StringBuilder("371327").append(run).append('-'), n, 8).toString();
    }

    String unitOf(long n) {
        return isBad(n) ? unitWithManager(n) : UNIT_KEYS[itemNumber(n) % UNITS];
    }

    String itemOf(long n) {
        return item(itemNumber(n));
    }

    private static int itemNumber(long n) {
        return (int) Long.remainderUnsigned(mix(n), ITEMS);
    }

    String number(long n) {
        return digits(new StringBuilder(run).append('-'), n, 8).toString();
    }

    /** Put together by hand: the generator runs on the cores that are measured. */
    String json(long n) {
        long mixed = mix(n);
        boolean inTown = (mixed >>> 40) % 5 == 0;
        int window = (int) ((mixed >>> 32) % (inTown ? TOWN_WINDOWS : HALL_WINDOWS));
        var json = new StringBuilder(400);
        json.append("{\"source\":\"").append(SOURCES[(int) ((mixed >>> 20) % SOURCES.length)]);
        json.append("\",\"number\":\"").append(number(n));
        json.append("\",\"unit\":\"").append(unitOf(n));
        json.append("\",\"item\":\"").append(itemOf(n)).append("\",");
        if (inTown) {
            digits(json.append("\"window\":\"T"), window % TOWNS, 2).append('-').append(window / TOWNS);
            digits(json.append("\",\"town\":\"3713270"), window % TOWNS, 2);
            json.append("\",\"regionLevel\":\"").append((mixed >>> 48) % 4 == 0 ? "VILLAGE" : "TOWN");
            json.append("\",\"officer\":\"town-").append(window).append('-').append((mixed >>> 50) % 2);
        } else {
            digits(json.append("\"window\":\"A"), window + 1, 2).append("\",\"regionLevel\":\"COUNTY");
            json.append("\",\"officer\":\"hall-").append(window).append('-').append((mixed >>> 50) % 3);
        }
        json.append("\",\"level\":\"");
        if (isBad(n)) {
            json.append("DISSATISFIED\",\"labels\":[\"209\",\"214\"],\"anonymous\":")
                    .append(n % 2 == 0);
        } else {
            json.append(
                    switch ((int) ((mixed >>> 52) % 20)) {
                        case 0 -> "BASICALLY_SATISFIED\",\"labels\":" + oneOf(OF_THE_THIRD, mixed);
                        case 1, 2, 3 -> "SATISFIED\",\"labels\":" + oneOf(OF_THE_FOURTH, mixed);
                        default -> "VERY_SATISFIED\",\"labels\":" + oneOf(OF_THE_FIFTH, mixed);
                    });
        }
        if (isNamed(n)) { // in words of its own: many in the same words are under suspicion and do not count
            json.append(",\"receiptNumber\":\"").append(receiptNumber(n)).append("\",\"serviceNumber\":1,\"text\":\"");
            json.append(n).append('"');
        }
        json.append(",\"channel\":\"").append(CHANNELS[(int) ((mixed >>> 24) % CHANNELS.length)]);
        json.append("\",\"ratedAt\":\"").append(from.plusDays(n * days / total));
        digits(json.append('T'), n % 9, 2);
        digits(json.append(':'), n % 60, 2);
        digits(json.append(':'), (n / 60) % 60, 2);
        return json.append("+08:00\"}").toString();
    }

    /** All choices of three of the eight labels from the first on: what many say in the same words is under suspicion and does not count. */
    private static String[] labels(int first) {
        return IntStream.range(0, 1 << 8)
                .filter(bits -> Integer.bitCount(bits) == 3)
                .mapToObj(bits -> IntStream.range(0, 8)
                        .filter(bit -> (bits >> bit & 1) == 1)
                        .mapToObj(bit -> "\"" + (first + bit) + "\"")
                        .collect(Collectors.joining(",", "[", "]")))
                .toArray(String[]::new);
    }

    private static String oneOf(String[] labels, long mixed) {
        return labels[(int) ((mixed >>> 8) % labels.length)];
    }

    private static StringBuilder digits(StringBuilder text, long number, int least) {
        var digits = Long.toString(number);
        return text.repeat('0', Math.max(0, least - digits.length())).append(digits);
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

    /** Puts one row on its topic. What comes back tells whether the broker has it. */
    static Future<RecordMetadata> send(
            KafkaProducer<byte[], byte[]> producer, String topic, String type, String number, String json) {
        var message = new ProducerRecord<>(topic, bytes(number), bytes(json));
        message.headers()
                .add("ce_specversion", bytes("1.0"))
                .add("ce_id", bytes(UUID.nameUUIDFromBytes(bytes(number)).toString()))
                .add("ce_type", bytes(type))
                .add("ce_source", bytes("/benchmark"))
                .add("ce_time", bytes("2026-03-05T10:00:00Z"));
        return producer.send(message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

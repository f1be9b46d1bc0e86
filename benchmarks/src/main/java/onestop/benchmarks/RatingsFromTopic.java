package onestop.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import onestop.benchmarks.LocalPlatform.Gauge;
import org.postgresql.PGConnection;

/**
 * How fast ratings go from the topic into every indicator, beside a plain COPY of as many rows into a table of the same
 * shape on the same server. Fails below 40,000 a second.
 */
final class RatingsFromTopic {
    private static final long RATINGS = Long.getLong("ratings", 600_000);
    private static final int GOAL = Integer.getInteger("goal", 40_000);

    /** How many of a thousand ratings name a service of a file; the files are made before anything is measured. */
    private static final int NAMED = Integer.getInteger("named", 0);

    private static final int LOOK_MILLIS = 50;
    private static final String COUNTED = """
            SELECT coalesce(sum(very_satisfied + satisfied + basically_satisfied + dissatisfied + very_dissatisfied), 0)
              FROM rating_tally WHERE slice = 'CHANNEL'
            """;

    private static final int PIECE = 50_000;

    private static final String SERVED = """
            WITH files AS MATERIALIZED (
                 SELECT * FROM unnest(?::text[], ?::text[], ?::text[]) AS f (receipt, unit, item)),
            kept AS (
                 INSERT INTO handled_file (receipt_number, enterprise_usci, matter)
                 SELECT receipt, '91371327MA3DEM0A2G', item FROM files),
            invited AS (
                 INSERT INTO invitation (receipt_number, service_number, service, unit, served_at, served_on, invited_at)
                 SELECT receipt, 1, 'ACCEPTANCE', unit, ?::date::timestamp AT TIME ZONE 'Asia/Shanghai', ?::date, now()
                   FROM files),
            tallied AS (
                 INSERT INTO service_tally AS t (unit, day, shard, invited)
                 SELECT unit, ?::date, 0, count(*) FROM files GROUP BY unit
                     ON CONFLICT (unit, day, shard) DO UPDATE SET invited = t.invited + excluded.invited)
            INSERT INTO service_count AS c (unit, matter, day, invited)
            SELECT unit, item, ?::date, count(*) FROM files GROUP BY unit, item
                ON CONFLICT (unit, day, matter) DO UPDATE SET invited = c.invited + excluded.invited
            """;

    private final LocalPlatform local = LocalPlatform.of(
            Path.of(System.getProperty("project", ".")).toAbsolutePath().normalize());

    public static void main(String[] arguments) throws Exception {
        System.exit(new RatingsFromTopic().run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        var yesterday = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(1);
        var run = "RATE" + System.currentTimeMillis() / 1_000;
        var warm = new GeneratedRatings(run + "W", yesterday, 1, Math.max(1, RATINGS / 4), 0, NAMED);
        var measured = new GeneratedRatings(run, yesterday, 1, RATINGS, RATINGS / 5_000, NAMED);
        GeneratedRatings.publish(local);
        serve(warm, yesterday);
        serve(measured, yesterday);
        through(warm, "warm-up");
        var before = Costs.now(local);
        double own = Costs.own();
        double rate = through(measured, "from the topic");
        double ownSpent = Costs.own() - own;
        Costs.now(local)
                .ifPresent(after -> before.ifPresent(
                        earlier -> System.out.println("  " + after.sinceOfRatings(earlier, RATINGS, ownSpent))));
        double copy = copy(new GeneratedRatings(run + "C", yesterday, 1, RATINGS, 0));
        System.out.printf(
                "from the topic into all indicators %,.0f ratings/s; plain COPY into the same table %,.0f rows/s; ratio %.2f%n",
                rate, copy, rate / copy);
        return rate >= GOAL;
    }

    /** Ratings a second from the first one sent to the last one counted, the generator beside it on the same cores. */
    private double through(GeneratedRatings ratings, String what) throws Exception {
        try (var counted = local.gauge("evaluation", COUNTED)) {
            return through(ratings, what, counted);
        }
    }

    private double through(GeneratedRatings ratings, String what, Gauge counted) throws Exception {
        long before = counted.read();
        long began = System.nanoTime();
        var sender =
                Thread.ofPlatform().start(() -> ratings.send("127.0.0.1:" + local.kafkaPort(), 0, ratings.total()));
        long sent = 0;
        long wanted = before + ratings.total();
        while (counted.read() < wanted) {
            Thread.sleep(LOOK_MILLIS);
            if (sent == 0 && !sender.isAlive()) {
                sent = System.nanoTime();
            }
            if (System.nanoTime() - began > 600e9) {
                throw new IllegalStateException("%,d of %,d ratings counted after ten minutes"
                        .formatted(counted.read() - before, ratings.total()));
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "  %s: %,d ratings in %.1f s (all sent after %.1f s): %,.0f/s%n",
                what, ratings.total(), seconds, sent == 0 ? seconds : (sent - began) / 1e9, ratings.total() / seconds);
        return ratings.total() / seconds;
    }

    /** The accepted files that ratings name: as the service stores them from the hall's events. */
    private void serve(GeneratedRatings ratings, LocalDate day) throws Exception {
        if (NAMED == 0) {
            return;
        }
        try (var connection =
                DriverManager.getConnection(local.url("evaluation"), "evaluation", local.password("evaluation"))) {
            connection.setAutoCommit(false);
            for (long first = 0; first < ratings.total(); first += PIECE) {
                serve(connection, ratings, first, Math.min(ratings.total(), first + PIECE), day);
            }
            connection.commit();
        }
    }

    private static void serve(Connection connection, GeneratedRatings ratings, long first, long end, LocalDate day)
            throws Exception {
        var numbers =
                LongStream.range(first, end).filter(ratings::isNamed).boxed().toList();
        try (var statement = connection.prepareStatement(SERVED)) {
            statement.setArray(1, texts(connection, numbers, ratings::receiptNumber));
            statement.setArray(2, texts(connection, numbers, ratings::unitOf));
            statement.setArray(3, texts(connection, numbers, ratings::itemOf));
            for (int parameter = 4; parameter <= 7; parameter++) {
                statement.setObject(parameter, day);
            }
            statement.execute();
        }
    }

    private static Array texts(Connection connection, List<Long> numbers, LongFunction<String> text) throws Exception {
        return connection.createArrayOf(
                "text", numbers.stream().map(text::apply).toArray());
    }

    private double copy(GeneratedRatings ratings) throws Exception {
        var json = tools.jackson.databind.json.JsonMapper.shared();
        var file = Files.createTempFile("ratings", ".tsv");
        try (var rows = Files.newBufferedWriter(file)) {
            for (long n = 0; n < ratings.total(); n++) {
                var rating = json.readTree(ratings.json(n));
                for (var field : new String[] {
                    "source", "number", "unit", "item", "item", "window", "officer", "town", "regionLevel", "level"
                }) {
                    rows.append(rating.path(field).asString("\\N")).append('\t');
                }
                rows.append("{510,517}\t\\N\t")
                        .append(rating.path("channel").asString())
                        .append("\tt\t")
                        .append(rating.path("ratedAt").asString())
                        .append('\t')
                        .append(rating.path("ratedAt").asString(), 0, 10)
                        .append('\n');
            }
        }
        try (var stored = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
                var connection = DriverManager.getConnection(
                        local.url("evaluation"), "evaluation", local.password("evaluation"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE rating_to_compare (LIKE rating INCLUDING ALL)");
            try {
                long began = System.nanoTime();
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn("""
                        COPY rating_to_compare (source, source_number, unit, matter, item, window_code, officer, town,
                                                region_level, level, labels, text, channel, anonymous, rated_at, rated_on)
                        FROM STDIN""", stored, 1 << 16);
                return ratings.total() / ((System.nanoTime() - began) / 1e9);
            } finally {
                statement.execute("DROP TABLE rating_to_compare");
            }
        }
    }
}

package onestop.benchmarks;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import onestop.demo.Platform;

/**
 * Reads the rating indicators with 10,000,000 ratings of three years stored: every slice over a day, a month, a year, three
 * years and any period; rankings, breakdowns and pain points. What is missing of the ratings goes through the topic first.
 * Fails when one of them answers fewer than 95 of 100 within 50 ms, or when the recount of a month does not agree.
 */
final class Indicators {
    private static final long RATINGS = Long.getLong("ratings", 10_000_000);
    private static final int READS = Integer.getInteger("reads", 100);
    private static final double BUDGET_MILLIS = 50;
    private static final int DAYS = 1_096;
    private static final int PAUSE_MILLIS = 5;
    private static final long BAD_IN_TEN_THOUSAND = 2;
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final String COUNTED = """
            SELECT coalesce(sum(very_satisfied + satisfied + basically_satisfied + dissatisfied + very_dissatisfied), 0)
              FROM rating_month_tally WHERE slice = 'CHANNEL'
            """;

    private final LocalPlatform local = LocalPlatform.of(
            Path.of(System.getProperty("project", ".")).toAbsolutePath().normalize());
    private final Platform platform = Settings.platform();
    private final LocalDate last = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(1);
    private final LocalDate first = last.minusDays(DAYS - 1L);
    private final Random random = new Random(10);
    private boolean good = true;

    public static void main(String[] arguments) throws Exception {
        System.exit(new Indicators().run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        store();
        System.out.printf("%,d ratings counted%n", counted());
        var slices = new LinkedHashMap<String, Function<Random, String>>();
        slices.put("COUNTY", _ -> "");
        slices.put("UNIT", r -> "&key=" + GeneratedRatings.unit(r.nextInt(GeneratedRatings.UNITS)));
        slices.put("ITEM", r -> "&key=" + item(r));
        slices.put("WINDOW", r -> "&key=A%02d".formatted(1 + r.nextInt(45)));
        slices.put("OFFICER", r -> "&key=hall-%d-%d".formatted(r.nextInt(45), r.nextInt(3)));
        slices.put("TOWN", r -> "&key=3713270%02d".formatted(r.nextInt(16)));
        slices.put(
                "REGION_LEVEL",
                r -> "&key=" + List.of("COUNTY", "TOWN", "VILLAGE").get(r.nextInt(3)));
        slices.put("CHANNEL", r -> "&key=" + List.of("PC", "MOBILE", "PHONE").get(r.nextInt(3)));
        slices.forEach((slice, key) -> periods()
                .forEach((length, period) -> read(
                        "%s, %s".formatted(slice, length),
                        () -> "/api/evaluation/indicators?slice=%s%s%s"
                                .formatted(slice, key.apply(random), period.apply(random)))));
        for (var slice : List.of("UNIT", "ITEM", "WINDOW", "OFFICER", "TOWN")) {
            for (var length : List.of("a month", "a year", "three years", "any period")) {
                read(
                        "ranking of %s, %s".formatted(slice, length),
                        () -> "/api/evaluation/rankings?limit=50&slice=%s%s".formatted(slice, during(length)));
            }
        }
        for (var length : List.of("a month", "a year", "any period")) {
            for (var crossing : List.of("UNIT ITEM", "ITEM UNIT", "ITEM TOWN", "TOWN ITEM", "WINDOW CHANNEL")) {
                var words = crossing.split(" ");
                read(
                        words[0] + " by " + words[1] + ", " + length,
                        () -> "/api/evaluation/indicators/breakdown?limit=50&slice=%s%s&by=%s%s"
                                .formatted(
                                        words[0],
                                        requireNonNull(slices.get(words[0])).apply(random),
                                        words[1],
                                        during(length)));
            }
        }
        read("pain points, a quarter", () -> "/api/evaluation/pain-points");
        read(
                "pain points, a year",
                () -> "/api/evaluation/pain-points" + during("a year").replaceFirst("&", "?"));
        return recount() & good;
    }

    private static String item(Random random) {
        return "R%05d".formatted(random.nextInt(GeneratedRatings.ITEMS));
    }

    /** Kinds of periods, each as a part of an address; those of months and years begin and end on any day. */
    private Map<String, Function<Random, String>> periods() {
        var periods = new LinkedHashMap<String, Function<Random, String>>();
        periods.put("a day", r -> between(r, 1));
        periods.put("a month", r -> {
            var month = YearMonth.from(first).plusMonths(1L + r.nextInt(34));
            return period(month.atDay(1), month.atEndOfMonth());
        });
        periods.put("a year", r -> between(r, 365));
        periods.put("three years", _ -> period(first, last));
        periods.put("any period", r -> between(r, 1 + r.nextInt(DAYS - 1)));
        return periods;
    }

    private String during(String length) {
        return requireNonNull(periods().get(length)).apply(random);
    }

    private String between(Random r, int days) {
        var from = first.plusDays(r.nextInt(DAYS - days));
        return period(from, from.plusDays(days - 1L));
    }

    private static String period(LocalDate from, LocalDate to) {
        return "&from=%s&to=%s".formatted(from, to);
    }

    private interface Address {
        String next();
    }

    private void read(String what, Address address) {
        var person = "supervisor";
        for (int i = 0; i < READS / 10; i++) {
            platform.get(person, address.next()).must(200, what);
        }
        var millis = new double[READS];
        for (int i = 0; i < READS; i++) {
            var path = address.next();
            long began = System.nanoTime();
            platform.get(person, path).must(200, what);
            millis[i] = (System.nanoTime() - began) / 1e6;
            pause(PAUSE_MILLIS);
        }
        Arrays.sort(millis);
        double p95 = millis[READS * 95 / 100 - 1];
        good &= p95 <= BUDGET_MILLIS;
        System.out.printf(
                "  %-36s p50 %6.1f ms  p95 %6.1f ms%s%n",
                what, millis[READS / 2], p95, p95 <= BUDGET_MILLIS ? "" : "  ABOVE " + BUDGET_MILLIS);
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void store() throws Exception {
        long there = counted();
        long missing = RATINGS - there;
        if (missing <= 0) {
            return;
        }
        var ratings = new GeneratedRatings(
                "IN" + System.currentTimeMillis() / 1_000,
                first,
                DAYS,
                missing,
                missing * BAD_IN_TEN_THOUSAND / 10_000);
        GeneratedRatings.publish(local);
        long began = System.nanoTime();
        var sender = Thread.ofPlatform().start(() -> ratings.send("127.0.0.1:" + local.kafkaPort(), 0, missing));
        try (var counted = local.gauge("evaluation", COUNTED)) {
            while (counted.read() < there + missing) {
                if (System.nanoTime() - began > LIMIT.toNanos()) {
                    throw new IllegalStateException(
                            "%,d of %,d counted after %s".formatted(counted.read() - there, missing, LIMIT));
                }
                TimeUnit.SECONDS.sleep(1);
            }
        }
        sender.join();
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("%,d ratings through the topic in %.0f s: %,.0f/s%n", missing, seconds, missing / seconds);
    }

    private long counted() throws SQLException {
        return local.count("evaluation", COUNTED);
    }

    private boolean recount() {
        var month = YearMonth.from(last).minusMonths(2);
        long began = System.nanoTime();
        var recount = platform.get(
                        "auditor",
                        "/api/evaluation/reconciliation?from=%s&to=%s".formatted(month.atDay(1), month.atEndOfMonth()))
                .must(200, "the recount")
                .body();
        boolean agrees = recount.path("agrees").asBoolean();
        System.out.printf(
                "recount of %s in %.1f s: %,d counted, %,d stored, %s%n",
                month,
                (System.nanoTime() - began) / 1e9,
                recount.path("counted").asLong(),
                recount.path("stored").path("effective").asLong(),
                agrees ? "they agree" : "THEY DO NOT AGREE " + recount);
        return agrees;
    }
}

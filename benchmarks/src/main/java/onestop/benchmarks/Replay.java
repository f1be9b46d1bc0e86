package onestop.benchmarks;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import onestop.benchmarks.LocalPlatform.Gauge;
import onestop.demo.Platform;
import tools.jackson.databind.JsonNode;

/**
 * Three years of a county through the platform: 1,470,000 ratings and 270,000 open feedbacks of 36 units from the topics,
 * two in ten thousand of them bad and each of those put right and found closed. Prints the indicators beside those the
 * county reported.
 *
 * <p>With {@code -Dkills=10} the evaluation service is killed ten times on the way; the totals have to be the same.
 */
final class Replay {
    private static final long RATINGS = Long.getLong("ratings", 1_470_000);
    private static final long FEEDBACK = Long.getLong("feedback", 270_000);
    private static final int KILLS = Integer.getInteger("kills", 0);
    private static final long BAD_IN_TEN_THOUSAND = 2;
    private static final LocalDate FROM = LocalDate.parse("2020-05-01");
    private static final LocalDate TO = LocalDate.parse("2023-04-20");
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final String COUNTED = """
            SELECT coalesce(sum(very_satisfied + satisfied + basically_satisfied + dissatisfied + very_dissatisfied), 0)
              FROM rating_month_tally WHERE slice = 'CHANNEL'
            """;
    private static final String FEEDBACK_STORED = "SELECT count(*) FROM open_feedback WHERE source <> 'OWN'";

    private final Path root =
            Path.of(System.getProperty("project", ".")).toAbsolutePath().normalize();
    private final LocalPlatform local = LocalPlatform.of(root);
    private final Platform platform = Settings.platform();
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private final String run = "RP" + System.currentTimeMillis() / 1_000;
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger closed = new AtomicInteger();

    public static void main(String[] arguments) throws Exception {
        System.exit(new Replay().run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        int days = (int) (TO.toEpochDay() - FROM.toEpochDay()) + 1;
        var ratings = new GeneratedRatings(run, FROM, days, RATINGS, RATINGS * BAD_IN_TEN_THOUSAND / 10_000);
        var feedback = new GeneratedFeedback(run, FROM, days, FEEDBACK, FEEDBACK * BAD_IN_TEN_THOUSAND / 10_000);
        GeneratedRatings.publish(local);
        var before = figures();
        var feedbackBefore = feedbackFigures();
        var sofar = new Sofar(local.gauge("evaluation", COUNTED), local.gauge("evaluation", FEEDBACK_STORED));
        long began = System.nanoTime();
        var sender = Thread.ofPlatform().start(() -> {
            var broker = "127.0.0.1:" + local.kafkaPort();
            ratings.send(broker, 0, RATINGS);
            feedback.send(broker, 0, FEEDBACK);
        });
        try (sofar) {
            kill(sofar);
            await(() -> sofar.ratings() == RATINGS && sofar.feedback() == FEEDBACK);
        }
        sender.join();
        double taken = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "taken in and counted: %,d ratings and %,d feedbacks in %.1f s%s%n",
                RATINGS,
                FEEDBACK,
                taken,
                KILLS == 0 ? "" : ", the service killed %d times on the way".formatted(KILLS));

        putRight();
        return report(before, feedbackBefore) & reconciled();
    }

    /** What of this run is counted and stored. */
    private static final class Sofar implements AutoCloseable {
        private final Gauge ratings;
        private final Gauge feedback;
        private final long ratingsBefore;
        private final long feedbackBefore;

        Sofar(Gauge ratings, Gauge feedback) throws SQLException {
            this.ratings = ratings;
            this.feedback = feedback;
            this.ratingsBefore = ratings.read();
            this.feedbackBefore = feedback.read();
        }

        long ratings() throws SQLException {
            return ratings.read() - ratingsBefore;
        }

        long feedback() throws SQLException {
            return feedback.read() - feedbackBefore;
        }

        @Override
        public void close() throws SQLException {
            ratings.close();
            feedback.close();
        }
    }

    private void kill(Sofar sofar) throws Exception {
        var random = new Random(KILLS);
        for (int i = 1; i <= KILLS; i++) {
            long due = (RATINGS + FEEDBACK) * i / (KILLS + 2);
            await(() -> sofar.ratings() + sofar.feedback() >= due);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
            long pid = local.kill("evaluation-service");
            long began = System.nanoTime();
            LocalPlatform.up(root);
            System.out.printf(
                    "  pid %d killed after %,d; up again in %.1f s%n", pid, due, (System.nanoTime() - began) / 1e9);
        }
    }

    /** Each bad one: what is open feedback is made an order; then contact, confirmation, result, call-back, closure. */
    private void putRight() throws Exception {
        long began = System.nanoTime();
        var waiting = strings("SELECT id::text FROM open_feedback WHERE status = 'WAITING' AND source_number LIKE ?");
        eachOf(
                waiting,
                id -> step(
                        "supervisor",
                        "/api/evaluation/open-feedback/" + id + "/triage",
                        Map.of("decision", "ORDER"),
                        "feedback-decided"));
        var orders = strings("""
                SELECT r.id || ' ' || r.unit || ' ' || r.anonymous
                  FROM rectification r
                  LEFT JOIN rating g ON g.id = r.rating_id
                  LEFT JOIN open_feedback f ON f.rectification_id = r.id
                 WHERE coalesce(g.source_number, f.source_number) LIKE ?
                """).stream().map(Order::of).toList();
        eachOf(orders, this::putRight);
        System.out.printf("%d bad ones put right in %.1f s%n", orders.size(), (System.nanoTime() - began) / 1e9);
        eachOf(orders, this::isClosed);
        expect("bad feedback that a supervisor decided on", bad(FEEDBACK), waiting.size());
        expect("orders of bad ratings and of bad feedback", bad(RATINGS) + bad(FEEDBACK), orders.size());
        expect("orders found closed", orders.size(), closed.get());
    }

    private record Order(String id, String manager, boolean anonymous) {
        static Order of(String row) {
            var words = row.split(" ");
            return new Order(words[0], "manager-" + words[1].toLowerCase(Locale.ROOT), words[2].equals("true"));
        }
    }

    /** A few at a time; what one of them complains of does not keep the others from being tried. */
    private <T> void eachOf(List<T> all, Consumer<T> what) {
        var few = new Semaphore(4);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : all) {
                threads.submit(() -> {
                    few.acquireUninterruptibly();
                    try {
                        what.accept(each);
                    } catch (RuntimeException e) {
                        complaints.add(String.valueOf(e.getMessage()));
                    } finally {
                        few.release();
                    }
                });
            }
        }
    }

    private void putRight(Order order) {
        var path = "/api/evaluation/rectifications/" + order.id();
        step(order.manager(), path + "/contact", Map.of("note", "已联系评价人"), "wrong-rectification-state");
        step(order.manager(), path + "/confirmation", Map.of("note", "情况属实"), "wrong-rectification-state");
        step(order.manager(), path + "/rectification", Map.of("result", "已按承诺时限补办并说明"), "wrong-rectification-state");
        if (!order.anonymous()) {
            step(
                    "supervisor",
                    path + "/call-back",
                    Map.of("reached", true, "satisfied", true),
                    "wrong-rectification-state");
        }
        step("supervisor", path + "/closure", Map.of(), "rectification-closed");
    }

    /**
     * A step that is repeated after a lost answer finds itself done; that is told as a conflict. Whether it really was is
     * seen at the end, when each order has to be closed.
     */
    private void step(String person, String path, Map<String, Object> body, String done) {
        var reply = platform.put(person, path, body);
        if (reply.status() != 200 && !reply.problem().equals(done)) {
            complaints.add("%s: %d %s".formatted(path, reply.status(), reply.body()));
        }
    }

    /** Closed, put right, and of a rating under a name called back, as its readers see it. */
    private void isClosed(Order order) {
        var found = platform.get("supervisor", "/api/evaluation/rectifications/" + order.id())
                .must(200, "the order")
                .body();
        boolean calledBack = found.path("callBackOutcome").asString("").equals("SATISFIED");
        if (found.path("status").asString("").equals("CLOSED")
                && found.hasNonNull("result")
                && calledBack != order.anonymous()) {
            closed.incrementAndGet();
        } else {
            complaints.add("not put right: " + found);
        }
    }

    private void expect(String what, long expected, long found) {
        if (expected != found) {
            complaints.add("%s: %,d instead of %,d".formatted(what, found, expected));
        }
    }

    private JsonNode figures() {
        return platform.get(null, "/api/evaluation/public/indicators?from=%s&to=%s".formatted(FROM, today))
                .must(200, "the indicators")
                .body();
    }

    private JsonNode feedbackFigures() {
        return platform.get("auditor", "/api/evaluation/open-feedback-figures?from=%s&to=%s".formatted(FROM, TO))
                .must(200, "the figures of open feedback")
                .body();
    }

    /** What this run has added to the figures, beside what the county reported in April 2023. */
    private boolean report(JsonNode before, JsonNode feedbackBefore) {
        var now = figures();
        long all = now.path("ratings").asLong() - before.path("ratings").asLong();
        System.out.printf("  %-34s %14s %14s %12s%n", "", "this run", "", "the county");
        System.out.printf("  %-34s %,14d %14s %12s%n", "ratings", all, "", "1,470,000");
        boolean good = all == RATINGS;
        good &= share("good rate 好评率", before, now, "goodRate", RATINGS - bad(RATINGS), RATINGS, "99.98 %");
        good &= share("active rate 主动评价率", before, now, "activeRate", RATINGS, RATINGS, "100 %");
        good &= share(
                "rectification rate 差评整改率", before, now, "rectificationRate", bad(RATINGS), bad(RATINGS), "100 %");
        System.out.printf("  %-34s %14s %14s %12s%n", "open feedback 吐槽找茬", "", "", "270,000");
        good &= share(
                "  good", feedbackBefore, feedbackFigures(), "goodRate", FEEDBACK - bad(FEEDBACK), FEEDBACK, "99.98 %");
        complaints.forEach(complaint -> System.out.println("  ✗ " + complaint));
        return good && complaints.isEmpty();
    }

    private static long bad(long of) {
        return of * BAD_IN_TEN_THOUSAND / 10_000;
    }

    private static boolean share(
            String what, JsonNode before, JsonNode now, String name, long numerator, long denominator, String county) {
        long found = now.path(name).path("numerator").asLong()
                - before.path(name).path("numerator").asLong();
        long of = now.path(name).path("denominator").asLong()
                - before.path(name).path("denominator").asLong();
        System.out.printf(
                "  %-34s %,14d of %,11d %12s  %.4f %%%n", what, found, of, county, 100.0 * found / Math.max(1, of));
        return found == numerator && of == denominator;
    }

    /** The auditor's recount, month by month: one of three years would take longer than an answer may. */
    private boolean reconciled() {
        boolean agrees = true;
        for (int year = FROM.getYear(); year <= TO.getYear(); year++) {
            long counted = 0;
            long stored = 0;
            for (var month = YearMonth.of(year, 1); month.getYear() == year; month = month.plusMonths(1)) {
                var recount = Recount.of(platform, month.atDay(1), month.atEndOfMonth());
                counted += recount.path("counted").asLong();
                stored += recount.path("stored").path("effective").asLong();
                if (!recount.path("agrees").asBoolean()) {
                    System.out.println("  ✗ " + recount);
                    agrees = false;
                }
            }
            System.out.printf("  recount of %d: %,d counted, %,d stored%n", year, counted, stored);
            agrees &= counted == stored;
        }
        return agrees;
    }

    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not all is counted after " + LIMIT);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private List<String> strings(String sql) throws SQLException {
        var found = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(
                        local.url("evaluation"), "evaluation", local.password("evaluation"));
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, run + "-%");
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}

package onestop.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import onestop.demo.Platform;
import onestop.demo.UnmetExpectation;

/**
 * Kills each process of a running platform with {@code kill -9} while cases go through it, starts it again, and then
 * compares what clients were told with what every database and topic holds.
 *
 * <p>Each client hands in a file of three items, has it accepted, decided by three departments at the same time and
 * handed out, and rates its completion, one in ten badly; a partner puts ratings on the topic meanwhile. A call without an answer is repeated with the same key, as the interface promises. Exit code 0 only if
 * nothing is lost, nothing doubled, no event is missing and none out of order.
 */
final class Faults {
    private static final List<String> ITEMS = List.of("SW-BG", "SB-BG", "YB-BG");
    private static final Map<String, String> UNIT_OF = Map.of("SW-BG", "swj", "SB-BG", "rsj", "YB-BG", "ybj");
    private static final Duration DRAIN = Duration.ofSeconds(60);
    private static final int EVERY_BAD_ONE = 10;

    private final Path root;
    private final LocalPlatform local;
    private final Platform platform = Settings.platform();
    private final Queue<String> finished = new ConcurrentLinkedQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underway = new AtomicInteger();
    private final AtomicInteger rated = new AtomicInteger();
    private final Queue<String> ratedBadly = new ConcurrentLinkedQueue<>();
    private final String run = "FT" + System.currentTimeMillis() / 1_000;
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private volatile boolean loading = true;

    Faults(Path root) {
        this.root = root;
        this.local = LocalPlatform.of(root);
    }

    public static void main(String[] arguments) throws Exception {
        var root = Path.of(System.getProperty("project", ".")).toAbsolutePath().normalize();
        System.exit(new Faults(root).run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        var application = Applications.complete(platform, ITEMS);
        int clients = Integer.getInteger("clients", 8);
        System.out.printf(
                "%d clients; each of %s is killed once with kill -9 and started again%n", clients, LocalPlatform.PARTS);
        GeneratedRatings.publish(local);
        var partner = new PartnerUnderFaults("127.0.0.1:" + local.kafkaPort(), run, today);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> partner.send(() -> loading));
            for (int i = 0; i < clients; i++) {
                threads.submit(() -> client(application));
            }
            for (var part : LocalPlatform.PARTS) {
                TimeUnit.SECONDS.sleep(4);
                int before = finished.size();
                long pid = local.kill(part);
                TimeUnit.SECONDS.sleep(2);
                long began = System.nanoTime();
                LocalPlatform.up(root);
                System.out.printf(
                        "  %-20s pid %-8d killed after %5d finished files; up again in %.1f s%n",
                        part, pid, before, (System.nanoTime() - began) / 1e9);
            }
            TimeUnit.SECONDS.sleep(4);
            loading = false;
        }
        System.out.printf(
                "%d files finished and rated, %d ratings of a partner, %d calls, %d repeated after an error%n",
                finished.size(), partner.confirmed(), platform.requests(), platform.repeated());
        var rated = new Reconciliation.Rated(run, partner.confirmed(), partner.bad(), List.copyOf(ratedBadly));
        var report = new Reconciliation(local, List.copyOf(finished), rated).within(DRAIN);
        report.print(System.out);
        complaints.forEach(complaint -> System.out.println("  ✗ " + complaint));
        boolean good = ratingsAgree() & complaints.isEmpty() & report.good() & !finished.isEmpty();
        System.out.println(good ? "nothing lost, nothing doubled" : "NOT RECONCILED");
        return good;
    }

    /** The service's own recount of the days on which anything was rated here, one by one. */
    private boolean ratingsAgree() {
        boolean agrees = true;
        for (var day = today.minusDays(PartnerUnderFaults.DAYS); !day.isAfter(today); day = day.plusDays(1)) {
            var recount = Recount.of(platform, day, day);
            boolean ofTheDay = recount.path("agrees").asBoolean();
            System.out.printf(
                    "  recount of the ratings of %s: %,d counted, %s%n",
                    day, recount.path("counted").asLong(), ofTheDay ? "they agree" : "✗ THEY DO NOT AGREE " + recount);
            agrees &= ofTheDay;
        }
        return agrees;
    }

    private void client(Map<String, Object> application) {
        while (loading) {
            underway.incrementAndGet();
            try {
                finished.add(wholeLife(application));
            } catch (UnmetExpectation | IllegalStateException e) {
                complaints.add(String.valueOf(e.getMessage()));
            } finally {
                underway.decrementAndGet();
            }
        }
    }

    /** One file from hand-in to handing out; every step must succeed in the end. */
    private String wholeLife(Map<String, Object> application) {
        var receipt = platform.post(
                        "window",
                        "/api/intake/applications",
                        application,
                        UUID.randomUUID().toString())
                .must(201, "handing in");
        var number = receipt.text("receiptNumber");
        var base = "/api/intake/applications/" + number;
        // A repeated command may find its own first attempt done: that is success, told as a conflict.
        oneOf(platform.put("window", base + "/acceptance", Map.of()), "acceptance", "already-accepted");
        var decisions = new ArrayList<Thread>();
        for (var each : receipt.body().path("cases")) {
            var path = "/api/approval/cases/" + each.path("caseNumber").asString() + "/decision";
            var officer = "approver-" + UNIT_OF.get(each.path("item").asString());
            decisions.add(Thread.startVirtualThread(() -> decide(officer, path)));
        }
        decisions.forEach(Faults::join);
        for (int attempt = 0; ; attempt++) {
            var reply =
                    platform.put("issuer", base + "/delivery", Map.of("method", "WINDOW", "recipientCheck", "AGENT"));
            if (reply.status() == 200 || reply.problem().equals("already-delivered")) {
                rate(number);
                return number;
            }
            if (attempt > 600) {
                throw new UnmetExpectation(
                        "%s is not handed out: %d %s".formatted(number, reply.status(), reply.body()));
            }
            Platform.pause(100);
        }
    }

    /** With the same key each time: a repeated call is answered as the first was. */
    private void rate(String number) {
        var invitation = completion(number);
        boolean badly = rated.incrementAndGet() % EVERY_BAD_ONE == 0;
        platform.post(
                        "applicant",
                        "/api/evaluation/ratings",
                        Map.of(
                                "invitationId",
                                invitation,
                                "level",
                                badly ? "DISSATISFIED" : "SATISFIED",
                                "labels",
                                List.of(badly ? "213" : "413"),
                                "channel",
                                "PC"),
                        UUID.randomUUID().toString())
                .must(201, "the rating");
        if (badly) {
            ratedBadly.add(number);
        }
    }

    private String completion(String number) {
        for (int attempt = 0; attempt < 600; attempt++) {
            var found = platform.get("applicant", "/api/evaluation/invitations?receiptNumber=" + number);
            for (var invitation : found.body().path("items")) {
                if (invitation.path("service").asString().equals("COMPLETION")) {
                    return invitation.path("invitationId").asString();
                }
            }
            Platform.pause(100);
        }
        throw new UnmetExpectation("evaluation never heard of " + number);
    }

    private void decide(String officer, String path) {
        for (int attempt = 0; attempt < 600; attempt++) {
            var reply = platform.put(officer, path, Map.of("outcome", "GRANT"));
            if (reply.status() != 404) {
                oneOf(reply, "the decision", "already-decided");
                return;
            }
            Platform.pause(100);
        }
        complaints.add("approval never heard of " + path);
    }

    private void oneOf(Platform.Reply reply, String what, String already) {
        if (reply.status() != 200 && !reply.problem().equals(already)) {
            complaints.add("%s: %d %s".formatted(what, reply.status(), reply.body()));
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

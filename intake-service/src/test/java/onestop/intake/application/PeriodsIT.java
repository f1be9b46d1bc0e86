package onestop.intake.application;

import static onestop.intake.Calls.HELPER;
import static onestop.intake.Calls.ISSUER;
import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.testsupport.Events;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What has to happen until a day, and what happens after it. */
@IntakeTest
class PeriodsIT {
    private static final String TOPIC = "onestop.intake.application";
    private static final Person MANAGER = new Person("manager", Role.UNIT_MANAGER, "XZSP", List.of());
    private static final Person OTHER_MANAGER = new Person("manager-gaj", Role.UNIT_MANAGER, "GAJ", List.of());

    /** A Monday in a time of its own, so that no file of other tests is due. */
    private static final Instant MONDAY = Instant.parse("2025-06-09T01:30:00Z");

    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    EndOverdueFiles endOverdueFiles;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    TravelClock clock;

    @AfterEach
    void backToNow() {
        clock.goOn();
    }

    private JsonNode event(String number, String type) {
        var record = events.await(
                TOPIC,
                Duration.ofSeconds(30),
                one -> number.equals(one.key()) && one.type().equals(TOPIC + "." + type));
        return JsonMapper.shared().readTree(record.text());
    }

    private String status(String number) {
        return calls.get(WINDOW, "/applications/" + number).text("status");
    }

    private static Map<String, Object> defects(String... keys) {
        return new HashMap<>(Map.of(
                "defects",
                List.of(keys).stream()
                        .map(key -> Map.of("materialKey", key, "reason", "缺页"))
                        .toList()));
    }

    private static Map<String, Object> materials(String... keys) {
        return Map.of(
                "materials",
                List.of(keys).stream()
                        .map(key -> Map.of("key", key, "fileName", key + "-2.pdf"))
                        .toList());
    }

    // --- pre-review

    @Test
    void whatCameOnlineIsReviewedBeforehandAndItsDaysRunOn() {
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        var path = "/applications/" + number;
        var until = calls.get(WINDOW, path).text("deemedAcceptedAfter");

        calls.put(applicant(usci), path + "/pre-review", null).declines(403, "role-not-allowed");
        calls.put(WINDOW, path + "/pre-review", null).must(200);

        calls.put(WINDOW, path + "/pre-review", null).declines(409, "already-pre-reviewed");
        calls.put(WINDOW, path + "/refusal", Map.of("reason", "x")).declines(409, "already-pre-reviewed");
        var file = calls.get(applicant(usci), path).must(200);
        assertThat(file.text("status")).isEqualTo("PRE_REVIEWED");
        assertThat(file.text("deemedAcceptedAfter")).isEqualTo(until);
        assertThat(file.body().path("preReview").path("by").asString()).isEqualTo("window");
        var told = event(number, "pre-reviewed.v1");
        assertThat(told.path("unit").asString()).isEqualTo("XZSP");
        assertThat(told.path("preReviewedBy").asString()).isEqualTo("window");
        assertThat(calls.get(WINDOW, "/applications?status=PRE_REVIEWED&limit=200")
                        .body()
                        .path("items")
                        .valueStream()
                        .map(line -> line.path("receiptNumber").asString()))
                .contains(number);
        calls.accept(WINDOW, number).must(200);
    }

    @Test
    void whatCameOverTheCounterIsNotReviewedBeforehand() {
        var usci = calls.enterprise();
        var body = calls.application(usci, "PKG-BG-GD");
        body.put("channel", "WINDOW");
        var number = calls.post(WINDOW, "/applications", body).must(201).text("receiptNumber");

        calls.put(WINDOW, "/applications/" + number + "/pre-review", null).declines(409, "not-online");
        calls.put(WINDOW, "/applications/none/pre-review", null).declines(404, "unknown-application");
    }

    // --- correction

    @Test
    void aFurtherNoticeIsTheSupervisorsAndSaysWhy() {
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-MC").text("receiptNumber");
        var path = "/applications/" + number;
        var again = defects("OLD_SEAL");
        again.put("supervisorReason", "首次告知时窗口人员漏看");

        calls.put(MANAGER, path + "/repeated-correction-notice", again).declines(409, "no-reason-needed");
        calls.put(WINDOW, path + "/correction-notice", defects("ARTICLES")).must(200);
        calls.put(applicant(usci), path + "/correction", materials("ARTICLES")).must(200);

        calls.put(WINDOW, path + "/correction-notice", defects("OLD_SEAL")).declines(409, "visible-at-first-notice");
        calls.put(WINDOW, path + "/repeated-correction-notice", again).declines(403, "role-not-allowed");
        calls.put(OTHER_MANAGER, path + "/repeated-correction-notice", again).declines(404, "unknown-application");
        assertThat(calls.put(MANAGER, path + "/repeated-correction-notice", defects("OLD_SEAL"))
                        .must(400)
                        .errors())
                .hasSize(1)
                .allSatisfy(error -> assertThat(error).startsWith("supervisorReason "));
        calls.put(MANAGER, path + "/repeated-correction-notice", again).must(200);

        var looked = calls.get(
                        new Calls.Person("supervisor", Role.EVALUATION_SUPERVISOR, null, List.of()),
                        "/files-sent-back-again?limit=200")
                .must(200)
                .body()
                .path("items")
                .valueStream()
                .filter(line -> line.path("receiptNumber").asString().equals(number))
                .toList();
        assertThat(looked).hasSize(1);
        assertThat(looked.getFirst().path("notices").asInt()).isEqualTo(2);
        assertThat(looked.getFirst().path("supervisorReason").asString()).isEqualTo("首次告知时窗口人员漏看");
        calls.get(MANAGER, "/files-sent-back-again").declines(403, "role-not-allowed");
        calls.get(new Calls.Person("auditor", Role.AUDITOR, null, List.of()), "/files-sent-back-again?after=nonsense")
                .must(400);

        assertThat(event(number, "correction-requested.v1").path("round").asInt())
                .isEqualTo(1);
        var file = calls.get(applicant(usci), path).must(200).body();
        assertThat(file.path("correction").path("supervisorReason").asString()).isEqualTo("首次告知时窗口人员漏看");
        assertThat(file.path("earlierCorrections")).hasSize(1);
        assertThat(file.path("earlierCorrections")
                        .path(0)
                        .path("defects")
                        .path(0)
                        .path("materialKey")
                        .asString())
                .isEqualTo("ARTICLES");
        calls.put(applicant(usci), path + "/correction", materials("OLD_SEAL")).must(200);
        // A defect of what has just come could not have been seen before.
        calls.put(WINDOW, path + "/correction-notice", defects("OLD_SEAL")).must(200);
        assertThat(calls.get(WINDOW, path).body().path("earlierCorrections")).hasSize(2);
    }

    @Test
    void theClerkStatesThePeriodAndTheFileLapsesAfterIt() {
        clock.stopAt(MONDAY);
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        var path = "/applications/" + number;
        var notice = defects("ARTICLES");
        notice.put("answerDays", 61);
        assertThat(calls.put(WINDOW, path + "/correction-notice", notice)
                        .must(400)
                        .errors())
                .hasSize(1);
        notice.put("answerDays", 3);
        calls.put(WINDOW, path + "/correction-notice", notice).must(200);
        assertThat(calls.get(applicant(usci), path)
                        .body()
                        .path("correction")
                        .path("dueOn")
                        .asString())
                .isEqualTo("2025-06-12");

        clock.stopAt(Instant.parse("2025-06-12T15:59:59Z"));
        endOverdueFiles.run();
        assertThat(status(number)).isEqualTo("CORRECTION_REQUESTED");

        clock.stopAt(Instant.parse("2025-06-12T16:00:00Z"));
        calls.put(applicant(usci), path + "/correction", materials("ARTICLES")).declines(409, "correction-period-over");
        endOverdueFiles.run();
        endOverdueFiles.run();

        assertThat(status(number)).isEqualTo("LAPSED");
        assertThat(event(number, "lapsed.v1").path("dueOn").asString()).isEqualTo("2025-06-12");
        assertThat(events.list(TOPIC, number)).hasSize(3);
        calls.put(applicant(usci), path + "/correction", materials("ARTICLES")).declines(409, "already-lapsed");
        calls.accept(WINDOW, number).declines(409, "already-lapsed");
        var progress = calls.get(applicant(usci), path + "/progress").must(200);
        assertThat(progress.text("status")).isEqualTo("DECIDED");
        assertThat(progress.text("outcome")).isEqualTo("LAPSED");
    }

    // --- what may follow

    private String acceptedDeferred(String usci, String dueOn) {
        var body = new HashMap<>(calls.application(usci, "PKG-CY"));
        body.put(
                "materials",
                calls.materials("PKG-CY").stream()
                        .filter(material -> !"HEALTH_CERT".equals(material.get("key")))
                        .toList());
        var number =
                calls.post(applicant(usci), "/applications", body).must(201).text("receiptNumber");
        calls.put(
                        WINDOW,
                        "/applications/" + number + "/acceptance",
                        Map.of("deferredMaterials", List.of(Map.of("key", "HEALTH_CERT", "dueOn", dueOn))))
                .must(200);
        return number;
    }

    @Test
    void aFileWhoseEnterpriseIsGoneIsEndedByTheManagerOfTheHall() {
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        var path = "/applications/" + number;
        var statement = Map.of("statement", "企业已注销登记");
        calls.put(MANAGER, path + "/termination", statement).declines(409, "not-yet-accepted");
        calls.accept(WINDOW, number).must(200);
        calls.put(WINDOW, path + "/termination", statement).declines(403, "role-not-allowed");
        calls.put(OTHER_MANAGER, path + "/termination", statement).declines(404, "unknown-application");
        assertThat(calls.put(MANAGER, path + "/termination", Map.of("statement", " "))
                        .must(400)
                        .errors())
                .hasSize(1);

        calls.put(MANAGER, path + "/termination", statement).must(200);

        calls.put(MANAGER, path + "/termination", statement).declines(409, "already-terminated");
        assertThat(event(number, "terminated.v1").path("terminatedBy").asString())
                .isEqualTo("manager");
        assertThat(calls.get(WINDOW, path).text("status")).isEqualTo("TERMINATED");
        assertThat(calls.get(WINDOW, path + "/documents").must(200).body().toString())
                .contains("TERMINATION");
    }

    @Test
    void whatFollowsInTimeMakesTheFileWhole() {
        clock.stopAt(MONDAY);
        var usci = calls.enterprise();
        var number = acceptedDeferred(usci, "2025-06-11");
        var path = "/applications/" + number;
        assertThat(calls.get(applicant(usci), path).text("deferredDueOn")).isEqualTo("2025-06-11");

        calls.put(ISSUER, path + "/delivery", Map.of("method", "E_LICENCE")).declines(409, "deferred-outstanding");
        calls.put(applicant(newUsci()), path + "/deferred-materials", materials("HEALTH_CERT"))
                .declines(404, "unknown-application");
        calls.put(HELPER, path + "/deferred-materials", materials("HEALTH_CERT"))
                .declines(404, "unknown-application");
        calls.put(applicant(usci), path + "/deferred-materials", materials("ARTICLES"))
                .declines(409, "not-deferred");
        calls.put(
                        applicant(usci),
                        path + "/deferred-materials",
                        Map.of("materials", List.of(Map.of("key", "HEALTH_CERT", "deferred", true))))
                .declines(409, "materials-missing");
        assertThat(calls.put(applicant(usci), path + "/deferred-materials", materials("EIA_REPORT"))
                        .must(400)
                        .errors())
                .containsExactly("materials[0].key material-not-asked-for");

        assertThat(calls.put(applicant(usci), path + "/deferred-materials", materials("HEALTH_CERT"))
                        .must(200)
                        .text("status"))
                .isEqualTo("ACCEPTED");

        var told = event(number, "materials-supplied.v1");
        assertThat(told.path("materials").path(0).asString()).isEqualTo("HEALTH_CERT");
        assertThat(told.path("outstanding")).isEmpty();
        calls.put(applicant(usci), path + "/deferred-materials", materials("HEALTH_CERT"))
                .declines(409, "nothing-deferred");
        clock.stopAt(MONDAY.plus(Duration.ofDays(30)));
        endOverdueFiles.run();
        assertThat(status(number)).isEqualTo("ACCEPTED");
    }

    @Test
    void aClerkTakesInWhatIsHandedOverTheCounter() {
        clock.stopAt(MONDAY);
        var number = acceptedDeferred(calls.enterprise(), "2025-06-11");

        calls.put(WINDOW, "/applications/" + number + "/deferred-materials", materials("HEALTH_CERT"))
                .must(200);

        assertThat(acts(number)).last().isEqualTo("MATERIALS_SUPPLIED WINDOW window");
    }

    private List<String> acts(String number) {
        return calls.get(WINDOW, "/applications/" + number + "/acts")
                .must(200)
                .body()
                .path("items")
                .valueStream()
                .map(line -> line.path("act").asString() + " " + line.path("as").asString() + " "
                        + line.path("by").asString())
                .toList();
    }

    @Test
    void whatDoesNotFollowInTimeEndsTheFile() {
        clock.stopAt(MONDAY);
        var usci = calls.enterprise();
        var number = acceptedDeferred(usci, "2025-06-11");
        var path = "/applications/" + number;

        clock.stopAt(Instant.parse("2025-06-11T15:59:59Z"));
        endOverdueFiles.run();
        assertThat(status(number)).isEqualTo("ACCEPTED_DEFERRED");

        clock.stopAt(Instant.parse("2025-06-11T16:00:00Z"));
        calls.put(applicant(usci), path + "/deferred-materials", materials("HEALTH_CERT"))
                .declines(409, "deferral-over");
        endOverdueFiles.run();
        endOverdueFiles.run();

        assertThat(status(number)).isEqualTo("TERMINATED");
        var told = event(number, "terminated.v1");
        assertThat(told.path("reason").asString()).isEqualTo("DEFERRED_NOT_SUPPLIED");
        assertThat(told.has("terminatedBy")).as("time is nobody").isFalse();
        assertThat(told.path("materials").path(0).asString()).isEqualTo("HEALTH_CERT");
        assertThat(events.list(TOPIC, number)).hasSize(3);
        calls.put(applicant(usci), path + "/deferred-materials", materials("HEALTH_CERT"))
                .declines(409, "already-terminated");
        calls.put(applicant(usci), path + "/withdrawal", null).declines(409, "already-terminated");
        assertThat(acts(number)).last().isEqualTo("TERMINATED LAW time-limit");
    }

    @Test
    void supplyAndTerminationDoNotCross() throws Exception {
        var files = new ArrayList<Map.Entry<String, String>>();
        clock.stopAt(MONDAY);
        for (int i = 0; i < 8; i++) {
            var usci = calls.enterprise();
            files.add(Map.entry(usci, acceptedDeferred(usci, "2025-06-11")));
        }
        clock.stopAt(Instant.parse("2025-06-11T15:59:59Z"));

        // The last second: supplies and two sweeps at once, and the day turns meanwhile.
        var works = new ArrayList<Callable<Integer>>();
        for (var file : files) {
            works.add(() -> calls.put(
                            applicant(file.getKey()),
                            "/applications/" + file.getValue() + "/deferred-materials",
                            materials("HEALTH_CERT"))
                    .status());
        }
        for (int i = 0; i < 2; i++) {
            works.add(() -> {
                clock.stopAt(Instant.parse("2025-06-11T16:00:00Z"));
                endOverdueFiles.run();
                return 0;
            });
        }
        var replies = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var running : threads.invokeAll(works)) {
                replies.add(running.get());
            }
        }
        endOverdueFiles.run(); // those that were in hand at the time

        for (int i = 0; i < files.size(); i++) {
            var number = files.get(i).getValue();
            assertThat(replies.get(i)).isIn(200, 409);
            assertThat(status(number)).isEqualTo(replies.get(i) == 200 ? "ACCEPTED" : "TERMINATED");
            assertThat(acts(number)).hasSize(3);
        }
    }

    @Test
    void aFileThatSomebodyHasInHandIsLeftAlone() throws Exception {
        clock.stopAt(MONDAY);
        var inHand = acceptedDeferred(calls.enterprise(), "2025-06-11");
        var free = acceptedDeferred(calls.enterprise(), "2025-06-11");
        clock.stopAt(MONDAY.plus(Duration.ofDays(20)));

        transaction.executeWithoutResult(_ -> {
            jdbc.sql("SELECT 1 FROM application WHERE receipt_number = ? FOR UPDATE")
                    .param(inHand)
                    .query()
                    .singleRow();
            try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
                thread.submit(endOverdueFiles::run).get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(status(free)).isEqualTo("TERMINATED");
        assertThat(status(inHand)).isEqualTo("ACCEPTED_DEFERRED");
        endOverdueFiles.run();
        assertThat(status(inHand)).isEqualTo("TERMINATED");
    }

    // --- commitments

    @Test
    void aDeferralKeepsTheTextThatWasSigned() {
        clock.stopAt(MONDAY);
        var usci = calls.enterprise();
        var current = calls.get(NOBODY, "/commitment-texts/DEFERRED_MATERIALS").must(200);
        long version = current.body().path("version").asLong();
        var body = new HashMap<>(calls.application(usci, "PKG-CY"));
        body.put("materials", List.of(Map.of("key", "FOOD_SAFETY_RULES", "promised", true)));
        body.put("commitmentTextVersion", 99);
        calls.post(applicant(usci), "/applications", body).declines(409, "commitment-text-changed");
        body.remove("commitmentTextVersion");
        var promised = calls.post(applicant(usci), "/applications", body).must(201);

        var number = acceptedDeferred(usci, "2025-06-11");
        var deferral = commitment(number, 1);
        assertThat(deferral.path("kind").asString()).isEqualTo("DEFERRED_MATERIALS");
        assertThat(deferral.path("textVersion").asLong()).isEqualTo(version);
        assertThat(deferral.path("materials").path(0).asString()).isEqualTo("HEALTH_CERT");
        var promise = commitment(promised.text("receiptNumber"), 0);
        assertThat(promise.path("kind").asString()).isEqualTo("NOTICE_AND_COMMITMENT");
        assertThat(promise.path("materials").path(0).asString()).isEqualTo("FOOD_SAFETY_RULES");
    }

    private JsonNode commitment(String number, int act) {
        return calls.get(WINDOW, "/applications/" + number + "/acts")
                .must(200)
                .body()
                .path("items")
                .path(act)
                .path("commitment");
    }

    @Test
    void whoSignedAnOldTextReadsTheNewOne() {
        var usci = calls.enterprise();
        var path = "/commitment-texts/DEFERRED_MATERIALS";
        var old = calls.get(NOBODY, path).must(200);
        long version = old.body().path("version").asLong();
        var next = Map.of("textZh", old.text("textZh") + "（修订）", "textEn", old.text("textEn") + " (revised)");

        calls.put(WINDOW, path, next).declines(403, "role-not-allowed");
        calls.put(OPS, path, next).must(428);
        calls.send(HttpMethod.PUT, OPS, path, next, Map.of("If-Match", "\"" + (version + 7) + "\""))
                .declines(412, "stale-version");
        var published = calls.send(
                        HttpMethod.PUT,
                        OPS,
                        path,
                        next,
                        Map.of("If-Match", old.headers().get("ETag")))
                .must(200);
        assertThat(published.body().path("version").asLong()).isEqualTo(version + 1);
        // Sending it again changes nothing.
        assertThat(calls.put(OPS, path, next).must(200).body().path("version").asLong())
                .isEqualTo(version + 1);
        assertThat(calls.get(NOBODY, path + "?version=" + version).must(200).text("textZh"))
                .isEqualTo(old.text("textZh"));
        calls.get(NOBODY, path + "?version=999").declines(404, "unknown-commitment-text");

        var body = new HashMap<>(calls.application(usci, "PKG-CY"));
        body.put(
                "materials",
                calls.materials("PKG-CY").stream()
                        .filter(material -> !"HEALTH_CERT".equals(material.get("key")))
                        .toList());
        var number =
                calls.post(applicant(usci), "/applications", body).must(201).text("receiptNumber");
        var acceptance = new HashMap<String, Object>(Map.of(
                "deferredMaterials",
                List.of(Map.of(
                        "key",
                        "HEALTH_CERT",
                        "dueOn",
                        calls.get(WINDOW, "/applications/" + number).text("countsFrom"))),
                "commitmentTextVersion",
                version));
        calls.put(WINDOW, "/applications/" + number + "/acceptance", acceptance)
                .declines(409, "commitment-text-changed");
        acceptance.put("commitmentTextVersion", version + 1);
        calls.put(WINDOW, "/applications/" + number + "/acceptance", acceptance).must(200);
    }

    // --- whose word is not taken

    private void mark(String usci, String ground) {
        calls.post(
                        MANAGER,
                        "/enterprises/" + usci + "/credit-records",
                        Map.of("ground", ground, "basis", "鲁莒市监罚〔2026〕7号", "since", "2026-01-05"))
                .must(201);
    }

    @Test
    void nothingFollowsLaterForThoseWhoBrokeFaith() {
        var usci = calls.enterprise();
        var body = new HashMap<>(calls.application(usci, "PKG-CY"));
        body.put(
                "materials",
                calls.materials("PKG-CY").stream()
                        .filter(material -> !"HEALTH_CERT".equals(material.get("key")))
                        .toList());
        var number =
                calls.post(applicant(usci), "/applications", body).must(201).text("receiptNumber");
        var path = "/applications/" + number;
        var deferral = Map.of(
                "deferredMaterials",
                List.of(Map.of(
                        "key", "HEALTH_CERT", "dueOn", calls.get(WINDOW, path).text("countsFrom"))));

        mark(usci, "BAD_CREDIT");

        calls.put(WINDOW, path + "/acceptance", deferral).declines(409, "not-taken-on-trust");
        // Handed in, it is accepted like anybody's.
        calls.put(WINDOW, path + "/correction-notice", defects("HEALTH_CERT")).must(200);
        calls.put(applicant(usci), path + "/correction", materials("HEALTH_CERT"))
                .must(200);
        calls.accept(WINDOW, number).must(200);
        calls.put(WINDOW, path + "/acceptance", deferral).declines(409, "already-accepted");
    }

    @Test
    void noPromiseIsTakenFromThoseWhoMadeAFalseOne() {
        var usci = calls.enterprise();
        var body = new HashMap<>(calls.application(usci, "PKG-CY"));
        var promising = new ArrayList<>(calls.materials("PKG-CY"));
        promising.removeIf(material -> "FOOD_SAFETY_RULES".equals(material.get("key")));
        promising.add(Map.of("key", "FOOD_SAFETY_RULES", "promised", true));
        body.put("materials", promising);
        var before =
                calls.post(applicant(usci), "/applications", body).must(201).text("receiptNumber");

        mark(usci, "FALSE_PROMISE");

        calls.post(applicant(usci), "/applications", body).declines(409, "not-taken-on-trust");
        calls.accept(WINDOW, before).declines(409, "not-taken-on-trust");
        calls.put(WINDOW, "/applications/" + before + "/correction-notice", defects("FOOD_SAFETY_RULES"))
                .must(200);
        calls.put(
                        applicant(usci),
                        "/applications/" + before + "/correction",
                        Map.of("materials", List.of(Map.of("key", "FOOD_SAFETY_RULES", "promised", true))))
                .declines(409, "not-taken-on-trust");
        calls.put(applicant(usci), "/applications/" + before + "/correction", materials("FOOD_SAFETY_RULES"))
                .must(200);
        calls.accept(WINDOW, before).must(200);
    }

    // --- who did what for whom

    @Test
    void eachActShowsAgentAndPrincipal() {
        var usci = calls.enterprise();
        var agent = Calls.agent("agent-" + usci);
        var power = calls.post(
                        applicant(usci),
                        "/powers-of-attorney",
                        Map.of(
                                "principalUsci",
                                usci,
                                "agent",
                                agent.name(),
                                "all",
                                true,
                                "validUntil",
                                TravelClock.today().plusDays(30).toString()))
                .must(201)
                .text("id");
        var number = calls.post(agent, "/applications", calls.application(usci, "PKG-BG-GD"))
                .must(201)
                .text("receiptNumber");
        calls.put(WINDOW, "/applications/" + number + "/correction-notice", defects("ARTICLES"))
                .must(200);
        calls.put(agent, "/applications/" + number + "/correction", materials("ARTICLES"))
                .must(200);

        var lines =
                calls.get(agent, "/applications/" + number + "/acts?limit=2").must(200);
        assertThat(lines.body().path("items")).hasSize(2);
        var first = lines.body().path("items").path(0);
        assertThat(first.path("principalUsci").asString()).isEqualTo(usci);
        assertThat(first.path("powerOfAttorney").asString()).isEqualTo(power);
        assertThat(lines.body().path("items").path(1).has("principalUsci")).isFalse();
        var rest = calls.get(agent, "/applications/" + number + "/acts?limit=2&after=" + lines.text("next"))
                .must(200);
        assertThat(rest.body().path("items")).hasSize(1);
        assertThat(rest.body().path("items").path(0).path("as").asString()).isEqualTo("AGENT");
        calls.get(applicant(newUsci()), "/applications/" + number + "/acts").declines(404, "unknown-application");
        calls.get(agent, "/applications/" + number + "/acts?after=nonsense").must(400);
    }
}

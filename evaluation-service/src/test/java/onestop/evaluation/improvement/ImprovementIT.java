package onestop.evaluation.improvement;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.manager;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.counting.ChangeStanding;
import onestop.evaluation.counting.RatingCounts;
import onestop.evaluation.counting.Standing;
import onestop.events.IncomingEvent;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WholeService
class ImprovementIT {
    private static final String IMPROVEMENTS = "/api/evaluation/improvements";

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    RatingCounts counts;

    @Autowired
    TellOverdue tellOverdue;

    @Autowired
    Events events;

    @Autowired
    ChangeStanding standings;

    private String unit = "";
    private String item = "";

    @BeforeEach
    void anItemOfItsOwn() {
        clock.setTo("2026-03-05");
        unit = newUnit();
        item = "IT-" + UUID.randomUUID().toString().substring(0, 12);
        steps.inTheCatalogue(unit, item);
    }

    @Test
    void labelsOfBadRatingsAreHeldAgainstTheRatingsOfTheItem() {
        ratings("2026-03-01", 40, "{}", "VERY_SATISFIED");
        ratings("2026-03-02", 6, "{209,214}", "DISSATISFIED");
        ratings("2026-03-03", 2, "{209}", "VERY_DISSATISFIED");
        ratings("2026-03-04", 2, "{110}", "VERY_DISSATISFIED"); // fewer than three

        var points = painPoints("");

        assertThat(points)
                .extracting(point ->
                        point.path("kind").asString() + point.path("label").asString("") + " "
                                + point.path("count").asLong() + "/"
                                + point.path("among").asLong())
                .containsExactly("BAD_RATING 10/50", "LABEL209 8/50", "LABEL214 6/50");
        assertThat(points.get(1).path("lower").asDouble()).isLessThan(0.16).isGreaterThan(0.05);
        assertThat(points.get(1).path("upper").asDouble()).isGreaterThan(0.16).isLessThan(0.35);
        assertThat(painPoints("&least=1")).hasSize(4);
        assertThat(painPoints("&limit=1")).hasSize(1);
    }

    @Test
    void whatIsSetAsideIsNoPainPoint() {
        var suspect = ratings("2026-03-02", 3, "{209}", "DISSATISFIED");
        transaction.executeWithoutResult(
                _ -> standings.move(suspect, Standing.SUSPECT, "SAME_DEVICE", null, clock.instant()));

        assertThat(painPoints("&least=1")).isEmpty();
    }

    @Test
    void theStepIsToldWhereTheRatingsComeFromAService() {
        for (int i = 0; i < 3; i++) {
            assertThat(steps.rate(Hall.Steps.bad(steps.invitation(unit), true))).hasStatus(201);
        }

        var answer = json(steps.get("/api/evaluation/pain-points?item=PKG-BG-MC&limit=200", Hall.SUPERVISOR));

        Contracts.assertAnswer("PainPoints", answer);
        assertThat(answer.path("items"))
                .anySatisfy(point -> assertThat(point.path("kind").asString()
                                + point.path("label").asString("") + " "
                                + point.path("step").asString(""))
                        .isEqualTo("LABEL209 ACCEPTANCE"));
    }

    @Test
    void filesThatHadToBeCorrectedAndFilesThatWereLate() {
        for (int i = 0; i < 8; i++) {
            file("2026-03-0" + (1 + i % 4), i < 3, i < 4 ? Boolean.TRUE : i < 7 ? Boolean.FALSE : null);
        }

        assertThat(painPoints(""))
                .extracting(point -> point.path("kind").asString() + " "
                        + point.path("count").asLong() + "/"
                        + point.path("among").asLong())
                .containsExactlyInAnyOrder("CORRECTION 3/8", "DELAY 4/7");
    }

    @Test
    void whatDepartmentsAskedToBeCorrectedIsAStepOfItsOwn() {
        for (int i = 0; i < 5; i++) {
            file("2026-03-02", i < 3, null);
        }
        var receipts = jdbc.sql("SELECT receipt_number FROM handled_file WHERE matter = :item ORDER BY 1")
                .param("item", item)
                .query(String.class)
                .list();
        for (int notice = 1; notice <= 2; notice++) { // twice of one file is one file
            correctionWithinACase(receipts.getFirst(), notice);
        }
        correctionWithinACase(receipts.getLast(), 1);

        assertThat(painPoints("&least=1"))
                .extracting(point -> point.path("kind").asString() + " "
                        + point.path("step").asString() + " "
                        + point.path("count").asLong() + "/"
                        + point.path("among").asLong())
                .containsExactly("CORRECTION ACCEPTANCE 3/5", "CORRECTION EXAMINATION 2/5");
    }

    @Test
    void aFileThatWasCorrectedAtBothStepsIsOneFileWhereNoStepIsNamed() {
        for (int i = 0; i < 5; i++) {
            file("2026-03-02", i < 3, null);
        }
        for (var corrected : List.of("> 0", "= 0")) {
            var receipt = jdbc.sql("""
                            SELECT f.receipt_number
                              FROM handled_file f JOIN file_fact t ON t.receipt_number = f.receipt_number
                             WHERE f.matter = :item AND t.correction_rounds %s
                             ORDER BY 1 LIMIT 1
                            """.formatted(corrected))
                    .param("item", item)
                    .query(String.class)
                    .single();
            correctionWithinACase(receipt, 1);
        }
        assertThat(painPoints("&least=1"))
                .extracting(point -> point.path("step").asString() + " "
                        + point.path("count").asLong())
                .containsExactly("ACCEPTANCE 3", "EXAMINATION 2");

        var id = opened("CORRECTION", null, "2026-03-01", "2026-03-03");
        completed(id, "2026-03-05");
        clock.setTo("2026-03-31");

        var before = comparison(id).path("before");
        assertThat(before.path("count").asLong() + "/" + before.path("among").asLong())
                .isEqualTo("4/5");
    }

    @Test
    void aFileThatWasCorrectedAndThenRefusedIsCountedToo() {
        file("2026-03-02", false, null);
        var receipt = Hall.newReceipt();
        var told = List.of(
                steps.event(
                        "onestop.intake.application.submitted.v1", receipt, """
                        {"receiptNumber":"%s","enterprise":{"usci":"%s"},"receivedAt":"2026-03-02T09:00:00+08:00","items":["%s"]}
                        """.formatted(receipt, Hall.OURS, item)),
                steps.event(
                        "onestop.intake.application.correction-requested.v1", receipt, """
                        {"receiptNumber":"%s","requestedAt":"2026-03-02T10:00:00+08:00","unit":"%s","round":1}
                        """.formatted(receipt, unit)),
                steps.event("onestop.intake.application.refused.v1", receipt, """
                        {"receiptNumber":"%s","refusedAt":"2026-03-03T10:00:00+08:00","unit":"%s","refusedBy":"window","items":["%s"]}
                        """.formatted(receipt, unit, item)));
        for (var consumer : List.of("invitations", "facts")) {
            steps.tell(consumer, told.toArray(IncomingEvent[]::new));
        }

        assertThat(painPoints("&least=1"))
                .extracting(point -> point.path("kind").asString() + " "
                        + point.path("step").asString() + " "
                        + point.path("count").asLong() + "/"
                        + point.path("among").asLong())
                .containsExactly("CORRECTION ACCEPTANCE 1/2");
    }

    private void correctionWithinACase(String receipt, int notice) {
        steps.tell("invitations", steps.event("onestop.approval.case.suspended.v1", receipt, notice, """
                {"receiptNumber":"%s","caseNumber":"%1$s-1","unit":"%s","kind":"CORRECTION","at":"2026-03-04T11:00:00+08:00"}
                """.formatted(
                        receipt, unit)));
    }

    @Test
    void aDelayIsPutToTheStepInWhichTheCasesLayLongest() {
        for (int i = 0; i < 4; i++) {
            lateCase(i < 3);
        }

        assertThat(painPoints("&least=1"))
                .extracting(point -> point.path("kind").asString() + " "
                        + point.path("step").asString() + " "
                        + point.path("count").asLong() + "/"
                        + point.path("among").asLong())
                .containsExactly("DELAY REVIEW 3/4", "DELAY DECISION 1/4");
    }

    @Test
    void whatCouldNotBeGotDoneIsHeldAgainstWhatWas() {
        file("2026-03-02", false, null);
        for (int i = 0; i < 3; i++) {
            blocked("BLOCKED_MATTER", item);
            saidNo();
        }
        blocked("COMPLAINT", item);
        blocked("BLOCKED_MATTER", "another-" + item);
        var twice = UUID.randomUUID();
        for (int i = 0; i < 2; i++) {
            saidNo(twice);
        }

        assertThat(painPoints(""))
                .extracting(point -> point.path("kind").asString() + " "
                        + point.path("count").asLong() + "/"
                        + point.path("among").asLong())
                .containsExactlyInAnyOrder("NEGATIVE_ANSWER 4/5", "BLOCKED_MATTER 3/4");
        Contracts.assertAnswer(
                "PainPoints", json(steps.get("/api/evaluation/pain-points?item=" + item, Hall.SUPERVISOR)));
        assertThat(improve(
                        "{\"kind\":\"BLOCKED_MATTER\",\"item\":\"%s\",\"title\":\"减少办不成事\",\"unit\":\"%s\",\"owner\":\"manager\",\"dueOn\":\"2026-04-30\"}"
                                .formatted(item, unit)))
                .hasStatus(201);
    }

    private MvcTestResult improve(String body) {
        return steps.post(IMPROVEMENTS, body, Hall.SUPERVISOR, UUID.randomUUID().toString());
    }

    /** As the approval tells it, the last first. @param review whether the review takes longest, else the decision */
    private void lateCase(boolean review) {
        var receipt = Hall.newReceipt();
        var number = receipt + "-1";
        var told = new ArrayList<IncomingEvent>();
        told.add(at("2026-03-02", "opened", receipt, number, "\"promisedDueOn\":\"2026-03-03\","));
        told.add(at("2026-03-03", "examined", receipt, number, ""));
        told.add(at(review ? "2026-03-06" : "2026-03-04", "reviewed", receipt, number, ""));
        told.add(at(
                "2026-03-07",
                "decided",
                receipt,
                number,
                "\"decidedAt\":\"2026-03-05T10:00:00+08:00\",\"onTimePromised\":false,"));
        steps.tell(
                "invitations",
                steps.event(
                        "onestop.intake.application.accepted.v1",
                        receipt,
                        Hall.accepted(receipt, unit, Hall.OURS, "2026-02-01")));
        for (var event : told.reversed()) {
            steps.tell("facts", event);
        }
        clock.setTo("2026-03-05");
    }

    private IncomingEvent at(String day, String what, String receipt, String number, String more) {
        clock.setTo(day);
        return steps.event(
                "onestop.approval.case." + what + ".v1", receipt, """
                {"receiptNumber":"%s","caseNumber":"%s",%s"item":"%s","unit":"%s"}
                """.formatted(receipt, number, more, item, unit));
    }

    private void blocked(String kind, String about) {
        var id = UUID.randomUUID();
        steps.tell("blocked-reports", steps.event("onestop.appeal.appeal.received.v1", id.toString(), """
                {"appealId":"%s","number":"SQ260302000001","kind":"%s","source":"PORTAL","about":{"itemCode":"%s"}}
                """.formatted(
                        id, kind, about)));
    }

    @Test
    void whatAnAppealIsFoundToBeLastCounts() {
        file("2026-03-02", false, null);
        var appeal = UUID.randomUUID();
        received(appeal, "PROBLEM", item);
        assertThat(blockedMatters()).isZero();

        classified(appeal, 2, "BLOCKED_MATTER", item);
        assertThat(blockedMatters()).isEqualTo(1);
        classified(appeal, 4, "BLOCKED_MATTER", "another-" + item);
        assertThat(blockedMatters()).isZero();
        classified(appeal, 3, "BLOCKED_MATTER", item); // an earlier word that comes late
        assertThat(blockedMatters()).isZero();
        classified(appeal, 5, "BLOCKED_MATTER", item);
        assertThat(blockedMatters()).isEqualTo(1);
        classified(appeal, 6, "COMPLAINT", item);
        assertThat(blockedMatters()).isZero();
    }

    @Test
    void theItemThatIsKnownByItsFileCountsToo() {
        file("2026-03-02", false, null);
        var appeal = UUID.randomUUID();
        steps.tell("blocked-reports", steps.event("onestop.appeal.appeal.received.v1", appeal.toString(), """
                {"appealId":"%s","number":"SQ260302000001","kind":"BLOCKED_MATTER","source":"PORTAL"}
                """.formatted(
                        appeal)));
        assertThat(blockedMatters()).isZero();

        steps.tell(
                "blocked-reports",
                steps.event("onestop.appeal.appeal.file-named.v1", appeal.toString(), 2, """
                {"appealId":"%s","number":"SQ260302000001","receiptNumber":"R-1","itemCode":"%s"}
                """.formatted(
                                appeal, item))); // as an earlier release told it
        assertThat(blockedMatters()).isZero();
        steps.tell(
                "blocked-reports",
                steps.event("onestop.appeal.appeal.file-named.v1", appeal.toString(), 3, """
                {"appealId":"%s","number":"SQ260302000001","kind":"BLOCKED_MATTER","receiptNumber":"R-1","itemCode":"%s"}
                """.formatted(appeal, item)));

        assertThat(blockedMatters()).isEqualTo(1);
    }

    @Test
    void severalWordsOnOneMatterInABatchAreItsLast() {
        file("2026-03-02", false, null);
        var appeal = UUID.randomUUID();
        steps.tell(
                "blocked-reports",
                classifiedEvent(appeal, 4, "BLOCKED_MATTER", item),
                classifiedEvent(appeal, 2, "HELP", item),
                classifiedEvent(appeal, 3, "BLOCKED_MATTER", "another-" + item));
        assertThat(blockedMatters()).isEqualTo(1);
    }

    private long blockedMatters() {
        return painPoints("&least=1").stream()
                .filter(point -> point.path("kind").asString().equals("BLOCKED_MATTER"))
                .mapToLong(point -> point.path("count").asLong())
                .sum();
    }

    private void received(UUID appeal, String kind, String about) {
        steps.tell("blocked-reports", steps.event("onestop.appeal.appeal.received.v1", appeal.toString(), """
                {"appealId":"%s","number":"SQ260302000001","kind":"%s","source":"PORTAL","about":{"itemCode":"%s"}}
                """.formatted(
                        appeal, kind, about)));
    }

    private void classified(UUID appeal, long sequence, String kind, String about) {
        steps.tell("blocked-reports", classifiedEvent(appeal, sequence, kind, about));
    }

    private IncomingEvent classifiedEvent(UUID appeal, long sequence, String kind, String about) {
        return steps.event(
                "onestop.appeal.appeal.classified.v1", appeal.toString(), sequence, """
                {"appealId":"%s","number":"SQ260302000001","kind":"%s","itemCode":"%s"}
                """.formatted(appeal, kind, about));
    }

    private void saidNo() {
        saidNo(UUID.randomUUID());
    }

    private void saidNo(UUID id) {
        steps.tell(
                "blocked-reports",
                steps.event("onestop.appeal.blocked-matter.negative-answer.v1", item, """
                {"negativeAnswerId":"%s","itemCode":"%s","unit":"%s","cause":"SYSTEM","reportedAt":"2026-03-05T01:10:00Z"}
                """.formatted(id, item, unit)));
    }

    @Test
    void badFeedbackAboutTheItem() {
        feedback("2026-03-01", 7, "SATISFIED", "还可以");
        feedback("2026-03-02", 3, "DISSATISFIED", "停车位太少，停车不方便");
        feedback("2026-03-02", 1, "DISSATISFIED", "这是恶意的差评");
        jdbc.sql("""
                UPDATE open_feedback
                   SET status = 'INVALIDATED', triaged_at = now(), triaged_by = 'supervisor',
                       rectification_id = gen_random_uuid()
                 WHERE unit = ? AND text = '这是恶意的差评'
                """).param(unit).update();

        assertThat(painPoints(""))
                .extracting(point -> point.path("kind").asString() + " "
                        + point.path("count").asLong() + "/"
                        + point.path("among").asLong())
                .containsExactly("BAD_FEEDBACK 3/10");
    }

    @Test
    void ofMoreTextsThanAreComparedTheLatestAreLookedAtAndItIsSaid() {
        feedback("2026-03-01", 1, "DISSATISFIED", "空调开得太冷");
        feedback("2026-03-02", 1000, "DISSATISFIED", "大厅停车位太少");

        try {
            var answer = json(steps.get("/api/evaluation/text-groups?item=" + item, Hall.SUPERVISOR));

            Contracts.assertAnswer("TextGroups", answer);
            assertThat(answer.path("texts").asInt()).isEqualTo(1000);
            assertThat(answer.path("older").asBoolean()).isTrue();
            var dayBefore = json(steps.get("/api/evaluation/text-groups?to=2026-03-01&item=" + item, Hall.SUPERVISOR));
            assertThat(dayBefore.path("texts").asInt()).isEqualTo(1);
            assertThat(dayBefore.path("older").asBoolean()).isFalse();
        } finally {
            jdbc.sql("DELETE FROM open_feedback WHERE target_code = ?")
                    .param(item)
                    .update();
        }
    }

    @Test
    void textsOfOneSubjectAreOneGroupAndNoTextIsTold() {
        feedback("2026-03-02", 4, "DISSATISFIED", "大厅停车位太少，保安张三不让停车");
        feedback("2026-03-03", 1, "DISSATISFIED", "空调开得太冷");

        var answer = json(steps.get("/api/evaluation/text-groups?item=" + item, Hall.SUPERVISOR));

        Contracts.assertAnswer("TextGroups", answer);
        assertThat(answer.path("texts").asInt()).isEqualTo(5);
        assertThat(answer.path("alone").asInt()).isEqualTo(1);
        assertThat(answer.path("items")).hasSize(1);
        var group = answer.path("items").get(0);
        assertThat(group.path("terms").toString()).contains("停车");
        assertThat(group.path("places").get(0).path("item").asString()).isEqualTo(item);
        assertThat(group.path("members")).hasSize(4);
        assertThat(answer.toString()).doesNotContain("保安张三不让停车");
    }

    @Test
    void anImprovementThatHelpedIsSeenToHaveHelped() {
        ratings("2026-02-01", 920, "{}", "VERY_SATISFIED");
        ratings("2026-02-02", 80, "{209}", "DISSATISFIED");
        var id = opened("LABEL", "209", "2026-01-01", "2026-02-28");
        assertRefused(steps.get(IMPROVEMENTS + "/" + id + "/comparison", manager(unit)), 409, "nothing-to-compare");
        completed(id, "2026-03-05");
        ratings("2026-03-10", 970, "{}", "VERY_SATISFIED");
        ratings("2026-03-11", 30, "{209}", "DISSATISFIED");

        clock.setTo("2026-03-31");
        var comparison = comparison(id);

        assertThat(comparison.path("before").path("count").asLong()).isEqualTo(80);
        assertThat(comparison.path("before").path("among").asLong()).isEqualTo(1000);
        assertThat(comparison.path("after").path("share").asDouble()).isEqualTo(0.03);
        assertThat(comparison.path("after").path("from").asString()).isEqualTo("2026-03-06");
        assertThat(comparison.path("difference").path("value").asDouble()).isEqualTo(-0.05);
        assertThat(comparison.path("difference").path("upper").asDouble()).isNegative();
        assertThat(comparison.path("verdict").asString()).isEqualTo("IMPROVED");
    }

    @Test
    void whatWasPickedBecauseItWasFrequentIsHeldAgainstTheTimeAfterThePick() {
        ratings("2026-02-01", 920, "{}", "VERY_SATISFIED");
        ratings("2026-02-02", 80, "{209}", "DISSATISFIED");
        var id = opened("LABEL", "209");
        ratings("2026-03-10", 970, "{}", "VERY_SATISFIED");
        ratings("2026-03-11", 30, "{209}", "DISSATISFIED");
        clock.setTo("2026-03-20");
        completed(id, "2026-03-20");
        ratings("2026-03-21", 970, "{}", "VERY_SATISFIED");
        ratings("2026-03-22", 30, "{209}", "DISSATISFIED");

        clock.setTo("2026-03-31");
        var comparison = comparison(id);

        assertThat(comparison.at("/before/from").asString()).isEqualTo("2026-03-05");
        assertThat(comparison.at("/before/to").asString()).isEqualTo("2026-03-19");
        assertThat(comparison.at("/before/share").asDouble()).isEqualTo(0.03);
        assertThat(comparison.path("verdict").asString()).isEqualTo("NO_EVIDENCE_OF_CHANGE");
    }

    @Test
    void whatIsDoneOnTheDayOfItsOpeningHasNothingButThePickToBeHeldAgainst() {
        ratings("2026-02-01", 920, "{}", "VERY_SATISFIED");
        ratings("2026-02-02", 80, "{209}", "DISSATISFIED");
        var id = opened("LABEL", "209");
        completed(id, "2026-03-05");
        ratings("2026-03-10", 970, "{}", "VERY_SATISFIED");
        ratings("2026-03-11", 30, "{209}", "DISSATISFIED");

        clock.setTo("2026-03-31");
        var comparison = comparison(id);

        assertThat(comparison.at("/before/to").asString()).isEqualTo("2026-03-04");
        assertThat(comparison.at("/difference/upper").asDouble()).isNegative();
        assertThat(comparison.path("verdict").asString()).isEqualTo("NO_EVIDENCE_OF_CHANGE");
    }

    @Test
    void whatIsDoneBeforeAnybodyCameIsHeldAgainstThePickToo() {
        ratings("2026-02-01", 980, "{}", "VERY_SATISFIED");
        ratings("2026-02-02", 20, "{209}", "DISSATISFIED");
        var id = opened("LABEL", "209");
        clock.setTo("2026-03-06");
        completed(id, "2026-03-06");
        ratings("2026-03-10", 900, "{}", "VERY_SATISFIED");
        ratings("2026-03-11", 100, "{209}", "DISSATISFIED");

        clock.setTo("2026-03-31");
        var comparison = comparison(id);

        assertThat(comparison.at("/before/from").asString()).isEqualTo("2025-12-05");
        assertThat(comparison.at("/before/to").asString()).isEqualTo("2026-03-04");
        assertThat(comparison.at("/before/share").asDouble()).isEqualTo(0.02);
        assertThat(comparison.path("verdict").asString()).isEqualTo("WORSENED");
    }

    @Test
    void whereNobodyIsTurnedAwayAnyMoreThatIsAnImprovement() {
        for (int i = 0; i < 12; i++) {
            blocked("BLOCKED_MATTER", item);
        }
        jdbc.sql("UPDATE blocked_report SET reported_on = '2026-02-10' WHERE item = ?")
                .param(item)
                .update();
        for (int i = 0; i < 20; i++) {
            file("2026-02-10", false, null);
        }
        var id = opened("BLOCKED_MATTER", null, "2026-01-01", "2026-02-28");
        completed(id, "2026-03-05");
        for (int i = 0; i < 25; i++) {
            file("2026-03-10", false, null);
        }
        file("2026-03-10", false, null, "PKG-" + item);

        clock.setTo("2026-03-31");
        var comparison = comparison(id);

        assertThat(comparison.at("/before/count").asLong()).isEqualTo(12);
        assertThat(comparison.at("/before/among").asLong()).isEqualTo(32);
        assertThat(comparison.at("/after/count").asLong()).isZero();
        assertThat(comparison.at("/after/among").asLong())
                .as("one of them was accepted within a package")
                .isEqualTo(26);
        assertThat(comparison.path("verdict").asString()).isEqualTo("IMPROVED");
    }

    @Test
    void halfAsOftenAmongFewIsNoEvidence() {
        ratings("2026-02-01", 46, "{}", "VERY_SATISFIED");
        ratings("2026-02-02", 4, "{209}", "DISSATISFIED");
        var id = opened("LABEL", "209", "2026-01-01", "2026-02-28");
        completed(id, "2026-03-05");
        ratings("2026-03-10", 48, "{}", "VERY_SATISFIED");
        ratings("2026-03-11", 2, "{209}", "DISSATISFIED");

        clock.setTo("2026-03-31");

        assertThat(comparison(id).path("verdict").asString()).isEqualTo("NO_EVIDENCE_OF_CHANGE");
    }

    @Test
    void whereNothingCameAfterNothingIsCompared() {
        ratings("2026-02-02", 4, "{209}", "DISSATISFIED");
        var id = opened("BAD_RATING", null, "2026-01-01", "2026-02-28");
        completed(id, "2026-03-05");

        clock.setTo("2026-03-31");
        var comparison = comparison(id);

        assertThat(comparison.path("verdict").asString()).isEqualTo("NOT_COMPARABLE");
        assertThat(comparison.path("after").path("share").isNull()).isTrue();
        assertThat(comparison.has("difference")).isFalse();
    }

    @Test
    void anImprovementIsDoneOnceAndIsOverdueUntilThen() {
        var id = opened("BAD_RATING", null, "2026-01-01", "2026-02-28");
        clock.setTo("2026-05-01");
        assertThat(json(steps.get(IMPROVEMENTS + "/" + id, manager(unit)))
                        .path("overdue")
                        .asBoolean())
                .isTrue();

        assertField(complete(id, "2026-05-02", manager(unit)), "doneOn", "in-the-future");
        assertField(complete(id, "2026-03-04", manager(unit)), "doneOn", "not-before");
        assertRefused(complete(id, "2026-04-30", manager(newUnit())), 404, "no-such-improvement");
        completed(id, "2026-04-30");
        assertRefused(complete(id, "2026-04-30", manager(unit)), 409, "improvement-done");
        assertThat(json(steps.get(IMPROVEMENTS + "/" + id, manager(unit)))
                        .path("overdue")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void othersAreToldOnceThatAnImprovementIsOpenedOverdueAndDone() throws Exception {
        var id = opened("LABEL", "209", "2026-01-01", "2026-02-28");
        var inTime = opened("CORRECTION", null, "2026-01-01", "2026-02-28");
        clock.setTo("2026-04-30");
        tellOverdue.run();
        completed(inTime, "2026-04-30");
        clock.setTo("2026-05-01");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(Collections.nCopies(6, Executors.callable(tellOverdue::run)))) {
                done.get();
            }
        }
        clock.setTo("2026-05-04");
        tellOverdue.run();
        completed(id, "2026-05-04");
        assertRefused(complete(id, "2026-05-04", manager(unit)), 409, "improvement-done");
        tellOverdue.run();

        Eventually.within(Duration.ofSeconds(20), () -> {
            assertThat(told(id)).containsExactly("opened", "overdue", "completed");
            assertThat(told(inTime)).containsExactly("opened", "completed");
        });
        var all = events.list("onestop.evaluation.improvement", id.toString());
        all.forEach(event -> {
            Contracts.assertEvent(event.type(), event.text());
            assertThat(event.text()).doesNotContain("缩短办理时间").doesNotContain("系统已上线提醒");
        });
        assertThat(all.getLast().text()).contains("\"late\":true");
    }

    private List<String> told(UUID id) {
        return events.list("onestop.evaluation.improvement", id.toString()).stream()
                .map(event -> event.type().split("[.]")[3])
                .toList();
    }

    @Test
    void theOwnerReadsCompletesAndComparesWhateverTheUnitAndRole() {
        var id = opened("BAD_RATING", null, "2026-01-01", "2026-02-28");
        ratings("2026-02-02", 4, "{209}", "DISSATISFIED");
        var owner = TestTokens.of("owner-" + unit, Role.EXAMINER);
        var colleague = TestTokens.of("colleague-" + unit, Role.EXAMINER);

        assertThat(steps.pages(IMPROVEMENTS, 1, owner))
                .extracting(entry -> entry.path("improvementId").asString())
                .containsExactly(id.toString());
        assertThat(steps.get(IMPROVEMENTS + "/" + id, owner)).hasStatus(200);
        assertThat(json(steps.get(IMPROVEMENTS, colleague)).path("items")).isEmpty();
        assertRefused(steps.get(IMPROVEMENTS + "/" + id, colleague), 404, "no-such-improvement");
        assertRefused(complete(id, "2026-03-05", colleague), 404, "no-such-improvement");
        assertRefused(steps.get(IMPROVEMENTS + "/" + id + "/comparison", colleague), 404, "no-such-improvement");
        assertRefused(complete(id, "2026-03-05", Hall.AUDITOR), 403, "role-not-allowed");
        assertThat(steps.get(IMPROVEMENTS + "/" + id, TestTokens.of("owner-" + unit, Role.APPLICANT)))
                .as("an account of the public")
                .hasStatus(403);

        assertThat(complete(id, "2026-03-05", owner)).hasStatus(200);
        clock.setTo("2026-03-31");
        assertThat(steps.get(IMPROVEMENTS + "/" + id + "/comparison", owner)).hasStatus(200);
    }

    @Test
    void anAuditorWhoAnswersForAnImprovementCompletesIt() {
        var id = opened("BAD_RATING", null, "2026-01-01", "2026-02-28");

        assertThat(complete(id, "2026-03-05", TestTokens.of("owner-" + unit, Role.AUDITOR)))
                .hasStatus(200);
    }

    @Test
    void whatIsOverdueIsListedUntilItIsDone() {
        var owner = TestTokens.of("owner-" + unit, Role.WINDOW);
        var id = opened("BAD_RATING", null, "2026-01-01", "2026-02-28");
        var other = opened("CORRECTION", null, "2026-01-01", "2026-02-28");
        clock.setTo("2026-04-30");
        assertThat(overdue(owner)).isEmpty();

        clock.setTo("2026-05-01");
        assertThat(overdue(owner)).containsExactlyInAnyOrder(id.toString(), other.toString());
        completed(other, "2026-04-30");

        assertThat(overdue(owner)).containsExactly(id.toString());
        assertThat(overdue(manager(unit))).containsExactly(id.toString());
        assertThat(json(steps.get(IMPROVEMENTS + "?overdue=true&unit=" + unit, Hall.SUPERVISOR))
                        .path("items"))
                .hasSize(1);
        assertThat(steps.get(IMPROVEMENTS + "?overdue=perhaps", owner)).hasStatus(400);
    }

    private List<String> overdue(String token) {
        return json(steps.get(IMPROVEMENTS + "?overdue=true", token))
                .path("items")
                .findValuesAsString("improvementId");
    }

    @Test
    void managersSeeTheOwnUnitsOnly() {
        var id = opened("BAD_RATING", null, "2026-01-01", "2026-02-28");

        assertRefused(steps.get(IMPROVEMENTS + "/" + id, manager(newUnit())), 404, "no-such-improvement");
        assertRefused(steps.get(IMPROVEMENTS + "?unit=" + newUnit(), manager(unit)), 403, "not-your-unit");
        assertThat(steps.pages(IMPROVEMENTS, 1, manager(unit)))
                .extracting(entry -> entry.path("improvementId").asString())
                .containsExactly(id.toString());
        Contracts.assertAnswer("ImprovementPage", json(steps.get(IMPROVEMENTS + "?limit=3", Hall.AUDITOR)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind:LABEL                                                                        | label",
                "kind:DELAY,label:209                                                          | label",
                "kind:DELAY,dueOn:2026-03-04                                                   | dueOn",
                "kind:DELAY,unit:NOSUCH                                                        | unit",
                "kind:DELAY,baselineFrom:2026-01-01                                            | baselineTo",
                "kind:DELAY,baselineFrom:2026-02-01,baselineTo:2026-01-01                  | baselineFrom",
                "kind:DELAY,baselineFrom:2026-02-01,baselineTo:2026-03-05                  | baselineTo",
                "kind:DELAY,item:NO-SUCH                                                       | item",
                "kind:LABEL,label:299                                                          | label",
                "kind:LABEL,label:510                                                          | label",
                "kind:LABEL,label:209,step:EXAMINATION                                     | step",
                "kind:BAD_RATING,step:SMELL                                                    | step",
                "kind:CORRECTION,step:REVIEW                                                   | step",
                "kind:DELAY,step:ACCEPTANCE                                                    | step",
                "kind:BAD_FEEDBACK,step:ACCEPTANCE                                             | step",
                "kind:SMELL                                                                        | kind"
            })
    void aBadImprovementNamesItsField(String fields, String field) {
        var defaults = new LinkedHashMap<String, String>();
        defaults.put("item", item);
        defaults.put("title", "缩短办理时间");
        defaults.put("unit", unit);
        defaults.put("owner", "manager");
        defaults.put("dueOn", "2026-04-30");
        for (var each : fields.split(",")) {
            var pair = each.split(":");
            defaults.put(pair[0], pair[1]);
        }

        var answer = steps.post(
                IMPROVEMENTS,
                JsonMapper.shared().writeValueAsString(defaults),
                Hall.SUPERVISOR,
                UUID.randomUUID().toString());

        assertThat(answer).hasStatus(400);
        assertThat(json(answer).path("errors").get(0).path("field").asString()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "LABEL, 209, PAYMENT",
        "BAD_RATING, , CONSULTATION",
        "CORRECTION, , EXAMINATION",
        "DELAY, , REVIEW",
        "NEGATIVE_ANSWER, ,"
    })
    void whatIsFoundAtAStepIsImprovedThere(String kind, @Nullable String label, @Nullable String step) {
        for (var about : List.of(item, "MIXED", "CONSULTATION")) {
            var body = new LinkedHashMap<String, @Nullable Object>();
            body.put("kind", kind);
            body.put("label", label);
            body.put("item", about);
            body.put("step", step);
            body.put("title", "缩短办理时间");
            body.put("unit", unit);
            body.put("owner", "manager");
            body.put("dueOn", "2026-04-30");

            var answer = improve(JsonMapper.shared().writeValueAsString(body));

            assertThat(answer).hasStatus(201);
            Contracts.assertAnswer("Improvement", json(answer));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kind = 'LABEL'                                         | improvement_label_of_a_label
            label = '209'                                          | improvement_label_of_a_label
            done_on = '2026-03-05'                                 | improvement_done_by_someone
            baseline_to = '2025-01-01'                             | improvement_has_a_baseline
            done_on = '2026-02-01', done_by = 'x', done_note = 'x' | improvement_done_after_its_baseline
            """)
    void theDatabaseRefusesWhatTheModelRefuses(String wrong, String rule) {
        var id = opened("BAD_RATING", null, "2026-01-01", "2026-02-28");

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("UPDATE improvement SET " + wrong + " WHERE id = ?")
                        .param(id)
                        .update())
                .withMessageContaining(rule);
    }

    private UUID opened(String kind, @Nullable String label, String from, String to) {
        var ofLabel = label == null ? "" : "\"label\":\"" + label + "\",";
        var answer = steps.post(
                IMPROVEMENTS,
                """
                        {"kind":"%s",%s"item":"%s","title":"缩短办理时间","unit":"%s","owner":"owner-%s","dueOn":"2026-04-30",
                         "baselineFrom":"%s","baselineTo":"%s"}
                        """.formatted(kind, ofLabel, item, unit, unit, from, to),
                Hall.SUPERVISOR,
                UUID.randomUUID().toString());
        assertThat(answer).hasStatus(201);
        Contracts.assertAnswer("Improvement", json(answer));
        return UUID.fromString(json(answer).path("improvementId").asString());
    }

    private UUID opened(String kind, String label) {
        var answer = improve("""
                {"kind":"%s","label":"%s","item":"%s","title":"缩短办理时间","unit":"%s","owner":"manager","dueOn":"2026-04-30"}
                """.formatted(kind, label, item, unit));
        assertThat(answer).hasStatus(201);
        return UUID.fromString(json(answer).path("improvementId").asString());
    }

    private void completed(UUID id, String doneOn) {
        var answer = complete(id, doneOn, manager(unit));
        assertThat(answer).hasStatus(200);
        Contracts.assertAnswer("Improvement", json(answer));
    }

    private MvcTestResult complete(UUID id, String doneOn, String token) {
        return steps.putTo(
                IMPROVEMENTS + "/" + id + "/completion",
                "{\"doneOn\":\"%s\",\"note\":\"系统已上线提醒\"}".formatted(doneOn),
                token);
    }

    private JsonNode comparison(UUID id) {
        var answer = json(steps.get(IMPROVEMENTS + "/" + id + "/comparison", manager(unit)));
        Contracts.assertAnswer("Comparison", answer);
        return answer;
    }

    private List<JsonNode> painPoints(String more) {
        var answer = json(steps.get("/api/evaluation/pain-points?item=" + item + more, Hall.SUPERVISOR));
        Contracts.assertAnswer("PainPoints", answer);
        return answer.path("items").valueStream().toList();
    }

    /** Ratings of partners, counted as they would have been. */
    private List<UUID> ratings(String day, int count, String labels, String level) {
        return java.util.Objects.requireNonNull(transaction.execute(_ -> {
            var ids = jdbc.sql("""
                    INSERT INTO rating (source, source_number, unit, matter, item, level, labels, channel, anonymous,
                           rated_at, rated_on)
                    SELECT 'HOTLINE', gen_random_uuid()::text, :unit, :item, :item, :level, :labels::text[], 'PHONE', true,
                           (:day || 'T04:00:00Z')::timestamptz, :day::date
                      FROM generate_series(1, :count)
                    RETURNING id
                    """)
                    .param("unit", unit)
                    .param("item", item)
                    .param("level", level)
                    .param("labels", labels)
                    .param("day", day)
                    .param("count", count)
                    .query((row, _) -> row.getObject("id", UUID.class))
                    .list();
            counts.add(ids);
            return ids;
        }));
    }

    private void file(String day, boolean corrected, @Nullable Boolean late) {
        file(day, corrected, late, item);
    }

    /** @param matter the item itself, or a package that it is part of */
    private void file(String day, boolean corrected, @Nullable Boolean late, String matter) {
        var receipt = Hall.newReceipt();
        transaction.executeWithoutResult(_ -> {
            jdbc.sql(
                            "INSERT INTO handled_file (receipt_number, enterprise_usci, matter) VALUES (:receipt, :usci, :item)")
                    .param("receipt", receipt)
                    .param("usci", Hall.OURS)
                    .param("item", matter)
                    .update();
            jdbc.sql("""
                    INSERT INTO invitation (receipt_number, service_number, service, unit, served_at, served_on)
                    VALUES (:receipt, 1, 'ACCEPTANCE', :unit, now(), :day::date),
                           (:receipt, 2, 'COMPLETION', :unit, now(), :day::date)
                    """)
                    .param("receipt", receipt)
                    .param("unit", unit)
                    .param("day", day)
                    .update();
            jdbc.sql("INSERT INTO file_fact (receipt_number, correction_rounds) VALUES (:receipt, :rounds)")
                    .param("receipt", receipt)
                    .param("rounds", corrected ? 1 : 0)
                    .update();
            jdbc.sql("""
                    INSERT INTO file_case_fact (case_number, receipt_number, item, sequence, on_time_promised, decided_on)
                    VALUES (:receipt || '-1', :receipt, :item, 1, :onTime::boolean, CASE WHEN :onTime::boolean IS NOT NULL THEN :day::date END)
                    """)
                    .param("day", day)
                    .param("receipt", receipt)
                    .param("item", item)
                    .param("onTime", late == null ? null : !late)
                    .update();
        });
    }

    private void feedback(String day, int count, String level, String text) {
        jdbc.sql("""
                INSERT INTO open_feedback (id, source, source_number, target, target_code, unit, level, text, given_at,
                       given_on, received_at, status)
                SELECT gen_random_uuid(), 'HOTLINE', gen_random_uuid()::text, 'ITEM', :item, :unit, :level, :text,
                       (:day || 'T04:00:00Z')::timestamptz, :day::date, now(),
                       CASE WHEN :level = 'DISSATISFIED' THEN 'WAITING' ELSE 'NOTED' END
                  FROM generate_series(1, :count)
                """)
                .param("item", item)
                .param("unit", unit)
                .param("level", level)
                .param("text", text)
                .param("day", day)
                .param("count", count)
                .update();
    }

    private static void assertRefused(MvcTestResult answer, int status, String problem) {
        assertThat(answer).hasStatus(status);
        assertThat(problem(answer)).isEqualTo(problem);
        Contracts.assertAnswer("Problem", json(answer));
    }

    private static void assertField(MvcTestResult answer, String field, String code) {
        assertThat(answer).hasStatus(400);
        assertThat(json(answer).path("errors").get(0).path("field").asString()).isEqualTo(field);
        assertThat(json(answer).path("errors").get(0).path("code").asString()).isEqualTo(code);
    }
}

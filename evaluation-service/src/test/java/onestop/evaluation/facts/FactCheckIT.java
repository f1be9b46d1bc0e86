package onestop.evaluation.facts;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newReceipt;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.events.IncomingEvent;
import onestop.events.UnreadableEventException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@WholeService
class FactCheckIT {
    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    private String receipt = "";
    private String unit = "";

    @BeforeEach
    void anAcceptedFile() {
        clock.setTo("2026-03-05");
        receipt = newReceipt();
        unit = newUnit();
        steps.tell("invitations", steps.acceptedEvent(receipt, unit, "2026-03-05"));
    }

    @Test
    void aClaimIsCheckedWhenItIsMadeAndAgainWhenMoreIsKnown() {
        steps.tell("facts", opened(1, "2026-03-04", "2026-03-30"));
        var rating = rate(List.of("209", "210", "214"));
        assertThat(checks(rating)).containsExactly("209 CONFIRMED", "210 UNKNOWN", "214 ");

        steps.tell("facts", decided(2, true, true), accepted());

        assertThat(checks(rating)).containsExactly("209 REFUTED", "210 REFUTED", "214 ");
        assertThat(json(steps.get("/api/evaluation/ratings/" + rating, Hall.manager(unit)))
                        .path("labels")
                        .get(0)
                        .path("factCheck")
                        .asString())
                .isEqualTo("REFUTED");
    }

    @Test
    void inWhateverOrderAndHoweverOftenFactsComeTheResultIsTheSame() {
        var rating = rate(List.of("209"));
        var random = new Random(209);
        var told = new ArrayList<IncomingEvent>();
        for (int copy = 0; copy < 3; copy++) {
            told.add(accepted());
            told.add(opened(1, "2026-03-04", "2026-03-30"));
            told.add(resumed(3, "2026-03-20"));
            told.add(supplied("2026-03-04T10:00:00+08:00"));
            told.add(correction(1));
        }
        for (int round = 0; round < 10; round++) {
            Collections.shuffle(told, random);
            jdbc.sql("DELETE FROM file_case_fact WHERE receipt_number = ?")
                    .param(receipt)
                    .update();
            int from = 0;
            while (from < told.size()) {
                int to = Math.min(told.size(), from + 1 + random.nextInt(5));
                steps.tell("facts", told.subList(from, to).toArray(IncomingEvent[]::new));
                from = to;
            }
            // the day moved by a suspension is not over
            assertThat(checks(rating)).as("round %d", round).containsExactly("209 UNKNOWN");
        }
        steps.tell("facts", decided(4, false, true));
        assertThat(checks(rating)).containsExactly("209 CONFIRMED");
    }

    @Test
    void aClaimMadeInTheMomentInWhichTheFactsComeIsCheckedAgainstThem() throws Exception {
        for (int round = 0; round < 25; round++) {
            anAcceptedFile();
            var barrier = new CyclicBarrier(2);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var rating = threads.submit(() -> {
                    barrier.await();
                    return rate(List.of("209"));
                });
                threads.submit(() -> {
                            barrier.await();
                            steps.tell("facts", decided(2, false, true));
                            return true;
                        })
                        .get();
                assertThat(checks(rating.get())).as("round %d", round).containsExactly("209 CONFIRMED");
            }
        }
    }

    @Test
    void whatIsClaimedOnceMoreIsCheckedAsTheFirstTime() {
        var rating = ratedAndPutRight();
        steps.tell("facts", opened(1, "2026-03-04", "2026-03-30"));

        assertThat(followUp(rating)).isEqualTo(201);
        assertThat(checksOnceMore(rating)).containsExactly("209 CONFIRMED", "210 UNKNOWN", "213 ");
        assertThat(checks(rating)).containsExactly("209 CONFIRMED");

        steps.tell("facts", decided(2, true, true), accepted());

        assertThat(checksOnceMore(rating)).containsExactly("209 REFUTED", "210 REFUTED", "213 ");
        assertThat(checks(rating)).containsExactly("209 REFUTED");
    }

    @Test
    void whatIsClaimedOnceMoreInTheMomentInWhichTheFactsComeIsCheckedAgainstThem() throws Exception {
        for (int round = 0; round < 10; round++) {
            anAcceptedFile();
            var rating = ratedAndPutRight();
            var barrier = new CyclicBarrier(2);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var status = threads.submit(() -> {
                    barrier.await();
                    return followUp(rating);
                });
                var told = threads.submit(() -> {
                    barrier.await();
                    steps.tell("facts", decided(2, false, true));
                    return true;
                });
                assertThat(told.get()).isTrue();
                assertThat(status.get()).isEqualTo(201);
            }
            assertThat(checksOnceMore(rating)).as("round %d", round).contains("209 CONFIRMED");
        }
    }

    private String ratedAndPutRight() {
        var rating = rate(List.of("209"));
        steps.putRight(
                jdbc.sql("SELECT id FROM rectification WHERE rating_id = ?::uuid")
                        .param(rating)
                        .query(UUID.class)
                        .single(),
                unit);
        return rating;
    }

    private int followUp(String rating) {
        return steps.post(
                        "/api/evaluation/ratings/" + rating + "/follow-up",
                        "{\"level\":\"DISSATISFIED\",\"labels\":[\"209\",\"210\",\"213\"],\"channel\":\"MOBILE\"}",
                        Hall.APPLICANT,
                        UUID.randomUUID().toString())
                .getResponse()
                .getStatus();
    }

    private List<String> checksOnceMore(String rating) {
        var answer = json(steps.get("/api/evaluation/ratings/" + rating, Hall.APPLICANT));
        Contracts.assertAnswer("Rating", answer);
        return checks(answer.path("followUp"));
    }

    @Test
    void theSameMaterialHandedInLaterTwiceIsAskedForAgain() {
        steps.tell("facts", accepted(), supplied("2026-03-04T10:00:00+08:00"));
        var rating = rate(List.of("210"));
        assertThat(checks(rating)).containsExactly("210 REFUTED");

        steps.tell("facts", supplied("2026-03-05T10:00:00+08:00"));

        assertThat(checks(rating)).containsExactly("210 CONFIRMED");
    }

    @Test
    void noticesAreHeldAgainstTheClaimThatThereWasOneOrNone() {
        steps.tell("facts", correction(1));
        var rating = rate(List.of("208"));

        assertThat(checks(rating)).containsExactly("208 REFUTED");
    }

    @Test
    void whatDepartmentsAskToBeCorrectedIsAListAndAskedForAgainWhenTwoNoticesNameIt() {
        steps.tell("facts", accepted(), opened(1, "2026-03-20", "2026-03-30"));
        var first = rate(List.of("208", "210"));
        assertThat(checks(first)).containsExactly("208 UNKNOWN", "210 REFUTED");

        steps.tell("facts", notice(2, "SITE_PLAN"));
        assertThat(checks(first)).containsExactly("208 REFUTED", "210 UNKNOWN");

        // told again, and answered: the answer to one notice is nothing asked for twice
        steps.tell("facts", notice(2, "SITE_PLAN"), caseCorrected(2, "SITE_PLAN"), caseCorrected(2, "SITE_PLAN"));
        assertThat(checks(first)).containsExactly("208 REFUTED", "210 UNKNOWN");

        steps.tell("facts", notice(4, "DRAWING_REVIEW"));
        assertThat(checks(first)).containsExactly("208 REFUTED", "210 UNKNOWN");

        steps.tell("facts", notice(6, "SITE_PLAN"));
        assertThat(checks(first)).containsExactly("208 REFUTED", "210 CONFIRMED");
    }

    @Test
    void aCaseThatStandsStillIsNotLateUntilItGoesOn() {
        steps.tell("facts", opened(1, "2026-03-06", "2026-03-30"), notice(2, "SITE_PLAN"));
        clock.setTo("2026-03-10");
        var rating = rate(List.of("209"));
        assertThat(checks(rating)).containsExactly("209 UNKNOWN");

        steps.tell("facts", resumed(3, "2026-03-09"));
        assertThat(checks(rating)).containsExactly("209 CONFIRMED");

        // what came later may be heard of first
        steps.tell("facts", resumed(5, "2026-03-18"));
        steps.tell("facts", notice(4, "SITE_PLAN"));
        assertThat(checks(rating)).containsExactly("209 UNKNOWN");
    }

    @Test
    void aCaseThatEndedWithoutADecisionIsLateOnlyIfItWasThen() {
        steps.tell("facts", opened(1, "2026-03-05", "2026-03-30"), ended(2));
        clock.setTo("2026-03-10");
        assertThat(checks(rate(List.of("209")))).containsExactly("209 UNKNOWN");

        anAcceptedFile();
        steps.tell("facts", opened(1, "2026-03-04", "2026-03-30"), ended(2));
        assertThat(checks(rate(List.of("209")))).containsExactly("209 CONFIRMED");
    }

    @Test
    void aNoticeWithoutItsCaseIsUnreadable() {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> steps.tell("facts", of("suspended", 2, """
                        {"receiptNumber":"%s","kind":"CORRECTION","defects":[{"material":"SITE_PLAN"}]}
                        """.formatted(receipt))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "intake/events/onestop.intake.application.accepted.v1",
                "intake/events/onestop.intake.application.correction-requested.v1",
                "intake/events/onestop.intake.application.materials-supplied.v1",
                "approval/events/onestop.approval.case.opened.v1",
                "approval/events/onestop.approval.case.resumed.v1",
                "approval/events/onestop.approval.case.suspended.v1",
                "approval/events/onestop.approval.case.ended.v1",
                "approval/events/onestop.approval.case.reopened.v1",
                "intake/events/onestop.intake.application.case-corrected.v1",
                "approval/events/onestop.approval.case.extended.v1",
                "approval/events/onestop.approval.case.recounted.v1",
                "approval/events/onestop.approval.case.decided.v1"
            })
    void whatAnotherServicePromisesInItsContractIsUnderstood(String contract) {
        var sample = Contracts.read(Contracts.FOLDER.resolveSibling(contract + ".sample.json"))
                .replaceAll("(\"receiptNumber\"\\s*:\\s*\")[^\"]*", "$1" + receipt)
                .replaceAll("(\"caseNumber\"\\s*:\\s*\")[^\"]*", "$1" + receipt);

        steps.tell("facts", steps.event(contract.replaceAll(".*/", ""), receipt, sample));

        assertThat(jdbc.sql("""
                        SELECT (SELECT count(*) FROM file_fact WHERE receipt_number = :r)
                             + (SELECT count(*) FROM file_supply WHERE receipt_number = :r)
                             + (SELECT count(*) FROM file_case_fact WHERE receipt_number = :r)
                        """).param("r", receipt).query(Integer.class).single())
                .isEqualTo(1);
    }

    private String rate(List<String> labels) {
        var body = new HashMap<>(Hall.Steps.bad(steps.invitationOf(receipt, 1), false));
        body.put("labels", labels);
        var answer = json(steps.rate(body));
        Contracts.assertAnswer("Rating", answer);
        return answer.path("ratingId").asString();
    }

    private List<String> checks(String rating) {
        return checks(json(steps.get("/api/evaluation/ratings/" + rating, Hall.APPLICANT)));
    }

    private static List<String> checks(JsonNode said) {
        var found = new ArrayList<String>();
        said.path("labels")
                .forEach(label -> found.add(label.path("code").asString() + " "
                        + label.path("factCheck").asString("")));
        return found;
    }

    private IncomingEvent accepted() {
        return steps.event("onestop.intake.application.accepted.v1", receipt, """
                {"receiptNumber":"%s","channel":"WINDOW","visitsPromised":1,"baseline":{"visits":1}}
                """.formatted(receipt));
    }

    private IncomingEvent correction(int round) {
        return steps.event(
                "onestop.intake.application.correction-requested.v1", receipt, """
                {"receiptNumber":"%s","requestedAt":"2026-03-02T11:00:00+08:00","unit":"XZSP","round":%d}
                """.formatted(receipt, round));
    }

    private IncomingEvent supplied(String at) {
        return steps.event("onestop.intake.application.materials-supplied.v1", receipt, """
                {"receiptNumber":"%s","suppliedAt":"%s","materials":["DRAWING_REVIEW"],"outstanding":[]}
                """.formatted(receipt, at));
    }

    private IncomingEvent opened(long sequence, String promised, String statutory) {
        return of("opened", sequence, """
                {"receiptNumber":"%s","caseNumber":"%1$s-1","promisedDueOn":"%s","statutoryDueOn":"%s"}
                """.formatted(receipt, promised, statutory));
    }

    private IncomingEvent resumed(long sequence, String promised) {
        return of("resumed", sequence, """
                {"receiptNumber":"%s","caseNumber":"%1$s-1","promisedDueOn":"%s"}
                """.formatted(receipt, promised));
    }

    private IncomingEvent notice(long sequence, String material) {
        return of("suspended", sequence, """
                {"receiptNumber":"%s","caseNumber":"%1$s-1","kind":"CORRECTION","at":"2026-03-05T10:00:00+08:00",
                 "defects":[{"material":"%s","fault":"INCOMPLETE"}]}
                """.formatted(receipt, material));
    }

    private IncomingEvent caseCorrected(int notice, String material) {
        return steps.event(
                "onestop.intake.application.case-corrected.v1", receipt, """
                {"receiptNumber":"%s","caseNumber":"%1$s-1","notice":%d,"correctedAt":"2026-03-05T10:30:00+08:00",
                 "materials":["%s"]}
                """.formatted(receipt, notice, material));
    }

    private IncomingEvent ended(long sequence) {
        return of("ended", sequence, """
                {"receiptNumber":"%s","caseNumber":"%1$s-1","item":"QY-BG","kind":"TERMINATED"}
                """.formatted(receipt));
    }

    private IncomingEvent decided(long sequence, boolean promised, boolean statutory) {
        return of("decided", sequence, """
                {"receiptNumber":"%s","caseNumber":"%1$s-1","onTimePromised":%s,"onTimeStatutory":%s}
                """.formatted(receipt, promised, statutory));
    }

    private IncomingEvent of(String step, long sequence, String json) {
        return new IncomingEvent(
                UUID.randomUUID(),
                "onestop.approval.case." + step + ".v1",
                "/test",
                receipt,
                sequence,
                clock.instant(),
                "test",
                receipt,
                json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}

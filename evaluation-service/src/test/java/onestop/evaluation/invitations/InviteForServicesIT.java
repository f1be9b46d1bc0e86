package onestop.evaluation.invitations;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newReceipt;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@WholeService
class InviteForServicesIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String DAY = "2026-03-05";
    private static final String APPLICATIONS = "onestop.intake.application";
    private static final String ACCEPTED = "onestop.intake.application.accepted.v1";

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void onAThursday() {
        clock.setTo(DAY);
    }

    @Test
    void theSameRecordTwiceAndTheSameFactUnderANewIdInviteOnce() {
        var receipt = newReceipt();
        var unit = newUnit();
        var record = Events.cloudEvent(UUID.randomUUID(), ACCEPTED, receipt, 2);
        var body = Hall.accepted(receipt, unit, Hall.OURS, DAY);

        events.send(APPLICATIONS, receipt, record, body.getBytes(StandardCharsets.UTF_8));
        events.send(APPLICATIONS, receipt, record, body.getBytes(StandardCharsets.UTF_8));
        events.send(APPLICATIONS, receipt, ACCEPTED, receipt, 2, body);
        awaitAllBefore(receipt);

        assertThat(invitations(receipt)).isEqualTo(3); // the acceptance, and with the delivery sent last the whole
        assertThat(counted(unit)).isEqualTo(1);
        assertThat(published(receipt)).hasSize(3);
    }

    @Test
    void inWhateverOrderAndHoweverOftenEventsComeEachServiceIsInvitedOnce() {
        var random = new Random(20260305);
        for (int round = 0; round < 20; round++) {
            var receipt = newReceipt();
            var unit = newUnit();
            var told = new ArrayList<IncomingEvent>();
            for (int copy = 0; copy < 3; copy++) {
                told.add(steps.acceptedEvent(receipt, unit, DAY));
                told.add(steps.finishedEvent(receipt, unit, DAY));
                told.add(steps.event(
                        "onestop.intake.application.delivered.v1", receipt, Hall.delivered(receipt, unit, DAY)));
                told.add(paidEvent(receipt, unit, 1));
                told.add(paidEvent(receipt, unit, 2));
                told.add(noticeEvent(receipt, unit, 1, 3));
                told.add(noticeEvent(receipt, unit, 1, 7));
                told.add(noticeEvent(receipt, unit, 2, 3));
                told.add(earlyEvent(receipt, unit, 1, 1));
                told.add(earlyEvent(receipt, unit, 2, 1));
                told.add(earlyEvent(receipt, unit, 3, 2));
            }
            Collections.shuffle(told, random);

            int from = 0;
            while (from < told.size()) {
                int to = Math.min(told.size(), from + 1 + random.nextInt(4));
                steps.tell("invitations", told.subList(from, to).toArray(IncomingEvent[]::new));
                from = to;
            }

            // acceptance, completion, two payments, three notices within cases, two early handings out of three cases,
            // the last
            // delivery, and the whole of the package
            assertThat(invitations(receipt)).as("round %d: %s", round, told).isEqualTo(11);
            assertThat(counted(unit)).isEqualTo(11);
        }
    }

    @Test
    void noticesAndEarlyHandingsOutOfOneFileHeardOfAtOnceHaveNumbersOfTheirOwn() throws Exception {
        var receipt = newReceipt();
        var unit = newUnit();
        steps.tell("invitations", steps.acceptedEvent(receipt, "XZSP", DAY));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var told = IntStream.rangeClosed(1, 45)
                    .mapToObj(number -> threads.submit(() -> {
                        steps.tell(
                                "invitations",
                                number % 2 == 0
                                        ? noticeEvent(receipt, unit, number, 2)
                                        : earlyEvent(receipt, unit, number, number));
                        return number;
                    }))
                    .toList();
            for (var one : told) {
                one.get();
            }
        }

        assertThat(jdbc.sql(
                                "SELECT service_number FROM invitation WHERE receipt_number = ? AND service_number > 60 ORDER BY 1")
                        .param(receipt)
                        .query(Integer.class)
                        .list())
                .as("a file has 99 numbers")
                .isEqualTo(IntStream.rangeClosed(61, 99).boxed().toList());
    }

    @Test
    void aCorrectionWithinACaseIsRatedOnceAndIsTheDepartments() {
        var receipt = newReceipt();
        var unit = newUnit();
        steps.tell("invitations", noticeEvent(receipt, unit, 2, 5));
        assertThat(listed(receipt)).isEmpty();
        steps.tell("invitations", steps.acceptedEvent(receipt, "XZSP", DAY), noticeEvent(receipt, unit, 2, 5));

        assertThat(listed(receipt)).containsExactlyInAnyOrder("ACCEPTANCE", "CORRECTION");
        var correction = steps.invitationOf(receipt, 61);
        assertThat(Hall.problem(steps.rate(
                        Hall.Steps.good(correction),
                        TestTokens.token("examiner-" + unit)
                                .roles(Role.APPLICANT)
                                .uscis(Hall.OURS)
                                .sign())))
                .isEqualTo("officer-of-the-file");
        assertThat(steps.rate(Hall.Steps.good(correction))).hasStatus(201);
        assertThat(Hall.problem(steps.rate(Hall.Steps.good(correction)))).isEqualTo("already-rated");
        assertThat(json(steps.get(
                                "/api/evaluation/indicators?unit=" + unit + "&from=2026-03-01&to=2026-03-31",
                                Hall.AUDITOR))
                        .toString())
                .contains("\"numerator\":1");
    }

    @Test
    void ofOneHandingOutToldTwiceAtOnceThereIsOneInvitation() throws Exception {
        var receipt = newReceipt();
        var unit = newUnit();
        steps.tell("invitations", steps.acceptedEvent(receipt, "XZSP", DAY));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var told = IntStream.rangeClosed(1, 12)
                    .mapToObj(number -> threads.submit(() -> {
                        steps.tell("invitations", earlyEvent(receipt, unit, number, 1));
                        return number;
                    }))
                    .toList();
            for (var one : told) {
                one.get();
            }
        }

        assertThat(listed(receipt)).containsExactlyInAnyOrder("ACCEPTANCE", "DELIVERY");
        assertThat(counted(unit)).isEqualTo(1);
    }

    @Test
    void whatIsHandedOutBeforeTheRestIsRatedAtItsWindowAndTheLastDeliveryToo() {
        var receipt = newReceipt();
        var unit = newUnit();
        steps.tell("invitations", earlyEvent(receipt, unit, 1, 1));
        assertThat(listed(receipt)).as("nobody knows whose it is").isEmpty();

        steps.tell("invitations", steps.acceptedEvent(receipt, "XZSP", DAY));
        events.send(
                "onestop.intake.delivery",
                receipt,
                "onestop.intake.delivery.case-delivered.v1",
                receipt + "-2",
                2,
                early(receipt, unit, 2, 2));
        Eventually.within(SOON, () -> assertThat(listed(receipt)).hasSize(3));
        steps.tell(
                "invitations",
                steps.event("onestop.intake.application.delivered.v1", receipt, Hall.delivered(receipt, unit, DAY)));

        assertThat(listed(receipt))
                .containsExactlyInAnyOrder("ACCEPTANCE", "DELIVERY", "DELIVERY", "DELIVERY", "COMPOSITE");
        assertThat(jdbc.sql("""
                        SELECT service_number || ' ' || unit || ' ' || coalesce(window_code, '-') || ' ' || coalesce(officer, '-')
                          FROM invitation WHERE receipt_number = ? AND service = 'DELIVERY' ORDER BY service_number
                        """).param(receipt).query(String.class).list())
                .containsExactly(
                        "3 " + unit + " - -",
                        "61 " + unit + " W-5 issuer-" + unit,
                        "62 " + unit + " W-5 issuer-" + unit);
        var early = Hall.Steps.good(steps.invitationOf(receipt, 61));
        assertThat(Hall.problem(steps.rate(
                        early,
                        TestTokens.token("issuer-" + unit)
                                .roles(Role.APPLICANT)
                                .uscis(Hall.OURS)
                                .sign())))
                .isEqualTo("officer-of-the-file");
        assertThat(steps.rate(early)).hasStatus(201);
        assertThat(Hall.problem(steps.rate(early))).isEqualTo("already-rated");
        assertThat(steps.rate(Hall.Steps.good(steps.invitationOf(receipt, 62)))).hasStatus(201);
        assertThat(steps.rate(Hall.Steps.good(steps.invitationOf(receipt, 3)))).hasStatus(201);
    }

    @Test
    void anEarlyHandingOutOfAnEarlierReleaseInvitesToNothing() {
        var receipt = newReceipt();
        steps.tell(
                "invitations",
                steps.acceptedEvent(receipt, newUnit(), DAY),
                steps.event("onestop.intake.delivery.case-delivered.v1", receipt, """
                        {"receiptNumber":"%s","caseNumber":"%1$s-1","deliveredAt":"2026-03-05T10:00:00+08:00","late":false}
                        """.formatted(receipt)));

        assertThat(listed(receipt)).containsExactly("ACCEPTANCE");
    }

    private static String early(String receipt, String unit, int caseOfFile, int handingOut) {
        return """
                {"receiptNumber":"%s","caseNumber":"%1$s-%s","deliveredAt":"%sT10:20:00+08:00","late":false,"unit":"%s",
                 "windowCode":"W-5","deliveredBy":"issuer-%4$s","handingOut":%d}
                """.formatted(receipt, caseOfFile, DAY, unit, handingOut);
    }

    private IncomingEvent earlyEvent(String receipt, String unit, int caseOfFile, int handingOut) {
        return steps.event(
                "onestop.intake.delivery.case-delivered.v1", receipt, early(receipt, unit, caseOfFile, handingOut));
    }

    private IncomingEvent noticeEvent(String receipt, String unit, int caseOfFile, long notice) {
        return new IncomingEvent(
                UUID.randomUUID(),
                "onestop.approval.case.suspended.v1",
                "/test",
                receipt + "-" + caseOfFile,
                notice,
                clock.instant(),
                "test",
                receipt,
                """
                {"receiptNumber":"%s","caseNumber":"%1$s-%s","unit":"%s","kind":"CORRECTION","at":"%sT11:00:00+08:00",
                 "officer":"examiner-%3$s","expectedUntilOn":"2026-03-12","defects":[{"material":"SITE_PLAN","fault":"OTHER"}]}
                """.formatted(receipt, caseOfFile, unit, DAY).getBytes(StandardCharsets.UTF_8));
    }

    private IncomingEvent paidEvent(String receipt, String unit, int payment) {
        return steps.event(
                "onestop.intake.application.fee-paid.v1", receipt, """
                {"receiptNumber":"%s","payment":%d,"items":["BDC-ZY"],"amountYuan":550.00,"unit":"%s","windowCode":"W-7",
                 "paidAt":"%sT10:20:00+08:00"}
                """.formatted(receipt, payment, unit, DAY));
    }

    @Test
    void aPaymentIsRatedAsEveryOtherServiceAndIsOfWhoTookTheMoney() {
        var receipt = newReceipt();
        var unit = newUnit();
        steps.tell("invitations", steps.acceptedEvent(receipt, "XZSP", DAY), paidEvent(receipt, unit, 1));

        assertThat(listed(receipt)).containsExactly("ACCEPTANCE", "PAYMENT");
        var payment = Hall.Steps.good(steps.invitationOf(receipt, 31));
        assertThat(steps.rate(payment)).hasStatus(201);
        assertThat(Hall.problem(steps.rate(payment))).isEqualTo("already-rated");
        assertThat(json(steps.get(
                        "/api/evaluation/indicators?unit=" + unit + "&from=2026-03-01&to=2026-03-31", Hall.AUDITOR)))
                .satisfies(shown -> assertThat(shown.toString()).contains("\"numerator\":1"));
    }

    @Test
    void aCompletionHeardOfFirstWaitsForTheFile() {
        var receipt = newReceipt();
        var unit = newUnit();

        steps.tell("invitations", steps.finishedEvent(receipt, unit, DAY));
        assertThat(listed(receipt)).isEmpty();
        assertThat(counted(unit)).isZero();

        steps.tell("invitations", steps.acceptedEvent(receipt, "XZSP", "2026-03-04"));
        assertThat(listed(receipt)).containsExactly("ACCEPTANCE", "COMPLETION");
        assertThat(counted(unit)).isEqualTo(1);
    }

    @Test
    void whatIsDecidedAnewIsCompletedAnewAndRatedForItself() throws Exception {
        var receipt = newReceipt();
        var unit = newUnit();
        var first = steps.finishedEvent(receipt, unit, "2026-03-04");
        var anew = steps.finishedEvent(receipt, unit, DAY);
        steps.tell("invitations", steps.acceptedEvent(receipt, "XZSP", "2026-03-04"), first);
        assertThat(steps.rate(Hall.Steps.bad(steps.invitationOf(receipt, 2), true)))
                .hasStatus(201);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var told = IntStream.range(0, 12)
                    .mapToObj(number -> threads.submit(() -> {
                        steps.tell("invitations", number % 3 == 0 ? first : anew);
                        return number;
                    }))
                    .toList();
            for (var one : told) {
                one.get();
            }
        }

        assertThat(listed(receipt)).containsExactlyInAnyOrder("ACCEPTANCE", "COMPLETION", "COMPLETION");
        assertThat(counted(unit)).as("two services of the unit").isEqualTo(2);
        var second = steps.invitationOf(receipt, 61);
        assertThat(steps.rate(Hall.Steps.good(second))).hasStatus(201);
        assertThat(Hall.problem(steps.rate(Hall.Steps.good(second)))).isEqualTo("already-rated");
        assertThat(Hall.problem(steps.rate(Hall.Steps.good(steps.invitationOf(receipt, 2)))))
                .isEqualTo("already-rated");
        Eventually.within(
                SOON,
                () -> assertThat(events.list("onestop.evaluation.rating", receipt))
                        .filteredOn(event -> event.type().equals("onestop.evaluation.rating.invited.v1"))
                        .hasSize(3));
    }

    @Test
    void bothCompletionsInOneBatchAndTheLaterOneFirstAreTwo() {
        var receipt = newReceipt();
        var unit = newUnit();

        steps.tell(
                "invitations",
                steps.finishedEvent(receipt, unit, DAY),
                steps.finishedEvent(receipt, unit, "2026-03-04"),
                steps.finishedEvent(receipt, unit, DAY),
                steps.acceptedEvent(receipt, "XZSP", "2026-03-04"));

        assertThat(jdbc.sql("""
                        SELECT service_number || ' ' || served_on FROM invitation
                         WHERE receipt_number = ? AND service = 'COMPLETION' ORDER BY service_number
                        """).param(receipt).query(String.class).list())
                .containsExactly("2 " + DAY, "61 2026-03-04");
    }

    @Test
    void handingInIsInvitedOnceTheUnitIsKnownAndTheWholeOnlyOfAPackage() {
        var receipt = newReceipt();
        var unit = newUnit();
        steps.tell("invitations", submittedEvent(receipt));
        assertThat(listed(receipt)).isEmpty();

        steps.tell(
                "invitations",
                steps.event(
                        ACCEPTED,
                        receipt,
                        Hall.accepted(receipt, unit, Hall.OURS, DAY).replace("\"packageCode\":\"PKG-BG-MC\",", "")),
                steps.event("onestop.intake.application.delivered.v1", receipt, Hall.delivered(receipt, unit, DAY)));

        assertThat(listed(receipt)).containsExactly("SUBMISSION", "ACCEPTANCE", "DELIVERY");
        assertThat(counted(unit)).isEqualTo(3);
    }

    private IncomingEvent submittedEvent(String receipt) {
        return steps.event("onestop.intake.application.submitted.v1", receipt, """
                {"receiptNumber":"%s","enterprise":{"usci":"%s"},"receivedAt":"2026-03-05T09:00:00+08:00","items":["A"]}
                """.formatted(receipt, Hall.OURS));
    }

    @Test
    void whoWasRefusedRatesTheHandingInAtTheWindowThatSaidNo() {
        var receipt = newReceipt();
        var unit = newUnit();
        var refused = steps.event("onestop.intake.application.refused.v1", receipt, """
                {"receiptNumber":"%s","refusedAt":"2026-03-05T10:00:00+08:00","refusedBy":"clerk-%s","unit":"%2$s","windowCode":"W-3",
                 "items":["A"]}
                """.formatted(receipt, unit));

        steps.tell("invitations", refused);
        assertThat(listed(receipt)).isEmpty();
        steps.tell("invitations", submittedEvent(receipt), refused);
        steps.tell("invitations", refused);

        assertThat(listed(receipt)).containsExactly("SUBMISSION");
        assertThat(counted(unit)).isEqualTo(1);
        var handingIn = steps.invitationOf(receipt, 5);
        assertThat(jdbc.sql("SELECT window_code || ' ' || officer FROM invitation WHERE receipt_number = ?")
                        .param(receipt)
                        .query(String.class)
                        .single())
                .isEqualTo("W-3 clerk-" + unit);
        assertThat(Hall.problem(steps.rate(
                        Hall.Steps.good(handingIn),
                        TestTokens.token("clerk-" + unit)
                                .roles(Role.APPLICANT)
                                .uscis(Hall.OURS)
                                .sign())))
                .isEqualTo("officer-of-the-file");
        assertThat(steps.rate(Hall.Steps.good(handingIn))).hasStatus(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "withdrawn.v1 {\"receiptNumber\":\"%s\",\"withdrawnAt\":\"2026-03-05T10:00:00+08:00\",\"unit\":\"%s\"}",
                "pre-reviewed.v1 {\"receiptNumber\":\"%s\",\"preReviewedAt\":\"2026-03-05T10:00:00+08:00\",\"unit\":\"%s\"}"
            })
    void handingInIsRatedOnceAUnitHadIt(String told) {
        var receipt = newReceipt();
        var unit = newUnit();
        var type = told.substring(0, told.indexOf(' '));
        var event = steps.event(
                "onestop.intake.application." + type,
                receipt,
                told.substring(told.indexOf(' ')).formatted(receipt, unit));

        steps.tell("invitations", submittedEvent(receipt), event);

        assertThat(listed(receipt)).containsExactly("SUBMISSION");
        assertThat(counted(unit)).isEqualTo(1);
    }

    @Test
    void aRefusalOfAnEarlierReleaseInvitesToNothing() {
        var receipt = newReceipt();
        steps.tell(
                "invitations",
                submittedEvent(receipt),
                steps.event(
                        "onestop.intake.application.refused.v1",
                        receipt,
                        "{\"receiptNumber\":\"%s\",\"refusedAt\":\"2026-03-05T10:00:00+08:00\"}".formatted(receipt)));

        assertThat(listed(receipt)).isEmpty();
    }

    @Test
    void whatIsDoneAtAWindowIsOfThatWindowAndOfWhoDidIt() {
        var receipt = newReceipt();
        var unit = newUnit();
        var question = "ZX" + newReceipt();
        steps.tell(
                "invitations",
                submittedEvent(receipt),
                steps.event(
                        "onestop.intake.application.correction-requested.v1", receipt, """
                        {"receiptNumber":"%s","requestedAt":"2026-03-05T09:20:00+08:00","unit":"%s","round":1,"requestedBy":"wang",
                         "windowCode":"W-1"}
                        """.formatted(receipt, unit)),
                steps.acceptedEvent(receipt, unit, DAY),
                steps.event("onestop.intake.application.delivered.v1", receipt, """
                        {"receiptNumber":"%s","deliveredAt":"2026-03-05T15:00:00+08:00","method":"WINDOW","unit":"%s","deliveredBy":"li",
                         "windowCode":"W-2"}
                        """.formatted(receipt, unit)),
                steps.event("onestop.intake.consultation.answered.v1", question, """
                        {"consultationNumber":"%s","itemCode":"A","unit":"%s","answeredAt":"2026-03-05T15:00:00+08:00",
                         "answeredBy":"zhao","windowCode":"W-4"}
                        """.formatted(question, unit)));

        assertThat(jdbc.sql("""
                        SELECT service || ' ' || coalesce(window_code, '-') || ' ' || coalesce(officer, '-')
                          FROM invitation WHERE receipt_number IN (?, ?) AND service <> 'ACCEPTANCE' ORDER BY 1
                        """).params(receipt, question).query(String.class).list())
                .containsExactly(
                        "COMPOSITE - -",
                        "CONSULTATION W-4 zhao",
                        "CORRECTION W-1 wang",
                        "DELIVERY W-2 li",
                        "SUBMISSION - -");
        assertThat(jdbc.sql(
                                "SELECT officer FROM file_officer WHERE receipt_number IN (?, ?) AND officer <> 'window' ORDER BY 1")
                        .params(receipt, question)
                        .query(String.class)
                        .list())
                .contains("li", "wang", "zhao");
    }

    @Test
    void whatWasAcceptedByLawAsNobodyAnsweredCanBeRatedFromThenOn() {
        var receipt = newReceipt();
        var unit = newUnit();
        clock.setTo(Instant.parse("2026-03-11T16:05:00Z")); // five working days after it was handed in
        steps.tell(
                "invitations",
                submittedEvent(receipt),
                steps.event(
                        ACCEPTED,
                        receipt,
                        Hall.accepted(receipt, unit, Hall.OURS, "2026-03-05")
                                .replace("\"deemed\":false", "\"deemed\":true")));

        for (var service : List.of("SUBMISSION", "ACCEPTANCE")) {
            assertThat(jdbc.sql(
                                    "SELECT served_on FROM invitation WHERE receipt_number = :receipt AND service = :service")
                            .param("receipt", receipt)
                            .param("service", service)
                            .query(LocalDate.class)
                            .single())
                    .as(service)
                    .isEqualTo("2026-03-12");
            assertThat(steps.rate(Hall.Steps.good(steps.invitationOf(receipt, service.equals("SUBMISSION") ? 5 : 1))))
                    .hasStatus(201);
        }
    }

    @Test
    void aQuestionInvitesWhoeverAskedAndIsInNobodysList() {
        var number = "ZX" + newReceipt();
        var told = steps.event("onestop.intake.consultation.answered.v1", number, """
                {"consultationNumber":"%s","itemCode":"QY-SL","unit":"%s","answeredAt":"2026-03-05T09:30:00+08:00"}
                """.formatted(number, newUnit()));

        steps.tell("invitations", told);
        steps.tell("invitations", told);

        assertThat(invitations(number)).isEqualTo(1);
        assertThat(listed(number)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this is no JSON",
                "{\"receiptNumber\":\"?\"}",
                "{\"receiptNumber\":\"?\",\"enterprise\":{\"usci\":\"U\"},\"acceptedAt\":\"yesterday\",\"acceptedByUnit\":\"XZSP\"}"
            })
    void whatCannotBeReadBecomesADeadLetterAndOthersGoOn(String body) {
        var broken = newReceipt();
        var fine = newReceipt();
        var unit = newUnit();

        var id = events.send(APPLICATIONS, broken, ACCEPTED, broken, 1, body);
        events.send(APPLICATIONS, fine, ACCEPTED, fine, 1, Hall.accepted(fine, unit, Hall.OURS, DAY));

        Eventually.within(SOON, () -> assertThat(invitations(fine)).isEqualTo(1));
        Eventually.within(SOON, () -> assertThat(openLetters(id)).hasSize(1));
        assertThat(events.await(
                                APPLICATIONS + ".dlt",
                                SOON,
                                letter -> letter.id().equals(id.toString()))
                        .key())
                .isEqualTo(broken);
        assertThat(invitations(broken)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "intake/events/onestop.intake.application.accepted.v1, 1",
        "intake/events/onestop.intake.application.submitted.v1, 5",
        "intake/events/onestop.intake.application.correction-requested.v1, 11",
        "intake/events/onestop.intake.application.fee-paid.v1, 31",
        "approval/events/onestop.approval.case.suspended.v1, 61",
        "approval/events/onestop.approval.case.file-finished.v1, 2",
        "intake/events/onestop.intake.application.delivered.v1, 3",
        "intake/events/onestop.intake.delivery.case-delivered.v1, 61"
    })
    void whatAnotherServicePromisesInItsContractIsUnderstood(String contract, int serviceNumber) {
        var sample = Contracts.read(Contracts.FOLDER.resolveSibling(contract + ".sample.json"));
        var receipt = newReceipt();
        var promised = sample.replaceAll("(\"receiptNumber\"\\s*:\\s*\")[^\"]*", "$1" + receipt);

        steps.tell("invitations", steps.acceptedEvent(receipt, "XZSP", DAY));
        steps.tell("invitations", steps.event(contract.replaceAll(".*/", ""), receipt, promised));

        assertThat(steps.invitationOf(receipt, serviceNumber)).isNotNull();
    }

    /** Waits until everything sent before for this key has been taken in: its own last event is the mark. */
    private void awaitAllBefore(String receipt) {
        events.send(
                APPLICATIONS,
                receipt,
                "onestop.intake.application.delivered.v1",
                receipt,
                3,
                Hall.delivered(receipt, newUnit(), DAY));
        Eventually.within(SOON, () -> assertThat(published(receipt)).hasSize(3));
    }

    private long invitations(String receipt) {
        return jdbc.sql("SELECT count(*) FROM invitation WHERE receipt_number = ? AND invited_at IS NOT NULL")
                .param(receipt)
                .query(Long.class)
                .single();
    }

    private long counted(String unit) {
        return jdbc.sql("SELECT coalesce(sum(invited), 0) FROM service_count WHERE unit = ?")
                .param(unit)
                .query(Long.class)
                .single();
    }

    private List<@Nullable String> openLetters(UUID event) {
        return jdbc.sql(
                        "SELECT reason FROM dead_letter WHERE event_id = ? AND state = 'OPEN' AND consumer = 'invitations'")
                .param(event)
                .query(String.class)
                .list();
    }

    private List<Events.Received> published(String receipt) {
        return events.list("onestop.evaluation.rating", receipt);
    }

    private List<String> listed(String receipt) {
        return json(steps.get("/api/evaluation/invitations?receiptNumber=" + receipt, Hall.APPLICANT))
                .path("items")
                .findValuesAsString("service");
    }
}

package onestop.evaluation.rectification;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.manager;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.counting.ChangeStanding;
import onestop.evaluation.counting.Reconciliation;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.invitations.AgentMark;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Objections, lights, checks, talks and the second call-back, over REST and into the events. */
@WholeService
class OversightIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String RECTIFICATIONS = "onestop.evaluation.rectification";
    private static final String ORDERS = "/api/evaluation/rectifications/";
    private static final String PARTNER = TestTokens.of("sms-sender", Role.PARTNER);

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Events events;

    @Autowired
    TurnLights turnLights;

    @Autowired
    Reconciliation reconciliation;

    @Autowired
    ChangeStanding standings;

    @Autowired
    TransactionTemplate transaction;

    private String unit = "";
    private String manager = "";

    @BeforeEach
    void onAThursdayInAUnitOfItsOwn() {
        clock.setTo("2026-03-05");
        unit = newUnit();
        manager = manager(unit);
    }

    @Test
    void aMaliciousRatingIsKeptAndCountedNoMore() {
        var order = steps.order(unit, false);
        assertThat(badRate()).isEqualTo("1/1");

        var objected = changed(object(order, "MALICIOUS", manager));
        assertThat(objected.path("status").asString()).isEqualTo("OBJECTED");
        assertThat(objected.path("objection").path("decideDueOn").asString()).isEqualTo("2026-03-10");
        assertThat(badRate()).as("an objection alone changes nothing").isEqualTo("1/1");
        var invalidated = changed(decide(order, true, null, Hall.SUPERVISOR));

        assertThat(invalidated.path("status").asString()).isEqualTo("INVALIDATED");
        assertThat(badRate()).isEqualTo("0/0");
        assertThat(figure("rectificationRate")).isEqualTo("0/0");
        assertThat(reconciliation.differences(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"), 5))
                .isEmpty();
        var rating = invalidated.path("ratingId").asString();
        assertThat(jdbc.sql("SELECT standing FROM rating WHERE id = ?::uuid")
                        .param(rating)
                        .query(String.class)
                        .single())
                .isEqualTo("INVALIDATED");
        assertRefused(steps.put(order, "contact", "{}", manager), 409, "rectification-invalidated");
        Eventually.within(
                SOON,
                () -> assertThat(events.list(RECTIFICATIONS, order.toString()))
                        .extracting(Events.Received::type)
                        .contains("onestop.evaluation.rectification.invalidated.v1"));
        assertEventsFit(RECTIFICATIONS, order);
    }

    @Test
    void whatWentToTheWrongUnitIsTheOtherOnesAndItsLightsAreLifted() {
        var rightUnit = unitOfTheCatalogue();
        var order = steps.order(unit, false);
        changed(object(order, "WRONG_UNIT", manager));
        clock.setTo("2026-03-09"); // the contact was due on the 6th
        turnLights.turn();
        assertThat(points(unit)).isEqualTo("1 0.5");

        assertField(decide(order, true, null, Hall.SUPERVISOR), "rightUnit", "right-unit-when-wrong");
        assertField(decide(order, true, "NOSUCHUNIT", Hall.SUPERVISOR), "rightUnit", "unknown-unit");
        assertField(decide(order, false, rightUnit, Hall.SUPERVISOR), "rightUnit", "right-unit-only-when-wrong");
        var sentOn = changed(decide(order, true, rightUnit, Hall.SUPERVISOR));

        assertThat(sentOn.path("unit").asString()).isEqualTo(rightUnit);
        assertThat(sentOn.path("status").asString()).isEqualTo("DISPATCHED");
        assertThat(sentOn.path("contact").path("dueOn").asString()).isEqualTo("2026-03-10");
        assertThat(points(unit)).isEqualTo("0 0");
        assertThat(json(steps.get("/api/evaluation/rectification-lights", manager))
                        .path("items"))
                .as("the lights stay on record")
                .isNotEmpty()
                .allSatisfy(light -> assertThat(light.has("liftedAt")).isTrue());
        assertRefused(steps.put(order, "contact", "{}", manager), 404, "no-such-rectification");
        assertThat(steps.put(order, "contact", "{}", manager(rightUnit))).hasStatus(200);
        Eventually.within(
                SOON,
                () -> assertThat(events.list(RECTIFICATIONS, order.toString()))
                        .extracting(Events.Received::type)
                        .contains("onestop.evaluation.rectification.redispatched.v1"));
        assertEventsFit(RECTIFICATIONS, order);
    }

    @Test
    void aRatingOfTheWrongUnitCountsForTheRightOneFromThenOn() {
        var rightUnit = unitOfTheCatalogue();
        long before = ratingsOf(rightUnit);
        var order = steps.order(unit, false);
        var rating = UUID.fromString(json(steps.get("/api/evaluation/rectifications/" + order, manager))
                .path("ratingId")
                .asString());
        changed(object(order, "WRONG_UNIT", manager));
        assertThat(badRate()).as("an objection alone changes nothing").isEqualTo("1/1");

        changed(decide(order, true, rightUnit, Hall.SUPERVISOR));

        assertThat(badRate()).isEqualTo("0/0");
        assertThat(ratingsOf(rightUnit)).isEqualTo(before + 1);
        assertThat(steps.get("/api/evaluation/ratings/" + rating, manager(rightUnit)))
                .hasStatus(200);
        assertThat(steps.get("/api/evaluation/ratings/" + rating, manager)).hasStatus(404);
        assertThat(jdbc.sql("SELECT from_unit || ' ' || to_unit FROM rating_unit_change WHERE rating_id = ?")
                        .param(rating)
                        .query(String.class)
                        .list())
                .containsExactly(unit + " " + rightUnit);
        assertReconciled();
        var receipt = jdbc.sql("SELECT receipt_number FROM rectification WHERE id = ?")
                .param(order)
                .query(String.class)
                .single();
        Eventually.within(
                SOON,
                () -> assertThat(events.list("onestop.evaluation.rating", receipt))
                        .extracting(Events.Received::type)
                        .contains("onestop.evaluation.rating.unit-changed.v1"));
        events.list("onestop.evaluation.rating", receipt)
                .forEach(event -> Contracts.assertEvent(event.type(), event.text()));
    }

    @Test
    void ratingsMoveBetweenUnitsExactlyWhileOthersAreGivenAndSetAside() throws Exception {
        var rightUnit = unitOfTheCatalogue();
        long before = ratingsOf(rightUnit);
        var acts = new ArrayList<Callable<Object>>();
        for (int i = 0; i < 12; i++) {
            var order = steps.order(unit, false);
            var rating = jdbc.sql("SELECT rating_id FROM rectification WHERE id = ?")
                    .param(order)
                    .query(UUID.class)
                    .single();
            changed(object(order, "WRONG_UNIT", manager));
            acts.add(() -> decide(order, true, rightUnit, Hall.SUPERVISOR));
            if (i % 3 == 0) {
                acts.add(() -> transaction.execute(
                        _ -> standings.move(List.of(rating), Standing.SUSPECT, "SAME_DEVICE", null, clock.instant())));
            }
            var good = Hall.Steps.good(steps.invitation(rightUnit));
            acts.add(() -> steps.ratePatiently(good));
        }

        atOnce(acts);

        assertThat(badRate()).isEqualTo("0/0");
        assertThat(ratingsOf(rightUnit)).isEqualTo(before + 12 - 4 + 12);
        assertReconciled();
    }

    private long ratingsOf(String ofUnit) {
        return json(steps.get("/api/evaluation/indicators?unit=" + ofUnit, Hall.SUPERVISOR))
                .path("ratings")
                .asLong();
    }

    private void assertReconciled() {
        assertThat(reconciliation.differences(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"), 5))
                .isEmpty();
    }

    @Test
    void nobodyDecidesForTheOwnUnitOrTheOwnFile() {
        var order = steps.order(unit, false);
        changed(object(order, "MISTAKEN", manager));
        var ofTheUnit = TestTokens.token("colleague")
                .roles(Role.EVALUATION_SUPERVISOR)
                .unit(unit)
                .sign();
        var officer = officerOf(order);

        assertRefused(decide(order, true, null, ofTheUnit), 403, "own-matter");
        assertRefused(decide(order, true, null, TestTokens.of(officer, Role.EVALUATION_SUPERVISOR)), 403, "own-matter");
        assertThat(decide(order, false, null, Hall.SUPERVISOR)).hasStatus(200);
        assertRefused(object(order, "MISTAKEN", manager), 409, "already-objected");
    }

    @Test
    void theOfficerOfTheFileMayObjectAndOthersDoNotLearnOfIt() {
        var order = steps.order(unit, false);
        var officer = officerOf(order);
        var nameless = steps.order(unit, true);
        var officerOfTheNameless = officerOf(nameless);

        assertRefused(object(order, "MISTAKEN", officer("stranger", unit)), 404, "no-such-rectification");
        assertRefused(object(order, "MISTAKEN", officer(officer, newUnit())), 404, "no-such-rectification");
        assertRefused(object(nameless, "MISTAKEN", officer(officerOfTheNameless, unit)), 404, "no-such-rectification");
        assertThat(object(order, "MISTAKEN", officer(officer, unit))).hasStatus(200);
    }

    @Test
    void theOfficerFindsTheOrdersToObjectToAndNoOthers() {
        var order = steps.order(unit, false);
        var officer = officer(officerOf(order), unit);
        var ofAColleague = steps.order(unit, false);
        var nameless = steps.order(unit, true);
        jdbc.sql(
                        "INSERT INTO file_officer (receipt_number, officer) SELECT receipt_number, ? FROM rectification WHERE id = ?")
                .params("officer-" + order.toString().substring(0, 8), nameless)
                .update();

        var mine = json(steps.get("/api/evaluation/rectifications", officer));

        Contracts.assertAnswer("RectificationPage", mine);
        assertThat(mine.path("items").findValuesAsString("rectificationId")).containsExactly(order.toString());
        assertThat(steps.pages("/api/evaluation/rectifications?status=CLOSED", 10, officer))
                .isEmpty();
        var read = json(steps.get(ORDERS + order, officer));
        Contracts.assertAnswer("Rectification", read);
        assertThat(read.path("objectionDueOn").asString()).isEqualTo("2026-03-09");
        assertThat(read.toString()).doesNotContain("0539-7212345", "applicant");
        assertRefused(steps.get(ORDERS + ofAColleague, officer), 404, "no-such-rectification");
        assertRefused(steps.get(ORDERS + nameless, officer), 404, "no-such-rectification");
        assertRefused(steps.get("/api/evaluation/rectifications?unit=" + newUnit(), officer), 403, "not-your-unit");
    }

    @Test
    void anObjectionComesInTwoWorkingDays() {
        var order = steps.order(unit, false);

        clock.setTo("2026-03-10");

        assertRefused(object(order, "MISTAKEN", manager), 409, "objection-too-late");
    }

    @Test
    void ofTwoWhoDecideAtTheSameMomentOneWins() throws Exception {
        for (int round = 0; round < 5; round++) {
            var order = steps.order(unit, false);
            changed(object(order, "MISTAKEN", manager));

            var answers = OversightIT.<MvcTestResult>atOnce(List.of(
                    () -> decide(order, true, null, Hall.SUPERVISOR),
                    () -> decide(order, false, null, TestTokens.of("supervisor2", Role.EVALUATION_SUPERVISOR))));

            assertThat(answers.stream().map(answer -> answer.getResponse().getStatus()))
                    .containsExactlyInAnyOrder(200, 409);
        }
        assertThat(reconciliation.differences(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"), 5))
                .isEmpty();
    }

    @Test
    void lightsTurnByTimeOnceAndCostPoints() {
        var order = steps.order(unit, false);
        turnLights.turn();
        assertThat(lights()).containsExactly("CONTACT YELLOW 2026-03-06");

        clock.setTo("2026-03-09");
        turnLights.turn();
        turnLights.turn();
        assertThat(lights()).containsExactly("CONTACT RED 2026-03-06", "CONTACT YELLOW 2026-03-06");
        changed(steps.put(order, "contact", "{}", manager));
        changed(steps.put(order, "confirmation", "{}", manager));

        clock.setTo("2026-03-11");
        turnLights.turn();
        changed(steps.put(order, "rectification", "{\"complex\":true,\"reason\":\"两个部门核对\"}", manager));
        clock.setTo("2026-03-25");
        turnLights.turn();
        clock.setTo("2026-03-27");

        assertThat(points(unit)).isEqualTo("1 0.5");
        changed(steps.put(
                order, "rectification", "{\"result\":\"已补发\"}", manager)); // nobody has looked since it was due
        assertThat(lights())
                .containsExactly(
                        "RECTIFY RED 2026-03-26",
                        "RECTIFY YELLOW 2026-03-26",
                        "RECTIFY YELLOW 2026-03-12",
                        "CONTACT RED 2026-03-06",
                        "CONTACT YELLOW 2026-03-06");
        assertThat(points(unit)).isEqualTo("2 1.5");
        Eventually.within(
                SOON,
                () -> assertThat(events.list("onestop.evaluation.rectification-light", order.toString()))
                        .hasSize(5));
        assertEventsFit("onestop.evaluation.rectification-light", order);
    }

    /** The first clock is yellow at once: when it turned tells when somebody rated. */
    @Test
    void whoeverHadAPartInTheFileLearnsTheDayOfAnAnonymousLightOnly() {
        var order = steps.order(unit, true);
        turnLights.turn();
        var officer = officerOf(order);
        var ofTheUnit = TestTokens.token("supervisor-" + unit)
                .roles(Role.EVALUATION_SUPERVISOR)
                .unit(unit)
                .sign();

        for (var concerned : List.of(
                ofTheUnit, TestTokens.of(officer, Role.EVALUATION_SUPERVISOR), TestTokens.of(officer, Role.AUDITOR))) {
            assertThat(onlyLight(concerned).has("turnedAt")).isFalse();
        }
        assertThat(onlyLight(Hall.SUPERVISOR).has("turnedAt")).isTrue();
        assertThat(onlyLight(Hall.AUDITOR).has("turnedAt")).isTrue();
    }

    private JsonNode onlyLight(String token) {
        var page = json(steps.get("/api/evaluation/rectification-lights?unit=" + unit, token));
        Contracts.assertAnswer("RectificationLightPage", page);
        assertThat(page.path("items")).hasSize(1);
        assertThat(page.path("items").get(0).path("turnedOn").asString()).isEqualTo("2026-03-05");
        return page.path("items").get(0);
    }

    @Test
    void twoWhoTurnLightsAtOnceTurnEachOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            steps.order(unit, false);
        }

        OversightIT.<Integer>atOnce(List.of(turnLights::turn, turnLights::turn, turnLights::turn));

        assertThat(lights()).hasSize(10).allSatisfy(light -> assertThat(light).startsWith("CONTACT YELLOW"));
    }

    @Test
    void whatALightWeighsIsSetForLaterDaysOnly() {
        var body = "{\"clock\":\"RECTIFY\",\"light\":\"%s\",\"validFrom\":\"%s\",\"points\":%s}";

        assertField(weigh(body.formatted("RED", "2026-03-05", "2")), "validFrom", "from-tomorrow-on");
        assertField(weigh(body.formatted("GREEN", "2099-01-01", "2")), "light", "green-costs-nothing");
        assertThat(weigh(body.formatted("RED", "2099-01-01", "101"))).hasStatus(400);
        var set = weigh(body.formatted("RED", "2099-01-01", "2.5"));

        assertThat(set).hasStatus(200);
        Contracts.assertAnswer("RectificationWeightPage", json(set));
        assertThat(json(set).toString()).contains("2099-01-01");
    }

    @Test
    void aFailedCheckOpensTheOrderAgain() {
        var order = rectified();
        assertField(steps.put(order, "check", "{\"passed\":false}", Hall.SUPERVISOR), "note", "note-when-failed");

        var reopened = changed(steps.put(order, "check", "{\"passed\":false,\"note\":\"现场未见公示\"}", Hall.SUPERVISOR));

        assertThat(reopened.path("status").asString()).isEqualTo("REOPENED");
        assertThat(reopened.path("round").asInt()).isEqualTo(2);
        assertThat(reopened.has("check")).isFalse();
        Eventually.within(
                SOON,
                () -> assertThat(events.list(RECTIFICATIONS, order.toString()))
                        .extracting(Events.Received::type)
                        .contains("onestop.evaluation.rectification.reopened.v1"));
        assertEventsFit(RECTIFICATIONS, order);
    }

    @Test
    void aPassedCheckIsShownWithItsDueDate() {
        var order = rectified();
        clock.setTo("2026-03-13");

        var checked = changed(steps.put(order, "check", "{\"passed\":true}", Hall.SUPERVISOR));

        assertThat(checked.path("check").path("dueOn").asString()).isEqualTo("2026-03-12");
        assertThat(checked.path("check").path("late").asBoolean()).isTrue();
        assertRefused(steps.put(order, "check", "{\"passed\":true}", Hall.SUPERVISOR), 409, "already-checked");
    }

    @Test
    void aTalkIsDueWhenAnOrderTurnedRedAndIsRecordedOnce() {
        var order = steps.order(unit, false);
        var talk = "{\"heldOn\":\"%s\",\"position\":\"分管副局长\",\"conclusion\":\"限期整改\"}";
        assertRefused(
                steps.put(order, "talk", talk.formatted("2026-03-05"), Hall.SUPERVISOR), 409, "nothing-to-talk-about");
        clock.setTo("2026-03-13");
        turnLights.turn();
        assertThat(talksDue()).contains(order.toString());

        assertField(steps.put(order, "talk", talk.formatted("2026-03-14"), Hall.SUPERVISOR), "heldOn", "in-the-future");
        assertThat(changed(steps.put(order, "talk", talk.formatted("2026-03-13"), Hall.SUPERVISOR))
                        .path("talkedOn")
                        .asString())
                .isEqualTo("2026-03-13");

        assertThat(talksDue()).doesNotContain(order.toString());
        var held = json(steps.get("/api/evaluation/rectification-talks", manager));
        Contracts.assertAnswer("TalkPage", held);
        assertThat(held.path("items")).hasSize(1);
        assertThat(held.path("items").get(0).path("position").asString()).isEqualTo("分管副局长");
    }

    @Test
    void theRaterIsAskedAgainAfterTheClosingAndAnswersOnce() {
        var order = rectified();
        changed(steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR));
        changed(steps.put(order, "closure", "{}", Hall.SUPERVISOR));
        Eventually.within(
                SOON,
                () -> assertThat(events.list("onestop.evaluation.call-back", order.toString()))
                        .hasSize(1));
        assertEventsFit("onestop.evaluation.call-back", order);

        assertRefused(answer(order, Hall.STRANGER), 404, "no-such-rectification");
        assertRefused(
                steps.put(order, "second-call", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR),
                409,
                "asked-by-others");
        assertThat(answer(order, Hall.APPLICANT)).hasStatus(204);
        assertRefused(answer(order, PARTNER), 409, "already-answered");

        var seen = json(steps.get(ORDERS + order, manager));
        assertThat(seen.path("secondCallBack").path("satisfied").asBoolean(true))
                .isFalse();
        var step = seen.path("steps").get(seen.path("steps").size() - 1);
        assertThat(step.path("step").asString()).isEqualTo("SECOND_CALL_BACK_ANSWERED");
        assertThat(step.has("by") || step.has("note"))
                .as("the unit does not read who answered")
                .isFalse();
        assertThat(lastStep(order, Hall.AUDITOR).has("note"))
                .as("nor does the auditor read the words")
                .isFalse();
        var toTheOffice = lastStep(order, Hall.SUPERVISOR);
        assertThat(toTheOffice.path("note").asString()).isEqualTo("仍未解决");
        assertThat(toTheOffice.has("by")).as("the rater's account").isFalse();
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM rectification_step WHERE rectification_id = ? AND taken_by = 'applicant'")
                        .param(order)
                        .query(Integer.class)
                        .single())
                .as("nor is it stored")
                .isZero();
        assertThat(changed(steps.put(order, "reopening", "{\"reason\":\"回访短信答复不满意\"}", Hall.SUPERVISOR))
                        .path("status")
                        .asString())
                .isEqualTo("REOPENED");
    }

    @Test
    void whoIsNotSatisfiedAfterTheClosingReachesTheOfficeUntilItHasLooked() {
        var order = closed();
        var settled = closed();
        assertThat(steps.put(order, "check", "{\"passed\":true}", Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(dissatisfied()).isEmpty();
        assertThat(checkDue(order).isMissingNode()).as("checked").isTrue();
        assertThat(checkDue(settled).path("light").asString()).isEqualTo("GREEN");
        clock.setTo("2026-03-11");
        assertThat(checkDue(settled).path("light").asString()).isEqualTo("YELLOW");

        assertThat(answer(order, Hall.APPLICANT)).hasStatus(204);
        assertThat(steps.put(settled, "second-call-back", "{\"satisfied\":true}", Hall.APPLICANT))
                .hasStatus(204);

        assertThat(dissatisfied()).containsExactly(order.toString());
        clock.setTo("2026-03-19");
        var due = checkDue(order);
        assertThat(due.path("dueOn").asString()).isEqualTo("2026-03-18");
        assertThat(due.path("light").asString()).isEqualTo("RED");
        assertThat(due.path("dissatisfiedOn").asString()).isEqualTo("2026-03-11");
        Eventually.within(
                SOON,
                () -> assertThat(events.list(RECTIFICATIONS, order.toString()))
                        .extracting(Events.Received::type)
                        .endsWith("onestop.evaluation.rectification.rater-dissatisfied.v1"));
        assertThat(events.list(RECTIFICATIONS, order.toString()).getLast().text())
                .contains("SECOND_CALL_BACK")
                .doesNotContain("仍未解决", "applicant");
        assertEventsFit(RECTIFICATIONS, order);
        assertThat(events.list(RECTIFICATIONS, settled.toString()))
                .extracting(Events.Received::type)
                .doesNotContain("onestop.evaluation.rectification.rater-dissatisfied.v1");

        assertThat(changed(steps.put(order, "check", "{\"passed\":false,\"note\":\"未见公示\"}", Hall.SUPERVISOR))
                        .path("status")
                        .asString())
                .isEqualTo("REOPENED");
        assertThat(dissatisfied()).isEmpty();
        assertThat(checkDue(order).isMissingNode()).isTrue();
    }

    @Test
    void checksThatAreDueAreForTheOfficeThePressingOnesFirst() {
        var first = rectified();
        clock.setTo("2026-03-06");
        var second = rectified();

        var due = json(steps.get("/api/evaluation/rectification-checks-due?limit=200", Hall.AUDITOR));

        Contracts.assertAnswer("CheckDuePage", due);
        assertThat(steps.pages("/api/evaluation/rectification-checks-due", 3, Hall.SUPERVISOR))
                .extracting(one -> one.path("rectificationId").asString())
                .containsSubsequence(first.toString(), second.toString());
        assertRefused(steps.get("/api/evaluation/rectification-checks-due", manager), 403, "role-not-allowed");
        assertThat(steps.get("/api/evaluation/rectification-checks-due?after=x", Hall.SUPERVISOR))
                .hasStatus(400);
    }

    @Test
    void theAgentOfTheFileAnswersForTheEnterpriseAndAnotherDoesNot() {
        var order = closed();
        var receipt = jdbc.sql("SELECT receipt_number FROM rectification WHERE id = ?")
                .param(order)
                .query(String.class)
                .single();
        jdbc.sql("UPDATE handled_file SET agent = ? WHERE receipt_number = ?")
                .params(AgentMark.of(receipt, "agent-li"), receipt)
                .update();

        assertRefused(answer(order, TestTokens.of("agent-wu", Role.AGENT)), 404, "no-such-rectification");
        assertThat(answer(order, TestTokens.of("agent-li", Role.AGENT))).hasStatus(204);
        assertRefused(answer(order, Hall.APPLICANT), 409, "already-answered");
    }

    private UUID closed() {
        var order = rectified();
        changed(steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR));
        changed(steps.put(order, "closure", "{}", Hall.SUPERVISOR));
        return order;
    }

    private JsonNode lastStep(UUID order, String reader) {
        var seen = json(steps.get(ORDERS + order, reader)).path("steps");
        return seen.get(seen.size() - 1);
    }

    private List<String> dissatisfied() {
        var page = json(steps.get("/api/evaluation/rectifications?dissatisfied=true&unit=" + unit, Hall.SUPERVISOR));
        Contracts.assertAnswer("RectificationPage", page);
        return page.path("items").findValuesAsString("rectificationId");
    }

    private JsonNode checkDue(UUID order) {
        return steps.pages("/api/evaluation/rectification-checks-due", 200, Hall.SUPERVISOR).stream()
                .filter(one -> one.path("rectificationId").asString().equals(order.toString()))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    @Test
    void aNamelessRaterIsNotAskedAgain() {
        var order = steps.order(unit, true);
        steps.put(order, "contact", "", manager);
        steps.put(order, "confirmation", "", manager);
        steps.put(order, "rectification", "{\"result\":\"已补发\"}", manager);
        changed(steps.put(order, "closure", "", Hall.SUPERVISOR));

        assertRefused(answer(order, PARTNER), 409, "not-asked");
        assertThat(json(steps.get(ORDERS + order, manager)).has("secondCallBack"))
                .isFalse();
    }

    @Test
    void whatTheUnitFoundIsKept() {
        var order = steps.order(unit, false);
        changed(steps.put(order, "contact", "{}", manager));

        var confirmed = changed(steps.put(
                order,
                "confirmation",
                "{\"truth\":\"PARTLY_TRUE\",\"reasonable\":false,\"grade\":\"URGENT\"}",
                manager));
        var instructed = changed(steps.put(order, "instruction", "{\"instruction\":\"请督促\"}", Hall.SUPERVISOR));

        assertThat(confirmed.path("judgement").toString())
                .isEqualTo("{\"truth\":\"PARTLY_TRUE\",\"reasonable\":false,\"grade\":\"URGENT\"}");
        assertThat(instructed.path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(json(steps.get(ORDERS + order, manager)).path("steps").toString())
                .contains("请督促");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "objection          | {\"reason\":\"x\"}                          | kind",
                "objection          | {\"kind\":\"LATE\",\"reason\":\"x\"}        | kind",
                "objection          | {\"kind\":\"MISTAKEN\",\"reason\":\" \"}    | reason",
            })
    void aBadBodyOfTheUnitNamesItsField(String command, String body, String field) {
        assertThat(fieldOf(steps.put(steps.order(unit, false), command, body, manager)))
                .isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "objection-decision | {\"reason\":\"x\"}                          | upheld",
                "objection-decision | {\"upheld\":true}                             | reason",
                "check              | {}                                              | passed",
                "reopening          | {\"reason\":\"\"}                           | reason",
                "instruction        | {}                                              | instruction",
                "talk               | {\"position\":\"x\",\"conclusion\":\"y\"} | heldOn",
            })
    void aBadBodyOfTheSupervisorNamesItsField(String command, String body, String field) {
        assertThat(fieldOf(steps.put(steps.order(unit, false), command, body, Hall.SUPERVISOR)))
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rectification-lights", "rectification-points", "rectification-talks"})
    void managersSeeTheirOwnUnitOnly(String list) {
        assertThat(steps.get("/api/evaluation/" + list, manager)).hasStatus(200);
        assertRefused(steps.get("/api/evaluation/" + list + "?unit=" + newUnit(), manager), 403, "not-your-unit");
        assertRefused(
                steps.get("/api/evaluation/" + list, TestTokens.of("nowhere", Role.UNIT_MANAGER)),
                403,
                "not-your-unit");
        assertThat(steps.get("/api/evaluation/" + list + "?unit=" + unit, Hall.AUDITOR))
                .hasStatus(200);
    }

    private UUID rectified() {
        var order = steps.order(unit, false);
        changed(steps.put(order, "contact", "{}", manager));
        changed(steps.put(order, "confirmation", "{}", manager));
        changed(steps.put(order, "rectification", "{\"result\":\"已补发\"}", manager));
        return order;
    }

    private MvcTestResult object(UUID order, String kind, String token) {
        return steps.put(order, "objection", "{\"kind\":\"%s\",\"reason\":\"评价人认错了单位\"}".formatted(kind), token);
    }

    private MvcTestResult decide(
            UUID order, boolean upheld, @org.jspecify.annotations.Nullable String rightUnit, String token) {
        var to = rightUnit == null ? "" : ",\"rightUnit\":\"" + rightUnit + "\"";
        return steps.put(
                order, "objection-decision", "{\"upheld\":%s,\"reason\":\"经核实\"%s}".formatted(upheld, to), token);
    }

    private MvcTestResult answer(UUID order, String token) {
        return steps.put(order, "second-call-back", "{\"satisfied\":false,\"note\":\"仍未解决\"}", token);
    }

    private MvcTestResult weigh(String body) {
        return steps.putTo("/api/evaluation/rectification-weights", body, Hall.SUPERVISOR);
    }

    private String officer(String name, String ofUnit) {
        return TestTokens.token(name).roles(Role.EXAMINER).unit(ofUnit).sign();
    }

    /** Somebody who worked on the order's file, as the events of the other services would tell. */
    private String officerOf(UUID order) {
        var officer = "officer-" + order.toString().substring(0, 8);
        jdbc.sql("""
                INSERT INTO file_officer (receipt_number, officer)
                SELECT receipt_number, :officer FROM rectification WHERE id = :id
                """).param("officer", officer).param("id", order).update();
        return officer;
    }

    private String unitOfTheCatalogue() {
        var other = newUnit();
        jdbc.sql("INSERT INTO catalogue_name (kind, code, name_zh, sequence) VALUES ('UNIT', :code, '另一单位', 1)")
                .param("code", other)
                .update();
        return other;
    }

    private List<String> lights() {
        var page = json(steps.get("/api/evaluation/rectification-lights", manager));
        Contracts.assertAnswer("RectificationLightPage", page);
        return page.path("items")
                .valueStream()
                .map(light -> light.path("clock").asString() + " "
                        + light.path("light").asString() + " "
                        + light.path("dueOn").asString())
                .toList();
    }

    private String points(String ofUnit) {
        var page = json(steps.get(
                "/api/evaluation/rectification-points?from=2026-01-01&to=2026-12-31&unit=" + ofUnit, Hall.SUPERVISOR));
        Contracts.assertAnswer("RectificationPoints", page);
        var items = page.path("items");
        return items.isEmpty()
                ? "0 0"
                : items.get(0).path("red").asInt() + " "
                        + items.get(0)
                                .path("points")
                                .decimalValue()
                                .stripTrailingZeros()
                                .toPlainString();
    }

    private List<String> talksDue() {
        return steps.pages("/api/evaluation/rectification-talks-due", 100, Hall.SUPERVISOR).stream()
                .map(due -> due.path("rectificationId").asString())
                .toList();
    }

    private String badRate() {
        return figure("badRate");
    }

    private String figure(String rate) {
        var ratio = json(steps.get(
                        "/api/evaluation/indicators?unit=" + unit + "&from=2026-01-01&to=2026-12-31", Hall.SUPERVISOR))
                .path(rate);
        return ratio.path("numerator").asLong() + "/"
                + ratio.path("denominator").asLong();
    }

    private void assertEventsFit(String topic, UUID order) {
        for (var event : events.list(topic, order.toString())) {
            Contracts.assertEvent(event.type(), event.text());
        }
    }

    private static JsonNode changed(MvcTestResult answer) {
        assertThat(answer).hasStatus(200);
        Contracts.assertAnswer("Rectification", json(answer));
        return json(answer);
    }

    private static void assertRefused(MvcTestResult answer, int status, String problem) {
        assertThat(answer).hasStatus(status);
        assertThat(problem(answer)).isEqualTo(problem);
        Contracts.assertAnswer("Problem", json(answer));
    }

    private static void assertField(MvcTestResult answer, String field, String code) {
        assertThat(fieldOf(answer)).isEqualTo(field);
        assertThat(json(answer).path("errors").get(0).path("code").asString()).isEqualTo(code);
    }

    private static String fieldOf(MvcTestResult answer) {
        assertThat(answer).hasStatus(400);
        return json(answer).path("errors").get(0).path("field").asString();
    }

    private static <T> List<T> atOnce(List<Callable<T>> actions) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var result : threads.invokeAll(actions)) {
                results.add(result.get());
            }
            return results;
        }
    }
}

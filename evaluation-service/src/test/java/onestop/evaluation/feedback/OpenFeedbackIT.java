package onestop.evaluation.feedback;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.manager;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.events.IncomingEvent;
import onestop.files.ContentStore;
import onestop.files.PendingContents;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.SampleFiles;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

@WholeService
class OpenFeedbackIT {
    private static final String FEEDBACK = "/api/evaluation/open-feedback/";
    private static final String SATISFIED = "{\"reached\":true,\"satisfied\":true}";
    private static final String PHONE = "13805390001";

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Events events;

    @Autowired
    ContentStore store;

    @Autowired
    PendingContents pending;

    private String unit = "";
    private String point = "";
    private final Map<UUID, UUID> writers = new HashMap<>();

    @BeforeEach
    void aPosterInAUnitOfItsOwn() {
        clock.setTo("2026-03-05");
        unit = newUnit();
        jdbc.sql("INSERT INTO catalogue_name (kind, code, name_zh, sequence) VALUES ('UNIT', :code, '某单位', 1)")
                .param("code", unit)
                .update();
        point = poster("HALL");
    }

    @Test
    void whoeverScansAPosterGivesFeedbackWithoutSigningIn() {
        var shown = json(send(HttpMethod.GET, "/api/evaluation/feedback-points/" + point, null));
        var code = send(HttpMethod.GET, "/api/evaluation/feedback-points/" + point + "/qr-code", null);
        var id = UUID.randomUUID();

        var given = give(id, Map.of("pointCode", point, "level", "VERY_SATISFIED", "text", "引导员很热情"));

        Contracts.assertAnswer("Poster", shown);
        assertThat(shown.path("open").asBoolean()).isTrue();
        assertThat(code).hasStatus(200).hasContentType(MediaType.IMAGE_PNG);
        assertThat(given).hasStatus(201).hasHeader("Location", FEEDBACK + id + "/progress");
        Contracts.assertAnswer("FeedbackProgress", json(given));
        assertThat(json(given).path("status").asString()).isEqualTo("NOTED");
    }

    @ParameterizedTest
    @CsvSource({
        "VERY_SATISFIED,      引导员很热情,             NOTED",
        "BASICALLY_SATISFIED, 指示牌看不清,             NOTED",
        "DISSATISFIED,        停车位太少,               WAITING",
        "VERY_DISSATISFIED,   系统总是卡,               WAITING",
        "VERY_SATISFIED,      窗口推诿让我跑了三趟,     WAITING",
        "SATISFIED,           The clerk was RUDE to me, WAITING",
    })
    void whatIsBadOrReadsLikeAComplaintWaits(String level, String text, String status) {
        var given = give(UUID.randomUUID(), Map.of("pointCode", point, "level", level, "text", text));

        assertThat(json(given).path("status").asString()).isEqualTo(status);
    }

    @Test
    void whatIsMarkedAsAComplaintWaits() {
        var given = give(UUID.randomUUID(), Map.of("pointCode", point, "level", "SATISFIED", "complaint", true));

        assertThat(json(given).path("status").asString()).isEqualTo("WAITING");
    }

    @Test
    void theSameFeedbackSentAgainIsOneAndAnotherUnderItsNumberIsRefused() {
        var id = UUID.randomUUID();
        var body =
                Map.<String, Object>of("pointCode", point, "level", "DISSATISFIED", "text", "停车位太少", "contact", PHONE);

        assertThat(give(id, body)).hasStatus(201);
        assertThat(give(id, body)).hasStatus(200);
        assertRefused(
                give(id, Map.of("pointCode", point, "level", "DISSATISFIED", "text", "别的", "contact", PHONE)),
                409,
                "feedback-number-taken");
        assertThat(give(
                        id,
                        Map.of("pointCode", point, "level", "DISSATISFIED", "text", "停车位太少", "contact", "13800000000")))
                .as("nobody finds out by trying whose it is")
                .hasStatus(200);
        assertThat(figures()).isEqualTo("0/1");
    }

    @Test
    void aHundredTimesAtOnceIsStillOne() throws Exception {
        var id = UUID.randomUUID();
        var body = Map.<String, Object>of("pointCode", point, "level", "DISSATISFIED", "text", "停车位太少");

        var answers = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 100; i++) {
            answers.add(() -> give(id, body).getResponse().getStatus());
        }

        assertThat(atOnce(answers))
                .filteredOn(status -> status != 503)
                .containsOnlyOnce(201)
                .containsOnly(200, 201);
        assertThat(figures()).isEqualTo("0/1");
    }

    @Test
    void aPosterThatWasTakenDownTakesNothingIn() {
        assertThat(send(HttpMethod.DELETE, "/api/evaluation/feedback-points/" + point, Hall.SUPERVISOR))
                .hasStatus(204);
        assertThat(send(HttpMethod.DELETE, "/api/evaluation/feedback-points/" + point, Hall.SUPERVISOR))
                .hasStatus(204);

        assertRefused(give(UUID.randomUUID(), Map.of("pointCode", point, "level", "SATISFIED")), 410, "point-removed");
        assertRefused(
                give(UUID.randomUUID(), Map.of("pointCode", "ZZZZZZZZ", "level", "SATISFIED")), 404, "no-such-point");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'pointCode':'%s'}                                                       | level",
                "{'pointCode':'%s','level':'GOOD'}                                        | level",
                "{'pointCode':'%s','level':'DISSATISFIED'}                                | text",
                "{'pointCode':'%s','level':'SATISFIED','anonymous':true,'contact':'1'}    | contact",
                "{'pointCode':'%s','level':'SATISFIED','anonymous':false}                 | contact",
                "{'pointCode':'%s','level':'SATISFIED','status':'NOTED'}                  | status",
                "{'level':'SATISFIED'}                                                    | pointCode",
            })
    void aBadFeedbackNamesItsField(String body, String field) {
        var answer = sendJson(
                HttpMethod.PUT,
                FEEDBACK + UUID.randomUUID(),
                body.formatted(point).replace('\'', '"'),
                null);

        assertThat(answer).hasStatus(400);
        assertThat(json(answer).path("errors").get(0).path("field").asString()).isEqualTo(field);
    }

    @Test
    void aContactIsSealedAndOpenedOnRecordOnly() {
        var id = complaint(PHONE);

        var stored = jdbc.sql("SELECT contact FROM open_feedback_contact WHERE feedback_id = ?")
                .param(id)
                .query(byte[].class)
                .single();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain(PHONE);
        for (var token : List.of(manager(unit), Hall.SUPERVISOR, Hall.AUDITOR)) {
            var seen = json(steps.get(FEEDBACK + id, token));
            Contracts.assertAnswer("OpenFeedback", seen);
            assertThat(seen.toString()).doesNotContain(PHONE);
            assertThat(seen.path("hasContact").asBoolean()).isTrue();
        }
        var opened =
                steps.post(FEEDBACK + id + "/contact-readings", "{\"purpose\":\"核实停车位\"}", Hall.SUPERVISOR, "k" + id);
        Contracts.assertAnswer("FeedbackContact", json(opened));
        assertThat(json(opened).path("contact").asString()).isEqualTo(PHONE);
        assertThat(jdbc.sql("SELECT read_by || ' ' || purpose FROM open_feedback_contact_reading WHERE feedback_id = ?")
                        .param(id)
                        .query(String.class)
                        .list())
                .containsExactly("supervisor 核实停车位");
    }

    @Test
    void aManagerSeesTheOwnUnitsOnly() {
        var id = complaint(null);
        var another = manager(newUnit());

        assertRefused(steps.get(FEEDBACK + id, another), 404, "no-such-feedback");
        assertRefused(
                sendJson(HttpMethod.PUT, FEEDBACK + id + "/reply", "{\"replyZh\":\"已办\"}", another),
                404,
                "no-such-feedback");
        assertRefused(steps.get("/api/evaluation/open-feedback?unit=" + unit, another), 403, "not-your-unit");
        assertThat(steps.pages("/api/evaluation/open-feedback", 50, manager(unit)))
                .extracting(entry -> entry.path("feedbackId").asString())
                .containsExactly(id.toString());
    }

    @Test
    void ofAFeedbackWithoutANameItsUnitLearnsTheDay() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            ids.add(complaint(null).toString());
        }

        var read = json(steps.get(FEEDBACK + ids.getFirst(), manager(unit)));
        Contracts.assertAnswer("OpenFeedback", read);
        assertThat(read.path("givenOn").asString()).isEqualTo("2026-03-05");
        assertThat(read.has("givenAt")).isFalse();
        assertThat(json(steps.get(FEEDBACK + ids.getFirst(), Hall.SUPERVISOR)).has("givenAt"))
                .isTrue();
        assertThat(steps.pages("/api/evaluation/open-feedback", 2, manager(unit)))
                .as("page by page, each once")
                .extracting(entry -> entry.path("feedbackId").asString())
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void anOrderIsMadeOfIt() {
        var id = complaint(null);

        var decided = decide(id, "ORDER", null);

        assertThat(decided).hasStatus(200);
        assertThat(json(decided).path("status").asString()).isEqualTo("ORDERED");
        var order = json(steps.get(
                "/api/evaluation/rectifications/"
                        + json(decided).path("rectificationId").asString(),
                manager(unit)));
        Contracts.assertAnswer("Rectification", order);
        assertThat(order.path("origin").asString()).isEqualTo("OPEN_FEEDBACK");
        assertThat(order.path("originId").asString()).isEqualTo(id.toString());
        assertThat(order.path("rectify").path("dueOn").asString()).isEqualTo("2026-03-12");
        assertRefused(decide(id, "DISMISS", "重复"), 409, "feedback-decided");
        assertThat(steps.pages("/api/evaluation/open-feedback?status=ORDERED&unit=" + unit, 5, Hall.SUPERVISOR))
                .extracting(entry -> entry.path("feedbackId").asString())
                .containsExactly(id.toString());
        assertThat(steps.pages("/api/evaluation/open-feedback?status=DISMISSED&unit=" + unit, 5, Hall.SUPERVISOR))
                .isEmpty();
        assertThat(badRatings())
                .as("an order of a feedback is not one of a bad rating")
                .isZero();
        var orderId = json(decided).path("rectificationId").asString();
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(events.list("onestop.evaluation.rectification", orderId))
                        .extracting(Events.Received::type)
                        .containsExactly("onestop.evaluation.rectification.opened-on-finding.v1"));
        Contracts.assertEvent(
                "onestop.evaluation.rectification.opened-on-finding.v1",
                events.list("onestop.evaluation.rectification", orderId)
                        .getFirst()
                        .text());
    }

    @Test
    void whoLeftAContactIsCalledBackBeforeTheOrderIsClosed() {
        var reachable = rectifiedOrder(complaint(PHONE));
        var view = json(steps.get("/api/evaluation/rectifications/" + reachable, Hall.SUPERVISOR));
        Contracts.assertAnswer("Rectification", view);
        assertThat(view.path("reachedBy").path("way").asString()).isEqualTo("CONTACT");
        assertThat(view.toString()).doesNotContain(PHONE);

        assertRefused(steps.put(reachable, "closure", "{}", Hall.SUPERVISOR), 409, "call-back-first");
        assertThat(steps.put(reachable, "call-back", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(steps.put(reachable, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);

        var nobody = rectifiedOrder(complaint(null));
        assertThat(json(steps.get("/api/evaluation/rectifications/" + nobody, Hall.SUPERVISOR))
                        .has("reachedBy"))
                .isFalse();
        assertThat(steps.put(nobody, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);
    }

    @Test
    void whoLeftAContactIsCalledOnceMoreAfterTheClosingByTheOfficeAlone() {
        var feedback = complaint(PHONE);
        var order = closedOrder(feedback);
        var ofTheUnit = TestTokens.token("supervisor-" + unit)
                .roles(Role.EVALUATION_SUPERVISOR)
                .unit(unit)
                .sign();

        var due = secondCallDue(order);
        assertThat(due.path("feedbackId").asString()).isEqualTo(feedback.toString());
        assertThat(due.path("attempts").asInt()).isZero();
        assertThat(due.toString()).doesNotContain(PHONE);
        assertRefused(steps.get("/api/evaluation/second-calls-due", manager(unit)), 403, "role-not-allowed");
        assertThat(steps.get("/api/evaluation/second-calls-due?after=x", Hall.SUPERVISOR))
                .hasStatus(400);
        assertRefused(steps.put(order, "second-call", SATISFIED, ofTheUnit), 403, "own-matter");
        assertRefused(steps.put(order, "second-call", SATISFIED, manager(unit)), 403, "role-not-allowed");
        assertRefusedField(
                steps.put(order, "second-call", "{\"reached\":true}", Hall.SUPERVISOR),
                "satisfied",
                "satisfied-when-reached");
        assertRefused(
                steps.put(order, "second-call-back", "{\"satisfied\":true}", Hall.APPLICANT),
                404,
                "no-such-rectification");
        assertThat(steps.post(
                        FEEDBACK + feedback + "/contact-readings",
                        "{\"purpose\":\"二次回访\"}",
                        Hall.SUPERVISOR,
                        "k" + order))
                .hasStatus(200);

        assertThat(steps.put(order, "second-call", "{\"reached\":false}", Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(secondCallDue(order).path("notBefore").asString()).isEqualTo("2026-03-05T14:00:00+08:00");
        assertRefused(steps.put(order, "second-call", "{\"reached\":false}", Hall.SUPERVISOR), 409, "attempt-too-soon");
        var said = "{\"reached\":true,\"satisfied\":false,\"note\":\"称仍无车位\"}";
        var answered = json(steps.put(order, "second-call", said, Hall.SUPERVISOR));
        Contracts.assertAnswer("Rectification", answered);
        assertThat(answered.path("secondCallBack").path("satisfied").asBoolean(true))
                .isFalse();
        assertThat(answered.path("dissatisfiedOn").asString()).isEqualTo("2026-03-05");
        assertRefused(steps.put(order, "second-call", SATISFIED, Hall.SUPERVISOR), 409, "already-answered");
        assertThat(secondCallDue(order).isMissingNode()).isTrue();

        var toTheUnit = json(steps.get("/api/evaluation/rectifications/" + order, manager(unit)));
        Contracts.assertAnswer("Rectification", toTheUnit);
        assertThat(toTheUnit.toString()).doesNotContain(PHONE, "称仍无车位", "reachedBy");
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(events.list("onestop.evaluation.rectification", order.toString()))
                        .extracting(Events.Received::type)
                        .endsWith("onestop.evaluation.rectification.rater-dissatisfied.v1"));
        assertThat(events.list("onestop.evaluation.call-back", order.toString()))
                .as("nobody else could call")
                .isEmpty();
    }

    @Test
    void afterThreeCallsThatReachedNobodyTheOrderLeavesTheListAndAnAnswerIsStillTaken() {
        var order = closedOrder(complaint(PHONE));
        for (int call = 0; call < 3; call++) {
            clock.setTo(clock.instant().plus(Duration.ofHours(2)));
            assertThat(secondCallDue(order).path("attempts").asInt()).isEqualTo(call);
            assertThat(steps.put(order, "second-call", "{\"reached\":false}", Hall.SUPERVISOR))
                    .hasStatus(200);
        }

        assertThat(secondCallDue(order).isMissingNode()).isTrue();
        clock.setTo(clock.instant().plus(Duration.ofHours(2)));
        assertRefused(steps.put(order, "second-call", "{\"reached\":false}", Hall.SUPERVISOR), 409, "no-more-calls");
        var answered = json(steps.put(order, "second-call", SATISFIED, Hall.SUPERVISOR));
        Contracts.assertAnswer("Rectification", answered);
        assertThat(answered.path("secondCallBack").path("attempts").asInt()).isEqualTo(3);
    }

    @Test
    void theOfficeCallsAgainNobodyWhoLeftNoContactAndNobodyBeforeTheClosing() {
        var open = rectifiedOrder(complaint(PHONE));
        var withoutContact = rectifiedOrder(complaint(null));
        assertThat(steps.put(withoutContact, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);

        assertThat(secondCallDue(open).isMissingNode()).isTrue();
        assertThat(secondCallDue(withoutContact).isMissingNode()).isTrue();
        assertRefused(steps.put(open, "second-call", SATISFIED, Hall.SUPERVISOR), 409, "wrong-rectification-state");
        assertRefused(steps.put(withoutContact, "second-call", SATISFIED, Hall.SUPERVISOR), 409, "not-asked");
    }

    @Test
    void ofManyWhoCallAgainAtOnceOneIsHeard() throws Exception {
        var order = closedOrder(complaint(PHONE));
        Callable<Integer> call = () -> steps.put(order, "second-call", SATISFIED, Hall.SUPERVISOR)
                .getResponse()
                .getStatus();

        assertThat(atOnce(List.of(call, call, call))).containsExactlyInAnyOrder(200, 409, 409);
    }

    private UUID closedOrder(UUID feedback) {
        var order = rectifiedOrder(feedback);
        assertThat(steps.put(order, "call-back", SATISFIED, Hall.SUPERVISOR)).hasStatus(200);
        assertThat(steps.put(order, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);
        return order;
    }

    private JsonNode secondCallDue(UUID order) {
        return steps.pages("/api/evaluation/second-calls-due", 50, Hall.AUDITOR).stream()
                .filter(one -> one.path("rectificationId").asString().equals(order.toString()))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    @Test
    void aFeedbackOfTheWrongUnitIsTheRightOnesInEverythingFromThenOn() {
        var rightUnit = newUnit();
        jdbc.sql("INSERT INTO catalogue_name (kind, code, name_zh, sequence) VALUES ('UNIT', :code, '另一单位', 1)")
                .param("code", rightUnit)
                .update();
        var id = complaint(PHONE);
        var order = UUID.fromString(
                json(decide(id, "ORDER", null)).path("rectificationId").asString());
        assertThat(steps.put(order, "objection", "{\"kind\":\"WRONG_UNIT\",\"reason\":\"车位不归我们管\"}", manager(unit)))
                .hasStatus(200);
        assertThat(figures()).as("an objection alone changes nothing").isEqualTo("0/1");

        assertThat(steps.put(
                        order,
                        "objection-decision",
                        "{\"upheld\":true,\"reason\":\"经核实\",\"rightUnit\":\"%s\"}".formatted(rightUnit),
                        Hall.SUPERVISOR))
                .hasStatus(200);

        assertThat(figures()).isEqualTo("0/0");
        assertThat(json(steps.get("/api/evaluation/open-feedback-figures?unit=" + rightUnit, Hall.SUPERVISOR))
                        .path("goodRate")
                        .path("denominator")
                        .asInt())
                .isEqualTo(1);
        assertRefused(steps.get(FEEDBACK + id, manager(unit)), 404, "no-such-feedback");
        assertRefused(
                sendJson(HttpMethod.PUT, FEEDBACK + id + "/reply", "{\"replyZh\":\"已办\"}", manager(unit)),
                404,
                "no-such-feedback");
        assertThat(sendJson(HttpMethod.PUT, FEEDBACK + id + "/reply", "{\"replyZh\":\"已办\"}", manager(rightUnit)))
                .hasStatus(200);
    }

    private UUID rectifiedOrder(UUID feedback) {
        var order = UUID.fromString(
                json(decide(feedback, "ORDER", null)).path("rectificationId").asString());
        for (var step : List.of("contact", "confirmation")) {
            assertThat(steps.put(order, step, "{}", manager(unit))).hasStatus(200);
        }
        assertThat(steps.put(order, "rectification", "{\"result\":\"已增设车位\"}", manager(unit)))
                .hasStatus(200);
        return order;
    }

    @Test
    void itIsReferredToTheAppealsWithoutItsText() {
        var id = complaint(PHONE);
        assertRefusedField(decide(id, "APPEAL", " "), "reason", "reason-unless-ordered");

        assertThat(decide(id, "APPEAL", "企业反映停车困难")).hasStatus(200);

        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(events.list("onestop.evaluation.open-feedback", id.toString()))
                        .hasSize(1));
        var event =
                events.list("onestop.evaluation.open-feedback", id.toString()).getFirst();
        Contracts.assertEvent("onestop.evaluation.open-feedback.referred.v1", event.text());
        assertThat(event.text())
                .contains("企业反映停车困难")
                .doesNotContain("张三")
                .doesNotContain(PHONE)
                .doesNotContain("\"officer\"");
    }

    @Test
    void ofAnOfficerTheAppealsAreToldWhomItIsAbout() {
        point = poster("OFFICER", "officer-" + unit);
        var id = complaint(null);

        assertThat(decide(id, "APPEAL", "企业反映服务态度")).hasStatus(200);

        var told = events.awaitAll(
                "onestop.evaluation.open-feedback",
                Duration.ofSeconds(20),
                record -> id.toString().equals(record.key()),
                ours -> ours.size() == 2);
        assertThat(told)
                .extracting(Events.Received::type)
                .containsExactly(
                        "onestop.evaluation.open-feedback.officer-named.v1",
                        "onestop.evaluation.open-feedback.referred.v1");
        assertThat(told).allSatisfy(event -> {
            Contracts.assertEvent(event.type(), event.text());
            assertThat(event.text()).contains("\"officer\":\"officer-" + unit + "\"");
        });
    }

    @Test
    void whichAppealIsAboutItIsHeardOnceWhateverHasBecomeOfIt() {
        var referred = complaint(null);
        decide(referred, "APPEAL", "企业反映停车困难");
        var waiting = complaint(null);
        var ordered = complaint(null);
        decide(ordered, "ORDER", null);
        var appeals = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

        steps.tell(
                "appeals",
                received(appeals.get(0), referred.toString()),
                received(UUID.randomUUID(), referred.toString()),
                received(appeals.get(1), waiting.toString()),
                received(appeals.get(2), ordered.toString()),
                received(UUID.randomUUID(), "none of ours"),
                steps.event("onestop.appeal.appeal.received.v1", "x", "{\"about\":{}}"));
        steps.tell("appeals", received(UUID.randomUUID(), waiting.toString()));

        assertThat(seen(referred).path("appealId").asString())
                .isEqualTo(appeals.get(0).toString());
        assertThat(seen(waiting).path("appealId").asString())
                .isEqualTo(appeals.get(1).toString());
        assertThat(seen(waiting).path("status").asString())
                .as("what follows is still for the supervisor to say")
                .isEqualTo("WAITING");
        assertThat(seen(ordered).path("appealId").asString())
                .isEqualTo(appeals.get(2).toString());
        assertThat(decide(waiting, "ORDER", null)).hasStatus(200);
        assertThat(seen(waiting).path("appealId").asString())
                .isEqualTo(appeals.get(1).toString());
    }

    @Test
    void howFarTheAppealIsReadsTheSupervisorAndNobodyItIsAbout() {
        var id = complaint(null);
        decide(id, "APPEAL", "企业反映停车困难");
        var appeal = UUID.randomUUID();
        assertThat(asSupervisor(id).has("appeal")).isFalse();

        steps.tell("appeals", steps.event("onestop.appeal.appeal.received.v1", appeal.toString(), 1, """
                {"appealId": "%s", "number": "SQ260302000001", "about": {"feedbackId": "%s"}}""".formatted(
                        appeal, id)));
        assertThat(asSupervisor(id).path("appeal").toString())
                .isEqualTo("{\"number\":\"SQ260302000001\",\"state\":\"RECEIVED\"}");
        steps.tell("appeals", told("replied", appeal, id, 5, ""));
        assertThat(asSupervisor(id).at("/appeal/state").asString()).isEqualTo("ANSWERED");
        steps.tell("appeals", told("redo-ordered", appeal, id, 7, ""));
        assertThat(asSupervisor(id).at("/appeal/state").asString()).isEqualTo("REDO");
        steps.tell(
                "appeals",
                told("replied", appeal, id, 8, ""),
                told("closed", appeal, id, 10, ", \"outcome\": \"SOLVED\""));
        assertThat(asSupervisor(id).at("/appeal/state").asString()).isEqualTo("CLOSED");
        steps.tell("appeals", told("reopened", appeal, id, 11, ""));
        assertThat(asSupervisor(id).at("/appeal/state").asString()).isEqualTo("REDO");

        assertThat(seen(id).has("appeal")).as("the unit").isFalse();
        assertThat(seen(id, TestTokens.of("auditor", Role.AUDITOR)).has("appeal"))
                .as("the auditor")
                .isFalse();
        var ofTheUnit = TestTokens.token("supervisor-" + unit)
                .roles(Role.EVALUATION_SUPERVISOR)
                .unit(unit)
                .sign();
        assertThat(seen(id, ofTheUnit).has("appeal"))
                .as("a supervisor of the unit")
                .isFalse();
    }

    @Test
    void whomItIsAboutDoesNotReadHowFarTheAppealIsThoughASupervisor() {
        point = poster("OFFICER", "supervisor-" + unit);
        var id = complaint(null);
        decide(id, "APPEAL", "企业反映服务态度");
        steps.tell("appeals", received(UUID.randomUUID(), id.toString()));

        assertThat(asSupervisor(id).at("/appeal/state").asString()).isEqualTo("RECEIVED");
        assertThat(seen(id, TestTokens.of("supervisor-" + unit, Role.EVALUATION_SUPERVISOR))
                        .has("appeal"))
                .isFalse();
    }

    /** What comes late, twice or in another order has the effect of what came last; what is told of another appeal has none. */
    @Test
    void theLatestVersionOfTheAppealCountsInWhateverOrderItComes() {
        var id = complaint(null);
        decide(id, "APPEAL", "企业反映停车困难");
        var appeal = UUID.randomUUID();
        var closed = told("closed", appeal, id, 6, ", \"outcome\": \"REJECTED\", \"competentBody\": \"莒南县公安局交通警察大队\"");
        var dispatched = told("dispatched", appeal, id, 2, "");

        steps.tell("appeals", dispatched, closed);
        var version = asSupervisor(id).path("version").asLong();
        steps.tell("appeals", closed, received(appeal, id.toString()));
        steps.tell("appeals", told("replied", appeal, id, 3, ""), closed);
        steps.tell(
                "appeals",
                told("closed", UUID.randomUUID(), id, 9, ", \"outcome\": \"SOLVED\""),
                told("replied", appeal, UUID.randomUUID(), 9, ""));

        var read = asSupervisor(id);
        assertThat(read.path("appealId").asString()).isEqualTo(appeal.toString());
        assertThat(read.path("appeal").toString())
                .isEqualTo("{\"number\":\"SQ260302000001\",\"state\":\"DECLINED\",\"competentBody\":\"莒南县公安局交通警察大队\"}");
        assertThat(read.path("version").asLong()).as("nothing was changed").isEqualTo(version);
    }

    /** Our reading of what the appeals promise. */
    @Test
    void theSamplesOfTheAppealsAreUnderstood() {
        for (var type : List.of("received", "dispatched", "replied", "redo-ordered", "reopened", "closed")) {
            var name = "onestop.appeal.appeal." + type + ".v1";
            var sample = Contracts.read(Contracts.FOLDER.resolveSibling("appeal/events/" + name + ".sample.json"));
            var told = steps.event(name, "x", sample).data(AppealConsumer.Told.class);
            assertThat(told.appealId()).as(type).isNotNull();
            assertThat(told.number()).as(type).isNotNull();
        }
    }

    private IncomingEvent told(String what, UUID appeal, UUID feedback, long sequence, String more) {
        return steps.event("onestop.appeal.appeal." + what + ".v1", appeal.toString(), sequence, """
                {"appealId": "%s", "number": "SQ260302000001", "unit": "GAJ", "feedbackId": "%s"%s}
                """.formatted(
                        appeal, feedback, more));
    }

    private JsonNode asSupervisor(UUID feedback) {
        return seen(feedback, Hall.SUPERVISOR);
    }

    private JsonNode seen(UUID feedback, String token) {
        var seen = json(steps.get(FEEDBACK + feedback, token));
        Contracts.assertAnswer("OpenFeedback", seen);
        return seen;
    }

    private JsonNode seen(UUID feedback) {
        var seen = json(steps.get(FEEDBACK + feedback, manager(unit)));
        Contracts.assertAnswer("OpenFeedback", seen);
        return seen;
    }

    private IncomingEvent received(UUID appeal, String feedback) {
        return steps.event(
                "onestop.appeal.appeal.received.v1",
                appeal.toString(),
                "{\"appealId\":\"%s\",\"about\":{\"feedbackId\":\"%s\"}}".formatted(appeal, feedback));
    }

    @Test
    void ofManyWhoDecideAtOnceOneDoesAndOneOrderIsMade() throws Exception {
        var id = complaint(null);

        var answers = atOnce(List.<Callable<Integer>>of(
                () -> decide(id, "ORDER", null).getResponse().getStatus(),
                () -> decide(id, "DISMISS", "重复").getResponse().getStatus(),
                () -> decide(id, "ORDER", null).getResponse().getStatus()));

        assertThat(answers).containsExactlyInAnyOrder(200, 409, 409);
    }

    @Test
    void theReplyIsMadePublicInWordsThatNameNobody() {
        var id = complaint(PHONE);
        assertRefused(publish(id, "{\"published\":true}"), 409, "reply-first");
        assertThat(sendJson(HttpMethod.PUT, FEEDBACK + id + "/reply", "{\"replyZh\":\"已增设临时停车位\"}", manager(unit)))
                .hasStatus(200);
        assertThat(published()).isEmpty();

        assertThat(publish(id, "{\"published\":true,\"publicText\":\"停车位太少\"}")).hasStatus(200);

        var seen = published();
        assertThat(seen).hasSize(1);
        assertThat(fields(seen.getFirst()))
                .isSubsetOf("target", "unit", "level", "text", "replyZh", "replyEn", "givenOn", "publishedAt");
        assertThat(seen.toString())
                .contains("停车位太少")
                .doesNotContain("张三")
                .doesNotContain(PHONE)
                .doesNotContain(id.toString());
        var progress = json(send(HttpMethod.GET, FEEDBACK + writers.get(id) + "/progress", null));
        Contracts.assertAnswer("FeedbackProgress", progress);
        assertThat(progress.path("replyZh").asString()).isEqualTo("已增设临时停车位");

        sendJson(HttpMethod.PUT, FEEDBACK + id + "/reply", "{\"replyZh\":\"更正\"}", manager(unit));
        assertThat(published()).as("a new reply is read before it is public").isEmpty();
    }

    @Test
    void aReplyThatNobodyHasReadIsNotMadePublic() {
        var id = complaint(null);
        replied(id, "已办");
        var read = "\"" + version(id) + "\"";
        var make = "{\"published\":true,\"publicText\":\"停车位太少\"}";
        assertRefused(publish(id, null, make, Hall.SUPERVISOR), 428, "precondition-required");
        assertRefusedField(publish(id, "\"x\"", make, Hall.SUPERVISOR), "If-Match", "version");

        replied(id, "从未读过的答复");

        assertRefused(publish(id, read, make, Hall.SUPERVISOR), 412, "stale-version");
        assertThat(published()).isEmpty();
        assertThat(publish(id, make)).hasStatus(200);
        assertThat(published()).hasSize(1);
        assertRefused(publish(id, read, "{\"published\":false}", Hall.SUPERVISOR), 412, "stale-version");
        assertThat(published()).hasSize(1);
    }

    @Test
    void whoRepliesWhileAReplyIsMadePublicComesBeforeOrAfterAndTheNewOneIsNotPublic() throws Exception {
        for (int round = 0; round < 8; round++) {
            var id = complaint(null);
            replied(id, "第一次答复");
            var read = "\"" + version(id) + "\"";

            var answers = atOnce(List.<Callable<Integer>>of(
                    () -> publish(id, read, "{\"published\":true}", Hall.SUPERVISOR)
                            .getResponse()
                            .getStatus(),
                    () -> sendJson(HttpMethod.PUT, FEEDBACK + id + "/reply", "{\"replyZh\":\"第二次答复\"}", manager(unit))
                            .getResponse()
                            .getStatus()));

            assertThat(answers.getFirst()).isIn(200, 412);
            assertThat(answers.getLast()).isEqualTo(200);
            assertThat(published()).isEmpty();
        }
    }

    private void replied(UUID id, String reply) {
        assertThat(sendJson(HttpMethod.PUT, FEEDBACK + id + "/reply", "{\"replyZh\":\"" + reply + "\"}", manager(unit)))
                .hasStatus(200);
    }

    @Test
    void thePublicListIsPagedNewestFirst() {
        for (int i = 0; i < 5; i++) {
            clock.setTo(Instant.parse("2026-03-05T04:00:00Z").plusSeconds(i / 2));
            var id = complaint(null);
            sendJson(HttpMethod.PUT, FEEDBACK + id + "/reply", "{\"replyZh\":\"已办\"}", manager(unit));
            publish(id, "{\"published\":true,\"publicText\":\"第" + i + "条\"}");
        }

        var seen = published();

        assertThat(seen).hasSize(5);
        assertThat(seen)
                .extracting(entry -> entry.path("publishedAt").asString())
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(new HashSet<>(seen)).hasSize(5);
    }

    @Test
    void whatWaitsIsListedOldestFirst() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            clock.setTo(Instant.parse("2026-03-05T04:00:00Z").plusSeconds(i));
            ids.add(complaint(null).toString());
        }

        var waiting = steps.pages("/api/evaluation/open-feedback?status=WAITING&unit=" + unit, 2, Hall.SUPERVISOR);

        assertThat(waiting)
                .extracting(entry -> entry.path("feedbackId").asString())
                .containsExactlyElementsOf(ids);
    }

    @Test
    void aPhotographIsMadeAnewAndShownToThoseWhoFollowUp() throws Exception {
        var id = complaint(null);

        assertThat(photo(id, 1, SampleFiles.image("jpeg"))).hasStatus(204);
        assertThat(photo(id, 2, SampleFiles.image("png"))).hasStatus(204);

        assertThat(json(steps.get(FEEDBACK + id, manager(unit))).path("photos").asInt())
                .isEqualTo(2);
        var seen = steps.get(FEEDBACK + id + "/photos/1", manager(unit));
        assertThat(seen).hasStatus(200).hasContentType(MediaType.IMAGE_JPEG);
        assertThat(ImageIO.read(new ByteArrayInputStream(seen.getResponse().getContentAsByteArray())))
                .isNotNull();
        assertRefused(steps.get(FEEDBACK + id + "/photos/1", manager(newUnit())), 404, "no-such-feedback");
        assertRefused(steps.get(FEEDBACK + id + "/photos/3", Hall.SUPERVISOR), 404, "no-such-feedback");
    }

    @Test
    void theSamePhotographAgainIsTheSameAndAnotherIsRefused() {
        var id = complaint(null);
        var picture = SampleFiles.image("png");

        assertThat(photo(id, 1, picture)).hasStatus(204);
        assertThat(photo(id, 1, picture)).hasStatus(204);
        assertRefused(photo(id, 1, SampleFiles.image("png")), 409, "photo-number-taken");
    }

    @Test
    void aPhotographThatNoFeedbackNamesGoesAndANamedOneStays() throws Exception {
        var id = complaint(null);
        assertThat(photo(id, 1, SampleFiles.image("jpeg"))).hasStatus(204);
        var named = jdbc.sql("SELECT digest FROM open_feedback_photo WHERE feedback_id = ?")
                .param(id)
                .query(String.class)
                .single();
        assertThat(announced(named)).as("named").isFalse();
        var orphan = UUID.randomUUID().toString();
        for (var place : List.of(named, orphan)) { // as if the process had died before the row was written
            pending.announce(place);
        }
        store.put(orphan, Files.writeString(Files.createTempFile(store.incoming(), "photo-", ".clean"), "picture"));
        jdbc.sql("UPDATE pending_content SET announced_at = now() - interval '7 hours' WHERE place IN (?, ?)")
                .params(named, orphan)
                .update();

        pending.sweep(clock.instant());

        assertThat(announced(orphan)).isFalse();
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> store.open(orphan));
        assertThat(steps.get(FEEDBACK + id + "/photos/1", manager(unit))).hasStatus(200);
    }

    private boolean announced(String place) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM pending_content WHERE place = ?)")
                .param(place)
                .query(Boolean.class)
                .single();
    }

    @Test
    void whatIsNoPhotographIsNotTaken() {
        var id = complaint(null);

        assertRefused(photo(id, 1, SampleFiles.pdf()), 415, "not-a-photo");
        assertRefused(photo(id, 1, SampleFiles.text("<html><script>alert(1)</script></html>")), 415, "not-a-photo");
        assertRefused(
                photo(
                        id,
                        1,
                        SampleFiles.joined(
                                SampleFiles.image("png"), SampleFiles.archive(Map.of("a", SampleFiles.text("a"))))),
                422,
                "photo-unsafe");
        assertThat(photo(id, 4, SampleFiles.image("png"))).hasStatus(400);
        assertThat(json(steps.get(FEEDBACK + id, manager(unit))).path("photos").asInt())
                .isZero();
    }

    @Test
    void whoKnowsItAtTheDeskNeitherAddsPhotographsNorAsksWhenItWasGiven() {
        var id = complaint(null);

        var byTheDesk = mvc.put()
                .uri(FEEDBACK + id + "/photos/1")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .content(SampleFiles.image("png"))
                .exchange();

        assertRefused(byTheDesk, 404, "no-such-feedback");
        assertRefused(send(HttpMethod.GET, FEEDBACK + id + "/progress", null), 404, "no-such-feedback");
        assertThat(send(HttpMethod.GET, FEEDBACK + writers.get(id) + "/progress", null))
                .hasStatus(200);
        assertThat(photo(id, 1, SampleFiles.image("png"))).hasStatus(204);
    }

    @Test
    void whatWasGivenBeforeNumbersWereKeptApartIsFoundByItsWriter() {
        var id = complaint(null);
        jdbc.sql("UPDATE open_feedback SET writer = NULL WHERE id = ?")
                .param(id)
                .update();

        assertThat(send(HttpMethod.GET, FEEDBACK + id + "/progress", null)).hasStatus(200);
    }

    @Test
    void whatIsFoundMaliciousCountsNoMoreAndIsNotPublic() {
        var id = complaint(null);
        var order = UUID.fromString(
                json(decide(id, "ORDER", null)).path("rectificationId").asString());
        sendJson(HttpMethod.PUT, FEEDBACK + id + "/reply", "{\"replyZh\":\"已核实\"}", manager(unit));
        assertThat(publish(id, "{\"published\":true}")).hasStatus(200);
        assertThat(steps.put(order, "objection", "{\"kind\":\"MALICIOUS\",\"reason\":\"从未来过\"}", manager(unit)))
                .hasStatus(200);
        assertThat(figures()).as("an objection alone changes nothing").isEqualTo("0/1");

        assertThat(steps.put(order, "objection-decision", "{\"upheld\":true,\"reason\":\"经核实\"}", Hall.SUPERVISOR))
                .hasStatus(200);

        assertThat(figures()).isEqualTo("0/0");
        assertThat(published()).isEmpty();
        var seen = json(steps.get(FEEDBACK + id, manager(unit)));
        Contracts.assertAnswer("OpenFeedback", seen);
        assertThat(seen.path("status").asString()).isEqualTo("INVALIDATED");
        var toTheWriter = json(send(HttpMethod.GET, FEEDBACK + writers.get(id) + "/progress", null));
        Contracts.assertAnswer("FeedbackProgress", toTheWriter);
        assertThat(toTheWriter.path("status").asString()).isEqualTo("INVALIDATED");
        assertRefused(publish(id, "{\"published\":true}"), 409, "feedback-invalid");
        assertRefused(decide(id, "ORDER", null), 409, "feedback-decided");
    }

    @Test
    void wordsForOthersHoldNobodysNumber() {
        var id = complaint(null);

        assertRefusedField(
                sendJson(HttpMethod.PUT, FEEDBACK + id + "/reply", "{\"replyZh\":\"已致电13812345678\"}", manager(unit)),
                "replyZh",
                "number-of-somebody");
        assertRefusedField(
                sendJson(
                        HttpMethod.PUT,
                        FEEDBACK + id + "/reply",
                        "{\"replyZh\":\"已办\",\"replyEn\":\"We called 0539-7212345\"}",
                        manager(unit)),
                "replyEn",
                "number-of-somebody");
        sendJson(HttpMethod.PUT, FEEDBACK + id + "/reply", "{\"replyZh\":\"已办\"}", manager(unit));
        assertRefusedField(
                publish(id, "{\"published\":true,\"publicText\":\"37132719900101001X反映\"}"),
                "publicText",
                "number-of-somebody");
        assertRefusedField(decide(id, "APPEAL", "请联系13812345678"), "reason", "number-of-somebody");
        assertThat(published()).isEmpty();
    }

    @Test
    void whomItIsAboutNeitherDecidesOnItNorLearnsWhoWroteIt() {
        var ofTheUnit = TestTokens.token("supervisor-" + unit)
                .roles(Role.EVALUATION_SUPERVISOR)
                .unit(unit)
                .sign();
        var aboutAUnit = complaint(PHONE);
        point = poster("OFFICER", "officer-" + unit);
        var aboutAnOfficer = complaint(PHONE);
        var theOfficer = TestTokens.of("officer-" + unit, Role.EVALUATION_SUPERVISOR);

        for (var matter : List.of(
                Map.entry(aboutAUnit, ofTheUnit),
                Map.entry(aboutAnOfficer, ofTheUnit),
                Map.entry(aboutAnOfficer, theOfficer))) {
            var path = FEEDBACK + matter.getKey();
            var concerned = matter.getValue();
            assertRefused(
                    sendJson(HttpMethod.PUT, path + "/triage", "{\"decision\":\"ORDER\"}", concerned),
                    403,
                    "own-matter");
            assertRefused(publish(matter.getKey(), "\"1\"", "{\"published\":false}", concerned), 403, "own-matter");
            assertRefused(
                    steps.post(
                            path + "/contact-readings",
                            "{\"purpose\":\"核实\"}",
                            concerned,
                            UUID.randomUUID().toString()),
                    403,
                    "own-matter");
        }
        assertThat(decide(aboutAUnit, "ORDER", null)).hasStatus(200);
        assertThat(jdbc.sql("SELECT count(*) FROM open_feedback_contact_reading WHERE feedback_id IN (?, ?)")
                        .params(aboutAUnit, aboutAnOfficer)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whomItIsAboutDecidesNothingOnItsOrderAndMayObject() {
        point = poster("OFFICER", "officer-" + unit);
        var order = UUID.fromString(json(decide(complaint(PHONE), "ORDER", null))
                .path("rectificationId")
                .asString());
        var supervises = TestTokens.of("officer-" + unit, Role.EVALUATION_SUPERVISOR);
        var atTheWindow = TestTokens.token("officer-" + unit)
                .roles(Role.WINDOW)
                .unit(unit)
                .sign();
        var colleague = TestTokens.token("colleague-" + unit)
                .roles(Role.WINDOW)
                .unit(unit)
                .sign();
        assertThat(steps.put(order, "contact", "{}", manager(unit))).hasStatus(200);
        var objection = "{\"kind\":\"MISTAKEN\",\"reason\":\"当日不在岗\"}";
        assertThat(steps.put(order, "objection", objection, colleague)).hasStatus(404);
        assertThat(steps.pages("/api/evaluation/rectifications?unit=" + unit, 10, colleague))
                .isEmpty();
        assertThat(steps.pages("/api/evaluation/rectifications?unit=" + unit, 10, atTheWindow))
                .singleElement()
                .satisfies(one ->
                        assertThat(one.path("rectificationId").asString()).isEqualTo(order.toString()));
        assertThat(steps.put(order, "objection", objection, atTheWindow)).hasStatus(200);
        assertRefused(
                steps.put(order, "objection-decision", "{\"upheld\":true,\"reason\":\"属实\"}", supervises),
                403,
                "own-matter");
    }

    @Test
    void photographsComeWithinTheHourAndBeforeTheDecision() {
        var late = complaint(null);
        clock.setTo(clock.instant().plus(Duration.ofMinutes(61)));
        var decided = complaint(null);
        decide(decided, "DISMISS", "重复");

        assertRefused(photo(late, 1, SampleFiles.image("png")), 404, "no-such-feedback");
        assertRefused(photo(decided, 1, SampleFiles.image("png")), 404, "no-such-feedback");
        assertRefused(photo(UUID.randomUUID(), 1, SampleFiles.image("png")), 404, "no-such-feedback");
    }

    @Test
    void theGoodShareHasNumeratorAndDenominatorAndIsNullOfNothing() {
        var nothing = json(steps.get("/api/evaluation/open-feedback-figures?unit=" + unit, Hall.SUPERVISOR));
        Contracts.assertAnswer("FeedbackFigures", nothing);
        assertThat(nothing.path("goodRate").path("ratio").isNull()).isTrue();

        give(UUID.randomUUID(), Map.of("pointCode", point, "level", "BASICALLY_SATISFIED"));
        give(UUID.randomUUID(), Map.of("pointCode", point, "level", "SATISFIED"));
        complaint(null);

        assertThat(figures()).isEqualTo("2/3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            status = 'NOTED'                                           | open_feedback_bad_is_not_merely_noted
            status = 'ORDERED'                                         | open_feedback_ordered_names_the_order
            status = 'DISMISSED', triaged_at = now(), triaged_by = 'x' | open_feedback_dismissed_with_reason
            published = true                                           | open_feedback_published_by_someone
            reply_zh = 'x'                                             | open_feedback_replied_by_someone
            source = 'HOTLINE'                                         | open_feedback_own_has_no_source_number
            level = 'GOOD'                                             | open_feedback_level_known
            """)
    void theDatabaseRefusesWhatTheModelRefuses(String wrong, String rule) {
        var id = complaint(null);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("UPDATE open_feedback SET " + wrong + " WHERE id = ?")
                        .param(id)
                        .update())
                .withMessageContaining(rule);
    }

    @Test
    void aPosterIsPlacedOnceAndForAKnownUnit() {
        var body = """
                {"target":"OFFICER","targetCode":"W-03","unit":"%s","nameZh":"3号窗口","nameEn":"Window 3"}
                """;
        var first = steps.post("/api/evaluation/feedback-points", body.formatted(unit), Hall.SUPERVISOR, "key-" + unit);
        var again = steps.post("/api/evaluation/feedback-points", body.formatted(unit), Hall.SUPERVISOR, "key-" + unit);

        assertThat(json(again)).isEqualTo(json(first));
        Contracts.assertAnswer("FeedbackPoint", json(first));
        assertRefusedField(
                steps.post(
                        "/api/evaluation/feedback-points", body.formatted(newUnit()), Hall.SUPERVISOR, "other" + unit),
                "unit",
                "unknown-unit");
        assertRefusedField(
                steps.post(
                        "/api/evaluation/feedback-points",
                        body.replace("OFFICER", "ITEM").replace("W-03", "XX-1").formatted(unit),
                        Hall.SUPERVISOR,
                        "item" + unit),
                "targetCode",
                "unknown-item");
        for (var wrong : List.of(
                List.of("WINDOW", "XX-1", "unknown-window"),
                List.of("PLATFORM", "the-portal", "own-code-form"),
                List.of("OFFICER", "13812345678", "number-of-somebody"))) {
            assertRefusedField(
                    steps.post(
                            "/api/evaluation/feedback-points",
                            body.replace("OFFICER", wrong.getFirst())
                                    .replace("W-03", wrong.get(1))
                                    .formatted(unit),
                            Hall.SUPERVISOR,
                            wrong.getFirst() + unit),
                    "targetCode",
                    wrong.getLast());
        }
        assertThat(steps.pages("/api/evaluation/feedback-points", 1, manager(unit)))
                .hasSize(2);
    }

    @Test
    void whatIsSaidAtAWindowWasSaidWhereTheWindowIs() {
        var window = "W-" + unit;
        steps.tell(
                "windows",
                steps.event(
                        "onestop.intake.window.registered.v1",
                        window,
                        "{\"code\":\"%s\",\"level\":\"VILLAGE\",\"regionCode\":\"371327102203\"}".formatted(window)));
        point = poster("WINDOW", window);
        complaint(null);
        point = placed("WINDOW", window, "\"town\":\"371327103000\",\"regionLevel\":\"TOWN\",");
        complaint(null);
        point = placed("HALL", "HALL-2", "\"town\":\"371327104\",");
        complaint(null);

        assertThat(jdbc.sql("""
                        SELECT town || ' ' || coalesce(region_level, '-') FROM open_feedback WHERE unit = ? ORDER BY 1
                        """).param(unit).query(String.class).list())
                .containsExactly("371327102 VILLAGE", "371327103 TOWN", "371327104 -");
        assertThat(json(steps.get("/api/evaluation/open-feedback-figures?town=371327102&unit=" + unit, Hall.SUPERVISOR))
                        .path("goodRate")
                        .path("denominator")
                        .asInt())
                .isEqualTo(1);
        var twelve = steps.pages("/api/evaluation/feedback-points", 10, manager(unit)).stream()
                .filter(one -> one.path("town").asString("").equals("371327103"))
                .toList();
        assertThat(twelve).singleElement().satisfies(one -> Contracts.assertAnswer("FeedbackPoint", one));
    }

    private String poster(String target) {
        return poster(target, "HALL-1");
    }

    private String poster(String target, String code) {
        return placed(target, code, "");
    }

    private String placed(String target, String code, String place) {
        var answer = steps.post(
                "/api/evaluation/feedback-points",
                """
                        {"target":"%s","targetCode":"%s",%s"unit":"%s","nameZh":"政务服务大厅","nameEn":"Service hall"}
                        """.formatted(target, code, place, unit),
                Hall.SUPERVISOR,
                UUID.randomUUID().toString());
        assertThat(answer).hasStatus(201);
        return json(answer).path("code").asString();
    }

    private UUID complaint(@Nullable String contact) {
        var id = UUID.randomUUID();
        var text = "停车位太少，保安张三不让停";
        var body = contact == null
                ? Map.<String, Object>of("pointCode", point, "level", "DISSATISFIED", "text", text)
                : Map.<String, Object>of("pointCode", point, "level", "DISSATISFIED", "text", text, "contact", contact);
        assertThat(give(id, body)).hasStatus(201);
        return atTheDesk(id);
    }

    /** The number by which the staff know what a writer has given; it is noted which writer's it is. */
    private UUID atTheDesk(UUID writersNumber) {
        var id = jdbc.sql("SELECT id FROM open_feedback WHERE writer = sha256(convert_to(?, 'UTF8'))")
                .param(writersNumber.toString())
                .query(UUID.class)
                .single();
        assertThat(id).isNotEqualTo(writersNumber);
        writers.put(id, writersNumber);
        return id;
    }

    private MvcTestResult give(UUID id, Map<String, ?> body) {
        return sendJson(HttpMethod.PUT, FEEDBACK + id, JsonMapper.shared().writeValueAsString(body), null);
    }

    private MvcTestResult decide(UUID id, String decision, @Nullable String reason) {
        var why = reason == null ? "" : ",\"reason\":\"" + reason + "\"";
        return sendJson(
                HttpMethod.PUT,
                FEEDBACK + id + "/triage",
                "{\"decision\":\"%s\"%s}".formatted(decision, why),
                Hall.SUPERVISOR);
    }

    private MvcTestResult publish(UUID id, String body) {
        return publish(id, "\"" + version(id) + "\"", body, Hall.SUPERVISOR);
    }

    private MvcTestResult publish(UUID id, @Nullable String ifMatch, String body, String token) {
        var request = mvc.put()
                .uri(FEEDBACK + id + "/publication")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .header("Authorization", "Bearer " + token);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).exchange();
    }

    private long version(UUID id) {
        return json(steps.get(FEEDBACK + id, Hall.SUPERVISOR)).path("version").asLong();
    }

    private MvcTestResult photo(UUID id, int number, byte[] content) {
        return mvc.put()
                .uri(FEEDBACK + writers.getOrDefault(id, id) + "/photos/" + number)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .content(content)
                .exchange();
    }

    private List<JsonNode> published() {
        var all = new ArrayList<JsonNode>();
        String after = "";
        do {
            var page =
                    json(send(HttpMethod.GET, "/api/evaluation/published-feedback?limit=2&unit=" + unit + after, null));
            Contracts.assertAnswer("PublishedFeedbackPage", page);
            page.path("items").forEach(all::add);
            after = page.has("next") ? "&after=" + page.path("next").asString() : "";
        } while (!after.isEmpty());
        return all;
    }

    private String figures() {
        var rate = json(steps.get("/api/evaluation/open-feedback-figures?unit=" + unit, Hall.SUPERVISOR))
                .path("goodRate");
        return rate.path("numerator").asLong() + "/" + rate.path("denominator").asLong();
    }

    private long badRatings() {
        return json(steps.get(
                        "/api/evaluation/indicators?unit=" + unit + "&from=2026-01-01&to=2026-12-31", Hall.SUPERVISOR))
                .path("rectificationRate")
                .path("denominator")
                .asLong();
    }

    private MvcTestResult send(HttpMethod method, String path, @Nullable String token) {
        var request = mvc.method(method).uri(path);
        return (token == null ? request : request.header("Authorization", "Bearer " + token)).exchange();
    }

    private MvcTestResult sendJson(HttpMethod method, String path, String body, @Nullable String token) {
        var request = mvc.method(method)
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
        return (token == null ? request : request.header("Authorization", "Bearer " + token)).exchange();
    }

    private static List<String> fields(JsonNode node) {
        return List.copyOf(node.propertyNames());
    }

    private static void assertRefused(MvcTestResult answer, int status, String problem) {
        assertThat(answer).hasStatus(status);
        assertThat(problem(answer)).isEqualTo(problem);
        Contracts.assertAnswer("Problem", json(answer));
    }

    private static void assertRefusedField(MvcTestResult answer, String field, String code) {
        assertThat(answer).hasStatus(400);
        assertThat(json(answer).path("errors").get(0).path("field").asString()).isEqualTo(field);
        assertThat(json(answer).path("errors").get(0).path("code").asString()).isEqualTo(code);
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

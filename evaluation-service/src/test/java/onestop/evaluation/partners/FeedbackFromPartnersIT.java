package onestop.evaluation.partners;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.counting.Reconciliation;
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
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@WholeService
class FeedbackFromPartnersIT {
    private static final String PARTNER = TestTokens.of("partner", Role.PARTNER);
    private static final String WRITTEN = "onestop.partner.feedback.written.v1";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Reconciliation reconciliation;

    @Autowired
    MockMvcTester mvc;

    private String unit = "";

    @BeforeEach
    void onAThursdayInAUnitOfItsOwn() {
        clock.setTo("2026-03-05");
        unit = newUnit();
        steps.inTheCatalogue(unit);
    }

    @Test
    void whatIsBadOrAComplaintWaitsAndTheRestIsNoted() {
        send(feedback("VERY_SATISFIED", "指引清楚"));
        send(feedback("DISSATISFIED", "排队时间太长"));
        send(feedback("SATISFIED", "我要投诉窗口"));
        var said = feedback("SATISFIED", "请看一下");
        said.put("complaint", true);
        send(said);

        Eventually.within(SOON, () -> assertThat(statuses()).hasSize(4));
        assertThat(statuses())
                .containsExactlyInAnyOrder(
                        "VERY_SATISFIED NOTED", "DISSATISFIED WAITING", "SATISFIED WAITING", "SATISFIED WAITING");
    }

    @Test
    void whatIsAboutARegisteredWindowWasGivenThereUnlessTheSenderTells() {
        var window = "W-" + unit;
        steps.tell(
                "windows",
                steps.event(
                        "onestop.intake.window.registered.v1",
                        window,
                        "{\"code\":\"%s\",\"level\":\"TOWN\",\"regionCode\":\"371327102000\"}".formatted(window)));
        var told = feedback("SATISFIED", null);
        told.put("town", "371327103");
        told.put("regionLevel", "VILLAGE");
        var levelOnly = feedback("SATISFIED", null);
        levelOnly.put("regionLevel", "VILLAGE");
        var rows = new ArrayList<>(List.of(feedback("SATISFIED", null), told, levelOnly));
        rows.forEach(row -> row.put("targetCode", window));
        var hall = feedback("SATISFIED", null); // of the same code, but no window
        hall.put("target", "HALL");
        hall.put("targetCode", window);
        rows.add(hall);
        rows.add(feedback("SATISFIED", null)); // at a town's window that is not registered here

        assertThat(json(batch(rows)).path("taken").asInt()).isEqualTo(5);

        assertThat(jdbc.sql("""
                        SELECT target || ' ' || coalesce(town, '-') || ' ' || coalesce(region_level, '-')
                          FROM open_feedback WHERE unit = ? ORDER BY 1
                        """).param(unit).query(String.class).list())
                .containsExactlyInAnyOrder(
                        "WINDOW 371327102 TOWN",
                        "WINDOW 371327103 VILLAGE",
                        "WINDOW - VILLAGE",
                        "HALL - -",
                        "WINDOW - -");
    }

    @Test
    void whomFeedbackOfOthersIsAboutIsToldTheAppealsOnce() {
        var officer = "officer-" + unit;
        var about = feedback("DISSATISFIED", "态度不好");
        about.put("target", "OFFICER");
        about.put("targetCode", officer);
        var rows = List.of(about, feedback("DISSATISFIED", null));
        batch(rows);
        batch(rows);
        var last = feedback("DISSATISFIED", null);
        last.put("target", "OFFICER");
        last.put("targetCode", "last-" + unit);
        batch(List.of(last));

        events.await(
                "onestop.evaluation.open-feedback",
                SOON,
                event -> event.text()
                        .contains("last-" + unit)); // on whichever partition: those of before are there, too
        var told = events.list("onestop.evaluation.open-feedback").stream()
                .filter(event -> event.text().contains(unit))
                .toList();
        assertThat(told).hasSize(2).allSatisfy(event -> {
            Contracts.assertEvent("onestop.evaluation.open-feedback.officer-named.v1", event.text());
            assertThat(event.text()).doesNotContain("态度");
        });
    }

    @Test
    void aBadRowGoesToTheDeadLettersAndTheRestGoesInOnce() {
        var good = feedback("SATISFIED", null);
        var wrong = feedback("SATISFIED", null);
        wrong.put("target", "MOON");
        send(good);
        send(wrong);
        send(good);
        send(feedback("SATISFIED", null));

        Eventually.within(SOON, () -> {
            assertThat(statuses()).hasSize(2);
            assertThat(jdbc.sql("SELECT reason FROM dead_letter WHERE msg_key = ?")
                            .param(unit)
                            .query((row, _) -> String.valueOf(row.getString(1)))
                            .list())
                    .containsExactly("target: must be one of: HALL, WINDOW, ITEM, PLATFORM, OFFICER");
        });
    }

    @Test
    void aContactLiesReadableNowhereThoughItsRowWasRefused() {
        var wrong = feedback("SATISFIED", null);
        wrong.put("target", "MOON");
        wrong.put("contact", "0539-" + unit);
        wrong.remove("anonymous");
        send(wrong);

        var told = events.awaitAll(
                "onestop.partner.feedback.dlt",
                SOON,
                record -> unit.equals(record.key()),
                records -> !records.isEmpty());

        assertThat(told.getFirst().text()).doesNotContain("0539-").contains("MOON", "\"anonymous\":false");
        assertThat(jdbc.sql("SELECT encode(payload, 'escape') FROM dead_letter WHERE msg_key = ?")
                        .param(unit)
                        .query(String.class)
                        .single())
                .doesNotContain("0539-")
                .contains("MOON");
    }

    @Test
    void feedbackOfAnItemThatNobodyKnowsIsRefusedByItself() {
        var ofAnItem = feedback("SATISFIED", null);
        ofAnItem.put("target", "ITEM");
        send(ofAnItem);
        send(feedback("SATISFIED", null));

        var why = json(batch(List.of(ofAnItem)))
                .path("rows")
                .get(0)
                .path("errors")
                .get(0);

        assertThat(why.path("field").asString()).isEqualTo("targetCode");
        assertThat(why.path("code").asString()).isEqualTo("unknown-item");
        Eventually.within(SOON, () -> {
            assertThat(statuses()).hasSize(1);
            assertThat(jdbc.sql("SELECT reason FROM dead_letter WHERE msg_key = ?")
                            .param(unit)
                            .query((row, _) -> String.valueOf(row.getString(1)))
                            .list())
                    .containsExactly("targetCode: is no item or package of the catalogue: T07-2");
        });
    }

    @Test
    void theSampleOfTheContractIsTakenIn() {
        var number = UUID.randomUUID().toString();
        events.send(
                "onestop.partner.feedback",
                unit,
                WRITTEN,
                unit,
                0,
                Contracts.read(Contracts.FOLDER.resolve("events/" + WRITTEN + ".sample.json"))
                        .replace("T07-20260305-12", number)
                        .replace("XZSP", unit));

        Eventually.within(SOON, () -> assertThat(statuses()).containsExactly("DISSATISFIED WAITING"));
    }

    @Test
    void aSupervisorMakesAnOrderOfOneAndTheUnitPutsItRight() {
        assertThat(batch(List.of(feedback("DISSATISFIED", "排队时间太长")))).hasStatus(200);
        var id = jdbc.sql("SELECT id FROM open_feedback WHERE unit = ?")
                .param(unit)
                .query(UUID.class)
                .single();

        var decided = mvc.put()
                .uri("/api/evaluation/open-feedback/{id}/triage", id)
                .header("Authorization", "Bearer " + Hall.SUPERVISOR)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"decision\":\"ORDER\"}")
                .exchange();

        assertThat(decided).hasStatus(200);
        var order = UUID.fromString(json(decided).path("rectificationId").asString());
        assertThat(steps.put(order, "contact", "{}", Hall.manager(unit))).hasStatus(200);
    }

    @Test
    void whoWroteUnderANameIsCalledBackBeforeTheOrderIsClosed() {
        var named = feedback("DISSATISFIED", "排队时间太长");
        named.put("anonymous", false);
        var withContact = feedback("DISSATISFIED", "没有人接电话");
        withContact.put("contact", "0539-7212345");
        assertThat(json(batch(List.of(named, withContact, feedback("DISSATISFIED", "空调太冷"))))
                        .path("taken")
                        .asInt())
                .isEqualTo(3);

        var throughTheSource = rectified("排队时间太长");
        var byContact = rectified("没有人接电话");
        var nobody = rectified("空调太冷");

        var source = reachedBy(throughTheSource);
        assertThat(source.path("way").asString()).isEqualTo("SOURCE");
        assertThat(source.path("source").asString()).isEqualTo("TOWN_CENTRE");
        assertThat(source.path("sourceNumber").asString()).isEqualTo(named.get("number"));
        assertThat(reachedBy(byContact).path("way").asString()).isEqualTo("CONTACT");
        for (var order : List.of(throughTheSource, byContact)) {
            var early = steps.put(order, "closure", "{}", Hall.SUPERVISOR);
            assertThat(early).hasStatus(409);
            assertThat(problem(early)).isEqualTo("call-back-first");
            assertThat(steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR))
                    .hasStatus(200);
            assertThat(steps.put(order, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);
            assertAskedThroughTheSource(order);
        }
        assertThat(steps.put(nobody, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);
        var unasked = steps.put(nobody, "second-call-back", "{\"satisfied\":true}", PARTNER);
        assertThat(problem(unasked)).isEqualTo("not-asked");
        var contact = jdbc.sql(
                        "SELECT contact FROM open_feedback_contact c JOIN open_feedback f ON f.id = c.feedback_id WHERE f.unit = ?")
                .param(unit)
                .query(byte[].class)
                .single();
        assertThat(new String(contact, StandardCharsets.ISO_8859_1)).doesNotContain("7212345");
    }

    /** After the closing the town centre, and nobody else, is asked to ask once more. */
    private void assertAskedThroughTheSource(UUID order) {
        Eventually.within(
                SOON,
                () -> assertThat(events.list("onestop.evaluation.call-back", order.toString()))
                        .singleElement()
                        .satisfies(event -> {
                            assertThat(event.type()).isEqualTo("onestop.evaluation.call-back.second-due-elsewhere.v1");
                            Contracts.assertEvent(event.type(), event.text());
                            assertThat(event.text()).contains("TOWN_CENTRE").doesNotContain("7212345");
                        }));
        var called = steps.put(order, "second-call", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR);
        assertThat(problem(called)).isEqualTo("asked-by-others");
        var answer = "{\"satisfied\":false}";
        assertThat(steps.put(order, "second-call-back", answer, TestTokens.of("bank", Role.PARTNER)))
                .hasStatus(404);
        assertThat(steps.put(order, "second-call-back", answer, Hall.APPLICANT)).hasStatus(404);
        assertThat(steps.put(order, "second-call-back", answer, PARTNER)).hasStatus(204);
        assertThat(steps.put(order, "second-call-back", answer, PARTNER)).hasStatus(409);
    }

    @Test
    void aContactIsShortAndOfSomebodyWithAName() {
        var both = feedback("SATISFIED", null);
        both.put("anonymous", true);
        both.put("contact", "0539-7212345");
        var longer = feedback("SATISFIED", null);
        longer.put("contact", "1".repeat(101));

        var rows = json(batch(List.of(both, longer))).path("rows");

        assertThat(rows.findValuesAsString("field")).containsExactly("contact", "contact");
        assertThat(rows.findValuesAsString("code")).containsExactly("no-contact-when-anonymous", "text-too-long");
    }

    private JsonNode reachedBy(UUID order) {
        var view = json(steps.get("/api/evaluation/rectifications/" + order, Hall.SUPERVISOR));
        Contracts.assertAnswer("Rectification", view);
        return view.path("reachedBy");
    }

    /** The order that is made of what was said, once it is put right. */
    private UUID rectified(String text) {
        var id = jdbc.sql("SELECT id FROM open_feedback WHERE unit = ? AND text = ?")
                .params(unit, text)
                .query(UUID.class)
                .single();
        var decided = mvc.put()
                .uri("/api/evaluation/open-feedback/{id}/triage", id)
                .header("Authorization", "Bearer " + Hall.SUPERVISOR)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"decision\":\"ORDER\"}")
                .exchange();
        var order = UUID.fromString(json(decided).path("rectificationId").asString());
        steps.putRight(order, unit);
        return order;
    }

    @Test
    void eachRowOfABatchHasItsOwnResult() {
        var first = feedback("SATISFIED", "好");
        var wrong = feedback("SATISFIED", "好".repeat(501));

        var result = json(batch(List.of(first, wrong, first)));

        Contracts.assertAnswer("RatingBatchResult", result);
        assertThat(result.path("rows").findValuesAsString("result"))
                .containsExactly("TAKEN", "REFUSED", "TAKEN_BEFORE");
        assertThat(json(batch(List.of(first))).path("takenBefore").asInt()).isEqualTo(1);
        assertThat(json(batch(List.of(feedback("SATISFIED", null)), TestTokens.of("bank", Role.PARTNER)))
                        .path("refused")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "source,ELSEWHERE,one-of",
        "number,,required",
        "target,MOON,one-of",
        "targetCode,,required",
        "unit,a-b,unit-form",
        "unit,NOSUCHUNIT,unknown-unit",
        "colour,red,unknown-field",
        "level,,required",
        "regionLevel,MOON,one-of",
        "writtenAt,2026-03-06T00:00:00+08:00,not-in-the-future",
    })
    void aRowThatDoesNotHoldNamesItsField(String field, @Nullable String value, String rule) {
        var row = feedback("SATISFIED", null);
        row.put(field, value);

        var why = json(batch(List.of(row))).path("rows").get(0).path("errors").get(0);

        assertThat(why.path("field").asString()).isEqualTo(field);
        assertThat(why.path("code").asString()).isEqualTo(rule);
    }

    @Test
    void theSameRowsSentByManyAtOnceAreTakenOnce() throws Exception {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (int i = 0; i < 60; i++) {
            rows.add(feedback("SATISFIED", "好" + i));
        }
        int taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> call = () -> {
                while (true) {
                    var answer = batch(rows);
                    if (answer.getResponse().getStatus() != 503) {
                        return json(answer).path("taken").asInt();
                    }
                }
            };
            for (var done : threads.invokeAll(java.util.Collections.nCopies(8, call))) {
                taken += done.get();
            }
        }

        assertThat(taken).isEqualTo(60);
        assertThat(statuses()).hasSize(60);
        var always = LocalDate.parse("2000-01-01");
        assertThat(reconciliation.differences(always, always.plusYears(100), 10))
                .as("feedback is in no tally of ratings")
                .isEmpty();
        assertThat(reconciliation.badWithoutOrder(always, always.plusYears(100)))
                .isZero();
    }

    private Map<String, @Nullable Object> feedback(String level, @Nullable String text) {
        var feedback = new HashMap<String, @Nullable Object>();
        feedback.put("source", "TOWN_CENTRE");
        feedback.put("number", UUID.randomUUID().toString());
        feedback.put("target", "WINDOW");
        feedback.put("targetCode", "T07-2");
        feedback.put("unit", unit);
        feedback.put("level", level);
        feedback.put("text", text);
        feedback.put("writtenAt", "2026-03-05T09:30:00+08:00");
        return feedback;
    }

    private void send(Map<String, @Nullable Object> feedback) {
        events.send("onestop.partner.feedback", unit, WRITTEN, unit, 0, Sent.json(feedback));
    }

    private MvcTestResult batch(List<Map<String, @Nullable Object>> rows) {
        return batch(rows, PARTNER);
    }

    private MvcTestResult batch(List<Map<String, @Nullable Object>> rows, String token) {
        var body = new HashMap<String, Object>();
        body.put("feedback", rows);
        return steps.post(
                "/api/evaluation/feedback-batches",
                Sent.json(body),
                token,
                UUID.randomUUID().toString());
    }

    private List<String> statuses() {
        return jdbc.sql("SELECT level || ' ' || status FROM open_feedback WHERE unit = ?")
                .param(unit)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }
}

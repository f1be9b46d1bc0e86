package onestop.evaluation.evaluators;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newReceipt;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.events.IncomingEvent;
import onestop.testsupport.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WholeService
class EvaluatorIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String DAY = "2026-03-05";

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    EvaluatorStreams streams;

    private String unit = "";
    private String window = "";
    private String serial = "";
    private String key = "";

    @BeforeEach
    void anEvaluatorAtAWindow() {
        clock.setTo(DAY);
        unit = newUnit();
        window = unit + "-07";
        serial = "PJQ-" + unit;
        var answer = put("{\"unit\":\"%s\",\"windowCode\":\"%s\"}".formatted(unit, window), Hall.OPS, null);
        assertThat(answer).hasStatus(201);
        Contracts.assertAnswer("Evaluator", json(answer));
        key = json(answer).path("key").asString();
    }

    @AfterEach
    void noStreamStaysOpen() {
        jdbc.sql("UPDATE evaluator SET version = version + 1").update();
        Eventually.within(SOON, () -> assertThat(streams.count()).isZero());
    }

    @Test
    void theEvaluatorIsToldAtOnceAndWhatItShowsIsRatedOnTheSpot() {
        var stream = listen(null);
        var receipt = accept();

        var told = await(stream, 1).getFirst();

        assertThat(told.id()).isEqualTo(window + "/1");
        Contracts.assertAnswer("InvitationAtWindow", told.data());
        assertThat(told.data().toString()).doesNotContain(receipt, Hall.OURS);
        var rated = mvc.post()
                .uri("/api/evaluation/r/{code}", told.data().path("code").asString())
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"level\":\"VERY_SATISFIED\",\"labels\":[\"510\"],\"channel\":\"HALL_TABLET\"}")
                .exchange();
        assertThat(rated).hasStatus(201);
        assertThat(json(rated).path("receiptNumber").asString()).isEqualTo(receipt);
    }

    @Test
    void aReconnectWithTheLastIdLosesNothingAndTellsNothingTwice() {
        var first = listen(null);
        accept();
        accept();
        assertThat(ids(await(first, 2))).containsExactly(window + "/1", window + "/2");
        breakOff();

        accept();
        clock.setTo("2026-03-06");
        accept("2026-03-06");

        assertThat(ids(await(listen(window + "/1"), 3))).containsExactly(window + "/2", window + "/3", window + "/4");
    }

    @Test
    void whatIsNotForADeviceIsLookedAtOnce() throws Exception {
        var rated = accept();
        steps.rate(Hall.Steps.good(steps.invitationOf(rated, 1)));
        var stream = listen(null);
        Eventually.within(
                Duration.ofSeconds(10), () -> assertThat(streams.behind(window)).isZero());
        accept();
        assertThat(ids(await(stream, 1))).containsExactly(window + "/2");
    }

    @Test
    void aFreshDeviceIsToldOfTodayAndNotOfWhatHasBeenRated() {
        accept("2026-03-04");
        var rated = accept();
        steps.rate(Hall.Steps.good(steps.invitationOf(rated, 1)));
        accept();

        assertThat(ids(await(listen(null), 1))).containsExactly(window + "/3");
        breakOff();
        assertThat(ids(await(listen("XZSP-99/2"), 1)))
                .as("the id of another window says nothing here")
                .containsExactly(window + "/3");
        breakOff();
        clock.setTo("2026-03-13");
        accept("2026-03-13");
        assertThat(ids(await(listen(window + "/0"), 1)))
                .as("what can be rated no more is not told")
                .containsExactly(window + "/4");
    }

    @Test
    void whatCommitsAtTheSameTimeIsNumberedWithoutGapsAndAllIsTold() throws Exception {
        var stream = listen(null);
        int many = 40;
        var barrier = new CyclicBarrier(many);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<String>>();
            for (int i = 0; i < many; i++) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    return accept();
                }));
            }
            for (var one : running) {
                one.get();
            }
        }

        assertThat(ids(await(stream, many)))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, many)
                        .mapToObj(number -> window + "/" + number)
                        .toList());
    }

    @Test
    void manyAtOneWindowInOneBatchAreOneEventEach() {
        var events = IntStream.range(0, 120)
                .mapToObj(_ -> acceptedAt(newReceipt(), DAY))
                .toArray(IncomingEvent[]::new);
        steps.tell("invitations", events);

        assertThat(await(listen(null), 120)).hasSize(120);
    }

    @Test
    void whatIsHandedOutBeforeTheRestIsToldOnceForAllThatWentOutTogether() {
        var stream = listen(null);
        var receipt = accept();
        var early = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> steps.event("onestop.intake.delivery.case-delivered.v1", receipt, """
                        {"receiptNumber":"%s","caseNumber":"%1$s-%s","deliveredAt":"%sT10:20:00+08:00","late":false,"unit":"%s",
                         "windowCode":"%s","deliveredBy":"issuer","handingOut":1}
                        """.formatted(
                                receipt, number, DAY, unit, window)))
                .toArray(IncomingEvent[]::new);
        steps.tell("invitations", early);
        steps.tell("invitations", early);
        accept();

        assertThat(await(stream, 3))
                .extracting(told -> told.data().path("service").asString())
                .containsExactly("ACCEPTANCE", "DELIVERY", "ACCEPTANCE");
        assertThat(ids(await(stream, 3))).endsWith(window + "/3");
    }

    @Test
    void anotherWindowAndAnotherUnitAreNotTold() {
        var stream = listen(null);
        var elsewhere = newReceipt();
        steps.tell(
                "invitations", event(elsewhere, unit, unit + "-08", DAY), event(newReceipt(), newUnit(), window, DAY));
        accept();

        assertThat(await(stream, 1)).hasSize(1);
        assertThat(ids(await(stream, 1))).containsExactly(window + "/2");
    }

    @Test
    void aDeviceThatIsPutElsewhereIsToldNoMoreHere() {
        var stream = listen(null);
        Eventually.within(SOON, () -> assertThat(streams.count()).isEqualTo(1));

        assertThat(put("{\"windowCode\":\"%s-08\"}".formatted(unit), Hall.manager(unit), "\"1\""))
                .hasStatus(200);
        Eventually.within(SOON, () -> assertThat(streams.count()).isZero());
        accept();

        assertThat(told(stream)).isEmpty();
        assertThat(await(listen(null), 0)).isEmpty();
    }

    @Test
    void whoHasNotTheKeyIsToldNothing() {
        assertRefused(open(serial, null, null), 400, "invalid-request");
        assertRefused(open(serial, "wrong", null), 404, "no-such-evaluator");
        assertRefused(open("PJQ-0", key, null), 404, "no-such-evaluator");

        var renewed = json(steps.putTo("/api/evaluation/evaluators/" + serial + "/key", "", Hall.OPS));
        assertRefused(open(serial, key, null), 404, "no-such-evaluator");
        key = renewed.path("key").asString();
        assertThat(await(listen(null), 0)).isEmpty();

        assertThat(put("{}", Hall.manager(unit), "\"2\"")).hasStatus(200);
        assertRefused(open(serial, key, null), 409, "evaluator-at-no-window");
        assertThat(jdbc.sql("SELECT to_jsonb(e)::text FROM evaluator e WHERE serial = ?")
                        .param(serial)
                        .query(String.class)
                        .single())
                .doesNotContain(key);
    }

    @Test
    void aManagerHandlesTheDevicesOfTheOwnUnitOnly() {
        var other = Hall.manager(newUnit());

        assertRefused(put("{}", other, "\"1\""), 404, "no-such-evaluator");
        assertThat(steps.putTo("/api/evaluation/evaluators/" + serial + "/key", "", Hall.manager(unit)))
                .as("who is rated gets no key")
                .hasStatus(403);
        assertThat(steps.pages("/api/evaluation/evaluators", 50, other)).isEmpty();
        var own = json(steps.get("/api/evaluation/evaluators", Hall.manager(unit)));
        Contracts.assertAnswer("EvaluatorPage", own);
        assertThat(own.path("items").findValuesAsString("serial")).containsExactly(serial);
        assertThat(own.path("items").get(0).has("key")).isFalse();
        assertThat(steps.pages("/api/evaluation/evaluators", 2, Hall.AUDITOR))
                .extracting(device -> device.path("serial").asString())
                .contains(serial)
                .doesNotHaveDuplicates();
        assertThat(put("{\"unit\":\"XZSP\"}", Hall.manager(unit), "\"1\"")).hasStatus(400);
        assertThat(put("{\"windowCode\":\"X-1\"}", Hall.manager(unit), null)).hasStatus(428);
        assertRefused(put("{\"windowCode\":\"X-1\"}", Hall.manager(unit), "\"7\""), 412, "stale-version");
        assertThat(put("{\"windowCode\":\"%s\"}".formatted(window), Hall.manager(unit), null))
                .as("repeated")
                .hasStatus(200);
        assertThat(put("{}", Hall.OPS, null)).hasStatus(400);
    }

    private record Told(String id, JsonNode data) {}

    private String accept() {
        return accept(DAY);
    }

    private String accept(String day) {
        var receipt = newReceipt();
        steps.tell("invitations", acceptedAt(receipt, day));
        return receipt;
    }

    private IncomingEvent acceptedAt(String receipt, String day) {
        return event(receipt, unit, window, day);
    }

    private IncomingEvent event(String receipt, String ofUnit, String atWindow, String day) {
        var accepted = Hall.accepted(receipt, ofUnit, Hall.OURS, day);
        return steps.event(
                "onestop.intake.application.accepted.v1",
                receipt,
                accepted.replaceFirst("\\{", "{\"windowCode\":\"" + atWindow + "\","));
    }

    private MvcTestResult listen(@Nullable String lastEventId) {
        return open(serial, key, lastEventId);
    }

    private MvcTestResult open(String device, @Nullable String deviceKey, @Nullable String lastEventId) {
        var request = mvc.get().uri("/api/evaluation/evaluators/{serial}/invitations", device);
        if (deviceKey != null) {
            request.header("Device-Key", deviceKey);
        }
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return request.asyncExchange();
    }

    /** As when the line is cut: the server's side ends, and the device has to open another stream. */
    private void breakOff() {
        jdbc.sql("UPDATE evaluator SET version = version + 1 WHERE serial = ?")
                .param(serial)
                .update();
        Eventually.within(SOON, () -> assertThat(streams.count()).isZero());
    }

    private List<Told> await(MvcTestResult stream, int many) {
        Eventually.within(SOON, () -> {
            assertThat(stream.getResponse().getContentType()).startsWith(MediaType.TEXT_EVENT_STREAM_VALUE);
            assertThat(told(stream)).hasSize(many);
        });
        return told(stream);
    }

    private static List<Told> told(MvcTestResult stream) {
        var all = new ArrayList<Told>();
        var text = new String(stream.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
        for (var block : text.split("\n\n")) {
            var id = "";
            var data = "";
            for (var line : block.split("\n")) {
                id = line.startsWith("id:") ? line.substring(3) : id;
                data = line.startsWith("data:") ? line.substring(5) : data;
            }
            if (!data.isEmpty()) {
                all.add(new Told(id, JsonMapper.shared().readTree(data)));
            }
        }
        return all;
    }

    private static List<String> ids(List<Told> told) {
        return told.stream().map(Told::id).toList();
    }

    private MvcTestResult put(String body, String token, @Nullable String ifMatch) {
        var request = mvc.put()
                .uri("/api/evaluation/evaluators/{serial}", serial)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.exchange();
    }

    private static void assertRefused(MvcTestResult answer, int status, String problem) {
        assertThat(answer.getResponse().getStatus()).isEqualTo(status);
        assertThat(problem(answer)).isEqualTo(problem);
    }
}

package onestop.intake.consultation;

import static onestop.intake.Calls.HELPER;
import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.Calls.Reply;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.figures.FigureQuery;
import onestop.intake.personal.AccountMark;
import onestop.testsupport.Events;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@IntakeTest
class ConsultationIT {
    private static final String TOPIC = "onestop.intake.consultation";
    private static final Person EXAMINER = new Person("examiner-scjg", Role.EXAMINER, "SCJG", List.of());
    private static final Person OTHER_UNIT = new Person("examiner-other", Role.EXAMINER, "RSJ", List.of());

    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TravelClock clock;

    @Autowired
    ConsultationFigures figures;

    @AfterEach
    void goOn() {
        clock.goOn();
    }

    private static Map<String, Object> question(String channel) {
        var body = new HashMap<String, Object>();
        body.put("channel", channel);
        body.put("questionClass", "MATERIALS");
        body.put("question", "变更名称需要哪些材料");
        return body;
    }

    private Reply ask(Person by, Map<String, Object> body) {
        return calls.post(by, "/consultations", body);
    }

    private Reply answer(Person by, String number) {
        return calls.put(by, "/consultations/" + number + "/answer", Map.of("answer", "四种材料"));
    }

    private JsonNode event(String number) {
        var record = events.await(TOPIC, Duration.ofSeconds(30), one -> number.equals(one.key()));
        assertThat(record.type()).isEqualTo("onestop.intake.consultation.answered.v1");
        return JsonMapper.shared().readTree(record.text());
    }

    @Test
    void whatIsAnsweredAtOnceIsToldWithoutTextsAndWithoutWhoAsked() {
        var body = question("PHONE");
        body.put("itemCode", "QY-BG-MC");
        body.put("contactPhone", "138-0000 1234");
        body.put("answer", "四种材料");

        var taken = ask(WINDOW, body).must(201);

        var number = taken.text("number");
        assertThat(number).matches("ZX[0-9]{11,}");
        assertThat(taken.text("status")).isEqualTo("ANSWERED");
        assertThat(taken.text("contactPhone")).isEqualTo("138****1234");
        assertThat(taken.body().path("answer").path("atOnce").asBoolean()).isTrue();
        var told = event(number);
        assertThat(told.path("minutesToAnswer").asInt()).isZero();
        assertThat(told.path("itemCode").asString()).isEqualTo("QY-BG-MC");
        assertThat(told.toString()).doesNotContain("材料", "138****", "138-0000", "13800001234");
        assertThat(told.path("answeredBy").asString()).isEqualTo("window");
        assertThat(told.has("windowCode")).as("nobody stood at one").isFalse();
        assertThat(told.has("asker")).as("staff entered it").isFalse();
    }

    @Test
    void whoeverAsksAtAWindowIsAskedThereHowItWas() {
        var body = question("WINDOW");
        body.put("windowCode", "XZSP-45");
        assertThat(ask(WINDOW, body).must(400).errors()).containsExactly("windowCode answered-at-a-window");
        body.put("answer", "四种材料");
        body.put("channel", "PHONE");
        assertThat(ask(WINDOW, body).must(400).errors()).containsExactly("windowCode answered-at-a-window");
        body.put("channel", "WINDOW");
        body.put("windowCode", "XZSP-99");
        assertThat(ask(WINDOW, body).must(400).errors()).containsExactly("windowCode no-window-in-use");
        body.put("windowCode", "XZSP-45");
        assertThat(event(ask(WINDOW, body).must(201).text("number"))
                        .path("windowCode")
                        .asString())
                .isEqualTo("XZSP-45");

        var later = ask(WINDOW, question("WINDOW")).must(201).text("number");
        calls.put(WINDOW, "/consultations/" + later + "/answer", Map.of("answer", "四种材料", "windowCode", "XZSP-45"))
                .must(200);
        assertThat(event(later).path("windowCode").asString()).isEqualTo("XZSP-45");
    }

    @Test
    void whoAskedOnlineIsKnownByAMarkOfThisQuestionAlone() {
        var asker = applicant(calls.enterprise());
        var number = ask(asker, question("ONLINE")).must(201).text("number");
        var another = ask(asker, question("ONLINE")).must(201).text("number");
        answer(WINDOW, number).must(200);
        answer(WINDOW, another).must(200);

        var told = event(number);

        assertThat(told.path("asker").asString()).isEqualTo(AccountMark.of(number, asker.name()));
        assertThat(event(another).path("asker").asString())
                .as("nobody sees that both are the same person's")
                .isNotEqualTo(told.path("asker").asString());
        assertThat(told.toString()).doesNotContain(asker.name());
    }

    @Test
    void theTelephoneNumberIsSealedAndGoesWhenTheQuestionIsClosed() {
        var body = question("WINDOW");
        body.put("contactPhone", "13800001234");
        var number = ask(WINDOW, body).must(201).text("number");

        assertThat(stored(number)).isNotEmpty().doesNotContain("13800001234");
        calls.put(WINDOW, "/consultations/" + number + "/closing", null).declines(409, "not-answered");
        answer(WINDOW, number).must(200);
        var closed =
                calls.put(WINDOW, "/consultations/" + number + "/closing", null).must(200);

        assertThat(closed.text("status")).isEqualTo("CLOSED");
        assertThat(closed.body().has("contactPhone")).isFalse();
        assertThat(stored(number)).isEmpty();
        answer(WINDOW, number).declines(409, "already-closed");
    }

    /** As Latin characters; empty when there is none. */
    private String stored(String number) {
        return jdbc.sql("SELECT coalesce(contact_phone, '') FROM consultation WHERE number = ?")
                .param(number)
                .query((row, _) -> new String(row.getBytes(1), StandardCharsets.ISO_8859_1))
                .single();
    }

    @Test
    void aQuestionGoesToTheUnitThatKnows() {
        var asker = applicant(calls.enterprise());
        clock.stopAt(Instant.parse("2026-03-02T01:00:00Z"));
        var number = ask(asker, question("ONLINE")).must(201).text("number");
        var path = "/consultations/" + number;

        assertThat(calls.get(asker, path).text("dueOn")).isEqualTo("2026-03-09");
        calls.get(EXAMINER, path).declines(404, "unknown-consultation");
        answer(EXAMINER, number).declines(404, "unknown-consultation");
        assertThat(calls.put(WINDOW, path + "/unit", Map.of("unit", "NO-SUCH"))
                        .must(400)
                        .errors())
                .containsExactly("unit unknown-unit");
        calls.put(WINDOW, path + "/unit", Map.of("unit", "SCJG")).must(200);
        calls.get(EXAMINER, path).must(200);
        calls.get(OTHER_UNIT, path).declines(404, "unknown-consultation");
        clock.stopAt(Instant.parse("2026-03-10T01:00:00Z"));
        assertThat(calls.get(WINDOW, path).body().path("overdue").asBoolean()).isTrue();
        answer(OTHER_UNIT, number).declines(404, "unknown-consultation");
        var answered = answer(EXAMINER, number).must(200);

        assertThat(answered.body().path("answer").path("unit").asString()).isEqualTo("SCJG");
        assertThat(answered.body().path("answer").path("minutesToAnswer").asLong())
                .isEqualTo(8 * 24 * 60);
        assertThat(answered.body().path("overdue").asBoolean()).isFalse();
        answer(WINDOW, number).declines(409, "already-answered");
        calls.put(EXAMINER, path + "/unit", Map.of("unit", "RSJ")).declines(409, "already-answered");
        assertThat(event(number).path("atOnce").asBoolean()).isFalse();
        calls.put(asker, path + "/closing", null).must(200);
    }

    @Test
    void foreignQuestionsDoNotExist() {
        var usci = calls.enterprise();
        var body = question("ONLINE");
        body.put("enterpriseUsci", usci);
        var number = ask(applicant(usci), body).must(201).text("number");
        ask(WINDOW, question("WINDOW")).must(201);

        for (var stranger : List.of(applicant(newUsci()), agent("stranger"), HELPER)) {
            calls.get(stranger, "/consultations/" + number).declines(404, "unknown-consultation");
            assertThat(calls.get(stranger, "/consultations?limit=200")
                            .must(200)
                            .body()
                            .toString())
                    .doesNotContain(number);
        }
        calls.put(applicant(newUsci()), "/consultations/" + number + "/closing", null)
                .declines(404, "unknown-consultation");
        answer(HELPER, number).declines(404, "unknown-consultation");
        assertThat(calls.get(applicant(usci), "/consultations").must(200).body().toString())
                .contains(number);
        assertThat(calls.get(WINDOW, "/consultations?status=OPEN&limit=1")
                        .must(200)
                        .body()
                        .has("next"))
                .isTrue();
    }

    @Test
    void whatIsAskedIsChecked() {
        var asker = applicant(calls.enterprise());
        var body = question("PHONE");
        body.put("answer", "我自己回答");
        body.put("itemCode", "NO-SUCH");
        body.put("contactPhone", "12345");
        body.put("enterpriseUsci", calls.enterprise());
        assertThat(ask(asker, body).must(400).errors())
                .containsExactlyInAnyOrder(
                        "itemCode unknown-item",
                        "contactPhone phone",
                        "answer staff-answers",
                        "channel channel-online-only",
                        "enterpriseUsci unknown-enterprise");
        var blank = question("PHONE");
        blank.put("question", " ");
        assertThat(ask(WINDOW, blank).must(400).errors()).containsExactly("question not-blank");
    }

    @Test
    void ofManyWhoAnswerAtOnceOneDoes() throws Exception {
        var number = ask(WINDOW, question("HOTLINE")).must(201).text("number");
        var together = new CyclicBarrier(8);
        var replies = new ArrayList<Reply>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit((Callable<Reply>) () -> {
                        together.await();
                        return answer(WINDOW, number);
                    }))
                    .toList();
            for (var one : running) {
                replies.add(one.get());
            }
        }

        assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(1);
        assertThat(replies.stream().filter(reply -> reply.status() == 409))
                .hasSize(7)
                .allSatisfy(reply -> reply.declines(409, "already-answered"));
        assertThat(jdbc.sql("SELECT count(*) FROM outbox WHERE subject = ?")
                        .param(number)
                        .query(Integer.class)
                        .single())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void everybodyMayKnowTheChannelsAndTheCounts() {
        assertThat(calls.get(NOBODY, "/consultation-channels").must(200).body().toString())
                .contains("0539-2032115", "12345");
        // A year that no other test asks in.
        clock.stopAt(Instant.parse("2031-06-02T01:00:00Z"));
        var answeredAtOnce = question("PHONE");
        answeredAtOnce.put("answer", "四种材料");
        ask(WINDOW, answeredAtOnce).must(201);
        var later = ask(WINDOW, question("PHONE")).must(201).text("number");
        ask(WINDOW, question("PHONE")).must(201);
        clock.stopAt(Instant.parse("2031-06-02T01:30:00Z"));
        answer(WINDOW, later).must(200);

        var counts = calls.get(NOBODY, "/consultation-counts?from=2031-06-02&to=2031-06-02")
                .must(200)
                .body()
                .path("channels");
        assertThat(counts).hasSize(5);
        var phone = counts.valueStream()
                .filter(one -> one.path("channel").asString().equals("PHONE"))
                .findFirst()
                .orElseThrow();
        assertThat(phone.path("asked").asInt()).isEqualTo(3);
        assertThat(phone.path("answered").asInt()).isEqualTo(2);
        assertThat(phone.path("answeredAtOnce").asInt()).isEqualTo(1);
        assertThat(phone.path("meanMinutesToAnswer").decimalValue()).isEqualByComparingTo("15");
        assertThat(counts.valueStream()
                        .filter(one -> one.path("channel").asString().equals("HOTLINE"))
                        .findFirst()
                        .orElseThrow()
                        .has("meanMinutesToAnswer"))
                .isFalse();
        assertThat(calls.get(NOBODY, "/consultation-counts?from=2031-06-02&to=2033-06-02")
                        .must(400)
                        .errors())
                .containsExactly("to date-range");
        assertThat(calls.get(NOBODY, "/consultation-counts?from=2031-06-02&to=2031-06-01")
                        .must(400)
                        .errors())
                .containsExactly("to ends-before-start");

        var day = LocalDate.of(2031, 6, 2);
        var counted = figures.count(new FigureQuery(day, day, null, null));
        assertThat(counted)
                .extracting(figure -> figure.definition().code() + " " + figure.numerator())
                .containsExactly(
                        "CONSULTATIONS 3",
                        "VEHICLE_CONSULTATIONS 0",
                        "CONSULTATIONS_ANSWERED_AT_ONCE 1",
                        "CONSULTATION_MINUTES_TO_ANSWER 30");
        assertThat(counted.get(2).denominator()).isEqualTo(2);
        assertThat(figures.count(new FigureQuery(day.plusDays(1), day.plusDays(1), null, null))
                        .get(2)
                        .value())
                .isNull();
        calls.get(OPS, "/consultations").must(200);
    }
}

package onestop.appeal.clouddesk;

import static onestop.appeal.Office.OURS;
import static onestop.appeal.Office.WINDOW;
import static onestop.appeal.Office.applicant;
import static onestop.appeal.Office.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.appeal.Calls;
import onestop.appeal.Office.Person;
import onestop.appeal.Office.Requests.Answer;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

@WholeService
class AppointmentsAskedIT {
    private static final String AT = "/cloud-desk/conversations";
    private static final String TOPIC = "onestop.intake.appointment";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TUESDAY = "2026-03-03T09:30:00+08:00";
    private static final String WEDNESDAY = "2026-03-04T09:30:00+08:00";

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Events events;

    @Autowired
    TestClock clock;

    private Calls calls;
    /** Each test has a person of its own, as places are limited for each. */
    private Person customer;

    @BeforeEach
    void begin() {
        calls = new Calls(mvc);
        customer = applicant("visitor-" + UUID.randomUUID(), OURS);
        clock.setTo("2026-03-02T09:10:00+08:00");
        events.createTopic(TOPIC, 1);
    }

    private String opened() {
        return calls.post(customer, AT, """
                        {"channel": "WEB", "purpose": "APPOINTMENT", "usci": "%s", "text": "我叫王红梅，想预约"}
                        """.formatted(OURS)).must(201).text("id");
    }

    private Answer ask(Person person, String conversation, String startsAt) {
        return calls.put(person, AT + "/" + conversation + "/appointment", """
                {"regionCode": "371327000000", "startsAt": "%s", "itemCodes": ["SP-XB", "SP-XB"]}
                """.formatted(startsAt));
    }

    private JsonNode asked(String conversation) {
        var read = calls.get(customer, AT + "/" + conversation).must(200).json();
        Contracts.assertAnswer("Conversation", read);
        return read.path("appointment");
    }

    private void answer(String request, String type, int sequence, String more) {
        events.send(TOPIC, request, TOPIC + "." + type + ".v1", request, sequence, """
                {"requestId": "%s", "newer": 1%s}""".formatted(request, more));
    }

    private static String held(UUID appointment) {
        return ", \"appointmentId\": \"%s\", \"nameBy\": \"2026-03-02T09:40:00+08:00\"".formatted(appointment);
    }

    private static String back(UUID appointment) {
        return ", \"appointmentId\": \"%s\", \"reason\": \"NOBODY_NAMED\"".formatted(appointment);
    }

    private void awaitState(String conversation, String state) {
        Eventually.within(
                SOON,
                () -> assertThat(asked(conversation).path("state").asString()).isEqualTo(state));
    }

    @Test
    void whatIsAskedForIsToldWithoutAnybodysName() {
        var id = opened();
        var asked = ask(customer, id, TUESDAY).must(200).json().path("appointment");
        assertThat(asked.path("state").asString()).isEqualTo("ASKED");
        assertThat(asked.path("itemCodes").toString()).isEqualTo("[\"SP-XB\"]");
        var request = asked.path("requestId").asString();
        assertThat(ask(customer, id, TUESDAY).must(200).json().path("appointment"))
                .isEqualTo(asked);
        ask(customer, id, WEDNESDAY).mustBe(409, "appointment-asked");

        var event =
                events.await("onestop.appeal.desk", SOON, each -> each.subject().equals(request));
        Contracts.assertEvent(event.type(), event.text());
        assertThat(event.key()).isEqualTo(id);
        assertThat(event.text()).contains(TUESDAY, OURS).doesNotContain("visitor-", "王红梅");
        assertThat(events.list("onestop.appeal.desk", id)).hasSize(1);
    }

    @Test
    void aPlaceIsHeldAndItIsToldWhereToSayWhoComes() {
        var id = opened();
        var request = ask(customer, id, TUESDAY)
                .json()
                .path("appointment")
                .path("requestId")
                .asString();
        var before = calls.get(customer, AT + "/" + id).etag();
        var appointment = UUID.randomUUID();
        answer(request, "booked", 1, held(appointment));
        awaitState(id, "BOOKED");
        assertThat(asked(id).path("handOver").path("path").asString())
                .isEqualTo("/api/intake/appointments/" + appointment + "/visitor");
        assertThat(calls.get(customer, AT + "/" + id).etag()).isNotEqualTo(before);
        ask(customer, id, WEDNESDAY).mustBe(409, "appointment-asked");

        var stranger = applicant("stranger-" + UUID.randomUUID(), OURS);
        for (var conversation : List.of(id, opened())) { // whether an hour is booked makes no difference to others
            calls.put(stranger, AT + "/" + conversation + "/end", "{\"outcome\": \"APPOINTED\"}")
                    .mustBe(404, "no-such-conversation");
        }
        calls.put(WINDOW, AT + "/" + id + "/clerk", null).must(200);
        assertThat(calls.put(WINDOW, AT + "/" + id + "/end", "{\"outcome\": \"APPOINTED\"}")
                        .must(200)
                        .text("appointmentId"))
                .isEqualTo(appointment.toString());
        ask(customer, id, WEDNESDAY).mustBe(409, "conversation-over");
    }

    @Test
    void afterARefusalAnotherHourIsAskedFor() {
        var id = opened();
        var first = ask(customer, id, TUESDAY)
                .json()
                .path("appointment")
                .path("requestId")
                .asString();
        calls.put(customer, AT + "/" + id + "/end", "{\"outcome\": \"APPOINTED\"}")
                .mustBlame("appointmentId", "with-appointed");
        answer(first, "declined", 1, ", \"reason\": \"HOUR_FULL\"");
        awaitState(id, "DECLINED");
        assertThat(asked(id).path("reason").asString()).isEqualTo("HOUR_FULL");
        var second = ask(customer, id, WEDNESDAY).must(200).json().path("appointment");
        assertThat(second.path("requestId").asString()).isNotEqualTo(first);
        answer(first, "booked", 1, held(UUID.randomUUID())); // double and late: what was declined stays declined
        answer(second.path("requestId").asString(), "booked", 1, held(UUID.randomUUID()));
        awaitState(id, "BOOKED");
        assertThat(asked(id).path("startsAt").asString()).isEqualTo(WEDNESDAY);
    }

    @Test
    void aPlaceThatWasGivenBackStaysGivenBack() {
        var id = opened();
        var request = ask(customer, id, TUESDAY)
                .json()
                .path("appointment")
                .path("requestId")
                .asString();
        var appointment = UUID.randomUUID();
        answer(request, "booked", 1, held(appointment));
        answer(request, "given-back", 2, back(appointment));
        answer(request, "booked", 1, held(appointment));
        var other = opened();
        var last = ask(customer, other, TUESDAY)
                .json()
                .path("appointment")
                .path("requestId")
                .asString();
        answer(last, "booked", 1, held(UUID.randomUUID()));
        awaitState(other, "BOOKED"); // all before it have been read
        assertThat(asked(id).path("state").asString()).isEqualTo("GIVEN_BACK");
        assertThat(asked(id).path("reason").asString()).isEqualTo("NOBODY_NAMED");
        assertThat(asked(id).has("handOver")).isFalse();
    }

    @Test
    void strangersAskForNothingAndInputIsChecked() {
        var id = opened();
        ask(applicant("stranger", OURS), id, TUESDAY).mustBe(404, "no-such-conversation");
        ask(person("other-clerk", Role.WINDOW), id, TUESDAY).mustBe(404, "no-such-conversation");
        ask(customer, UUID.randomUUID().toString(), TUESDAY).mustBe(404, "no-such-conversation");
        calls.put(customer, AT + "/" + id + "/appointment", """
                        {"regionCode": "3713", "startsAt": "2026-03-03T09:30:00+08:00", "itemCodes": []}""").must(400);
        calls.put(customer, AT + "/" + id + "/appointment", """
                        {"regionCode": "371327000000", "itemCodes": ["SP-XB"]}""").must(400);
    }

    @Test
    void nobodyHoldsMoreThanThreePlacesADay() throws Exception {
        var conversations = IntStream.range(0, 6).mapToObj(_ -> opened()).toList();
        try (var threads = Executors.newFixedThreadPool(6)) {
            var work = conversations.stream()
                    .map(id ->
                            (Callable<Integer>) () -> ask(customer, id, TUESDAY).status())
                    .toList();
            var answers = new ArrayList<Integer>();
            for (var done : threads.invokeAll(work)) {
                answers.add(done.get());
            }
            assertThat(answers).containsExactlyInAnyOrder(200, 200, 200, 409, 409, 409);
        }
        var held = conversations.stream()
                .filter(id -> asked(id).has("requestId"))
                .findFirst()
                .orElseThrow();
        var request = asked(held).path("requestId").asString();
        var appointment = UUID.randomUUID();
        answer(request, "booked", 1, held(appointment));
        answer(request, "given-back", 2, back(appointment).replace("NOBODY_NAMED", "CANCELLED"));
        awaitState(held, "GIVEN_BACK");
        ask(customer, opened(), WEDNESDAY).must(200); // what was cancelled is not counted
        ask(customer, opened(), WEDNESDAY).mustBe(409, "appointments-enough");
        clock.setTo("2026-03-03T09:20:00+08:00");
        ask(customer, opened(), WEDNESDAY).must(200);
    }

    @Test
    void ofTwoWhoAskAtOnceForDifferentHoursOneIsHeard() throws Exception {
        var id = opened();
        calls.put(WINDOW, AT + "/" + id + "/clerk", null).must(200);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var work = List.<Callable<Integer>>of(
                    () -> ask(customer, id, TUESDAY).status(),
                    () -> ask(WINDOW, id, WEDNESDAY).status());
            var answers = new ArrayList<Integer>();
            for (var done : threads.invokeAll(work)) {
                answers.add(done.get());
            }
            assertThat(answers).containsExactlyInAnyOrder(200, 409);
        }
    }
}

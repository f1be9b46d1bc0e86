package onestop.appeal;

import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static onestop.appeal.Office.OURS;
import static onestop.appeal.Office.SWJ;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import onestop.appeal.contract.Contracts;
import onestop.testsupport.Events;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One appeal from the applicant's request to its last event on the topic. */
@WholeService
class AppealServiceIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TOPIC = "onestop.appeal.appeal";

    @Autowired
    Office.Requests requests;

    @Autowired
    Events events;

    @Autowired
    TestClock clock;

    @Test
    void anAppealIsFollowedToItsEnd() {
        clock.setTo("2026-03-02T09:10:00+08:00");
        var key = UUID.randomUUID().toString();
        var body = """
                {"usci": "%s", "kind": "PROBLEM", "title": "印章备案没有结果", "text": "三天没有反馈，很着急。",
                 "about": {"receiptNumber": "LN26030299999"}, "contact": {"name": "王女士", "phone": "13900000000"}}
                """.formatted(OURS);
        var received = requests.post(APPLICANT, key, body).must(201);
        var id = received.text("id");
        assertThat(received.location()).isEqualTo("/api/appeal/appeals/" + id);
        assertThat(received.etag()).isEqualTo("\"1\"");
        assertThat(received.text("number")).matches("SQ260302\\d{6}");
        assertThat(requests.post(APPLICANT, key, body).must(201).body()).isEqualTo(received.body());

        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"SWJ\"}").must(200);
        requests.put(SWJ, id, "return", "{\"legalReason\": \"印章备案由公安机关负责\", \"proposedUnit\": \"GAJ\"}")
                .must(200);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, id, "signature", null).must(200);
        clock.setTo("2026-03-02T10:05:00+08:00");
        requests.put(GAJ, id, "contact", "{\"note\": \"已电话联系\"}").must(200);
        clock.setTo("2026-03-03T09:00:00+08:00");
        requests.put(GAJ, id, "opinion", "{\"text\": \"两个工作日内补办\"}").must(200);
        clock.setTo("2026-03-05T16:30:00+08:00");
        requests.put(GAJ, id, "reply", "{\"text\": \"已补办\"}").must(200);
        clock.setTo("2026-03-06T09:20:00+08:00");
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": false, \"satisfied\": false}")
                .must(200);
        var redo =
                requests.put(COORDINATOR, id, "redo", "{\"reason\": \"仍查询不到\"}").must(200);
        assertThat(redo.json().path("nextDue").path("clock").asString()).isEqualTo("REDO");
        assertThat(redo.json().path("nextDue").path("dueOn").asString()).isEqualTo("2026-03-17");
        clock.setTo("2026-03-09T15:00:00+08:00");
        requests.put(GAJ, id, "reply", "{\"text\": \"已更正备案编号\"}").must(200);
        clock.setTo("2026-03-10T10:00:00+08:00");
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": false}").must(200);
        clock.advance(Duration.ofHours(2));
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .must(200);
        var closed = requests.put(COORDINATOR, id, "closure", "{}").must(200);
        assertThat(closed.text("outcome")).isEqualTo("SOLVED");

        var asApplicant = requests.read(APPLICANT, id).must(200);
        assertThat(asApplicant.text("status")).isEqualTo("CLOSED");
        assertThat(asApplicant.json().path("reply").path("text").asString()).isEqualTo("已更正备案编号");
        assertThat(asApplicant.json().path("clocks").findValuesAsString("late")).containsOnly("false");

        var published = events.awaitAll(
                TOPIC,
                SOON,
                event -> event.subject().equals(id),
                ours -> ours.getLast().type().endsWith("closed.v1"));
        assertThat(published)
                .extracting(event -> event.type().replace("onestop.appeal.appeal.", ""))
                .containsExactly(
                        "received.v1",
                        "dispatched.v1",
                        "returned.v1",
                        "dispatched.v1",
                        "replied.v1",
                        "called-back.v1",
                        "redo-ordered.v1",
                        "replied.v1",
                        "called-back.v1",
                        "closed.v1");
        assertThat(published).extracting(Events.Received::sequence).isSorted().doesNotHaveDuplicates();
        for (var event : published) {
            assertThat(event.key()).isEqualTo(id);
            Contracts.assertEvent(event.type(), event.text());
            for (var secret :
                    List.of("王女士", "13900000000", "很着急", "印章备案", "已补办", "applicant", "manager", "coordinator")) {
                assertThat(event.text()).doesNotContain(secret);
            }
        }
    }

    @Test
    void whatIsNotOursIsRejectedAndItsEventSaysSo() {
        var id = requests.receive("COMPLAINT");
        var rejected = requests.put(COORDINATOR, id, "rejection", """
                {"ground": "COURT", "reason": "已立案审理", "competentBody": "莒南县人民法院"}""").must(200);
        assertThat(rejected.text("status")).isEqualTo("REJECTED");
        assertThat(requests.read(APPLICANT, id)
                        .json()
                        .path("rejection")
                        .path("competentBody")
                        .asString())
                .isEqualTo("莒南县人民法院");
        var event = events.await(
                TOPIC, SOON, each -> each.subject().equals(id) && each.type().endsWith("closed.v1"));
        Contracts.assertEvent(event.type(), event.text());
        assertThat(event.text()).contains("REJECTED").doesNotContain("unit");
    }
}

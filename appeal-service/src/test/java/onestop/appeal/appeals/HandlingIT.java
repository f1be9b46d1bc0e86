package onestop.appeal.appeals;

import static onestop.appeal.Office.ANOTHER;
import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static onestop.appeal.Office.SWJ;
import static onestop.appeal.Office.manager;
import static onestop.appeal.Office.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.appeal.Office.Requests;
import onestop.appeal.Office.Requests.Answer;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The commands over HTTP: what is refused and how, and what happens when several come at once. */
@WholeService
class HandlingIT {
    @Autowired
    Requests requests;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void monday() {
        clock.setTo("2026-03-02T09:10:00+08:00");
    }

    @Test
    void ofTwoManagersWhoSignAtOnceExactlyOneSucceeds() throws Exception {
        for (int round = 0; round < 20; round++) {
            var id = requests.receive("PROBLEM");
            requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);

            var answers = atOnce(
                    4, number -> requests.put(manager("manager" + number + "-gaj", "GAJ"), id, "signature", null));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409, 409, 409);
            assertThat(stepsOf(id)).containsExactly("RECEIVED", "DISPATCHED", "SIGNED");
        }
    }

    @Test
    void theSameRequestAtOnceIsOneAppeal() throws Exception {
        var key = UUID.randomUUID().toString();
        var title = "同一诉求 " + key;
        var answers = atOnce(
                4,
                _ -> requests.post(
                        APPLICANT,
                        key,
                        "{\"kind\": \"HELP\", \"title\": \"%s\", \"text\": \"重复提交\"}".formatted(title)));
        assertThat(answers).allSatisfy(answer -> answer.must(201));
        assertThat(answers)
                .extracting(answer -> answer.text("id"))
                .containsOnly(answers.getFirst().text("id"));
        assertThat(jdbc.sql("SELECT count(*) FROM appeal WHERE title = :title")
                        .param("title", title)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private interface Request {
        Answer send(int number);
    }

    private static List<Answer> atOnce(int times, Request request) throws Exception {
        var together = new CyclicBarrier(times);
        try (var threads = Executors.newFixedThreadPool(times)) {
            var running = IntStream.range(0, times)
                    .mapToObj(number -> threads.submit(() -> {
                        together.await();
                        return request.send(number);
                    }))
                    .toList();
            var answers = new ArrayList<Answer>();
            for (var each : running) {
                answers.add(each.get());
            }
            return answers;
        }
    }

    @Test
    void aCommandInTheWrongStateNamesTheStateAndTheNeededOnes() {
        var id = requests.receive("PROBLEM");
        var answer = requests.put(COORDINATOR, id, "closure", "{}");
        answer.mustBe(409, "wrong-appeal-state");
        assertThat(answer.text("detail")).contains("RECEIVED").contains("CALLED_BACK");
    }

    @Test
    void anotherUnitsManagerLearnsNothing() {
        var id = requests.signed("GAJ");
        requests.put(SWJ, id, "reply", "{\"text\": \"已办结\"}").mustBe(404, "no-such-appeal");
        requests.read(SWJ, id).mustBe(404, "no-such-appeal");
        requests.put(SWJ, UUID.randomUUID().toString(), "signature", null).mustBe(404, "no-such-appeal");
    }

    @Test
    void aManagerWithoutAUnitBelongsToNone() {
        var id = requests.signed("GAJ");
        requests.put(person("manager", Role.UNIT_MANAGER), id, "reply", "{\"text\": \"x\"}")
                .mustBe(404, "no-such-appeal");
    }

    @Test
    void anAppealIsDispatchedToKnownUnitsOnly() {
        var id = requests.receive("PROBLEM");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"NOSUCH\"}").mustBlame("unit", "unknown-unit");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"; DROP\"}").mustBlame("unit", "unknown-unit");
        requests.put(COORDINATOR, id, "dispatch", "{}").mustBlame("unit", "no-suggestion");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\", \"version\": 9}")
                .must(400);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"").mustBe(400, "malformed-json");
        requests.put(COORDINATOR, "not-a-uuid", "dispatch", "{\"unit\": \"GAJ\"}")
                .mustBlame("id", "uuid");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").mustBe(409, "same-unit");
    }

    @Test
    void theThirdUnitKeepsTheAppeal() {
        var id = requests.receive("PROBLEM");
        for (int returns = 0; returns < 2; returns++) {
            requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
            requests.put(GAJ, id, "return", "{\"legalReason\": \"不属职责\", \"proposedUnit\": \"SWJ\"}")
                    .must(200);
        }
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, id, "return", "{\"legalReason\": \"不属职责\", \"proposedUnit\": \"SWJ\"}")
                .mustBe(409, "returns-exhausted");
        requests.put(GAJ, id, "return", "{\"legalReason\": \" \", \"proposedUnit\": \"SWJ\"}")
                .mustBlame("legalReason", "not-blank");
    }

    @Test
    void whatWasSignedIsReturnedWithinTwoWorkingDays() {
        var id = requests.signed("GAJ");
        clock.setTo("2026-03-05T08:30:00+08:00");
        requests.put(GAJ, id, "return", "{\"legalReason\": \"不属职责\", \"proposedUnit\": \"SWJ\"}")
                .mustBe(409, "too-late-to-return");
    }

    @Test
    void contactAndOpinionAreRecordedOnce() {
        var id = requests.signed("GAJ");
        requests.put(GAJ, id, "opinion", "{\"text\": \"两日内办结\"}").must(200);
        requests.put(GAJ, id, "contact", "{\"note\": \"已联系\"}").mustBe(409, "already-contacted");
        requests.put(GAJ, id, "opinion", "{\"text\": \"两日内办结\"}").mustBe(409, "opinion-already-given");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reached\": true, \"solved\": true} | satisfied | required",
                "{\"reached\": true, \"satisfied\": true} | solved | required",
                "{\"reached\": false, \"solved\": true} | solved | asked-nobody",
                "{\"reached\": \"yes\"} | reached | true-or-false"
            })
    void aCallBackSaysWhatWasAskedAndNothingElse(String body, String field, String code) {
        var id = requests.replied("GAJ");
        requests.put(COORDINATOR, id, "call-back", body).mustBlame(field, code);
    }

    @Test
    void callsAreMadeAtDifferentTimesAndThreeAreEnough() {
        var id = requests.replied("GAJ");
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": false}").must(200);
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": false}").mustBe(409, "call-back-too-soon");
        clock.advance(Duration.ofHours(1));
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": false}").must(200);
        clock.advance(Duration.ofHours(1));
        var over = requests.put(COORDINATOR, id, "call-back", "{\"reached\": false}")
                .must(200);
        assertThat(over.text("state")).isEqualTo("CALLED_BACK");
        assertThat(over.json().path("callBack").path("reached").asBoolean(true)).isFalse();
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"请重办\"}").mustBe(409, "nothing-to-redo");
        assertThat(requests.put(COORDINATOR, id, "closure", "{}").must(200).text("outcome"))
                .isEqualTo("UNREACHED");
    }

    @Test
    void whatWasNotAcceptedIsRedoneOnceAndThenClosedWithAReason() {
        var id = requests.calledBack("GAJ", false, false);
        requests.put(COORDINATOR, id, "closure", "{}").mustBe(409, "outcome-does-not-fit");
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"请重办\"}").must(200);
        requests.put(GAJ, id, "reply", "{\"text\": \"已重新办理\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": false, \"satisfied\": false}")
                .must(200);
        assertThat(requests.read(COORDINATOR, id).text("supervision")).isEqualTo("RED");
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"请重办\"}").mustBe(409, "already-redone");
        requests.put(COORDINATOR, id, "closure", "{\"outcome\": \"UNSOLVED\"}")
                .mustBlame("reason", "reason-for-outcome");
        requests.put(COORDINATOR, id, "closure", "{\"outcome\": \"SOLVED\"}").mustBe(409, "outcome-does-not-fit");
        var closed = requests.put(COORDINATOR, id, "closure", "{\"outcome\": \"UNSOLVED\", \"reason\": \"须上级部门解决\"}")
                .must(200);
        assertThat(closed.text("closingReason")).isEqualTo("须上级部门解决");
        assertThat(closed.text("supervision")).isEqualTo("NONE");
    }

    @Test
    void aLongAnswerIsTakenAndALongerOneIsNot() {
        var id = requests.signed("GAJ");
        requests.put(GAJ, id, "reply", "{\"text\": \"" + "长".repeat(4001) + "\"}")
                .mustBlame("text", "size");
        requests.put(GAJ, id, "reply", "{\"text\": \"a\\u0000b\"}").mustBlame("text", "character");
        requests.put(GAJ, id, "reply", "{\"text\": \"" + "长".repeat(4000) + "\"}")
                .must(200);
    }

    @Test
    void problemsAreToldInTheCallersLanguage() {
        var id = requests.receive("PROBLEM");
        assertThat(requests.put(COORDINATOR, id, "closure", "{}").text("title"))
                .isEqualTo("Not possible in this state");
        requests.post(
                        APPLICANT,
                        "{\"usci\": \"" + ANOTHER + "\", \"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\"}")
                .mustBe(403, "not-your-enterprise");
    }

    private List<String> stepsOf(String id) {
        return jdbc.sql("SELECT step FROM appeal_step WHERE appeal_id = :id::uuid ORDER BY version")
                .param("id", id)
                .query((row, _) -> row.getString("step"))
                .list();
    }
}

package onestop.approval.partners;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.Contract;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import onestop.testsupport.Events;
import onestop.testsupport.Events.Received;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A department that works in a system of its own. */
@ApprovalIT
class PartnersIT {
    private static final String TASKS = "onestop.approval.task";
    private static final String ACTS = "onestop.partner.act";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    private final String unit = "D" + UUID.randomUUID().toString().substring(0, 8);
    private final String source = "//" + unit;
    private String receiptNumber = "";
    private String number = "";

    @BeforeEach
    void aPartnerWithAnOpenCase() {
        receiptNumber = office.open(aFile().promised("SW-BG", unit, 0));
        number = caseOf(receiptNumber, "SW-BG");
        assertThat(register(unit, source))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.tasksTold")
                .isEqualTo(1);
    }

    @Test
    void itsTasksLeaveAndItsStepsAndDecisionComeBackAsEvents() {
        tell(source, "1", "EXAMINE", "police-1", "材料齐全");
        tell(source, "2", "GRANT", "police-1", "符合条件");
        tell(source, "3", "GRANT", "police-2", "符合条件");

        var told = told(6);
        told.forEach(Contract::holds);
        assertThat(told)
                .extracting(Received::type)
                .containsExactlyInAnyOrder(
                        TASKS + ".assigned.v1",
                        TASKS + ".assigned.v1",
                        TASKS + ".closed.v1",
                        TASKS + ".answered.v1",
                        TASKS + ".answered.v1",
                        TASKS + ".answered.v1");
        assertThat(answer(told, "1").get("done").asBoolean()).isTrue();
        assertThat(answer(told, "2").get("problem").asString()).as("four eyes").isEqualTo("/problems/same-examiner");
        assertThat(answer(told, "3").get("status").asString()).isEqualTo("GRANTED");
        assertThat(office.acts(number)).containsExactly("OPENED", "EXAMINED", "GRANTED");
        assertThat(jdbc.sql("SELECT actor FROM case_history WHERE case_number = ? AND act = 'EXAMINED'")
                        .param(number)
                        .query(String.class)
                        .single())
                .isEqualTo(unit + ":police-1");
    }

    @Test
    void twoOfItsOfficersVerifyOnSiteBeforeItIsExamined() {
        receiptNumber = office.open(aFile().verifiedOnSite("SW-BG", unit, 0));
        number = caseOf(receiptNumber, "SW-BG");
        var visit = "\"text\": \"与图纸一致\", \"visitedOn\": \"2026-03-03\", \"unit\": \"" + unit + "\"";

        tell(source, "1", "EXAMINE", "police-1", "材料齐全");
        send(source, body("2", "RECORD_VISIT", "police-1", visit));
        send(source, body("3", "RECORD_VISIT", "police-1", visit + ", \"place\": \"店内\""));
        tell(source, "4", "SIGN_VISIT", "police-1", "");
        tell(source, "5", "SIGN_VISIT", "police-2", "");
        tell(source, "6", "EXAMINE", "police-1", "材料齐全");

        var told = told(8);
        told.forEach(Contract::holds);
        assertThat(answer(told, "1").get("problem").asString()).isEqualTo("/problems/visit-missing");
        assertThat(answer(told, "2").get("detail").asString()).contains("place");
        assertThat(answer(told, "3").get("done").asBoolean()).isTrue();
        assertThat(answer(told, "4").get("problem").asString())
                .as("two officers")
                .isEqualTo("/problems/same-visitor");
        assertThat(answer(told, "5").get("done").asBoolean()).isTrue();
        assertThat(answer(told, "6").get("done").asBoolean()).isTrue();
    }

    @Test
    void whatIsToldTwiceIsDoneOnceAndAnsweredTwice() {
        tell(source, "1", "EXAMINE", "police-1", "材料齐全");
        tell(source, "1", "EXAMINE", "police-1", "材料齐全");
        tell(source, "1", "GRANT", "police-2", "符合条件");

        var answers = told(5).stream()
                .filter(one -> one.type().endsWith("answered.v1"))
                .map(Contract::data)
                .toList();
        assertThat(answers).extracting(one -> one.get("done").asBoolean()).containsExactly(true, true, false);
        assertThat(answers).extracting(one -> one.get("repeated").asBoolean()).containsExactly(false, true, true);
        assertThat(answers.get(2).get("problem").asString()).isEqualTo("/problems/reference-used");
        assertThat(office.acts(number)).containsExactly("OPENED", "EXAMINED");
    }

    @Test
    void nobodyElseSpeaksForTheUnit() {
        tell("//somebody-else", "1", "GRANT", "police-1", "材料齐全");
        tell(source, "2", "EXAMINE", "", "材料齐全");
        tell(source, "3", "EXAMINE", "police-1", "");
        tell(source, "4", "EXAMINE", "police-1", "材料齐全");

        // One task when the unit was registered, one after the examination, three answers: none to the stranger.
        var told = told(5);
        told.forEach(Contract::holds);
        assertThat(answer(told, "2").get("problem").asString()).isEqualTo("/problems/invalid-request");
        assertThat(answer(told, "3").get("detail").asString()).contains("text");
        assertThat(answer(told, "4").get("done").asBoolean())
                .as("nothing waits behind what was declined")
                .isTrue();
        assertThat(office.acts(number)).containsExactly("OPENED", "EXAMINED");
        assertThat(register("X" + unit, source)).hasStatus(409).bodyText().contains("/problems/source-of-another");
    }

    @Test
    void whatCannotBeReadIsDeclinedAndNothingWaitsBehindIt() {
        tell(source, "1", "APPROVE", "police-1", "材料齐全");
        send(source, body("2", "SUSPEND", "police-1", "\"unit\": \"" + unit + "\", \"expectedWorkingDays\": \"soon\""));
        send(source, "{\"unit\": \"" + unit + "\", \"reference\": {\"a\": 1}, \"act\": []}");
        send(source, "no act at all");
        tell(source, "3", "EXAMINE", "police-1", "材料齐全");

        // A task when the unit was registered, one after the examination, and an answer to each that has a reference.
        var told = told(5);
        told.forEach(Contract::holds);
        assertThat(answer(told, "1").get("problem").asString()).isEqualTo("/problems/invalid-request");
        assertThat(answer(told, "1").get("detail").asString()).contains("act").doesNotContain("APPROVE");
        assertThat(answer(told, "2").get("detail").asString()).contains("expectedWorkingDays");
        assertThat(answer(told, "3").get("done").asBoolean()).isTrue();
    }

    @Test
    void openTasksAreToldOnceMoreWhenEveryReplicaKnowsTheUnit(
            @Autowired TellAgain tellAgain, @Autowired TestClock clock) {
        tellAgain.run();
        try {
            clock.set(TestClock.TUESDAY_NOON.plusSeconds(120));
            tellAgain.run();
            tellAgain.run();
        } finally {
            clock.reset();
        }
        tell(source, "1", "EXAMINE", "police-1", "材料齐全");

        var told = told(4);
        told.forEach(Contract::holds);
        assertThat(told)
                .extracting(one -> one.type().replace(TASKS + ".", "") + " " + one.sequence())
                .startsWith("assigned.v1 1", "assigned.v1 1")
                .containsExactlyInAnyOrder(
                        "assigned.v1 1",
                        "assigned.v1 1",
                        "assigned.v1 2",
                        "answered.v1 "
                                + told.stream()
                                        .filter(one -> one.type().endsWith("answered.v1"))
                                        .findFirst()
                                        .orElseThrow()
                                        .sequence());
    }

    @Test
    void whatNobodyCanReadHoldsUpNobody() {
        var noJson = "<act/>".getBytes(StandardCharsets.UTF_8);
        var ofStranger = Events.cloudEvent(UUID.randomUUID(), ACTS + ".taken.v1", number, 1);
        ofStranger.put("ce_source", "//somebody-else");
        events.send(ACTS, receiptNumber, ofStranger, noJson);
        var ofPartner = Events.cloudEvent(UUID.randomUUID(), ACTS + ".taken.v1", number, 1);
        ofPartner.put("ce_source", source);
        events.send(ACTS, receiptNumber, ofPartner, noJson);
        events.send(ACTS, receiptNumber, Map.of("ce_type", "nonsense"), noJson);
        tell(source, "1", "EXAMINE", "police-1", "材料齐全");

        assertThat(answer(told(3), "1").get("done").asBoolean()).isTrue();
        assertThat(jdbc.sql("SELECT state FROM dead_letter WHERE consumer = 'partner-act' AND msg_key = ?")
                        .param(receiptNumber)
                        .query(String.class)
                        .list())
                .as("an operator sees what a partner and a record without headers told, and not the stranger's")
                .containsExactly("OPEN", "OPEN");
    }

    @Test
    void byCallTheSameRulesHold() {
        var partner = token("system", unit, Role.PARTNER);
        var examination = body("1", "EXAMINE", "police-1", "\"text\": \"材料齐全\"");
        assertThat(api.post(examiner(unit), "partner-acts", examination)).hasStatus(403);
        assertThat(api.post(token("system", "GAJ-NONE", Role.PARTNER), "partner-acts", examination))
                .hasStatus(403);
        assertThat(api.post(partner, "partner-acts", body("1", "EXAMINE", "police-1", "\"to\": \"REVIEW\"")))
                .hasStatus(400)
                .bodyText()
                .contains("\"text\"");

        assertThat(api.post(partner, "partner-acts", examination))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.status")
                .isEqualTo("DECISION");
        assertThat(api.post(partner, "partner-acts", examination))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.repeated")
                .isEqualTo(true);
        assertThat(api.post(partner, "partner-acts", body("2", "REFUSE", "police-1", "\"text\": \"不符\"")))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.problem")
                .isEqualTo("/problems/same-examiner");
        assertThat(api.get(partner, "/api/approval/desk")).bodyText().contains(number);
        assertThat(api.get(partner, "/api/approval/cases/{number}", number)).hasStatusOk();
        assertThat(api.get(token("system", "GAJ-NONE", Role.PARTNER), "/api/approval/cases/{number}", number))
                .hasStatus(404);
    }

    @Test
    void whatItIsAskedToCountersignIsATaskOfItsOwn() {
        var asking = unit + "A";
        receiptNumber = office.open(aFile().immediate("SP-XK", asking, 0));
        number = caseOf(receiptNumber, "SP-XK");
        var question = """
                {"units": ["%s", "%s"], "rule": "ANY", "question": "消防通道是否合规", "workingDays": 3}
                """.formatted(unit, unit + "B");
        assertThat(api.post(approver(asking), "cases/" + number + "/opinions", question))
                .hasStatusOk();
        assertThat(api.post(approver(asking), "cases/" + number + "/opinions", question))
                .hasStatusOk();
        assertThat(api.post(approver(asking), "cases/" + number + "/opinions", question))
                .hasStatusOk();
        assertThat(register(unit, source))
                .as("told once more to a system that begins again")
                .bodyJson()
                .extractingPath("$.tasksTold")
                .isEqualTo(4);

        var partner = token("system", unit, Role.PARTNER);
        assertThat(api.get(partner, "/api/approval/opinions-asked")).bodyText().contains("消防通道是否合规");
        assertThat(api.get(partner, "/api/approval/cases/{number}/due-dates", number))
                .hasStatusOk();
        send(
                source,
                body(
                        "1",
                        "GIVE_OPINION",
                        "police-1",
                        "\"request\": 1, \"agrees\": true, \"text\": \"合规\", " + "\"unit\": \"" + unit + "\""));
        assertThat(answer(told(8), "1").get("done").asBoolean()).isTrue();
        assertThat(api.act(approver(asking), number, "opinions/2/withdrawal", "{\"reason\": \"重复\"}"))
                .hasStatusOk();
        assertThat(api.refuse(approver(asking), number)).hasStatusOk();

        var told = told(10);
        told.forEach(Contract::holds);
        assertThat(told.stream()
                        .filter(one -> one.type().contains("opinion"))
                        .map(one -> one.type().replace(TASKS + ".opinion-", "")
                                + " "
                                + Contract.data(one).get("request").asInt()
                                + " "
                                + Contract.data(one).path("because").asString("")))
                .containsExactly(
                        "asked.v1 1 ",
                        "asked.v1 2 ",
                        "asked.v1 3 ",
                        "asked.v1 1 ",
                        "asked.v1 2 ",
                        "asked.v1 3 ",
                        "closed.v1 1 OPINION_GIVEN",
                        "closed.v1 2 REQUEST_WITHDRAWN",
                        "closed.v1 3 REFUSED");
        assertThat(told).allMatch(one -> !one.text().contains("消防"), "the question is not told to everybody who reads");
    }

    @Test
    void aReferenceStandsForOneContent() {
        var partner = token("system", unit, Role.PARTNER);
        assertThat(api.post(
                        partner,
                        "partner-acts",
                        body(
                                "1",
                                "SUSPEND",
                                "police-1",
                                "\"text\": \"第四十五条\", \"suspension\": \"TESTING\", \"expectedWorkingDays\": 3")))
                .hasStatusOk();
        assertThat(api.post(
                        partner,
                        "partner-acts",
                        body(
                                "1",
                                "SUSPEND",
                                "police-1",
                                "\"text\": \"第四十五条\", \"suspension\": \"PUBLICITY\", \"expectedWorkingDays\": 30")))
                .hasStatus(409)
                .bodyText()
                .contains("/problems/reference-used");
        assertThat(office.acts(number)).containsExactly("OPENED", "SUSPENDED");
    }

    @Test
    void ofTheSameReferenceToldAtOnceOneIsDone() throws Exception {
        var partner = token("system", unit, Role.PARTNER);
        var examination = body("1", "EXAMINE", "police-1", "\"text\": \"材料齐全\"");
        try (var threads = Executors.newFixedThreadPool(8)) {
            var calls = new ArrayList<Callable<Boolean>>(Collections.nCopies(
                    8,
                    () -> com.jayway.jsonpath.JsonPath.<Boolean>read(
                            text(api.post(partner, "partner-acts", examination)), "$.done")));
            for (var reply : threads.invokeAll(calls)) {
                assertThat(reply.get()).isTrue();
            }
        }
        assertThat(office.acts(number)).containsExactly("OPENED", "EXAMINED");
    }

    private MvcTestResult register(String whose, String from) {
        return api.put(
                token("ops", "ZWB", Role.OPS),
                "/api/approval/partner-units/{unit}",
                "{\"source\": \"%s\"}".formatted(from),
                whose);
    }

    private String body(String reference, String act, String officer, String more) {
        return """
                {"reference": "%s", "caseNumber": "%s", "act": "%s", "officer": "%s", %s}
                """.formatted(reference, number, act, officer, more);
    }

    private void tell(String from, String reference, String act, String officer, String text) {
        send(from, """
                {"unit": "%s", "reference": "%s", "caseNumber": "%s", "act": "%s", "officer": "%s", "text": "%s"}
                """.formatted(unit, reference, number, act, officer, text));
    }

    private void send(String from, String data) {
        var headers = Events.cloudEvent(UUID.randomUUID(), ACTS + ".taken.v1", number, 1);
        headers.put("ce_source", from);
        events.send(ACTS, receiptNumber, headers, data.getBytes(StandardCharsets.UTF_8));
    }

    private List<Received> told(int count) {
        return events.awaitAll(TASKS, SOON, one -> receiptNumber.equals(one.key()), read -> read.size() == count);
    }

    private static tools.jackson.databind.JsonNode answer(List<Received> told, String reference) {
        return told.stream()
                .filter(one -> one.type().endsWith("answered.v1"))
                .map(Contract::data)
                .filter(one -> one.get("reference").asString().equals(reference))
                .findFirst()
                .orElseThrow();
    }

    private static String text(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}

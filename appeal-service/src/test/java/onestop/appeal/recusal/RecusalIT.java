package onestop.appeal.recusal;

import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.manager;
import static onestop.appeal.Office.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import onestop.appeal.Office.Person;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Facts of other services, over the real topics, and whom they keep from handling an appeal. */
@WholeService
class RecusalIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String APPLICATIONS = "onestop.intake.application";
    private static final String CASES = "onestop.approval.case";
    private static final String ACCEPTED = "onestop.intake.application.accepted.v1";
    private static final String DECIDED = "onestop.approval.case.decided.v1";
    private static final String FINISHED = "onestop.approval.case.file-finished.v1";

    @Autowired
    Requests requests;

    @Autowired
    Events events;

    @Autowired
    FileOfficers fileOfficers;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private final String receipt = "LN" + UUID.randomUUID();
    private final String caseNumber = "C" + UUID.randomUUID();
    private final String officer = "manager-" + UUID.randomUUID();
    private final Person person = manager(officer, "GAJ");

    @BeforeEach
    void monday() {
        clock.setTo("2026-03-02T09:10:00+08:00");
        events.createTopic(APPLICATIONS, 3);
        events.createTopic(CASES, 3);
    }

    @Test
    void whoDecidedNeitherSignsNorAnswers() {
        decided(officer);

        var id = dispatched("\"receiptNumber\": \"" + receipt + "\"");

        requests.put(person, id, "signature", null).mustBe(403, "recused");
        requests.put(manager("manager-other", "GAJ"), id, "signature", null).must(200);
        requests.put(person, id, "reply", "{\"text\": \"已办结\"}").mustBe(403, "recused");
        requests.put(person, id, "contact", "{\"note\": \"已联系\"}").mustBe(403, "recused");
        requests.put(person, id, "opinion", "{\"text\": \"意见\"}").mustBe(403, "recused");
        requests.put(person, id, "return", "{\"legalReason\": \"应回避\", \"proposedUnit\": \"SWJ\"}")
                .must(200);
    }

    @Test
    void anAppealThatNamesOnlyTheCaseConcernsItsFile() {
        accepted(officer);
        var id = dispatched("\"caseNumber\": \"" + caseNumber + "\"");
        requests.put(person, id, "signature", null).mustBe(403, "recused");
    }

    @Test
    void whoIsNamedAmongTheOfficersOfTheFileIsRecused() {
        events.send(CASES, receipt, FINISHED, receipt, 9, """
                {"receiptNumber": "%s", "officers": ["examiner-gaj", "%s"]}""".formatted(receipt, officer));
        awaitPart(Part.WORKED_ON);
        requests.put(person, dispatched("\"receiptNumber\": \"" + receipt + "\""), "signature", null)
                .mustBe(403, "recused");
    }

    @Test
    void whoActedOnTheCaseBeforeTheDecisionIsRecused() {
        events.send(CASES, receipt, DECIDED, caseNumber, 3, """
                {"receiptNumber": "%s", "caseNumber": "%s", "decidedBy": "approver-gaj", "officers": ["approver-gaj", "%s"]}""".formatted(receipt, caseNumber, officer));
        awaitPart(Part.WORKED_ON);
        requests.put(person, dispatched("\"caseNumber\": \"" + caseNumber + "\""), "signature", null)
                .mustBe(403, "recused");
    }

    @Test
    void whomAnOfficerOfTheFileAnswersToIsRecusedToo() {
        var below = "approver-" + UUID.randomUUID();
        decided(below);
        var id = dispatched("\"receiptNumber\": \"" + receipt + "\"");
        var ops = person("ops", Role.OPS);
        requests.putAt(ops, "/staff/" + below, "{\"answersTo\": \"" + below + "\"}")
                .mustBlame("answersTo", "answers-to-another");
        requests.putAt(person("coordinator", Role.APPEAL_COORDINATOR), "/staff/" + below, "{\"leader\": true}")
                .mustBe(403, "role-not-allowed");
        requests.putAt(ops, "/staff/" + below, "{\"answersTo\": \"" + officer + "\"}")
                .must(200);
        requests.put(person, id, "signature", null).mustBe(403, "recused");
        assertThat(fileOfficers.partOf(officer, receipt, null)).contains(Part.SUPERIOR);
        requests.putAt(ops, "/staff/" + below, "{}").must(200); // answers to somebody else now
        requests.put(person, id, "signature", null).must(200);
    }

    @Test
    void whoIsRecusedGivesNoPartAndNoFurtherCommand() {
        var id = dispatched("\"receiptNumber\": \"" + receipt + "\"");
        requests.put(manager("manager-other", "GAJ"), id, "signature", null).must(200);
        requests.put(COORDINATOR, id, "joint-handling", "{\"units\": [\"SWJ\"], \"task\": \"意见\"}")
                .must(200);
        decided(officer);
        requests.put(manager(officer, "SWJ"), id, "part", "{\"text\": \"意见\"}").mustBe(403, "recused");
        requests.put(person, id, "stage-reply", "{\"text\": \"意见\"}").mustBe(403, "recused");
        var coordinator = person(officer, Role.APPEAL_COORDINATOR);
        for (var command : new String[] {"joint-handling-end", "revision", "discipline-clue"}) {
            requests.put(coordinator, id, command, "{\"reason\": \"x\"}").mustBe(403, "recused");
        }
        requests.put(coordinator, id, "direct-answer", "{\"text\": \"x\"}").mustBe(403, "recused");
        requests.put(coordinator, id, "extension-decision", "{\"granted\": true}")
                .mustBe(403, "recused");
        requests.put(coordinator, id, "classification", "{\"kind\": \"HELP\"}").mustBe(403, "recused");
    }

    @Test
    void aFactThatArrivesAfterTheSignatureStillCounts() {
        var id = dispatched("\"receiptNumber\": \"" + receipt + "\"");
        requests.put(person, id, "signature", null).must(200);
        decided(officer);
        requests.put(person, id, "reply", "{\"text\": \"已办结\"}").mustBe(403, "recused");
    }

    @Test
    void theCoordinatorIsNoException() {
        accepted("coordinator-" + officer);
        var coordinator = person("coordinator-" + officer, Role.APPEAL_COORDINATOR);
        var id = dispatched("\"receiptNumber\": \"" + receipt + "\"");
        var helper = manager("manager-helper", "GAJ");
        requests.put(helper, id, "signature", null).must(200);
        requests.put(helper, id, "reply", "{\"text\": \"已办结\"}").must(200);
        requests.put(coordinator, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .mustBe(403, "recused");
    }

    @Test
    void anAppealAboutNothingInParticularRecusesNobody() {
        decided(officer);
        var id = requests.receive("PROBLEM");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(person, id, "signature", null).must(200);
    }

    @Test
    void theSameFactTwiceIsOneFact() {
        var body = decision(officer).getBytes(StandardCharsets.UTF_8);
        var headers = Events.cloudEvent(UUID.randomUUID(), DECIDED, caseNumber, 3);
        events.send(CASES, receipt, headers, body);
        events.send(CASES, receipt, headers, body);
        events.send(CASES, receipt, DECIDED, caseNumber, 3, decision(officer));
        awaitPart(Part.DECIDED);
        decided("someone-else"); // comes after all three
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM file_officer WHERE receipt_number = :receipt AND officer_id = :officer")
                        .param("receipt", receipt)
                        .param("officer", officer)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"receiptNumber\": ", "[]", "null", "{\"receiptNumber\": \"R\"}", "{\"caseNumber\": 7}", ""})
    void anUnreadableFactBecomesADeadLetterAndOthersPass(String body) {
        events.send(CASES, receipt, DECIDED, caseNumber, 3, body);
        Eventually.within(SOON, () -> assertThat(deadLetters()).isEqualTo(1));
        var elsewhere = "LN" + UUID.randomUUID();
        events.send(CASES, elsewhere, DECIDED, "C-" + elsewhere, 1, """
                {"receiptNumber": "%s", "caseNumber": "C-%s", "decidedBy": "%s"}""".formatted(elsewhere, elsewhere, officer));
        Eventually.within(
                SOON,
                () -> assertThat(fileOfficers.partOf(officer, elsewhere, null)).contains(Part.DECIDED));
    }

    private long deadLetters() {
        return jdbc.sql("SELECT count(*) FROM dead_letter WHERE consumer = 'file-officers' AND msg_key = :key")
                .param("key", receipt)
                .query(Long.class)
                .single();
    }

    @Test
    void aFileAcceptedByTimeAloneHasNoAcceptingOfficer() {
        events.send(APPLICATIONS, receipt, ACCEPTED, receipt, 2, """
                {"receiptNumber": "%s", "deemed": true, "acceptedBy": "deemed-acceptance", "cases": [{"caseNumber": "%s"}]}""".formatted(receipt, caseNumber));
        Eventually.within(
                SOON,
                () -> assertThat(jdbc.sql("SELECT receipt_number FROM case_file WHERE case_number = :case")
                                .param("case", caseNumber)
                                .query(String.class)
                                .single())
                        .isEqualTo(receipt));
        assertThat(jdbc.sql("SELECT count(*) FROM file_officer WHERE receipt_number = :receipt")
                        .param("receipt", receipt)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void theSamplesOfTheOtherServicesAreUnderstood() {
        var accepted = Contracts.read(Contracts.ALL.resolve("intake/events/" + ACCEPTED + ".sample.json"));
        var decided = Contracts.read(Contracts.ALL.resolve("approval/events/" + DECIDED + ".sample.json"));
        var finished = Contracts.read(Contracts.ALL.resolve("approval/events/" + FINISHED + ".sample.json"));
        var json = JsonMapper.shared().readTree(accepted);
        var acceptedReceipt = json.path("receiptNumber").asString();
        var acceptedCase = json.path("cases").get(0).path("caseNumber").asString();
        events.send(APPLICATIONS, acceptedReceipt, ACCEPTED, acceptedReceipt, 1, accepted);
        events.send(CASES, "LB37132726030200001", DECIDED, "371327260302000010002", 1, decided);
        events.send(CASES, "LB37132726030200001", FINISHED, "LB37132726030200001", 2, finished);
        Eventually.within(SOON, () -> {
            assertThat(fileOfficers.partOf(json.path("acceptedBy").asString(), null, acceptedCase))
                    .contains(Part.ACCEPTED);
            assertThat(fileOfficers.partOf("approver-xzsp", null, "371327260302000010002"))
                    .contains(Part.DECIDED);
            assertThat(fileOfficers.partOf("examiner-xzsp", "LB37132726030200001", null))
                    .contains(Part.WORKED_ON);
        });
    }

    private String dispatched(String about) {
        var id = requests.post(
                        APPLICANT,
                        "{\"kind\": \"COMPLAINT\", \"title\": \"x\", \"text\": \"x\", \"about\": {%s}}"
                                .formatted(about))
                .must(201)
                .text("id");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        return id;
    }

    private void accepted(String by) {
        events.send(APPLICATIONS, receipt, ACCEPTED, receipt, 2, """
                {"receiptNumber": "%s", "kind": "SINGLE", "acceptedBy": "%s", "acceptedByUnit": "XZSP", "deemed": false,
                 "cases": [{"caseNumber": "%s", "item": "SP-BG", "subject": "91371327MA3DEM0A2G"}], "unheardOf": 1}""".formatted(receipt, by, caseNumber));
        Eventually.within(
                SOON,
                () -> assertThat(fileOfficers.partOf(by, null, caseNumber)).contains(Part.ACCEPTED));
    }

    private void decided(String by) {
        events.send(CASES, receipt, DECIDED, caseNumber, 3, decision(by));
        Eventually.within(
                SOON, () -> assertThat(fileOfficers.partOf(by, receipt, null)).contains(Part.DECIDED));
    }

    private String decision(String by) {
        return """
                {"receiptNumber": "%s", "caseNumber": "%s", "decidedBy": "%s", "outcome": "REFUSED"}""".formatted(receipt, caseNumber, by);
    }

    private void awaitPart(Part part) {
        Eventually.within(
                SOON,
                () -> assertThat(fileOfficers.partOf(officer, receipt, null)).contains(part));
    }
}

package onestop.appeal.recusal;

import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.OURS;
import static onestop.appeal.Office.STRANGER;
import static onestop.appeal.Office.SWJ;
import static onestop.appeal.Office.WINDOW;
import static onestop.appeal.Office.manager;
import static onestop.appeal.Office.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import onestop.appeal.Office.Person;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Facts of other services, over the real topics, and whom they keep from handling an appeal. */
@WholeService
class RecusalIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TITLE = "受理时反复要求补正";
    private static final String APPLICATIONS = "onestop.intake.application";
    private static final String CASES = "onestop.approval.case";
    private static final String LICENCES = "onestop.approval.licence";
    private static final String ORDERS = "onestop.evaluation.rectification";
    private static final String CONSULTATIONS = "onestop.intake.consultation";
    private static final String LIGHTS = "onestop.approval.light";
    private static final String FEEDBACK = "onestop.evaluation.open-feedback";
    private static final String ACCEPTED = "onestop.intake.application.accepted.v1";
    private static final String DECIDED = "onestop.approval.case.decided.v1";
    private static final String ENDED = "onestop.approval.case.ended.v1";
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
    private final String unit = "R" + Math.abs(UUID.randomUUID().hashCode());

    private final Person person = manager(officer, "GAJ");

    @BeforeEach
    void monday() {
        clock.setTo("2026-03-02T09:10:00+08:00");
        events.createTopic(APPLICATIONS, 3);
        events.createTopic(CASES, 3);
        events.createTopic(LICENCES, 3);
        events.createTopic(FEEDBACK, 3);
        events.createTopic(ORDERS, 3);
        events.createTopic(CONSULTATIONS, 3);
        events.createTopic(LIGHTS, 3);
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
    void anAppealAboutAFileAndOneAboutACaseOfItAreOfferedForJoining() {
        accepted(officer);
        var ofTheFile = about("园区停电", "\"receiptNumber\": \"" + receipt + "\"");
        var ofTheCase = about("批文未送达", "\"caseNumber\": \"" + caseNumber + "\"");
        var ofAnother = about("燃气接入", "\"caseNumber\": \"C-another\"");
        assertThat(likeness(ofTheFile, ofTheCase)).contains(1.0);
        assertThat(likeness(ofTheCase, ofTheFile)).contains(1.0);
        assertThat(likeness(ofTheFile, ofAnother)).isEmpty();
    }

    private String about(String title, String about) {
        return requests.post(APPLICANT, """
                {"usci": "%s", "kind": "HELP", "title": "%s", "text": "x", "about": {%s}}""".formatted(OURS, title, about))
                .must(201)
                .text("id");
    }

    private Optional<Double> likeness(String of, String other) {
        return requests.get(COORDINATOR, "/appeals/" + of + "/similar")
                .must(200)
                .json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("id").asString().equals(other))
                .map(item -> item.path("likeness").asDouble())
                .findAny();
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
        assertThat(fileOfficers.partOf(officer, receipt, null, null, null)).contains(Part.SUPERIOR);
        requests.putAt(ops, "/staff/" + below, "{}").must(200); // answers to somebody else now
        requests.put(person, id, "signature", null).must(200);
    }

    @Test
    void nobodyHandlesAnAppealAgainstTheActOfThePersonTheyAnswerTo() {
        var above = "approver-" + UUID.randomUUID();
        decided(above);
        var id = dispatched("\"receiptNumber\": \"" + receipt + "\"");
        requests.putAt(person("ops", Role.OPS), "/staff/" + officer, "{\"answersTo\": \"" + above + "\"}")
                .must(200);
        requests.put(person, id, "signature", null).mustBe(403, "recused");
        assertThat(fileOfficers.partOf(officer, receipt, null, null, null)).contains(Part.SUBORDINATE);
        requests.put(manager("manager-other", "GAJ"), id, "signature", null).must(200);
    }

    @Test
    void whoReportedToHaveSaidNoIsRecused() {
        saidNo(officer);
        requests.put(person, dispatched("\"receiptNumber\": \"" + receipt + "\""), "signature", null)
                .mustBe(403, "recused");
        assertThat(fileOfficers.partOf(officer, receipt, null, null, null)).contains(Part.SAID_NO);
    }

    @Test
    void whomOpenFeedbackIsAboutAndThoseAboveAndBelowAreKeptFromTheAppealThatCameOfIt() {
        var above = "above-" + UUID.randomUUID();
        var below = "below-" + UUID.randomUUID();
        var ops = person("ops", Role.OPS);
        requests.putAt(ops, "/staff/" + officer, "{\"answersTo\": \"" + above + "\"}")
                .must(200);
        requests.putAt(ops, "/staff/" + below, "{\"answersTo\": \"" + officer + "\"}")
                .must(200);
        var id = cameOfFeedbackAbout(officer);
        for (var name : List.of(officer, above, below)) {
            requests.put(person(name, Role.APPEAL_COORDINATOR), id, "dispatch", "{\"unit\": \"GAJ\"}")
                    .mustBe(403, "recused");
        }
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        for (var name : List.of(officer, above, below)) {
            requests.put(manager(name, "GAJ"), id, "signature", null).mustBe(403, "recused");
        }
        var other = manager("manager-other", "GAJ");
        requests.put(other, id, "signature", null).must(200);
        assertThat(requests.read(other, id).must(200).body()).doesNotContain(officer);
        assertThat(requests.read(COORDINATOR, id).must(200).body()).doesNotContain(officer);
    }

    @Test
    void openFeedbackAboutSomebodyElseKeepsNobodyAway() {
        var id = cameOfFeedbackAbout("officer-" + UUID.randomUUID());
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(person, id, "signature", null).must(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whomFeedbackIsAboutIsRecusedFromAnAppealThatAClerkTakesDownAboutIt(boolean confidential) {
        var feedback = UUID.randomUUID().toString();
        events.send(FEEDBACK, feedback, FEEDBACK + ".officer-named.v1", feedback, 1, """
                {"feedbackId": "%s", "officer": "%s", "receivedAt": "2026-03-02T09:00:00+08:00"}""".formatted(feedback, officer));
        Eventually.within(
                SOON,
                () -> assertThat(jdbc.sql("SELECT count(*) FROM feedback_officer WHERE feedback_id = :feedback")
                                .param("feedback", feedback)
                                .query(Long.class)
                                .single())
                        .isEqualTo(1));
        var id = requests.post(WINDOW, """
                {"kind": "COMPLAINT", "source": "OPEN_FEEDBACK", "title": "x", "text": "x", "confidential": %s,
                 "about": {"feedbackId": "%s"}}""".formatted(confidential, feedback))
                .must(201)
                .text("id");
        requests.put(
                        COORDINATOR,
                        id,
                        "dispatch",
                        "{\"unit\": \"GAJ\", \"forUnit\": {\"title\": \"x\", \"text\": \"x\"}}")
                .must(200);
        var signature = requests.put(person, id, "signature", null);
        if (confidential) {
            signature.mustBe(404, "no-such-appeal");
        } else {
            signature.mustBe(403, "recused");
        }
        events.send(FEEDBACK, feedback, FEEDBACK + ".referred.v1", feedback, 2, """
                {"feedbackId": "%s", "unit": "GAJ", "level": "DISSATISFIED", "target": "OFFICER", "officer": "%s"}""".formatted(feedback, officer));
        var another = UUID.randomUUID().toString();
        events.send(FEEDBACK, another, FEEDBACK + ".referred.v1", another, 2, """
                {"feedbackId": "%s", "unit": "GAJ", "level": "DISSATISFIED"}""".formatted(another));
        Eventually.within(SOON, () -> assertThat(cameOf(another)).isPresent());
        assertThat(cameOf(feedback)).as("one appeal about one feedback").contains(id);
    }

    /** Of a review no appeal comes, and a rating without a file belongs to none. */
    @Test
    void whoPutOpenFeedbackRightHandlesNoAppealAboutIt() {
        var feedback = UUID.randomUUID().toString();
        var id = requests.post(WINDOW, """
                {"kind": "COMPLAINT", "source": "OPEN_FEEDBACK", "title": "x", "text": "x", "about": {"feedbackId": "%s"}}""".formatted(feedback)).must(201).text("id");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        for (var origin : List.of("REVIEW", "RATING", "OPEN_FEEDBACK")) {
            for (int time = 0; time < 2; time++) {
                var order = UUID.randomUUID().toString();
                events.send(ORDERS, feedback, ORDERS + ".handled.v1", order, 3, """
                        {"rectificationId": "%s", "origin": "%s", "originId": "%s", "act": "RECTIFIED", "by": "%s",
                         "at": "2026-03-02T09:00:00+08:00"}""".formatted(
                                order, origin, feedback, origin + officer));
            }
        }
        Eventually.within(
                SOON,
                () -> assertThat(fileOfficers.partOf("OPEN_FEEDBACK" + officer, null, null, null, feedback))
                        .contains(Part.WORKED_ON));

        assertThat(jdbc.sql("SELECT officer_id FROM feedback_officer WHERE feedback_id = :feedback")
                        .param("feedback", feedback)
                        .query(String.class)
                        .list())
                .containsExactly("OPEN_FEEDBACK" + officer);
        requests.put(manager("OPEN_FEEDBACK" + officer, "GAJ"), id, "signature", null)
                .mustBe(403, "recused");
        requests.put(manager("REVIEW" + officer, "GAJ"), id, "signature", null).must(200);
    }

    private String cameOfFeedbackAbout(String account) {
        var feedback = UUID.randomUUID().toString();
        var body = """
                {"feedbackId": "%s", "unit": "GAJ", "level": "DISSATISFIED", "target": "OFFICER", "officer": "%s"}""".formatted(feedback, account);
        for (int time = 0; time < 2; time++) {
            events.send(FEEDBACK, feedback, FEEDBACK + ".referred.v1", feedback, 2, body);
        }
        Eventually.within(SOON, () -> assertThat(cameOf(feedback)).isNotEmpty());
        return cameOf(feedback).orElseThrow();
    }

    private Optional<String> cameOf(String feedback) {
        return jdbc.sql("SELECT id FROM appeal WHERE about_feedback = :feedback")
                .param("feedback", feedback)
                .query((row, _) -> row.getString("id"))
                .optional();
    }

    @Test
    void whoEndedACaseWithoutADecisionIsRecused() {
        ended(officer);
        requests.put(person, dispatched("\"caseNumber\": \"" + caseNumber + "\""), "signature", null)
                .mustBe(403, "recused");
    }

    /** Each event about a file, a case or a question that names who acted, with the field that does; as the contracts say. */
    static List<Arguments> acts() {
        return Stream.of("intake", "approval", "evaluation")
                .flatMap(RecusalIT::schemasOf)
                .flatMap(schema -> {
                    var type = schema.getFileName().toString().replace(".schema.json", "");
                    var fields = JsonMapper.shared()
                            .readTree(Contracts.read(schema))
                            .path("properties")
                            .propertyNames();
                    return fields.stream()
                            .filter(_ -> fields.contains("receiptNumber") || fields.contains("consultationNumber"))
                            .filter(field -> field.matches("officers?|chair|by|[a-z]+([A-Z][a-z]+)?By"))
                            .filter(field -> !field.equals("supersededBy")) // a licence
                            .map(field -> Arguments.of(type, field));
                })
                .toList();
    }

    private static Stream<Path> schemasOf(String service) {
        try (var files = Files.list(Contracts.ALL.resolve(service + "/events"))) {
            return files
                    .filter(file ->
                            file.getFileName().toString().matches("onestop\\." + service + "\\..*\\.schema\\.json"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyActOfAnOfficerThatIsToldNamesThem() {
        assertThat(acts().stream().map(act -> act.get()[0] + " " + act.get()[1]))
                .containsExactlyInAnyOrder(
                        ACCEPTED + " acceptedBy",
                        APPLICATIONS + ".pre-reviewed.v1 preReviewedBy",
                        APPLICATIONS + ".correction-requested.v1 requestedBy",
                        APPLICATIONS + ".refused.v1 refusedBy",
                        APPLICATIONS + ".terminated.v1 terminatedBy",
                        APPLICATIONS + ".delivered.v1 deliveredBy",
                        APPLICATIONS + ".fee-paid.v1 takenBy",
                        CONSULTATIONS + ".answered.v1 answeredBy",
                        "onestop.intake.delivery.case-delivered.v1 deliveredBy",
                        LIGHTS + ".answered.v1 by",
                        LIGHTS + ".lifted.v1 by",
                        CASES + ".examined.v1 officer",
                        CASES + ".reviewed.v1 officer",
                        CASES + ".returned.v1 officer",
                        CASES + ".suspended.v1 officer",
                        CASES + ".resumed.v1 officer",
                        CASES + ".extended.v1 officer",
                        CASES + ".opinions-asked.v1 officer",
                        CASES + ".opinion-given.v1 officer",
                        CASES + ".hearing-planned.v1 chair",
                        CASES + ".hearing-planned.v1 officer",
                        CASES + ".proceeded.v1 officer",
                        DECIDED + " decidedBy",
                        DECIDED + " officers",
                        ENDED + " officers",
                        FINISHED + " officers",
                        LICENCES + ".renewed.v1 officers",
                        LICENCES + ".renewal-refused.v1 officers",
                        LICENCES + ".revoked.v1 officers",
                        LICENCES + ".cancelled.v1 officers",
                        ORDERS + ".handled.v1 by");
    }

    @ParameterizedTest
    @MethodSource("acts")
    void whoDidItAndThoseAboveAndBelowHandleNoAppealAboutIt(String type, String field) {
        var above = "above-" + UUID.randomUUID();
        var below = "below-" + UUID.randomUUID();
        var ops = person("ops", Role.OPS);
        requests.putAt(ops, "/staff/" + officer, "{\"answersTo\": \"" + above + "\"}")
                .must(200);
        requests.putAt(ops, "/staff/" + below, "{\"answersTo\": \"" + officer + "\"}")
                .must(200);
        var id = dispatched("\"receiptNumber\": \"" + receipt + "\"");

        did(type, field);

        for (var name : List.of(officer, above, below)) {
            requests.put(manager(name, "GAJ"), id, "signature", null).mustBe(403, "recused");
            var coordinator = person(name, Role.APPEAL_COORDINATOR);
            requests.put(coordinator, id, "direct-answer", "{\"text\": \"答复\"}").mustBe(403, "recused");
            requests.put(coordinator, id, "dispatch", "{\"unit\": \"SWJ\"}").mustBe(403, "recused");
        }
        requests.put(manager("manager-other", "GAJ"), id, "signature", null).must(200);
    }

    private static String topicOf(String type) {
        return type.replaceFirst("\\.[a-z-]+\\.v\\d+$", "");
    }

    /** The sample of the contract, about our file and case, with our officer in this field and nobody else. */
    private void did(String type, String field) {
        var owner = type.split("\\.")[1];
        var data = (ObjectNode) JsonMapper.shared()
                .readTree(Contracts.read(Contracts.ALL.resolve(owner + "/events/" + type + ".sample.json")));
        data.put(data.has("consultationNumber") ? "consultationNumber" : "receiptNumber", receipt);
        if (data.has("caseNumber")) {
            data.put("caseNumber", caseNumber);
        }
        data.remove("cases"); // those of another file
        if (data.has("officers")) {
            data.putArray("officers");
        }
        data.remove(List.of("officer", "chair", "by"));
        if (field.equals("officers")) {
            data.putArray(field).add("somebody-else").add(officer);
        } else {
            data.put(field, officer);
        }
        events.send(topicOf(type), receipt, type, receipt, 4, data.toString());
        Eventually.within(
                SOON,
                () -> assertThat(fileOfficers.partOf(officer, receipt, null, null, null))
                        .isPresent());
    }

    /** Who decided has been named from the first. */
    static List<Arguments> actsThatMayNameNobody() {
        return acts().stream().filter(act -> !DECIDED.equals(act.get()[0])).toList();
    }

    @ParameterizedTest
    @MethodSource("actsThatMayNameNobody")
    void anActOfAnEarlierReleaseThatNamesNobodyKeepsNobodyAway(String type, String field) {
        events.send(topicOf(type), receipt, type, receipt, 3, "{\"receiptNumber\": \"" + receipt + "\"}");
        did(type, field); // comes after the first, by the same partition
        assertThat(deadLetters()).isZero();
        assertThat(partsIn(receipt)).contains(officer).isSubsetOf(officer, "somebody-else");
    }

    private List<String> partsIn(String file) {
        return jdbc.sql("SELECT officer_id FROM file_officer WHERE receipt_number = :file")
                .param("file", file)
                .query((row, _) -> row.getString("officer_id"))
                .list();
    }

    /** Every relation that the data knows, each of which makes the officer of this test a part of the file. */
    enum Relation {
        DECIDED,
        ACCEPTED,
        NAMED_AMONG_ITS_OFFICERS,
        ENDED,
        SAID_NO,
        ANSWERED_TO_BY_WHO_DECIDED,
        ANSWERS_TO_WHO_DECIDED
    }

    private void relate(Relation relation) {
        var another = "approver-" + UUID.randomUUID();
        var ops = person("ops", Role.OPS);
        switch (relation) {
            case DECIDED -> decided(officer);
            case ACCEPTED -> accepted(officer);
            case ENDED -> ended(officer);
            case SAID_NO -> saidNo(officer);
            case NAMED_AMONG_ITS_OFFICERS -> {
                events.send(CASES, receipt, FINISHED, receipt, 9, """
                        {"receiptNumber": "%s", "officers": ["%s"]}""".formatted(receipt, officer));
                awaitPart(Part.WORKED_ON);
            }
            case ANSWERED_TO_BY_WHO_DECIDED -> {
                decided(another);
                requests.putAt(ops, "/staff/" + another, "{\"answersTo\": \"" + officer + "\"}")
                        .must(200);
            }
            case ANSWERS_TO_WHO_DECIDED -> {
                decided(another);
                requests.putAt(ops, "/staff/" + officer, "{\"answersTo\": \"" + another + "\"}")
                        .must(200);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Relation.class)
    void aConfidentialAppealDoesNotExistForWhoHadAPartInItsFile(Relation relation) {
        var id = confidential();
        var nothing = UUID.randomUUID().toString();
        var person = manager(officer, unit);
        assertThat(requests.get(person, "/appeals").must(200).body()).contains(id);
        relate(relation);
        clock.setTo("2026-03-20T09:10:00+08:00");
        // Late by now: the next command, whoever gives it, raises what has begun.
        requests.put(COORDINATOR, id, "classification", "{\"kind\": \"COMPLAINT\"}")
                .must(200);

        var coordinator = person(officer, Role.APPEAL_COORDINATOR);
        for (var command : COMMANDS_OF_UNITS.entrySet()) {
            sameAnswer(person, id, nothing, command.getKey(), command.getValue());
        }
        for (var command : COMMANDS_OF_THE_OFFICE.entrySet()) {
            sameAnswer(coordinator, id, nothing, command.getKey(), command.getValue());
        }
        var other =
                requests.post(STRANGER, """
                {"kind": "COMPLAINT", "title": "%s", "text": "x", "about": {"unit": "%s"}}""".formatted(TITLE, unit)).must(201).text("id");
        requests.put(coordinator, other, "joining", "{\"into\": \"" + id + "\"}")
                .mustBe(404, "no-such-appeal");
        for (var reader : List.of(person, coordinator)) {
            for (var part : List.of("", "/due-dates", "/attachments")) {
                assertThat(unnamed(requests.get(reader, "/appeals/" + id + part), id))
                        .isEqualTo(unnamed(requests.get(reader, "/appeals/" + nothing + part), nothing));
            }
            for (var list : List.of(
                    "/appeals?limit=200",
                    "/appeals?unit=" + unit + "&limit=200",
                    "/supervision?unit=" + unit,
                    "/supervision/notices?unit=" + unit,
                    "/accountability?unit=" + unit)) {
                assertThat(requests.get(reader, list).must(200).body()).as(list).doesNotContain(id);
            }
        }
        for (var part : List.of("/suggestion", "/similar")) {
            assertThat(requests.get(coordinator, "/appeals/" + id + part)
                            .must(200)
                            .body())
                    .isEqualTo(requests.get(coordinator, "/appeals/" + nothing + part)
                            .must(200)
                            .body());
        }
        assertThat(requests.get(COORDINATOR, "/appeals/" + other + "/similar")
                        .must(200)
                        .body())
                .contains(id);
        assertThat(requests.get(coordinator, "/appeals/" + other + "/similar")
                        .must(200)
                        .body())
                .doesNotContain(id);

        var colleague = manager("manager-other", unit);
        for (var list : List.of("/appeals", "/supervision", "/supervision/notices", "/accountability")) {
            assertThat(requests.get(colleague, list).must(200).body()).as(list).contains(id);
        }
        requests.put(colleague, id, "signature", null).must(200);
        requests.read(APPLICANT, id).must(200);
    }

    private static final Map<String, String> COMMANDS_OF_UNITS = Map.of(
            "signature", "{}",
            "return", "{\"legalReason\": \"应回避\", \"proposedUnit\": \"SWJ\"}",
            "contact", "{\"note\": \"已联系\"}",
            "opinion", "{\"text\": \"意见\"}",
            "stage-reply", "{\"text\": \"意见\"}",
            "reply", "{\"text\": \"已办结\"}",
            "extension-request", "{\"days\": 3, \"reason\": \"核查\"}",
            "part", "{\"text\": \"意见\"}");

    private static final Map<String, String> COMMANDS_OF_THE_OFFICE = Map.ofEntries(
            Map.entry("dispatch", "{}"),
            Map.entry("file", "{\"receiptNumber\": \"LN1\"}"),
            Map.entry("office-contact", "{\"note\": \"已联系\"}"),
            Map.entry("classification", "{\"kind\": \"HELP\"}"),
            Map.entry("urgency", "{\"urgent\": true, \"reason\": \"x\"}"),
            Map.entry("direct-answer", "{\"text\": \"答复\"}"),
            Map.entry("joint-handling", "{\"units\": [\"SWJ\"], \"task\": \"意见\"}"),
            Map.entry("joint-handling-end", "{\"reason\": \"x\"}"),
            Map.entry("extension-decision", "{\"granted\": true}"),
            Map.entry("revision", "{\"reason\": \"x\"}"),
            Map.entry("discipline-clue", "{\"reason\": \"x\"}"),
            Map.entry("call-back", "{\"reached\": false}"),
            Map.entry("redo", "{\"reason\": \"x\"}"),
            Map.entry("closure", "{}"),
            Map.entry("rejection", "{\"ground\": \"COURT\", \"reason\": \"x\", \"competentBody\": \"x\"}"),
            Map.entry("reopening", "{\"reason\": \"x\"}"));

    private void sameAnswer(Person who, String id, String nothing, String command, String body) {
        assertThat(unnamed(requests.put(who, id, command, body), id))
                .as(command)
                .isEqualTo(unnamed(requests.put(who, nothing, command, body), nothing));
    }

    /** An answer without the id that was asked for and the trace of the request. */
    private static String unnamed(Requests.Answer answer, String id) {
        return answer.status() + " " + answer.body().replace(id, "id").replaceAll("\"traceId\":\"[^\"]*\"", "");
    }

    /** With a unit of its own, so that its lists hold what the test has put there; about an item that suggests it. */
    private String confidential() {
        jdbc.sql("INSERT INTO unit (key, name_zh, in_use) VALUES (:key, '单位', true)")
                .param("key", unit)
                .update();
        jdbc.sql("INSERT INTO item (code, name_zh, unit) VALUES (:unit, '事项', :unit)")
                .param("unit", unit)
                .update();
        var id = requests.post(APPLICANT, """
                {"usci": "%s", "kind": "COMPLAINT", "title": "%s", "text": "x", "confidential": true,
                 "about": {"receiptNumber": "%s", "caseNumber": "%s", "itemCode": "%s"}}""".formatted(OURS, TITLE, receipt, caseNumber, unit))
                .must(201)
                .text("id");
        requests.put(COORDINATOR, id, "dispatch", """
                {"unit": "%s", "forUnit": {"title": "反映窗口服务", "text": "反映未一次性告知"}}""".formatted(unit)).must(200);
        return id;
    }

    @Test
    void whoRaisedAConfidentialAppealKnowsOfItWhateverTheyHadToDoWithTheFile() {
        var clerk = person(officer, Role.WINDOW);
        accepted(officer);
        var id = requests.post(clerk, """
                {"kind": "COMPLAINT", "title": "x", "text": "x", "confidential": true,
                 "about": {"receiptNumber": "%s"}}""".formatted(receipt)).must(201).text("id");
        requests.read(clerk, id).must(200);
        assertThat(requests.get(clerk, "/appeals").must(200).body()).contains(id);
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
    void whoHoldsASeatOfTheLeadingGroupExtendsAgain() {
        var ops = person("ops", Role.OPS);
        var coordinator = person("coordinator", Role.APPEAL_COORDINATOR);
        Person member = () -> TestTokens.token("member-" + unit)
                .roles(Role.APPEAL_COORDINATOR)
                .unit(unit)
                .sign();
        var seat = "/leading-group/seats/" + unit + "/APPEAL_COORDINATOR";
        requests.putAt(coordinator, seat, "{}").mustBe(403, "role-not-allowed");
        requests.putAt(ops, "/leading-group/seats/" + unit + "/KING", "{}").must(400);
        requests.putAt(ops, "/leading-group/seats/x/APPEAL_COORDINATOR", "{}").mustBlame("unit", "pattern");
        var id = requests.signed("GAJ");
        var handler = manager("manager-GAJ", "GAJ");
        var wish = "{\"days\": 3, \"reason\": \"须现场核查\"}";
        requests.put(handler, id, "extension-request", wish).must(200);
        requests.put(coordinator, id, "extension-decision", "{\"granted\": true}")
                .must(200);
        requests.put(handler, id, "extension-request", wish).must(200);
        requests.put(coordinator, id, "extension-decision", "{\"granted\": true}")
                .mustBe(403, "leader-only");
        requests.put(member, id, "extension-decision", "{\"granted\": true}").mustBe(403, "leader-only");

        requests.putAt(ops, seat, "{}").must(204);
        requests.putAt(ops, seat, "{}").must(204); // twice is once
        assertThat(requests.get(ops, "/leading-group/seats").must(200).body())
                .containsOnlyOnce("\"" + unit + "\"")
                .contains("QYSQ_LDXZ");
        requests.put(coordinator, id, "extension-decision", "{\"granted\": true}")
                .mustBe(403, "leader-only");
        assertThat(requests.put(member, id, "extension-decision", "{\"granted\": true}")
                        .must(200)
                        .json()
                        .path("extendedDays")
                        .asInt())
                .isEqualTo(6);

        requests.deleteAt(ops, seat).must(204);
        assertThat(requests.get(ops, "/leading-group/seats").must(200).body()).doesNotContain(unit);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasJoinedIsNotAnsweredByWhoActedOnItsFile(boolean confidential) {
        var main = requests.receive("COMPLAINT");
        requests.put(COORDINATOR, main, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(person, main, "signature", null).must(200);
        var against = requests.post(APPLICANT, """
                {"kind": "COMPLAINT", "title": "%s", "text": "x", "confidential": %s,
                 "about": {"receiptNumber": "%s"}}""".formatted(TITLE, confidential, receipt))
                .must(201)
                .text("id");
        var other = requests.receive("COMPLAINT");
        for (var joined : List.of(against, other)) {
            requests.put(COORDINATOR, joined, "joining", """
                            {"into": "%s", "forUnit": {"title": "反映窗口服务", "text": "反映未一次性告知"}}""".formatted(main)).must(200);
        }
        decided(officer);

        var reply = requests.put(person, main, "reply", "{\"text\": \"已办结\"}").must(200);

        assertThat(reply.body()).doesNotContain(against).doesNotContain(receipt);
        assertThat(requests.read(APPLICANT, other).text("state")).isEqualTo("REPLIED");
        var left = requests.read(COORDINATOR, against).must(200);
        assertThat(left.text("state")).isEqualTo("RECEIVED");
        assertThat(left.json().has("joinedTo")).isFalse();
        assertThat(left.body()).contains("SEPARATED").doesNotContain("已办结");
        assertThat(requests.read(APPLICANT, against).body()).doesNotContain("SEPARATED");
        requests.put(COORDINATOR, against, "direct-answer", "{\"text\": \"另行答复\"}")
                .must(200);
    }

    @Test
    void aFactThatArrivesAfterTheSignatureStillCounts() {
        var id = dispatched("\"receiptNumber\": \"" + receipt + "\"");
        requests.put(person, id, "signature", null).must(200);
        decided(officer);
        requests.put(person, id, "reply", "{\"text\": \"已办结\"}").mustBe(403, "recused");
    }

    private static String file(String receipt) {
        return "{\"receiptNumber\": \"" + receipt + "\"}";
    }

    @Test
    void whoHoldsAnAppealLosesItWhenItsFileIsNamedLaterAndTheCoordinatorGivesItElsewhere() {
        decided(officer);
        var id = requests.receive("COMPLAINT", ", \"contact\": {\"phone\": \"13900000000\"}");
        requests.put(COORDINATOR, id, "revision", "{\"reason\": \"依据有误\"}").mustBe(409, "no-decision-named");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(person, id, "signature", null).must(200);
        requests.put(person, id, "contact", "{\"note\": \"已联系\"}").must(200);
        assertThat(requests.read(person, id).json().has("contact")).isTrue();
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"SWJ\"}").mustBe(409, "wrong-appeal-state");

        requests.put(person, id, "file", file(receipt)).mustBe(403, "role-not-allowed");
        requests.put(COORDINATOR, id, "file", "{}").mustBlame("receiptNumber", "names-no-file");
        requests.put(COORDINATOR, id, "file", file("a b")).mustBlame("receiptNumber", "pattern");
        requests.put(COORDINATOR, id, "file", "{\"negativeAnswerId\": \"" + UUID.randomUUID() + "\"}")
                .mustBlame("negativeAnswerId", "unknown-negative-answer");
        var named = requests.put(COORDINATOR, id, "file", file(receipt)).must(200);
        assertThat(named.json().at("/about/receiptNumber").asString()).isEqualTo(receipt);
        requests.put(COORDINATOR, id, "file", file(receipt)).mustBe(409, "same-file");
        var told = events.await(
                "onestop.appeal.appeal",
                SOON,
                event -> event.subject().equals(id) && event.type().endsWith(".file-named.v1"));
        Contracts.assertEvent(told.type(), told.text());
        assertThat(told.text()).contains(receipt).doesNotContain(officer);
        assertThat(requests.read(APPLICANT, id).body()).doesNotContain("FILE_NAMED");

        requests.put(person, id, "reply", "{\"text\": \"已办结\"}").mustBe(403, "recused");
        assertThat(requests.read(person, id).json().has("contact")).isFalse();
        requests.put(COORDINATOR, id, "revision", "{\"reason\": \"依据有误\"}").must(200);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"SWJ\"}").must(200);
        requests.read(person, id).mustBe(404, "no-such-appeal");
        requests.put(SWJ, id, "signature", null).must(200);
        requests.put(SWJ, id, "contact", "{\"note\": \"已联系\"}").mustBe(409, "already-contacted");
        requests.put(SWJ, id, "reply", "{\"text\": \"已办结\"}").must(200);
    }

    @Test
    void aFileThatWasNamedWronglyKeepsNobodyAway() {
        decided(officer);
        var id = dispatched("\"receiptNumber\": \"" + receipt + "\"");
        requests.put(person, id, "signature", null).mustBe(403, "recused");
        requests.put(person(officer, Role.APPEAL_COORDINATOR), id, "file", file("LN-elsewhere"))
                .mustBe(403, "recused");
        requests.put(COORDINATOR, id, "file", file("LN-elsewhere")).must(200);
        requests.put(person, id, "signature", null).must(200);
        assertThat(requests.read(COORDINATOR, id).body()).contains("LN-elsewhere ← " + receipt);
    }

    @Test
    void whoNamesTheirOwnFileForAConfidentialAppealKnowsOfItNoMore() {
        decided(officer);
        var id = requests.receive("COMPLAINT", ", \"confidential\": true");
        var coordinator = person(officer, Role.APPEAL_COORDINATOR);
        requests.put(coordinator, id, "file", file(receipt)).must(204);
        requests.put(coordinator, id, "file", file(receipt)).mustBe(404, "no-such-appeal");
        requests.read(coordinator, id).mustBe(404, "no-such-appeal");
        requests.put(COORDINATOR, id, "dispatch", """
                {"unit": "GAJ", "forUnit": {"title": "反映窗口服务", "text": "反映未一次性告知"}}""").must(200);
        var read = requests.read(manager("manager-other", "GAJ"), id).must(200);
        assertThat(read.body()).contains("FILE_NAMED").doesNotContain(receipt);
    }

    @Test
    void aRedoGoesToAnotherUnitOnceWhoAnsweredMayNotHandleIt() {
        var id = dispatched("\"receiptNumber\": \"" + receipt + "\"");
        requests.put(person, id, "signature", null).must(200);
        requests.put(person, id, "reply", "{\"text\": \"已办结\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": false, \"satisfied\": false}")
                .must(200);
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"未解决\"}").must(200);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"SWJ\"}").mustBe(409, "wrong-appeal-state");
        requests.put(manager("manager-other", "GAJ"), id, "signature", null).mustBe(409, "wrong-appeal-state");
        decided(officer);
        requests.put(person, id, "reply", "{\"text\": \"已重办\"}").mustBe(403, "recused");

        var moved =
                requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"SWJ\"}").must(200);
        assertThat(moved.text("state")).isEqualTo("REDO");
        requests.put(SWJ, id, "signature", null).must(200);
        requests.put(SWJ, id, "signature", null).mustBe(409, "wrong-appeal-state");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").mustBe(409, "wrong-appeal-state");
        requests.put(SWJ, id, "reply", "{\"text\": \"已重办\"}").must(200);
    }

    @Test
    void aWindowThatSaidNoBeforeAnythingWasAcceptedIsKeptFromTheAppealAboutIt() {
        jdbc.sql("INSERT INTO item (code, name_zh, unit) VALUES (:code, '事项', 'GAJ')")
                .param("code", receipt)
                .update();
        var report = requests.postAt(person(officer, Role.WINDOW), "/negative-answers", """
                        {"itemCode": "%s", "cause": "MATERIALS", "legalBasis": "办法第三条", "text": "缺少材料"}""".formatted(receipt))
                .must(201)
                .text("id");
        var blocked = """
                {"kind": "%s", "title": "办不成事", "text": "x", "about": {"negativeAnswerId": "%s"}}""";
        requests.post(APPLICANT, blocked.formatted("BLOCKED_MATTER", report))
                .mustBlame("about.negativeAnswerId", "stated-by-clerks");
        requests.post(WINDOW, blocked.formatted("BLOCKED_MATTER", UUID.randomUUID()))
                .mustBlame("about.negativeAnswerId", "unknown-negative-answer");
        var raised = requests.post(WINDOW, blocked.formatted("BLOCKED_MATTER", report))
                .must(201);
        assertThat(raised.json().at("/about/negativeAnswerId").asString()).isEqualTo(report);
        var later = requests.receive("BLOCKED_MATTER");
        requests.put(COORDINATOR, later, "file", "{\"negativeAnswerId\": \"" + report + "\"}")
                .must(200);

        for (var id : List.of(raised.text("id"), later)) {
            requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
            requests.put(person, id, "signature", null).mustBe(403, "recused");
            requests.put(COORDINATOR, id, "revision", "{\"reason\": \"x\"}").mustBe(409, "no-decision-named");
            requests.put(manager("manager-other", "GAJ"), id, "signature", null).must(200);
        }
        assertThat(fileOfficers.partOf(officer, null, null, UUID.fromString(report), null))
                .contains(Part.SAID_NO);
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
    void whoActedOnTheFileNeitherJoinsOthersToItNorOpensItAgain() {
        accepted("coordinator-" + officer);
        var coordinator = person("coordinator-" + officer, Role.APPEAL_COORDINATOR);
        var id = dispatched("\"receiptNumber\": \"" + receipt + "\"");
        var other = requests.receive("COMPLAINT");
        requests.put(coordinator, other, "joining", "{\"into\": \"" + id + "\"}")
                .mustBe(403, "recused");
        var helper = manager("manager-helper", "GAJ");
        requests.put(helper, id, "signature", null).must(200);
        requests.put(helper, id, "reply", "{\"text\": \"已办结\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .must(200);
        requests.put(COORDINATOR, id, "closure", "{}").must(200);
        requests.put(coordinator, id, "reopening", "{\"reason\": \"又发生了\"}").mustBe(403, "recused");
        requests.put(APPLICANT, id, "reopening", "{\"reason\": \"又发生了\"}").must(200);
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
                () -> assertThat(fileOfficers.partOf(officer, elsewhere, null, null, null))
                        .contains(Part.DECIDED));
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
        var ended = Contracts.read(Contracts.ALL.resolve("approval/events/" + ENDED + ".sample.json"));
        var finished = Contracts.read(Contracts.ALL.resolve("approval/events/" + FINISHED + ".sample.json"));
        var json = JsonMapper.shared().readTree(accepted);
        var acceptedReceipt = json.path("receiptNumber").asString();
        var acceptedCase = json.path("cases").get(0).path("caseNumber").asString();
        events.send(APPLICATIONS, acceptedReceipt, ACCEPTED, acceptedReceipt, 1, accepted);
        events.send(CASES, "LB37132726030200001", DECIDED, "371327260302000010002", 1, decided);
        events.send(CASES, "LB37132726030200001", FINISHED, "LB37132726030200001", 2, finished);
        events.send(CASES, "LB37132726030200001", ENDED, "371327260302000010003", 3, ended);
        Eventually.within(SOON, () -> {
            assertThat(fileOfficers.partOf(json.path("acceptedBy").asString(), null, acceptedCase, null, null))
                    .contains(Part.ACCEPTED);
            assertThat(fileOfficers.partOf("approver-xzsp", null, "371327260302000010002", null, null))
                    .contains(Part.DECIDED);
            assertThat(fileOfficers.partOf("examiner-swj", null, "371327260302000010003", null, null))
                    .contains(Part.WORKED_ON);
            assertThat(fileOfficers.partOf("examiner-xzsp", "LB37132726030200001", null, null, null))
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
                () -> assertThat(fileOfficers.partOf(by, null, caseNumber, null, null))
                        .contains(Part.ACCEPTED));
    }

    private void ended(String by) {
        events.send(CASES, receipt, ENDED, caseNumber, 3, """
                {"receiptNumber": "%s", "caseNumber": "%s", "kind": "TERMINATED", "officers": ["%s"]}""".formatted(receipt, caseNumber, by));
        awaitPart(Part.WORKED_ON);
    }

    private void saidNo(String by) {
        jdbc.sql("INSERT INTO item (code, name_zh, unit) VALUES (:code, '事项', 'GAJ')")
                .param("code", receipt)
                .update();
        requests.postAt(person(by, Role.WINDOW), "/negative-answers", """
                {"itemCode": "%s", "cause": "MATERIALS", "legalBasis": "办法第三条", "text": "缺少材料",
                 "receiptNumber": "%s"}""".formatted(receipt, receipt))
                .must(201);
    }

    private void decided(String by) {
        events.send(CASES, receipt, DECIDED, caseNumber, 3, decision(by));
        Eventually.within(
                SOON,
                () -> assertThat(fileOfficers.partOf(by, receipt, null, null, null))
                        .contains(Part.DECIDED));
    }

    private String decision(String by) {
        return """
                {"receiptNumber": "%s", "caseNumber": "%s", "decidedBy": "%s", "outcome": "REFUSED"}""".formatted(receipt, caseNumber, by);
    }

    private void awaitPart(Part part) {
        Eventually.within(
                SOON,
                () -> assertThat(fileOfficers.partOf(officer, receipt, null, null, null))
                        .contains(part));
    }
}

package onestop.appeal.projects;

import static onestop.appeal.Office.AUDITOR;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static onestop.appeal.Office.SWJ;
import static onestop.appeal.Office.applicant;
import static onestop.appeal.enterprises.EnterpriseExamples.anEnterprise;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.appeal.Calls;
import onestop.appeal.Office;
import onestop.appeal.Office.Person;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.appeal.enterprises.Enterprises;
import onestop.testsupport.Events;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WholeService
class ProjectsIT {
    @Autowired
    MockMvcTester mvc;

    @Autowired
    Office.Requests requests;

    @Autowired
    Enterprises enterprises;

    @Autowired
    ApplicationEventPublisher listeners;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Events events;

    @Autowired
    TurnMilestoneLights lights;

    @Autowired
    TestClock clock;

    private Calls calls;
    private String usci = "";
    private String helperName = "";

    @BeforeEach
    void begin() {
        calls = new Calls(mvc);
        clock.setTo("2026-03-02T09:10:00+08:00");
        usci = anEnterprise().registered(enterprises, listeners, transaction);
        helperName = "helper-" + UUID.randomUUID();
    }

    private Person helper() {
        return () -> TestTokens.token(helperName).roles(Role.HELPER).unit("GAJ").sign();
    }

    private String project() {
        var made = calls.post(
                        COORDINATOR, "/key-projects", body(UUID.randomUUID().toString()))
                .must(201);
        Contracts.assertAnswer("KeyProject", made.json());
        return made.text("id");
    }

    private String body(String number) {
        return """
                {"listNumber": "%s", "name": "扩建项目", "level": "COUNTY", "unit": "GAJ", "helper": "%s", "usci": "%s"}
                """.formatted(number, helperName, usci);
    }

    private static final String BLOCKED =
            "{\"stage\": \"LAND_AND_PLANNING\", \"title\": \"边界有争议\", \"text\": \"与相邻地块不一致。\", \"unit\": \"GAJ\"}";

    @Test
    void stagesGoForwardAndTheLastOneEndsIt() {
        var id = project();
        calls.put(helper(), "/key-projects/" + id + "/stage", "{\"stage\": \"CONSTRUCTION\"}")
                .must(200);
        calls.put(helper(), "/key-projects/" + id + "/stage", "{\"stage\": \"CONSTRUCTION\"}")
                .mustBe(409, "stage-passed");
        calls.put(helper(), "/key-projects/" + id + "/stage", "{\"stage\": \"INITIATION\"}")
                .mustBe(409, "stage-passed");
        assertThat(calls.put(GAJ, "/key-projects/" + id + "/stage", "{\"stage\": \"OPERATION\"}")
                        .must(200)
                        .text("state"))
                .isEqualTo("DONE");
        calls.post(GAJ, "/key-projects/" + id + "/blocked-points", BLOCKED).mustBe(409, "project-over");
        calls.put(COORDINATOR, "/key-projects/" + id + "/removal", "{\"reason\": \"x\"}")
                .mustBe(409, "project-over");
    }

    @Test
    void milestonesTurnByTimeAndAreListedMostUrgentFirst() {
        var id = project();
        for (var due : new String[] {"2026-03-20", "2026-03-05", "2026-04-20"}) {
            calls.post(
                            helper(),
                            "/key-projects/" + id + "/milestones",
                            "{\"stage\": \"BUILDING_PERMIT\", \"title\": \"节点\", \"dueOn\": \"%s\"}".formatted(due))
                    .must(201);
        }
        assertThat(calls.get(helper(), "/key-projects/" + id)
                        .json()
                        .path("milestones")
                        .findValuesAsString("light"))
                .containsExactly("YELLOW", "GREEN", "GREEN");
        clock.setTo("2026-03-16T09:00:00+08:00");
        var lights = calls.get(GAJ, "/key-projects/lights?limit=200").must(200).json();
        Contracts.assertAnswer("LightPage", lights);
        assertThat(lights.path("items")
                        .valueStream()
                        .filter(each -> each.path("projectId").asString().equals(id))
                        .map(each -> each.path("milestone").path("light").asString()))
                .containsExactly("RED", "YELLOW");
        calls.put(helper(), "/key-projects/" + id + "/milestones/2/completion", "{\"doneOn\": \"2026-03-17\"}")
                .mustBlame("doneOn", "not-in-the-future");
        var done = calls.put(
                        helper(), "/key-projects/" + id + "/milestones/2/completion", "{\"doneOn\": \"2026-03-16\"}")
                .must(200);
        assertThat(done.json().path("milestones").findValuesAsString("light"))
                .containsExactly("DONE_LATE", "YELLOW", "GREEN");
        calls.put(helper(), "/key-projects/" + id + "/milestones/9/completion", "{\"doneOn\": \"2026-03-16\"}")
                .mustBe(404, "no-such-milestone");
    }

    @Test
    void aBlockedPointBecomesOneAppealHoweverOftenItIsRaised() throws Exception {
        var id = project();
        calls.post(helper(), "/key-projects/" + id + "/blocked-points", BLOCKED).must(201);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var work = IntStream.range(0, 4)
                    .mapToObj(_ -> (Callable<String>)
                            () -> calls.put(helper(), "/key-projects/" + id + "/blocked-points/1/appeal", null)
                                    .must(200)
                                    .json()
                                    .path("blockedPoints")
                                    .get(0)
                                    .path("appeal")
                                    .path("id")
                                    .asString())
                    .toList();
            var appeals = new java.util.TreeSet<String>();
            for (var done : threads.invokeAll(work)) {
                appeals.add(done.get());
            }
            assertThat(appeals).hasSize(1);
            var appeal = requests.read(COORDINATOR, appeals.first()).must(200);
            assertThat(appeal.text("source")).isEqualTo("VISIT");
            assertThat(appeal.text("usci")).isEqualTo(usci);
            assertThat(appeal.json().at("/about/unit").asString()).isEqualTo("GAJ");
        }
        assertThat(jdbc.sql("SELECT count(*) FROM appeal WHERE usci = :usci")
                        .param("usci", usci)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        calls.post(helper(), "/key-projects/" + id + "/blocked-points", BLOCKED).must(201);
        calls.put(helper(), "/key-projects/" + id + "/blocked-points/2/appeal", "{\"receiptNumber\": \"a b\"}")
                .mustBlame("receiptNumber", "pattern");
        calls.put(helper(), "/key-projects/" + id + "/blocked-points/2/resolution", "{\"resolution\": \"已重新测绘\"}")
                .must(200);
        calls.put(helper(), "/key-projects/" + id + "/blocked-points/2/appeal", null)
                .mustBe(409, "blocked-point-resolved");
        calls.put(helper(), "/key-projects/" + id + "/blocked-points/7/appeal", null)
                .mustBe(404, "no-such-blocked-point");
    }

    @Test
    void thatAProjectIsBlockedAndGoesOnIsTold() {
        var id = project();
        calls.post(helper(), "/key-projects/" + id + "/blocked-points", BLOCKED).must(201);
        for (int time = 0; time < 2; time++) {
            calls.put(helper(), "/key-projects/" + id + "/blocked-points/1/resolution", "{\"resolution\": \"已重新测绘\"}")
                    .must(200);
        }
        calls.post(helper(), "/key-projects/" + id + "/blocked-points", BLOCKED).must(201);
        var told = events.awaitAll(
                "onestop.appeal.key-project",
                Duration.ofSeconds(20),
                each -> each.subject().equals(id),
                ours -> ours.size() >= 3);
        told.forEach(each -> Contracts.assertEvent(each.type(), each.text()));
        assertThat(told)
                .extracting(each -> each.type().replace("onestop.appeal.key-project.", ""))
                .containsExactly("blocked.v1", "resolved.v1", "blocked.v1");
        assertThat(told.get(0).text()).contains("\"unit\":\"GAJ\"").contains("\"number\":1");
        assertThat(told.get(2).text()).contains("\"number\":2");
        assertThat(told.toString()).doesNotContain("争议").doesNotContain("测绘").doesNotContain(helperName);
    }

    @Test
    void whatAProjectIsNowIsToldWhenItChanges() {
        var id = planned();
        var path = "/key-projects/" + id;
        calls.put(helper(), path + "/stage", "{\"stage\": \"CONSTRUCTION\"}").must(200);
        calls.put(helper(), path + "/stage", "{\"stage\": \"INITIATION\"}").mustBe(409, "stage-passed");
        calls.put(SWJ, path + "/helper", "{\"helper\": \"another-helper\"}").mustBe(403, "not-your-project");
        for (int time = 0; time < 2; time++) {
            calls.put(GAJ, path + "/helper", "{\"helper\": \"another-helper\"}").must(200);
            calls.put(GAJ, path + "/enterprise", enterprise(usci)).must(200);
        }
        calls.post(
                        GAJ,
                        path + "/milestones",
                        "{\"stage\": \"OPERATION\", \"title\": \"投产\", \"dueOn\": \"2026-09-01\"}")
                .must(201);
        var last = calls.put(GAJ, path + "/stage", "{\"stage\": \"OPERATION\"}").must(200);

        var told = events.awaitAll(
                "onestop.appeal.key-project",
                Duration.ofSeconds(20),
                each -> each.subject().equals(id),
                ours -> ours.getLast().text().contains("DONE"));
        told.forEach(each -> Contracts.assertEvent(each.type(), each.text()));
        assertThat(told)
                .extracting(Events.Received::type)
                .as("once for each change, and none for what was only noted")
                .containsOnly("onestop.appeal.key-project.changed.v1")
                .hasSize(4);
        assertThat(told.stream().map(each -> JsonMapper.shared().readTree(each.text())))
                .extracting(
                        data -> data.path("changed") + " " + data.path("stage").asString() + " "
                                + data.path("state").asString() + " "
                                + data.path("usci").asString("-"))
                .containsExactly(
                        "[\"STAGE\"] CONSTRUCTION ACTIVE -",
                        "[\"HELPER\"] CONSTRUCTION ACTIVE -",
                        "[\"ENTERPRISE\"] CONSTRUCTION ACTIVE " + usci,
                        "[\"STAGE\",\"STATE\"] OPERATION DONE " + usci);
        assertThat(told.toString()).doesNotContain("helper-", "another-helper", "manager-gaj", "项目");
        assertThat(last.json().path("version").asInt()).isGreaterThan(4);

        var dropped = project();
        calls.put(COORDINATOR, "/key-projects/" + dropped + "/removal", "{\"reason\": \"已终止\"}")
                .must(200);
        var removal = events.await(
                "onestop.appeal.key-project",
                Duration.ofSeconds(20),
                each -> each.subject().equals(dropped));
        Contracts.assertEvent(removal.type(), removal.text());
        assertThat(removal.text())
                .contains("\"changed\":[\"STATE\"]", "DROPPED")
                .doesNotContain("已终止");
    }

    private String withMilestones(String... dueOn) {
        var id = project();
        for (var due : dueOn) {
            calls.post(
                            helper(),
                            "/key-projects/" + id + "/milestones",
                            "{\"stage\": \"BUILDING_PERMIT\", \"title\": \"取得施工许可\", \"dueOn\": \"%s\"}".formatted(due))
                    .must(201);
        }
        return id;
    }

    private List<String> lightsTold(String id, int wanted) {
        return events
                .awaitAll(
                        "onestop.appeal.key-project",
                        Duration.ofSeconds(20),
                        each -> id.equals(each.key()) && each.type().endsWith("light-turned.v1"),
                        ours -> ours.size() >= wanted)
                .stream()
                .map(each -> {
                    Contracts.assertEvent(each.type(), each.text());
                    assertThat(each.text()).doesNotContain("施工许可").doesNotContain(helperName);
                    var data = JsonMapper.shared().readTree(each.text());
                    assertThat(each.subject())
                            .isEqualTo(id + "/" + data.path("number").asInt());
                    return data.path("number").asInt() + " "
                            + data.path("light").asString();
                })
                .toList();
    }

    /** Two replicas look at the same moment. */
    private void turnTwiceAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var done : threads.invokeAll(List.<Callable<Integer>>of(lights::turn, lights::turn))) {
                done.get();
            }
        }
        lights.turn(); // what one of them passed by because the other had it
    }

    @Test
    void aMilestoneThatComesNearAndOneThatIsLateAreToldOnce() throws Exception {
        var id = withMilestones("2026-03-08", "2026-03-09", "2026-03-02", "2026-02-27", "2026-03-05");
        calls.put(helper(), "/key-projects/" + id + "/milestones/5/completion", "{\"doneOn\": \"2026-03-02\"}")
                .must(200);
        turnTwiceAtOnce();
        turnTwiceAtOnce();
        assertThat(lightsTold(id, 3)).containsExactlyInAnyOrder("1 YELLOW", "3 YELLOW", "4 RED");

        clock.setTo("2026-03-03T00:00:05+08:00");
        turnTwiceAtOnce();
        turnTwiceAtOnce();
        assertThat(lightsTold(id, 5)).containsExactlyInAnyOrder("1 YELLOW", "3 YELLOW", "4 RED", "2 YELLOW", "3 RED");
    }

    @Test
    void aProjectThatIsOverHasNoLights() {
        var over = withMilestones("2026-02-27");
        calls.put(COORDINATOR, "/key-projects/" + over + "/removal", "{\"reason\": \"已终止\"}")
                .must(200);
        var other = withMilestones("2026-02-27");
        lights.turn();
        assertThat(lightsTold(other, 1)).containsExactly("1 RED");
        assertThat(jdbc.sql("SELECT light FROM project_milestone WHERE project_id = CAST(:id AS uuid)")
                        .param("id", over)
                        .query(String.class)
                        .single())
                .isEqualTo("GREEN");
    }

    @Test
    void whatIsOpenWhenTheProjectGoesIntoOperationIsBroughtToItsEndAfterwards() {
        var id = withMilestones("2026-02-27", "2026-03-01");
        var path = "/key-projects/" + id;
        long before = blockedSeenBy(GAJ);
        calls.post(helper(), path + "/blocked-points", BLOCKED).must(201);
        assertThat(blockedSeenBy(GAJ)).isEqualTo(before + 1);

        var over = calls.put(helper(), path + "/stage", "{\"stage\": \"OPERATION\"}")
                .must(200);
        assertThat(over.text("state")).isEqualTo("DONE");
        assertThat(over.json().path("milestones").findValuesAsString("light"))
                .as("no lights in a project that is over")
                .isEmpty();
        assertThat(blockedSeenBy(GAJ)).as("it waits no more").isEqualTo(before);

        var reached = calls.put(helper(), path + "/milestones/1/completion", "{\"doneOn\": \"2026-03-02\"}")
                .must(200);
        Contracts.assertAnswer("KeyProject", reached.json());
        assertThat(reached.json().path("milestones").findValuesAsString("light"))
                .containsExactly("DONE_LATE");
        assertThat(calls.put(helper(), path + "/blocked-points/1/resolution", "{\"resolution\": \"已重新测绘\"}")
                        .must(200)
                        .json()
                        .at("/blockedPoints/0/resolution")
                        .asString())
                .isEqualTo("已重新测绘");
        var told = events.awaitAll(
                "onestop.appeal.key-project",
                Duration.ofSeconds(20),
                each -> each.subject().equals(id),
                ours -> ours.size() >= 3);
        assertThat(told)
                .extracting(each -> each.type().replace("onestop.appeal.key-project.", ""))
                .containsExactly("blocked.v1", "changed.v1", "resolved.v1");

        calls.put(helper(), path + "/milestones/9/completion", "{\"doneOn\": \"2026-03-02\"}")
                .mustBe(404, "no-such-milestone");
        calls.put(helper(), path + "/blocked-points/9/resolution", "{\"resolution\": \"x\"}")
                .mustBe(404, "no-such-blocked-point");
        calls.post(
                        helper(),
                        path + "/milestones",
                        "{\"stage\": \"OPERATION\", \"title\": \"x\", \"dueOn\": \"2026-03-20\"}")
                .mustBe(409, "project-over");
    }

    @Test
    void inAProjectThatWasDroppedNothingComesToAnEnd() {
        var id = withMilestones("2026-02-27");
        var path = "/key-projects/" + id;
        calls.post(helper(), path + "/blocked-points", BLOCKED).must(201);
        var dropped = calls.put(COORDINATOR, path + "/removal", "{\"reason\": \"已终止\"}")
                .must(200);
        assertThat(dropped.json().path("milestones").findValuesAsString("light"))
                .isEmpty();
        calls.put(helper(), path + "/milestones/1/completion", "{\"doneOn\": \"2026-03-02\"}")
                .mustBe(409, "project-over");
        calls.put(helper(), path + "/blocked-points/1/resolution", "{\"resolution\": \"x\"}")
                .mustBe(409, "project-over");
        calls.put(helper(), path + "/blocked-points/1/appeal", null).mustBe(409, "project-over");
    }

    private static final String IN_CONFIDENCE = """
            {"stage": "LAND_AND_PLANNING", "title": "边界有争议", "text": "与相邻地块不一致。", "unit": "GAJ", "confidential": true}""";

    /** The project's own unit is the one that it complains of. */
    @Test
    void theUnitThatAPointToldInConfidenceDependsOnLearnsNothingOfIt() {
        var id = project();
        var path = "/key-projects/" + id;
        var point = path + "/blocked-points/1001";
        long version = calls.get(GAJ, path).must(200).json().path("version").asLong();
        calls.post(helper(), path + "/blocked-points", IN_CONFIDENCE).must(201);

        assertThat(calls.get(GAJ, path).json().path("version").asLong())
                .as("no version tells of it")
                .isEqualTo(version);
        assertThat(pointsSeenBy(GAJ, id)).isEmpty();
        calls.put(GAJ, point + "/appeal", null).mustBe(404, "no-such-blocked-point");
        calls.put(GAJ, point + "/resolution", "{\"resolution\": \"x\"}").mustBe(404, "no-such-blocked-point");
        for (var reader : List.of(helper(), COORDINATOR, AUDITOR, applicant("person", usci))) {
            assertThat(pointsSeenBy(reader, id)).containsExactly("1001 true");
        }

        var appeal = calls.put(helper(), point + "/appeal", "{\"receiptNumber\": \"LN-" + usci + "\"}")
                .must(200)
                .json()
                .at("/blockedPoints/0/appeal/id")
                .asString();
        assertThat(requests.read(COORDINATOR, appeal)
                        .must(200)
                        .json()
                        .path("confidential")
                        .asBoolean())
                .isTrue();
        assertThat(calls.get(GAJ, path).must(200).body()).doesNotContain(appeal).doesNotContain("争议");
        assertThat(calls.get(GAJ, path).etag()).as("nor after the appeal").isEqualTo("\"" + version + "\"");
        calls.put(helper(), point + "/resolution", "{\"resolution\": \"已重新测绘\"}")
                .must(200);
        assertThat(calls.get(GAJ, path).must(200).body()).doesNotContain("测绘");

        calls.put(GAJ, path + "/helper", "{\"helper\": \"next-helper\"}").must(200);
        Person next = () ->
                TestTokens.token("next-helper").roles(Role.HELPER).unit("GAJ").sign();
        assertThat(pointsSeenBy(next, id)).isEmpty();
        Person fromElsewhere = () ->
                TestTokens.token("next-helper").roles(Role.HELPER).unit("SWJ").sign();
        assertThat(pointsSeenBy(fromElsewhere, id)).containsExactly("1001 true");

        jdbc.sql("INSERT INTO file_officer (receipt_number, officer_id, part) VALUES (:file, 'who-decided', 'DECIDED')")
                .param("file", "LN-" + usci)
                .update();
        for (var role : List.of(Role.APPEAL_COORDINATOR, Role.AUDITOR)) {
            assertThat(pointsSeenBy(Office.person("who-decided", role), id)).isEmpty();
        }
        calls.put(Office.person("who-decided", Role.APPEAL_COORDINATOR), point + "/appeal", null)
                .mustBe(404, "no-such-blocked-point");

        calls.post(COORDINATOR, path + "/blocked-points", BLOCKED).must(201);
        var told = events.await(
                "onestop.appeal.key-project",
                Duration.ofSeconds(20),
                each -> each.subject().equals(id) && each.type().endsWith(".blocked.v1"));
        assertThat(told.text()).as("no number is missing").contains("\"number\":1");
        assertThat(pointsSeenBy(GAJ, id)).containsExactly("1 false");
        assertThat(pointsSeenBy(COORDINATOR, id)).containsExactly("1 false", "1001 true");
        var before = calls.get(GAJ, path).must(200);
        calls.post(COORDINATOR, path + "/blocked-points", IN_CONFIDENCE).must(201);
        calls.put(COORDINATOR, path + "/blocked-points/1002/resolution", "{\"resolution\": \"已说明\"}")
                .must(200);
        var unmoved = calls.get(GAJ, path).must(200);
        assertThat(unmoved.etag()).as("after a resolution").isEqualTo(before.etag());
        assertThat(unmoved.body()).isEqualTo(before.body());
    }

    @Test
    void asLongAsNobodyKnowsWhichUnitItIsItCouldBeTheProjectsOwn() {
        var id = project();
        calls.post(
                        helper(),
                        "/key-projects/" + id + "/blocked-points",
                        IN_CONFIDENCE.replace("\"unit\": \"GAJ\", ", ""))
                .must(201);
        assertThat(pointsSeenBy(GAJ, id)).isEmpty();
        assertThat(pointsSeenBy(COORDINATOR, id)).containsExactly("1001 true");
    }

    private List<String> pointsSeenBy(Person reader, String id) {
        return calls.get(reader, "/key-projects/" + id)
                .must(200)
                .json()
                .path("blockedPoints")
                .valueStream()
                .map(each -> each.path("number").asInt() + " "
                        + each.path("confidential").asBoolean())
                .toList();
    }

    @Test
    void aManagersCountOfBlockedProjectsLeavesOutWhatWasToldInConfidence() {
        var id = project();
        long before = blockedSeenBy(GAJ);
        long all = blockedSeenBy(COORDINATOR);
        calls.post(helper(), "/key-projects/" + id + "/blocked-points", IN_CONFIDENCE)
                .must(201);
        assertThat(blockedSeenBy(GAJ)).isEqualTo(before);
        assertThat(blockedSeenBy(COORDINATOR)).isEqualTo(all + 1);
    }

    private long blockedSeenBy(Person reader) {
        return calls.get(reader, "/key-projects/figures?from=2026-01-01&to=2026-12-31")
                .must(200)
                .json()
                .path("levels")
                .valueStream()
                .filter(each -> each.path("level").asString().equals("COUNTY"))
                .mapToLong(each -> each.path("blocked").asLong())
                .sum();
    }

    @Test
    void aBlockedPointThatBecomesAnAppealNamesTheFileThatKeepsTheProjectWaiting() {
        var id = project();
        calls.post(helper(), "/key-projects/" + id + "/blocked-points", BLOCKED).must(201);
        var raised = calls.put(helper(), "/key-projects/" + id + "/blocked-points/1/appeal", """
                        {"receiptNumber": "LN-land", "caseNumber": "C-land"}""")
                .must(200);
        var appeal = requests.read(
                        COORDINATOR,
                        raised.json().at("/blockedPoints/0/appeal/id").asString())
                .must(200)
                .json();
        assertThat(appeal.at("/about/receiptNumber").asString()).isEqualTo("LN-land");
        assertThat(appeal.at("/about/caseNumber").asString()).isEqualTo("C-land");
    }

    @Test
    void onlyThoseNamedForItKeepItAndItsEnterpriseReads() {
        var id = project();
        Person otherHelper = () ->
                TestTokens.token("other-helper").roles(Role.HELPER).unit("GAJ").sign();
        calls.put(otherHelper, "/key-projects/" + id + "/stage", "{\"stage\": \"CONSTRUCTION\"}")
                .mustBe(403, "not-your-project");
        calls.put(SWJ, "/key-projects/" + id + "/stage", "{\"stage\": \"CONSTRUCTION\"}")
                .mustBe(403, "not-your-project");
        calls.get(SWJ, "/key-projects/" + id).mustBe(404, "no-such-project");
        calls.get(otherHelper, "/key-projects/" + id).mustBe(404, "no-such-project");
        assertThat(calls.get(otherHelper, "/key-projects").json().path("items").isEmpty())
                .isTrue();
        assertThat(calls.get(helper(), "/key-projects").json().path("items").size())
                .isEqualTo(1);
        calls.get(applicant("person", usci), "/key-projects/" + id).must(200);
        calls.get(applicant("stranger", "91371327MA3DEM0A2G"), "/key-projects/" + id)
                .mustBe(404, "no-such-project");
        calls.put(GAJ, "/key-projects/" + id + "/helper", "{\"helper\": \"other-helper\"}")
                .must(200);
        calls.get(otherHelper, "/key-projects/" + id).must(200);
        calls.get(helper(), "/key-projects/" + id).mustBe(404, "no-such-project");
        var number = UUID.randomUUID().toString();
        calls.post(COORDINATOR, "/key-projects", body(number)).must(201);
        calls.post(COORDINATOR, "/key-projects", body(number)).mustBe(409, "project-on-list");
    }

    /** Listed when those that plan to invest have no enterprise yet. */
    private String planned() {
        return calls.post(
                        COORDINATOR,
                        "/key-projects",
                        body(UUID.randomUUID().toString()).replace(", \"usci\": \"%s\"".formatted(usci), ""))
                .must(201)
                .text("id");
    }

    private static String enterprise(String named) {
        return "{\"usci\": \"%s\"}".formatted(named);
    }

    @Test
    void theEnterpriseThatAnInvestorRegistersLaterIsNamedAndTheProjectIsItsOwnFromThenOn() {
        var id = planned();
        var uri = "/key-projects/" + id;
        var person = applicant("person", usci);
        var served = served("\"projectId\": \"%s\"".formatted(id));
        calls.post(helper(), uri + "/blocked-points", BLOCKED).must(201);
        calls.get(person, uri).mustBe(404, "no-such-project");
        assertThat(projectsRead(person, usci)).isEmpty();
        assertThat(servicesRead(person, "usci=" + usci)).isEmpty();

        var named = calls.put(GAJ, uri + "/enterprise", enterprise(usci)).must(200);
        Contracts.assertAnswer("KeyProject", named.json());
        assertThat(named.text("usci")).isEqualTo(usci);
        assertThat(calls.put(COORDINATOR, uri + "/enterprise", enterprise(usci))
                        .must(200)
                        .text("version"))
                .as("the same one again changes nothing")
                .isEqualTo(named.text("version"));
        assertThat(calls.get(person, uri).must(200).text("usci")).isEqualTo(usci);
        assertThat(projectsRead(person, usci)).containsExactly(id);
        assertThat(servicesRead(person, "usci=" + usci)).containsExactly(served);

        calls.put(helper(), uri + "/stage", "{\"stage\": \"CONSTRUCTION\"}").must(200);
        var appeal = calls.put(helper(), uri + "/blocked-points/1/appeal", null)
                .must(200)
                .json()
                .at("/blockedPoints/0/appeal/id")
                .asString();
        assertThat(requests.read(person, appeal).must(200).text("usci")).isEqualTo(usci);
    }

    @Test
    void theEnterpriseOfAProjectIsNamedOnceByItsUnitOrTheOfficeAndStays() {
        var id = planned();
        var uri = "/key-projects/" + id + "/enterprise";
        var other = anEnterprise().registered(enterprises, listeners, transaction);
        calls.put(SWJ, uri, enterprise(usci)).mustBe(403, "not-your-project");
        for (var who : List.of(helper(), AUDITOR, applicant("person", usci))) {
            calls.put(who, uri, enterprise(usci)).mustBe(403, "role-not-allowed");
        }
        calls.put(GAJ, uri, "{}").mustBlame("usci", "not-null");
        calls.put(GAJ, uri, enterprise("9137")).mustBlame("usci", "pattern");
        var mistyped = usci.substring(0, 17) + (usci.endsWith("0") ? "1" : "0");
        calls.put(GAJ, uri, enterprise(mistyped)).mustBlame("usci", "usci-check-digit");
        calls.put(COORDINATOR, "/key-projects/" + UUID.randomUUID() + "/enterprise", enterprise(usci))
                .mustBe(404, "no-such-project");
        assertThat(calls.get(GAJ, "/key-projects/" + id).must(200).json().has("usci"))
                .isFalse();

        calls.put(COORDINATOR, uri, enterprise(usci)).must(200);
        for (var who : List.of(GAJ, COORDINATOR)) {
            calls.put(who, uri, enterprise(other)).mustBe(409, "enterprise-named");
        }
        calls.get(applicant("person", other), "/key-projects/" + id).mustBe(404, "no-such-project");

        var dropped = planned();
        calls.put(COORDINATOR, "/key-projects/" + dropped + "/removal", "{\"reason\": \"x\"}")
                .must(200);
        calls.put(COORDINATOR, "/key-projects/" + dropped + "/enterprise", enterprise(usci))
                .mustBe(409, "project-over");
        var done = planned();
        calls.put(GAJ, "/key-projects/" + done + "/stage", "{\"stage\": \"OPERATION\"}")
                .must(200);
        assertThat(calls.put(GAJ, "/key-projects/" + done + "/enterprise", enterprise(usci))
                        .must(200)
                        .text("state"))
                .isEqualTo("DONE");
    }

    @Test
    void ofDifferentEnterprisesNamedAtOnceOneStays() throws Exception {
        var uri = "/key-projects/" + planned() + "/enterprise";
        var named = IntStream.range(0, 4)
                .mapToObj(_ -> anEnterprise().registered(enterprises, listeners, transaction))
                .toList();
        var statuses = new java.util.ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var work = named.stream()
                    .map(each -> (Callable<Integer>)
                            () -> calls.put(GAJ, uri, enterprise(each)).status())
                    .toList();
            for (var done : threads.invokeAll(work)) {
                statuses.add(done.get());
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409, 409);
        var winner = named.get(statuses.indexOf(200));
        assertThat(projectsRead(applicant("person", winner), winner)).hasSize(1);
        for (var each : named) {
            if (!each.equals(winner)) {
                assertThat(projectsRead(applicant("person", each), each)).isEmpty();
            }
        }
    }

    private List<String> projectsRead(Person person, String enterprise) {
        var page =
                calls.get(person, "/key-projects?usci=" + enterprise).must(200).json();
        Contracts.assertAnswer("KeyProjectPage", page);
        return page.path("items").findValuesAsString("id");
    }

    @Test
    void anEnterpriseListsItsOwnProjectsOnly() {
        var ours = List.of(project(), project());
        var other = anEnterprise().registered(enterprises, listeners, transaction);
        var theirs = projectOf(other);
        var person = applicant("person", usci);
        assertThat(projectsRead(person, usci)).containsExactlyInAnyOrderElementsOf(ours);
        calls.get(person, "/key-projects").mustBlame("usci", "required");
        calls.get(person, "/key-projects?usci=" + other).mustBe(403, "not-your-enterprise");
        calls.get(Office.AGENT, "/key-projects?usci=" + usci).mustBe(403, "not-your-enterprise");
        calls.get(Office.WINDOW, "/key-projects?usci=" + usci).mustBe(403, "role-not-allowed");
        Person agent =
                () -> TestTokens.token("agent").roles(Role.AGENT).uscis(usci).sign();
        assertThat(projectsRead(agent, usci)).containsExactlyInAnyOrderElementsOf(ours);
        assertThat(projectsRead(helper(), other)).containsExactly(theirs);
        assertThat(projectsRead(SWJ, usci)).as("of another unit").isEmpty();
        assertThat(projectsRead(AUDITOR, usci)).containsExactlyInAnyOrderElementsOf(ours);
    }

    @Test
    void activitiesAndServicesAreRecordedAndCounted() {
        var id = project();
        clock.setTo("2026-05-20T09:00:00+08:00");
        var activity = calls.post(GAJ, "/activities", """
                        {"kind": "FOR_PROJECTS", "title": "为项目送服务", "unit": "GAJ", "heldOn": "2026-05-18", "projectId": "%s"}
                        """.formatted(id)).must(201);
        Contracts.assertAnswer("Activity", activity.json());
        var appeal = requests.receive("PROBLEM");
        for (int time = 0; time < 2; time++) {
            calls.put(GAJ, "/activities/%s/appeals/%s".formatted(activity.text("id"), appeal), null)
                    .must(204);
        }
        calls.put(SWJ, "/activities/%s/appeals/%s".formatted(activity.text("id"), appeal), null)
                .mustBe(403, "not-your-activity");
        calls.put(GAJ, "/activities/%s/appeals/%s".formatted(activity.text("id"), UUID.randomUUID()), null)
                .mustBe(404, "no-such-appeal");
        var counts = calls.get(COORDINATOR, "/activities/figures?month=2026-05")
                .must(200)
                .json();
        Contracts.assertAnswer("ActivityFigures", counts);
        assertThat(counts.path("counts").toString())
                .isEqualTo(
                        "[{\"kind\":\"FOR_PROJECTS\",\"unit\":\"GAJ\",\"activities\":1,\"appeals\":1,\"services\":0}]");
        Contracts.assertAnswer(
                "ActivityPage",
                calls.get(COORDINATOR, "/activities?unit=GAJ").must(200).json());

        var visit = """
                {"kind": "VISIT", "projectId": "%s", "usci": "%s", "activityId": "%s", "unit": "GAJ",
                 "servedOn": "2026-05-18", "note": "到场走访"}
                """.formatted(id, usci, activity.text("id"));
        Contracts.assertAnswer(
                "ServiceRecord",
                calls.post(helper(), "/service-records", visit).must(201).json());
        var own = calls.get(applicant("person", usci), "/service-records?usci=" + usci)
                .must(200)
                .json();
        Contracts.assertAnswer("ServiceRecordPage", own);
        assertThat(own.path("items").size()).isEqualTo(1);
        assertThat(own.at("/items/0/activityId").asString()).isEqualTo(activity.text("id"));
        calls.get(applicant("person", usci), "/service-records").mustBlame("usci", "required");
        calls.get(applicant("stranger", "91371327MA3DEM0A2G"), "/service-records?usci=" + usci)
                .mustBe(403, "not-your-enterprise");
        var figures = calls.get(COORDINATOR, "/key-projects/figures?from=2026-05-01&to=2026-05-31")
                .must(200)
                .json();
        Contracts.assertAnswer("KeyProjectFigures", figures);
        assertThat(figures.path("levels").get(0).path("served").asInt()).isEqualTo(1);

        jdbc.sql("UPDATE key_project SET state = 'DROPPED', reason = '停建' WHERE id = CAST(:id AS uuid)")
                .param("id", id)
                .update();
        var afterwards = calls.get(COORDINATOR, "/key-projects/figures?from=2026-05-01&to=2026-05-31")
                .must(200)
                .json()
                .path("levels")
                .get(0);
        assertThat(afterwards.path("served").asInt())
                .as("what was served stays served")
                .isEqualTo(1);
        assertThat(afterwards.path("projects").asInt())
                .isEqualTo(figures.path("levels").get(0).path("projects").asInt() - 1);
    }

    private String served(String more) {
        return calls.post(GAJ, "/service-records", """
                        {"kind": "VISIT", "unit": "GAJ", "servedOn": "2026-02-20", "note": "到场走访", %s}
                        """.formatted(more))
                .must(201)
                .text("id");
    }

    private List<String> servicesRead(Person reader, String query) {
        var page = calls.get(reader, "/service-records?" + query).must(200).json();
        Contracts.assertAnswer("ServiceRecordPage", page);
        return page.path("items").findValuesAsString("id");
    }

    @Test
    void anEnterpriseReadsWhatWasDoneForItAndItsProjectsButNotWhatWasDoneForOthersThere() {
        var id = project();
        var other = anEnterprise().registered(enterprises, listeners, transaction);
        var person = applicant("person", usci);
        var forIt = served("\"usci\": \"%s\"".formatted(usci));
        var forItsProject = served("\"projectId\": \"%s\"".formatted(id));
        var forBoth = served("\"projectId\": \"%s\", \"usci\": \"%s\"".formatted(id, usci));
        var forOther = served("\"projectId\": \"%s\", \"usci\": \"%s\"".formatted(id, other));
        served("\"usci\": \"%s\"".formatted(other));
        served("\"projectId\": \"%s\", \"usci\": \"%s\"".formatted(projectOf(other), other));

        assertThat(servicesRead(person, "usci=" + usci)).containsExactlyInAnyOrder(forIt, forItsProject, forBoth);
        assertThat(servicesRead(person, "usci=%s&projectId=%s".formatted(usci, id)))
                .containsExactlyInAnyOrder(forItsProject, forBoth);
        assertThat(servicesRead(applicant("person", other), "usci=" + other))
                .hasSize(3)
                .contains(forOther)
                .doesNotContain(forItsProject);

        var read = new java.util.ArrayList<String>();
        for (var next = ""; next != null; ) {
            var page = calls.get(person, "/service-records?usci=" + usci + "&limit=1" + next)
                    .must(200)
                    .json();
            read.addAll(page.path("items").findValuesAsString("id"));
            next = page.has("next") ? "&after=" + page.path("next").asString() : null;
        }
        assertThat(read).as("page by page").containsExactlyElementsOf(servicesRead(person, "usci=" + usci));
    }

    private String projectOf(String enterprise) {
        return calls.post(
                        COORDINATOR,
                        "/key-projects",
                        body(UUID.randomUUID().toString()).replace(usci, enterprise))
                .must(201)
                .text("id");
    }

    @Test
    void theServicesThatAnActivityLedToAreListedAndCounted() {
        clock.setTo("2026-04-20T09:00:00+08:00");
        var activity = calls.post(GAJ, "/activities", """
                        {"kind": "FOR_ENTERPRISES", "title": "走访", "unit": "GAJ", "heldOn": "2026-04-18"}
                        """).must(201);
        assertThat(activity.json().path("services").asInt()).isZero();
        var appeal = requests.receive("PROBLEM");
        calls.put(GAJ, "/activities/" + activity.text("id") + "/appeals/" + appeal, null)
                .must(204);
        var linked = "\"usci\": \"%s\", \"activityId\": \"%s\"".formatted(usci, activity.text("id"));
        var services = List.of(served(linked), served(linked), served(linked));
        served("\"usci\": \"%s\"".formatted(usci));

        for (var reader : List.of(GAJ, COORDINATOR, AUDITOR, helper())) {
            assertThat(servicesRead(reader, "activityId=" + activity.text("id")))
                    .containsExactlyInAnyOrderElementsOf(services);
        }
        assertThat(servicesRead(COORDINATOR, "activityId=" + UUID.randomUUID())).isEmpty();
        calls.get(COORDINATOR, "/service-records?activityId=x").must(400);
        calls.get(applicant("person", usci), "/service-records?activityId=" + activity.text("id"))
                .mustBlame("usci", "required");
        var listed = calls.get(COORDINATOR, "/activities?unit=GAJ&limit=200")
                .must(200)
                .json();
        Contracts.assertAnswer("ActivityPage", listed);
        assertThat(listed.path("items")
                        .valueStream()
                        .filter(each -> each.path("id").asString().equals(activity.text("id")))
                        .map(each -> each.path("services").asInt()))
                .containsExactly(3);
        assertThat(calls.get(COORDINATOR, "/activities/figures?month=2026-04")
                        .must(200)
                        .json()
                        .path("counts")
                        .toString())
                .isEqualTo(
                        "[{\"kind\":\"FOR_ENTERPRISES\",\"unit\":\"GAJ\",\"activities\":1,\"appeals\":1,\"services\":3}]");
    }

    private List<String> ledTo(Person reader, String activity) {
        return calls.get(reader, "/activities?unit=GAJ&limit=200")
                .must(200)
                .json()
                .path("items")
                .valueStream()
                .filter(each -> each.path("id").asString().equals(activity))
                .flatMap(each -> each.path("appeals").valueStream())
                .map(JsonNode::asString)
                .toList();
    }

    private long ledToInFebruary(Person reader) {
        return calls.get(reader, "/activities/figures?month=2026-02")
                .must(200)
                .json()
                .path("counts")
                .valueStream()
                .mapToLong(count -> count.path("appeals").asLong())
                .sum();
    }

    @Test
    void whoRaisedAConfidentialAppealIsNotToldByTheActivityThatLedToIt() {
        var activity =
                calls.post(GAJ, "/activities", """
                        {"kind": "FOR_ENTERPRISES", "title": "走访", "unit": "GAJ", "heldOn": "2026-02-25", "usci": "%s"}
                        """.formatted(usci)).must(201).text("id");
        var open = requests.receive("PROBLEM");
        var confidential = requests.receive("COMPLAINT", ", \"confidential\": true");
        var anonymous = requests.post(applicant("person", usci), """
                        {"kind": "REPORT", "title": "举报线索", "text": "反映收费问题", "anonymous": true}""").must(201).text("id");
        var link = "/activities/" + activity + "/appeals/";

        var unknown = calls.put(GAJ, link + UUID.randomUUID(), null);
        unknown.mustBe(404, "no-such-appeal");
        var refused = calls.put(GAJ, link + confidential, null);
        refused.mustBe(404, "no-such-appeal");
        assertThat(refused.text("detail")).isEqualTo(unknown.text("detail"));
        assertThat(ledTo(COORDINATOR, activity)).isEmpty();

        long before = ledToInFebruary(GAJ);
        long beforeOffice = ledToInFebruary(COORDINATOR);
        for (var appeal : List.of(open, confidential, anonymous)) {
            calls.put(COORDINATOR, link + appeal, null).must(204);
        }
        assertThat(ledToInFebruary(GAJ) - before)
                .as("a small count would tell of the others")
                .isEqualTo(1);
        assertThat(ledToInFebruary(COORDINATOR) - beforeOffice).isEqualTo(3);
        for (var reader : List.of(COORDINATOR, AUDITOR)) {
            assertThat(ledTo(reader, activity)).containsExactlyInAnyOrder(open, confidential, anonymous);
        }
        for (var reader : List.of(GAJ, SWJ)) {
            assertThat(ledTo(reader, activity)).containsExactly(open);
        }
        calls.put(GAJ, link + confidential, null).mustBe(404, "no-such-appeal");

        requests.put(COORDINATOR, confidential, "dispatch", """
                        {"unit": "GAJ", "forUnit": {"title": "反映窗口服务", "text": "未一次性告知"}}""").must(200);
        calls.put(GAJ, link + confidential, null).must(204);
        assertThat(ledTo(GAJ, activity)).containsExactly(open);
    }

    @Test
    void aServiceIsForSomebodyAndInThePast() {
        calls.post(
                        GAJ,
                        "/service-records",
                        "{\"kind\": \"VISIT\", \"unit\": \"GAJ\", \"servedOn\": \"2026-03-01\", \"note\": \"x\"}")
                .mustBlame("usci", "enterprise-or-project");
        calls.post(
                        GAJ,
                        "/service-records",
                        "{\"kind\": \"VISIT\", \"unit\": \"GAJ\", \"servedOn\": \"2026-03-03\", \"note\": \"x\"}")
                .mustBlame("servedOn", "not-in-the-future");
        calls.post(
                        SWJ,
                        "/activities",
                        "{\"kind\": \"FOR_PROJECTS\", \"title\": \"x\", \"unit\": \"GAJ\", \"heldOn\": \"2026-03-01\"}")
                .mustBe(403, "not-your-activity");
    }

    @Test
    void anInvestorIsVisitedBeforeThereIsAnEnterprise() {
        var visit = """
                {"kind": "VISIT", "guest": {"name": "远道来客", "phone": "13911112222"}, "unit": "GAJ",
                 "servedOn": "2026-03-01", "note": "洽谈用地"}
                """;
        var helper = helper();
        calls.post(helper, "/service-records", visit.replace("13911112222", "1"))
                .mustBlame("guest.phone", "pattern");
        calls.post(
                        helper,
                        "/service-records",
                        visit.replace(
                                "\"guest\"",
                                "\"usci\": \"%s\", \"guest\""
                                        .formatted(anEnterprise().registered(enterprises, listeners, transaction))))
                .mustBlame("usci", "enterprise-or-guest");
        var made = calls.post(helper, "/service-records", visit).must(201);
        Contracts.assertAnswer("ServiceRecord", made.json());
        assertThat(made.json().path("guest").isEmpty())
                .as("this answer is kept")
                .isTrue();
        for (var reader : List.of(helper, COORDINATOR)) {
            var read = record(reader, made.text("id"));
            assertThat(read.at("/guest/name").asString()).isEqualTo("远道来客");
            assertThat(read.at("/guest/phone").asString()).isEqualTo("13911112222");
        }
        for (var reader : List.of(GAJ, SWJ, Office.AUDITOR)) {
            assertThat(record(reader, made.text("id")).path("guest").isEmpty()).isTrue();
        }
    }

    private JsonNode record(Person reader, String id) {
        var page = calls.get(reader, "/service-records?limit=200").must(200).json();
        Contracts.assertAnswer("ServiceRecordPage", page);
        return page.path("items")
                .valueStream()
                .filter(each -> each.path("id").asString().equals(id))
                .findAny()
                .orElseThrow();
    }
}

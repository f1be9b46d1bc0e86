package onestop.approval.figures;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.ApiDriver.reviewer;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.TestClock;
import onestop.approval.cases.FileExamples;
import onestop.approval.cases.Office;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.DelegatingServletOutputStream;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ApprovalIT
class EventLogIT {
    private static final String LOG = "/api/approval/figures/event-log";
    private static final String AUDITOR = token("auditor", "JGJ", Role.AUDITOR);

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    EventLogController controller;

    private final String unit = "E" + UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    /** Every kind of act that has something to tell, on a day of its own far from other tests. */
    private String aCaseWithAHistory(String month) {
        var file = office.open(aFile().reviewed("A", unit, 0)
                .immediate("B", unit + "2", 0)
                .acceptedAt(Instant.parse(month + "-02T02:00:00Z")));
        var number = caseOf(file, "A");
        api.act(examiner(unit), number, "assignment", "{}");
        assertThat(api.examine(examiner(unit), number)).hasStatusOk();
        assertThat(api.sendBack(reviewer(unit), number, "EXAMINATION")).hasStatusOk();
        assertThat(api.suspend(examiner(unit), number)).hasStatusOk();
        assertThat(api.resume(examiner(unit), number)).hasStatusOk();
        api.examine(examiner(unit), number);
        api.review(reviewer(unit), number);
        assertThat(api.act(manager(unit), number, "extension", """
                {"workingDays": 5, "rank": "HEAD_OF_BODY", "reason": "案情复杂"}
                """)).hasStatusOk();
        assertThat(api.refuse(approver(unit), number)).hasStatusOk();
        assertThat(api.grant(approver(unit + "2"), caseOf(file, "B"))).hasStatusOk();
        return number;
    }

    @Test
    void theLogIsOcelAndTellsEveryActWithItsObjects() throws IOException {
        clock.set(Instant.parse("2031-05-06T04:00:00Z"));
        var number = aCaseWithAHistory("2031-05");

        var log = export("from=2031-05-01&to=2031-05-31");

        isOcel(log);
        var acts = log.get("events")
                .valueStream()
                .filter(event -> related(event).contains("case:" + number))
                .map(event -> event.get("type").asString())
                .toList();
        assertThat(acts).isEqualTo(office.acts(number));
        var returned = only(log, "events", "RETURNED");
        assertThat(attributes(returned)).containsEntry("from", "REVIEW").containsEntry("to", "EXAMINATION");
        assertThat(attributes(only(log, "events", "SUSPENDED"))).containsEntry("kind", "EXPERT_REVIEW");
        assertThat(attributes(only(log, "events", "EXTENDED"))).containsEntry("workingDays", "5");
        assertThat(ids(log, "file")).hasSize(1);
        assertThat(ids(log, "case")).hasSize(2);
        assertThat(ids(log, "unit")).contains("unit:" + unit, "unit:" + unit + "2");
        assertThat(ids(log, "enterprise")).hasSize(1);
    }

    @Test
    void nobodyIsNamedInItAndNothingThatSomebodyWrote() throws IOException {
        clock.set(Instant.parse("2031-08-06T04:00:00Z"));
        aCaseWithAHistory("2031-08");
        var query = "from=2031-08-01&to=2031-08-31";

        var log = export(query);

        var text = log.toString();
        assertThat(text).doesNotContain("examiner-", "approver-", "reviewer-", "红嫂", "复杂", "面积", "材料齐全");
        assertThat(ids(log, "enterprise")).allSatisfy(id -> assertThat(id).doesNotContain(FileExamples.PARENT));
        assertThat(ids(export(query), "enterprise"))
                .as("another export")
                .doesNotContainAnyElementsOf(ids(log, "enterprise"));
        var officers = new HashSet<String>();
        log.get("events")
                .forEach(event -> officers.add(String.valueOf(attributes(event).get("officer"))));
        assertThat(officers)
                .as("examiner, reviewer, manager, two approvers, system")
                .hasSize(6);
    }

    @Test
    void onlyThePeriodIsInItDayByDayInTheOfficesZone() throws IOException {
        var file = office.open(aFile().promised("A", unit, 0).acceptedAt(Instant.parse("2031-10-01T02:00:00Z")));
        var number = caseOf(file, "A");
        clock.set(Instant.parse("2031-10-31T15:59:59Z"));
        api.examine(examiner(unit), number);
        clock.set(Instant.parse("2031-10-31T16:00:00Z"));
        api.grant(approver(unit), number);

        assertThat(types(export("from=2031-10-31&to=2031-10-31"))).containsExactly("EXAMINED");
        assertThat(types(export("from=2031-11-01&to=2031-11-01"))).containsExactly("GRANTED");
        var empty = export("from=2031-11-02&to=2031-11-03");
        isOcel(empty);
        assertThat(empty.get("objects").isEmpty()).isTrue();
    }

    @Test
    void onlyTheSupervisionExportsAndNotForEver() {
        for (var other : List.of(manager(unit), approver(unit), token("ops", "", Role.OPS))) {
            assertThat(api.read(other, LOG, "from=2031-05-01&to=2031-05-31")).hasStatus(403);
        }
        for (var wrong : List.of("from=2031-05-02&to=2031-05-01", "from=2031-01-01&to=2031-04-04", "from=2031-01-01")) {
            assertThat(api.read(AUDITOR, LOG, wrong)).hasStatus(400);
        }
    }

    @Test
    void oneIsWrittenAtATime() throws Exception {
        clock.set(Instant.parse("2031-12-03T04:00:00Z"));
        aCaseWithAHistory("2031-12");
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow = new MockHttpServletResponse() {
            @Override
            public jakarta.servlet.ServletOutputStream getOutputStream() {
                return new DelegatingServletOutputStream(new java.io.ByteArrayOutputStream() {
                    @Override
                    public synchronized void write(int one) {
                        begun.countDown();
                        try {
                            assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        super.write(one);
                    }
                });
            }
        };
        var first = Thread.ofVirtual().start(() -> {
            try {
                controller.export(java.time.LocalDate.of(2031, 12, 1), java.time.LocalDate.of(2031, 12, 31), slow);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        try {
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(api.read(AUDITOR, LOG, "from=2031-12-01&to=2031-12-31"))
                    .hasStatus(503)
                    .bodyJson()
                    .extractingPath("$.type")
                    .isEqualTo("/problems/export-running");
        } finally {
            goOn.countDown();
            first.join();
        }
        assertThat(api.read(AUDITOR, LOG, "from=2031-12-01&to=2031-12-31")).hasStatusOk();
    }

    /** The published schema, and what a schema cannot say: names are declared, objects are there, ids are unique, time goes on. */
    private static void isOcel(JsonNode log) throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("../contracts/approval/ocel-2.0.schema.json")));
        assertThat(schema.validate(
                        log.toString(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isEmpty();
        assertThat(schema.validate(
                        "{\"objectTypes\": [], \"eventTypes\": [], \"objects\": [], \"events\": [{}]}",
                        InputFormat.JSON))
                .as("the schema refuses something")
                .isNotEmpty();
        var objects = new HashSet<String>();
        for (var member : List.of("objects", "events")) {
            var types = declared(log, member.equals("objects") ? "objectTypes" : "eventTypes");
            var seen = new HashSet<String>();
            for (var one : log.get(member)) {
                assertThat(seen.add(one.get("id").asString()))
                        .as("%s twice", one)
                        .isTrue();
                var names = types.getOrDefault(one.get("type").asString(), Map.of());
                assertThat(types).containsKey(one.get("type").asString());
                for (var attribute : one.get("attributes")) {
                    var type = names.get(attribute.get("name").asString());
                    assertThat(type).as("%s", attribute).isNotNull();
                    assertThat(attribute.get("value").isIntegralNumber()).isEqualTo("integer".equals(type));
                }
            }
            if (member.equals("objects")) {
                objects.addAll(seen);
            }
        }
        for (var member : List.of("objects", "events")) {
            log.get(member).forEach(one -> assertThat(objects).containsAll(related(one)));
        }
        var times = new ArrayList<OffsetDateTime>();
        log.get("events")
                .forEach(event ->
                        times.add(OffsetDateTime.parse(event.get("time").asString())));
        assertThat(times).isSorted();
    }

    private static Map<String, Map<String, String>> declared(JsonNode log, String member) {
        var types = new HashMap<String, Map<String, String>>();
        for (var type : log.get(member)) {
            var attributes = new HashMap<String, String>();
            type.get("attributes")
                    .forEach(one -> attributes.put(
                            one.get("name").asString(), one.get("type").asString()));
            types.put(type.get("name").asString(), attributes);
        }
        return types;
    }

    private static Set<String> related(JsonNode one) {
        var related = new HashSet<String>();
        one.get("relationships")
                .forEach(
                        relationship -> related.add(relationship.get("objectId").asString()));
        return related;
    }

    private static JsonNode only(JsonNode log, String member, String type) {
        return log.get(member)
                .valueStream()
                .filter(one -> one.get("type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> attributes(JsonNode one) {
        var attributes = new HashMap<String, String>();
        one.get("attributes")
                .forEach(attribute -> attributes.put(
                        attribute.get("name").asString(), attribute.get("value").asString()));
        return attributes;
    }

    private static List<String> ids(JsonNode log, String type) {
        return log.get("objects")
                .valueStream()
                .filter(one -> one.get("type").asString().equals(type))
                .map(one -> one.get("id").asString())
                .toList();
    }

    private static List<String> types(JsonNode log) {
        return log.get("events")
                .valueStream()
                .map(event -> event.get("type").asString())
                .toList();
    }

    private JsonNode export(String query) throws IOException {
        var result = api.read(AUDITOR, LOG, query);
        assertThat(result).hasStatusOk();
        return new JsonMapper().readTree(result.getResponse().getContentAsString(StandardCharsets.UTF_8));
    }
}

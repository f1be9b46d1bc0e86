package onestop.approval.publication;

import static onestop.approval.ApiDriver.applicant;
import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.FileExamples.caseNumber;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import onestop.testsupport.Eventually;
import onestop.web.Cursor;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the public is shown, in which order, and what it is not shown. */
@ApprovalIT
class PublicationIT {
    private static final String FEED = "/api/approval/publications";
    private static final String UNPUBLISHED = "/api/approval/publications/unpublished";
    private static final String HOLD = "/api/approval/publications/{id}/hold";

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Autowired
    Publish publish;

    private final String unit = "P" + UUID.randomUUID().toString().substring(0, 8);
    private final String holder = "HOLDER" + UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    private String granted(String usci) {
        var number = caseNumber(office.open(aFile().subjects(usci).immediate("P-1", unit, 0)), "P-1", usci);
        assertThat(api.grant(approver(unit), number)).hasStatusOk();
        return unit + "-" + number;
    }

    private static JsonNode json(MvcTestResult result) {
        return new JsonMapper().readTree(result.getResponse().getContentAsByteArray());
    }

    private JsonNode of(String usci) {
        return json(api.read(null, FEED, "usci=" + usci));
    }

    private static List<String> references(JsonNode page) {
        return page.get("items").values().stream()
                .map(one -> one.get("reference").asString())
                .toList();
    }

    private UUID entry(String reference) {
        return jdbc.sql("SELECT id FROM publication WHERE reference = ?")
                .param(reference)
                .query(UUID.class)
                .single();
    }

    @Test
    void aLicenceIsPublishedWithinSevenWorkingDaysForEverybody() {
        var licence = granted(holder);
        assertThat(of(holder).get("items").isEmpty()).isTrue();

        publish.run();

        var shown = of(holder).get("items").get(0);
        assertThat(shown.get("reference").asString()).isEqualTo(licence);
        assertThat(shown.get("status").asString()).isEqualTo("VALID");
        assertThat(shown.get("dueOn").asString()).isEqualTo("2026-03-12");
        assertThat(shown.get("publishedAt").asString()).startsWith("2026-03-03");
    }

    @Test
    void receiptsAndNoticesAreNoLicences() {
        var item = "P-" + UUID.randomUUID().toString().substring(0, 8);
        jdbc.sql("INSERT INTO licence_rule (item_code, published, basis) VALUES (?, false, 'test')")
                .param(item)
                .update();
        var number = caseNumber(office.open(aFile().subjects(holder).immediate(item, unit, 0)), item, holder);
        assertThat(api.grant(approver(unit), number)).hasStatusOk();
        publish.run();

        assertThat(of(holder).get("items").isEmpty()).isTrue();
    }

    @Test
    void whoGoesOnAfterTheLastAnswerMissesNothingAndSeesNothingTwice() {
        var first = granted(holder);
        publish.run();
        var before = of(holder);
        var since = before.get("since").asString();
        assertThat(json(api.read(null, FEED, "usci=" + holder + "&since=" + since))
                        .get("items")
                        .isEmpty())
                .isTrue();

        var second = granted(holder); // takes the place of the first one
        publish.run();
        var after = json(api.read(null, FEED, "usci=" + holder + "&since=" + since));

        assertThat(after.get("items").values().stream()
                        .map(one -> one.get("reference").asString() + " "
                                + one.get("status").asString()))
                .containsExactlyInAnyOrder(first + " SUPERSEDED", second + " VALID");
        assertThat(after.get("items").values().stream()
                        .filter(one -> one.get("reference").asString().equals(first))
                        .map(one -> one.get("id")))
                .containsExactly(before.get("items").get(0).get("id"));
    }

    @Test
    void pagesAreBounded() {
        granted(holder);
        granted(holder);
        publish.run();

        var page = json(api.read(null, FEED, "limit=1&usci=" + holder));
        assertThat(page.get("more").asBoolean()).isTrue();
        var rest = json(api.read(
                null,
                FEED,
                "limit=1&usci=" + holder + "&since=" + page.get("since").asString()));
        assertThat(rest.get("more").asBoolean()).isFalse();
        assertThat(rest.get("items").get(0).get("id"))
                .isNotEqualTo(page.get("items").get(0).get("id"));
        assertThat(api.read(null, FEED, "limit=201")).hasStatus(400);
        for (var mangled : List.of("nonsense", Cursor.of("nonsense"), Cursor.of(1, 2))) {
            assertThat(api.read(null, FEED, "since=" + mangled))
                    .hasStatus(400)
                    .bodyText()
                    .contains("\"since\"")
                    .doesNotContain("\"after\"");
        }
        assertThat(api.read(null, FEED, "kind=RUMOUR")).hasStatus(400);
    }

    @Test
    void aPersonBehindABusinessIsNotShown() {
        var usci = "92" + UUID.randomUUID().toString().substring(0, 8);
        granted(usci);
        publish.run();

        assertThat(of(usci).get("items").get(0).get("subjectName").asString())
                .startsWith("企业")
                .contains("****");
    }

    @Test
    void whatIsHeldBackIsLateAfterItsDayAndAppearsWhenItIsReleased() {
        var licence = granted(holder);
        publish.run();
        var id = entry(licence);
        assertThat(api.call("PUT", manager(unit), HOLD, "", null, """
                {"because": "涉及商业秘密，正在核实"}
                """, id)).hasStatus(204);
        assertThat(of(holder).get("items").isEmpty()).isTrue();
        var second = granted(holder);
        jdbc.sql("""
                INSERT INTO publication (id, kind, reference, unit, unit_name_zh, subject_usci, subject_name, title_zh, decided_on,
                                         status, source_change, due_on, provisional, held_because, held_by, held_at, changed_at, waiting)
                VALUES (gen_random_uuid(), 'LICENCE', ?, ?, 'x', ?, 'x', 'x', DATE '2026-03-03', 'VALID', 0, DATE '2026-03-12', false,
                        '核实中', 'manager', now(), now(), true)
                """).params(second, unit, holder).update();
        publish.run();

        assertThat(json(api.read(manager(unit), UNPUBLISHED, "late=true"))
                        .get("items")
                        .isEmpty())
                .isTrue();
        assertThat(references(json(api.read(manager(unit), UNPUBLISHED, "")))).contains(licence, second);
        clock.set(Instant.parse("2026-03-12T16:00:00Z")); // the thirteenth begins
        var late = json(api.read(manager(unit), UNPUBLISHED, "late=true")).get("items");
        assertThat(late.values())
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(one -> assertThat(one.get("late").asBoolean()).isTrue())
                .anySatisfy(one -> assertThat(one.get("heldBecause").asString()).isEqualTo("核实中"));
        assertThat(json(api.read(manager("ELSEWHERE"), UNPUBLISHED, ""))
                        .get("items")
                        .isEmpty())
                .isTrue();
        assertThat(json(api.read(token("auditor", "", Role.AUDITOR), UNPUBLISHED, "late=true&limit=200"))
                        .get("items")
                        .values()
                        .stream()
                        .map(one -> one.get("reference").asString()))
                .contains(second);

        for (var one : List.of(id, entry(second))) {
            assertThat(api.call("DELETE", manager(unit), HOLD, "", null, null, one))
                    .hasStatus(204);
        }
        publish.run();
        assertThat(of(holder).get("items").size()).isEqualTo(2);
        assertThat(json(api.read(manager(unit), UNPUBLISHED, "")).get("items").isEmpty())
                .isTrue();
    }

    @Test
    void onlyTheManagerOfTheUnitHoldsBackAndSaysWhy() {
        var licence = granted(holder);
        publish.run();
        var id = entry(licence);
        var body = """
                {"because": "核实"}
                """;

        assertThat(api.call("PUT", manager("ELSEWHERE"), HOLD, "", null, body, id))
                .hasStatus(404);
        assertThat(api.call("DELETE", manager("ELSEWHERE"), HOLD, "", null, null, id))
                .hasStatus(404);
        assertThat(api.call("PUT", approver(unit), HOLD, "", null, body, id)).hasStatus(403);
        assertThat(api.call("PUT", applicant(holder), HOLD, "", null, body, id)).hasStatus(403);
        assertThat(api.call("PUT", manager(unit), HOLD, "", null, """
                {"because": " "}
                """, id)).hasStatus(400);
        assertThat(api.call("PUT", manager(unit), HOLD, "", null, body, UUID.randomUUID()))
                .hasStatus(404);
        assertThat(of(holder).get("items").size()).isEqualTo(1);
    }

    @Test
    void aReaderBesideSeveralPublishersMissesNothing() throws Exception {
        var done = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var seen = new HashSet<String>();
            var start = json(api.read(null, FEED, "limit=1"));
            var reader = threads.submit(() -> {
                var since = start.get("since").asString();
                boolean last = false;
                while (true) {
                    var page = json(api.read(null, FEED, "limit=200&since=" + since));
                    since = page.get("since").asString();
                    page.get("items")
                            .values()
                            .forEach(one -> seen.add(one.get("reference").asString()));
                    if (!page.get("more").asBoolean()) {
                        if (last) {
                            return since;
                        }
                        last = done.get();
                    }
                }
            });
            for (int i = 0; i < 2; i++) {
                threads.submit(() -> {
                    while (!done.get()) {
                        publish.run();
                    }
                });
            }
            var licences = new ArrayList<String>();
            try {
                for (int i = 0; i < 40; i++) {
                    licences.add(granted(holder + i));
                }
                Eventually.within(
                        Duration.ofSeconds(20),
                        () -> assertThat(jdbc.sql(
                                                "SELECT count(*) FROM publication WHERE unit = ? AND position IS NOT NULL")
                                        .param(unit)
                                        .query(Long.class)
                                        .single())
                                .isGreaterThanOrEqualTo(licences.size()));
            } finally {
                done.set(true);
            }
            reader.get();
            assertThat(seen).containsAll(licences);
        }
    }
}

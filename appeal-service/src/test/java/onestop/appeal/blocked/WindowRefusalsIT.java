package onestop.appeal.blocked;

import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.manager;
import static onestop.appeal.Office.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import onestop.appeal.Office.Person;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A refusal of acceptance is a no of the window: it is reported by itself. */
@WholeService
class WindowRefusalsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String REFUSED = "onestop.intake.application.refused.v1";

    @Autowired
    Requests requests;

    @Autowired
    Events events;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    private final String tag = UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    private final String receipt = "LN" + tag;
    private final String unit = "W" + tag;
    private final String first = "A-" + tag;
    private final String second = "B-" + tag;
    private final Person clerk = person("clerk-" + tag, Role.WINDOW);

    @BeforeEach
    void theUnitAndAnItemOfItAreKnown() {
        clock.setTo("2026-03-02T11:10:00+08:00");
        jdbc.sql("INSERT INTO unit (key, name_zh, in_use) VALUES (:unit, '单位', true)")
                .param("unit", unit)
                .update();
        jdbc.sql("INSERT INTO item (code, name_zh, unit) VALUES (:code, '事项', :unit)")
                .param("code", first)
                .param("unit", unit)
                .update();
    }

    private void refused(String ground) {
        events.send("onestop.intake.application", receipt, REFUSED, receipt, 3, """
                {"receiptNumber": "%s", "refusedAt": "2026-03-02T11:00:00+08:00", "refusedBy": "clerk-%s", "unit": "XZSP",
                 "ground": %s, "items": ["%s", "%s"]}
                """.formatted(
                        receipt, tag, ground, first, second));
    }

    private List<@Nullable String> reported() {
        return jdbc.sql("""
                SELECT item_code || ' ' || unit || ' ' || cause || ' ' || reported_by FROM negative_answer
                 WHERE receipt_number = :receipt ORDER BY 1
                """).param("receipt", receipt).query(String.class).list();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"NO_PERMISSION_NEEDED\"', NO_RULE",
        "'\"OTHER_BODY_COMPETENT\"', OTHER_UNIT",
        "'\"OTHER\"', OTHER",
        "null, OTHER"
    })
    void eachItemOfARefusedFileIsReportedOnceToItsOwner(String ground, String cause) {
        for (int told = 0; told < 3; told++) {
            refused(ground);
        }

        // The catalogue does not know the second one yet: it is of the hall, whose clerk refused.
        Eventually.within(
                SOON,
                () -> assertThat(reported())
                        .containsExactly(
                                first + " " + unit + " " + cause + " clerk-" + tag,
                                second + " XZSP " + cause + " clerk-" + tag));
        var told = events.await(
                "onestop.appeal.blocked-matter", SOON, event -> event.subject().equals(first));
        Contracts.assertEvent(told.type(), told.text());
        assertThat(told.text()).contains(cause).doesNotContain("clerk-").doesNotContain(receipt);
        assertThat(requests.get(manager("m-" + unit, unit), "/negative-answers?itemCode=" + first)
                        .must(200)
                        .json()
                        .path("items")
                        .path(0)
                        .path("legalBasis")
                        .asString())
                .startsWith("行政许可法第三十二条");
    }

    @Test
    void theOfficeLooksAtItAndItsClerkDoesNot() {
        refused("\"OTHER\"");
        Eventually.within(SOON, () -> assertThat(reported()).hasSize(2));
        var review = "/negative-answers/" + WindowRefusalsConsumer.idOf(receipt, first) + "/review";

        requests.putAt(
                        person("clerk-" + tag, Role.WINDOW, Role.APPEAL_COORDINATOR),
                        review,
                        "{\"justified\": true, \"note\": \"属实\"}")
                .mustBe(403, "recused");
        requests.putAt(COORDINATOR, review, "{\"justified\": false, \"note\": \"应予受理\"}")
                .must(200);
    }

    @Test
    void whatTheClerkReportedBeforeIsNotReportedAgainNorTheOtherWayRound() {
        requests.postAt(clerk, "/negative-answers", body(first)).must(201);
        requests.postAt(clerk, "/negative-answers", body(first)).mustBe(409, "refusal-is-reported");
        refused("\"OTHER\"");
        Eventually.within(SOON, () -> assertThat(reported()).hasSize(2));

        assertThat(reported()).first().asString().contains("SYSTEM");
        jdbc.sql("INSERT INTO item (code, name_zh, unit) VALUES (:code, '事项', :unit)")
                .param("code", second)
                .param("unit", unit)
                .update();
        requests.postAt(clerk, "/negative-answers", body(second)).mustBe(409, "refusal-is-reported");
        assertThat(reported()).hasSize(2);
    }

    @Test
    void theClerkAndTheRefusalAtOnceAreOneReport() throws Exception {
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var told = threads.submit(() -> {
                together.await();
                refused("\"OTHER\"");
                return true;
            });
            var typed = threads.submit(() -> {
                together.await();
                return requests.postAt(clerk, "/negative-answers", body(first)).status();
            });
            assertThat(told.get()).isTrue();
            assertThat(typed.get()).isIn(201, 409);
        }

        Eventually.within(SOON, () -> assertThat(reported()).hasSize(2));
        assertThat(jdbc.sql("SELECT count(*) FROM negative_answer WHERE receipt_number = ? AND item_code = ?")
                        .params(receipt, first)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void twoClerksWhoReportTheSameNoAtOnceMakeOneReport() throws Exception {
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Integer> report = () -> {
                together.await();
                return requests.postAt(clerk, "/negative-answers", body(first)).status();
            };
            var statuses = List.of(threads.submit(report), threads.submit(report));
            assertThat(List.of(statuses.get(0).get(), statuses.get(1).get())).containsExactlyInAnyOrder(201, 409);
        }
        assertThat(reported()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"receiptNumber\": \"%s\", \"refusedAt\": \"2026-03-02T11:00:00+08:00\", \"refusedBy\": \"window\"}",
                "{\"receiptNumber\": \"%s\", \"refusedAt\": \"2026-03-02T11:00:00+08:00\", \"unit\": \"XZSP\", \"items\": [\"A\"]}"
            })
    void whatAnEarlierReleaseDidNotTellIsNotReported(String early) {
        events.send("onestop.intake.application", receipt, REFUSED, receipt, 2, early.formatted(receipt));
        refused("\"OTHER\"");

        Eventually.within(SOON, () -> assertThat(reported()).hasSize(2));
    }

    private String body(String item) {
        return """
                {"itemCode": "%s", "cause": "SYSTEM", "legalBasis": "无", "text": "系统不允许", "receiptNumber": "%s"}
                """.formatted(item, receipt);
    }
}

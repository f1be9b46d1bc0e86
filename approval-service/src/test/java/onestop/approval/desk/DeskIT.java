package onestop.approval.desk;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.cases.CaseType;
import onestop.approval.cases.Office;
import onestop.testsupport.Measured;
import onestop.web.Limit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ApprovalIT
class DeskIT {
    /** The order of pages and the plan are the same as with a million; how long that takes is a scenario of the benchmarks. */
    private static final int ROWS = 40_000;

    private static final int UNITS = 16;

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    DeskQueue queue;

    @Autowired
    JdbcClient jdbc;

    @Test
    void theMostUrgentComesFirstAndTheGreenChannelBeforeAll() {
        var unit = "DESK1";
        var later = caseOf(office.open(aFile().item("A", unit, CaseType.PROMISED, 9, 20, 0)), "A");
        var sooner = caseOf(office.open(aFile().item("A", unit, CaseType.PROMISED, 2, 20, 0)), "A");
        var green = caseOf(
                office.open(
                        aFile().item("A", unit, CaseType.PROMISED, 15, 20, 0).greenChannel()),
                "A");
        var byLaw = caseOf(office.open(aFile().item("A", unit, CaseType.PROMISED, 9, 3, 0)), "A");
        office.open(aFile().item("A", "DESK2", CaseType.PROMISED, 1, 20, 0));

        var desk = api.get(examiner(unit), "/api/approval/desk");

        assertThat(numbers(desk)).containsExactly(green, sooner, byLaw, later);
        assertThat(desk).bodyJson().satisfies(json -> {
            json.assertThat()
                    .extractingPath("$.items[*].greenChannel")
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .containsExactly(true, false, false, false);
            json.assertThat().extractingPath("$.items[1].promisedDueOn").isEqualTo("2026-03-04");
            json.assertThat().doesNotHavePath("$.next");
        });
    }

    @Test
    void theDeskShowsWhatIsOpenAndNothingElse() {
        var unit = "DESK3";
        var receiptNumber = office.open(aFile().promised("A", unit, 0)
                .immediate("B", unit, 0)
                .promised("C", unit, 1, "A")
                .promised("D", unit, 0)
                .promised("E", unit, 0));
        api.grant(approver(unit), caseOf(receiptNumber, "B"));
        api.suspend(examiner(unit), caseOf(receiptNumber, "D"));
        api.examine(examiner(unit), caseOf(receiptNumber, "E"));

        assertThat(numbers(api.get(examiner(unit), "/api/approval/desk")))
                .containsExactlyInAnyOrder(
                        caseOf(receiptNumber, "A"), caseOf(receiptNumber, "D"), caseOf(receiptNumber, "E"));
        assertThat(numbers(api.get(examiner(unit), "/api/approval/desk?step=DECISION")))
                .containsExactly(caseOf(receiptNumber, "E"));
        assertThat(numbers(api.get(examiner(unit), "/api/approval/desk?itemCode=A")))
                .containsExactly(caseOf(receiptNumber, "A"));
        office.withdraw(receiptNumber, Instant.parse("2026-03-03T04:00:00Z"));
        assertThat(numbers(api.get(examiner(unit), "/api/approval/desk"))).isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrOverlap() {
        var unit = "DESK4";
        for (int days = 1; days <= 5; days++) {
            office.open(aFile().item("A", unit, CaseType.PROMISED, days, 20, 0).branches(2));
        }
        var all = numbers(api.get(examiner(unit), "/api/approval/desk"));

        var paged = new ArrayList<String>();
        String after = "";
        do {
            var page = api.get(examiner(unit), "/api/approval/desk?limit=4&after={after}", after);
            paged.addAll(numbers(page));
            after = next(page);
        } while (!after.isEmpty());

        assertThat(all).hasSize(15);
        assertThat(paged).isEqualTo(all);
    }

    @Test
    void aPageThatNobodyGaveOutIsRefused() {
        for (var wrong : List.of("limit=0", "limit=201", "limit=x", "after=x", "step=LUNCH")) {
            assertThat(api.get(examiner("DESK1"), "/api/approval/desk?" + wrong))
                    .hasStatus(400);
        }
    }

    @Test
    void aPageIsReadFromTheIndexHoweverManyCasesThereAre() {
        storeManyCases();

        var plan = String.join(
                "\n", jdbc.sql("""
                        EXPLAIN (ANALYZE, BUFFERS)
                        SELECT * FROM approval_case
                         WHERE status IN ('EXAMINATION', 'REVIEW', 'DECISION', 'SUSPENDED')
                           AND unit = 'BULK3'
                           AND (queue_rank, urgent_on, case_number) > (1, '2026-03-20', '')
                         ORDER BY queue_rank, urgent_on, case_number
                         LIMIT 51
                        """).query((row, _) -> row.getString(1)).list());
        assertThat(plan).contains("approval_case_desk_idx").doesNotContain("Sort", "Seq Scan");

        var times = IntStream.range(0, 200)
                .mapToObj(i -> {
                    long start = System.nanoTime();
                    var page =
                            queue.page("BULK" + i % UNITS, i % 3 == 0 ? "I7" : null, null, null, null, Limit.DEFAULT);
                    assertThat(page.items()).hasSize(50);
                    return Duration.ofNanos(System.nanoTime() - start);
                })
                .sorted()
                .toList();
        System.out.printf(
                "desk with %d open cases: p50 %s, p95 %s, longest %s%n",
                ROWS, times.get(100), times.get(190), times.getLast());
        Measured.within(Duration.ofMillis(50), times.get(190), "a page of the desk, p95");
        jdbc.sql("DELETE FROM approval_case WHERE receipt_number = 'BULK'").update();
    }

    /** Open cases of 16 units with 20 items each, due on 60 different days. */
    private void storeManyCases() {
        jdbc.sql("""
                INSERT INTO approval_file (receipt_number, kind, channel, enterprise_usci, enterprise_name, received_at,
                       accepted_at, counts_from, deemed, deferred_materials, baseline, baseline_statutory_days, lead_unit,
                       units, status, cases_total, cases_waiting, cases_in_hand, officers, version)
                VALUES ('BULK', 'BATCH', 'WINDOW', 'U', 'N', now(), now(), '2026-03-02', true, '[]', '{}', 0, 'BULK0',
                       '{}', 'IN_PROGRESS', :rows, 0, :rows, '{}', 1)
                """).param("rows", ROWS).update();
        jdbc.sql("""
                INSERT INTO approval_case (case_number, receipt_number, item_code, item_version, item_name_zh, item_name_en,
                       result_name_zh, unit, case_type, subject_usci, subject_name, subject_region, stage, promised_days,
                       statutory_days, queue_rank, status, started_at, clock_start_on, promised_due_on, statutory_due_on,
                       urgent_on, version)
                SELECT 'BULK' || lpad(i::text, 9, '0'), 'BULK', 'I' || i / 16 % 20, 1, '事项', 'Item', '证', 'BULK' || i % 16,
                       'PROMISED', 'S' || i, '企业', '371327000000', 0, 3, 20, CASE WHEN i % 1000 < 16 THEN 0 ELSE 1 END,
                       'EXAMINATION', now(), '2026-03-02', '2026-03-03'::date + i % 60, '2026-03-30'::date + i % 60,
                       '2026-03-03'::date + i % 60, 1
                  FROM generate_series(1, :rows) AS i
                """).param("rows", ROWS).update();
        jdbc.sql("ANALYZE approval_case").update();
    }

    private static List<String> numbers(MvcTestResult page) {
        assertThat(page).hasStatusOk();
        return JsonPath.read(body(page), "$.items[*].caseNumber");
    }

    private static String next(MvcTestResult page) {
        List<String> next = JsonPath.read(body(page), "$..next");
        return next.isEmpty() ? "" : next.getFirst();
    }

    private static String body(MvcTestResult page) {
        return new String(page.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}

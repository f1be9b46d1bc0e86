package onestop.approval.letters;

import static onestop.approval.ApiDriver.applicant;
import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.PARENT;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.FileExamples.caseNumber;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.Pdfs;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What applicants are told in writing, and who may read it. */
@ApprovalIT
class LettersIT {
    private static final String OF_CASE = "/api/approval/cases/{caseNumber}/letters";
    private static final String OWN = "/api/approval/letters";
    private static final String ONE = "/api/approval/letters/{id}";

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Autowired
    Events events;

    private final String unit = "U" + UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    private String immediate(String item) {
        return caseOf(office.open(aFile().immediate(item, unit, 0)), item);
    }

    private record Found(UUID id, String number, String kind) {}

    private List<Found> letters(String caseNumber) {
        return jdbc.sql("SELECT id, number, kind FROM letter WHERE case_number = ? ORDER BY entry")
                .param(caseNumber)
                .query((row, _) ->
                        new Found(row.getObject("id", UUID.class), row.getString("number"), row.getString("kind")))
                .list();
    }

    private byte[] pdf(UUID id) {
        var result = api.read(applicant(PARENT), ONE, "", id);
        assertThat(result).hasStatusOk().hasContentType(MediaType.APPLICATION_PDF);
        return result.getResponse().getContentAsByteArray();
    }

    @Test
    void aGrantIsWrittenWithNumberAndDateAndPrintsTheSameEachTime() {
        var number = immediate("X-1");
        assertThat(api.grant(approver(unit), number)).hasStatusOk();

        assertThat(api.read(applicant(PARENT), OF_CASE, "", number))
                .hasStatusOk()
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.items.length()").isEqualTo(1);
                    json.assertThat().extractingPath("$.items[0].number").isEqualTo("莒" + unit + "许准〔2026〕1号");
                    json.assertThat().extractingPath("$.items[0].issuedOn").isEqualTo("2026-03-03");
                });
        var letter = letters(number).getFirst();
        var first = pdf(letter.id());
        assertThat(Pdfs.text(first))
                .contains("准予行政许可决定书")
                .contains("莒" + unit + "许准〔2026〕1号")
                .contains("企业" + PARENT + "（统一社会信用代码：" + PARENT + "）")
                .contains("决定准予行政许可")
                .contains("证X-1；编号：" + unit + "-" + number)
                .contains("2026年3月3日")
                .contains("十个工作日内")
                .doesNotContain("{{");
        assertThat(pdf(letter.id())).isEqualTo(first);
        assertThat(jdbc.sql("SELECT length(pdf_checksum) FROM letter WHERE id = ?")
                        .param(letter.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(32);
    }

    @Test
    void aRefusalNamesItsReasonsAndBothRemediesWithTheirTimes() {
        var number = immediate("X-2");
        assertThat(api.refuse(approver(unit), number)).hasStatusOk();

        assertThat(Pdfs.text(pdf(letters(number).getFirst().id())))
                .contains("不予行政许可决定书")
                .contains("理由：经营场所不符合要求")
                .contains("六十日内")
                .contains("行政复议")
                .contains("六个月内")
                .contains("行政诉讼");
    }

    @Test
    void aSuspensionIsToldWithItsGroundAndLength() {
        var number = caseOf(office.open(aFile().promised("X-3", unit, 0)), "X-3");
        assertThat(api.suspend(examiner(unit), number)).hasStatusOk();

        var letter = letters(number).getFirst();
        assertThat(letter.kind()).isEqualTo("SPECIAL_PROCEDURE");
        assertThat(Pdfs.text(pdf(letter.id())))
                .contains("特别程序告知书")
                .contains("专家评审")
                .contains("行政许可法第四十五条")
                .contains("预计需要5个工作日")
                .contains("2026年3月10日前结束");
    }

    @Test
    void aCaseThatEndsBecauseAnotherWasRefusedIsToldToo() {
        var file = office.open(aFile().immediate("X-4", unit, 0).immediate("X-5", unit, 1, "X-4"));
        assertThat(api.refuse(approver(unit), caseOf(file, "X-4"))).hasStatusOk();

        var letter = letters(caseOf(file, "X-5")).getFirst();
        assertThat(letter.kind()).isEqualTo("TERMINATION");
        assertThat(Pdfs.text(pdf(letter.id())))
                .contains("终止办理")
                .contains(caseOf(file, "X-4"))
                .contains("六十日内");
    }

    @Test
    void anExaminationAndADeclinedDecisionAreNotToldInWriting() {
        var number = caseOf(office.open(aFile().promised("X-6", unit, 0)), "X-6");
        assertThat(api.grant(approver(unit), number)).hasStatus(409);
        assertThat(api.examine(examiner(unit), number)).hasStatusOk();

        assertThat(letters(number)).isEmpty();
    }

    @Test
    void fiveHundredBranchesDecidedAtOnceGetConsecutiveNumbers() {
        var file = office.open(aFile().branches(500).immediate("X-7", unit, 0));
        assertThat(api.post(approver(unit), "decisions", """
                {"receiptNumber": "%s", "outcome": "GRANT"}
                """.formatted(file))).hasStatusOk();

        assertThat(serials())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 501).boxed().toList());
    }

    @Test
    void decisionsAtTheSameMomentGetDifferentNumbersWithoutGaps() throws Exception {
        var cases = IntStream.range(0, 24).mapToObj(i -> immediate("Y-" + i)).toList();
        try (var officers = Executors.newFixedThreadPool(8)) {
            var work = new ArrayList<Callable<Object>>();
            for (var number : cases) {
                work.add(() -> api.grant(approver(unit), number));
            }
            for (var done : officers.invokeAll(work)) {
                done.get();
            }
        }

        assertThat(serials())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 24).boxed().toList());
    }

    private List<Long> serials() {
        return jdbc.sql("""
                SELECT CAST(substring(number FROM '〕([0-9]+)号') AS bigint) AS serial
                  FROM letter WHERE unit = ? ORDER BY 1
                """).param(unit).query((row, _) -> row.getLong(1)).list();
    }

    @Test
    void nobodyElseReadsThem() {
        var branch = "BRANCH" + UUID.randomUUID().toString().substring(0, 8);
        var file = office.open(aFile().subjects(branch).immediate("X-8", unit, 0));
        var number = caseNumber(file, "X-8", branch);
        assertThat(api.grant(approver(unit), number)).hasStatusOk();
        var id = letters(number).getFirst().id();

        for (var reader : List.of(
                applicant("SOMEBODY-ELSE"),
                examiner("ELSEWHERE"),
                token("no-unit", "", Role.EXAMINER),
                // Staff who happen to have an enterprise of that number in another role read nothing by it.
                token("window", "ELSEWHERE", Role.WINDOW))) {
            assertThat(api.read(reader, OF_CASE, "", number)).hasStatus(404);
            assertThat(api.read(reader, ONE, "", id)).hasStatus(404);
        }
        assertThat(api.read(applicant("SOMEBODY-ELSE"), OWN, "usci=" + branch)).hasStatus(404);
        for (var reader :
                List.of(applicant(branch), applicant(PARENT), examiner(unit), token("auditor", "", Role.AUDITOR))) {
            assertThat(api.read(reader, OF_CASE, "", number)).hasStatusOk();
            assertThat(api.read(reader, ONE, "", id)).hasStatusOk();
        }
        assertThat(api.read(applicant(PARENT), ONE, "", UUID.randomUUID())).hasStatus(404);
    }

    @Test
    void anEnterpriseReadsItsLettersPageByPageTheLatestFirst() {
        var branch = "BRANCH" + UUID.randomUUID().toString().substring(0, 8);
        var file = office.open(aFile().subjects(branch)
                .immediate("Z-1", unit, 0)
                .immediate("Z-2", unit, 0)
                .immediate("Z-3", unit, 0));
        for (var item : List.of("Z-1", "Z-2", "Z-3")) {
            assertThat(api.grant(approver(unit), caseNumber(file, item, branch)))
                    .hasStatusOk();
        }

        var page = api.read(applicant(branch), OWN, "limit=2&usci=" + branch);
        assertThat(page)
                .bodyJson()
                .extractingPath("$.items[*].caseNumber")
                .asArray()
                .containsExactly(caseNumber(file, "Z-3", branch), caseNumber(file, "Z-2", branch));
        var next = new tools.jackson.databind.json.JsonMapper()
                .readTree(page.getResponse().getContentAsByteArray())
                .get("next")
                .asString();
        assertThat(api.read(applicant(branch), OWN, "limit=2&usci=" + branch + "&after=" + next))
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat()
                            .extractingPath("$.items[*].caseNumber")
                            .asArray()
                            .containsExactly(caseNumber(file, "Z-1", branch));
                    json.assertThat().doesNotHavePath("$.next");
                });
        assertThat(api.read(applicant(branch), OWN, "usci=" + branch + "&after=nonsense"))
                .hasStatus(400);
        assertThat(api.read(applicant(branch), OWN, "")).hasStatus(400);
    }

    @Test
    void aUnitIsCalledByTheNameOfTheCatalogue() {
        events.send(
                "onestop.intake.catalogue",
                "unit:" + unit,
                "onestop.intake.catalogue.unit-published.v1",
                "unit:" + unit,
                2,
                """
                {"key": "%s", "nameZh": "县测试局", "nameEn": "Test", "version": 2}
                """.formatted(unit));
        Eventually.within(
                Duration.ofSeconds(30),
                () -> assertThat(jdbc.sql("SELECT count(*) FROM unit_name WHERE unit = ?")
                                .param(unit)
                                .query(Long.class)
                                .single())
                        .isEqualTo(1));
        var number = immediate("X-9");
        assertThat(api.grant(approver(unit), number)).hasStatusOk();

        assertThat(Pdfs.text(pdf(letters(number).getFirst().id()))).contains("县测试局");
    }
}

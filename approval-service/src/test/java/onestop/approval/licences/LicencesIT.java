package onestop.approval.licences;

import static onestop.approval.ApiDriver.applicant;
import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.PARENT;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.licences.Licensing.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.Contract;
import onestop.approval.Pdfs;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import onestop.testsupport.Events;
import onestop.testsupport.Events.Received;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** From the grant to the licence, what takes its place, and how anybody verifies it. */
@ApprovalIT
class LicencesIT {
    private static final String LIST = "/api/approval/licences";
    private static final String VERIFICATION = "/api/approval/licences/{number}/verification";

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

    @Autowired
    MockMvcTester mvc;

    Licensing licensing;

    @BeforeEach
    void ownUnit() {
        licensing = new Licensing(api, office, jdbc);
    }

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    private List<Received> told(String licence, int count) {
        var all = events.awaitAll(
                Contract.LICENCES, Duration.ofSeconds(30), one -> licence.equals(one.key()), so -> so.size() >= count);
        all.forEach(Contract::holds);
        return all;
    }

    @Test
    void aGrantYieldsAValidLicenceThatHoldsAsLongAsItsRuleSays() {
        var licence = licensing.limited(60);

        assertThat(api.read(applicant(licensing.holder), ONE, "", licence))
                .hasStatusOk()
                .hasHeader("ETag", "\"1\"")
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.licence.status").isEqualTo("VALID");
                    json.assertThat().extractingPath("$.licence.validFrom").isEqualTo("2026-03-03");
                    json.assertThat().extractingPath("$.licence.validUntil").isEqualTo("2031-03-02");
                    json.assertThat().extractingPath("$.renewalUntil").isEqualTo("2031-01-31");
                    json.assertThat()
                            .extractingPath("$.history[*].act")
                            .asArray()
                            .containsExactly("ISSUED");
                });
        var issued = told(licence, 1).getFirst();
        assertThat(issued.type()).isEqualTo("onestop.approval.licence.issued.v1");
        assertThat(Contract.data(issued).get("validUntil").asString()).isEqualTo("2031-03-02");
        assertThat(Contract.data(issued).has("supersedes")).isFalse();
    }

    @Test
    void withoutARuleItIsNotLimitedInTime() {
        var licence = licensing.granted("NO-RULE");

        assertThat(licensing.validUntil(licence)).isNull();
        assertThat(Contract.data(told(licence, 1).getFirst()).has("validUntil")).isFalse();
    }

    @Test
    void aRefusalYieldsNone() {
        var number = licensing.applied("NO-RULE");
        assertThat(api.refuse(approver(licensing.unit), number)).hasStatusOk();

        assertThat(api.read(applicant(licensing.holder), ONE, "", licensing.unit + "-" + number))
                .hasStatus(404);
    }

    @Test
    void aChangeTakesThePlaceOfTheLicenceBeforeAndKeepsItsPeriod() {
        var first = licensing.granted(licensing.item("食品经营许可证", 60, false, false));
        clock.set(Instant.parse("2027-01-12T02:00:00Z"));
        var second = licensing.granted(licensing.item("食品经营许可证", 60, true, false));

        assertThat(licensing.status(first)).isEqualTo("SUPERSEDED");
        assertThat(licensing.status(second)).isEqualTo("VALID");
        assertThat(licensing.validUntil(second)).isEqualTo(LocalDate.of(2031, 3, 2));
        assertThat(api.read(applicant(licensing.holder), ONE, "", second))
                .bodyJson()
                .extractingPath("$.licence.version")
                .isEqualTo(2);
        assertThat(api.read(applicant(licensing.holder), ONE, "", first))
                .bodyJson()
                .extractingPath("$.supersededBy")
                .isEqualTo(second);
        var superseded = told(first, 2).getLast();
        assertThat(superseded.type()).isEqualTo("onestop.approval.licence.superseded.v1");
        assertThat(superseded.sequence()).isEqualTo(2);
        assertThat(Contract.data(superseded).get("supersededBy").asString()).isEqualTo(second);
        var issued = Contract.data(told(second, 1).getFirst());
        assertThat(issued.get("supersedes").asString()).isEqualTo(first);
        assertThat(issued.get("validUntil").asString()).isEqualTo("2031-03-02");
    }

    @Test
    void licencesOfOtherKindsHoldersOrUnitsStayAsTheyAre() {
        var kind = licensing.item("卫生许可证", null, false, false);
        var first = licensing.granted(kind);
        licensing.granted(licensing.item("食品经营许可证", null, false, false));
        new Licensing(api, office, jdbc).granted(kind);

        assertThat(licensing.status(first)).isEqualTo("VALID");
    }

    @Test
    void permitsForSeveralBuildingsStandBesideEachOther() {
        var permit = licensing.item(null, null, false, true);
        var first = licensing.granted(permit);
        var second = licensing.granted(permit);

        assertThat(licensing.status(first)).isEqualTo("VALID");
        assertThat(licensing.status(second)).isEqualTo("VALID");
    }

    @Test
    void severalOfOneKindInOneCommandComeOneAfterTheOther() {
        var one = licensing.item("营业执照", null, false, false);
        var two = licensing.item("营业执照", null, false, false);
        var three = licensing.item("营业执照", null, false, false);
        var file = office.open(aFile().subjects(licensing.holder)
                .immediate(one, licensing.unit, 0)
                .immediate(two, licensing.unit, 0)
                .immediate(three, licensing.unit, 0));
        assertThat(api.post(approver(licensing.unit), "decisions", """
                {"receiptNumber": "%s", "outcome": "GRANT"}
                """.formatted(file)))
                .hasStatusOk();

        assertThat(jdbc.sql("SELECT status FROM licence WHERE receipt_number = ? ORDER BY version")
                        .param(file)
                        .query((row, _) -> row.getString(1))
                        .list())
                .containsExactly("SUPERSEDED", "SUPERSEDED", "VALID");
    }

    @Test
    void ofGrantsAtTheSameMomentExactlyOneLicenceOfAKindIsValid() throws Exception {
        for (int round = 0; round < 10; round++) {
            var here = new Licensing(api, office, jdbc);
            var item = here.item("许可证", 12, true, false);
            var cases = List.of(here.applied(item), here.applied(item), here.applied(item), here.applied(item));
            try (var officers = Executors.newFixedThreadPool(4)) {
                var work = new ArrayList<Callable<Integer>>();
                for (var number : cases) {
                    work.add(() ->
                            api.grant(approver(here.unit), number).getResponse().getStatus());
                }
                for (var done : officers.invokeAll(work)) {
                    assertThat(done.get()).isEqualTo(200);
                }
            }
            assertThat(jdbc.sql("SELECT count(*) FROM licence WHERE unit = ? AND status = 'VALID'")
                            .param(here.unit)
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
            assertThat(jdbc.sql("SELECT version FROM licence WHERE unit = ? ORDER BY version")
                            .param(here.unit)
                            .query((row, _) -> row.getInt(1))
                            .list())
                    .containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void thePrintedCodeLeadsAnybodyToTheStatus() {
        var licence = licensing.limited(12);
        var result = api.read(applicant(licensing.holder), ONE + "/document", "", licence);
        assertThat(result).hasStatusOk().hasContentType(MediaType.APPLICATION_PDF);
        var pdf = result.getResponse().getContentAsByteArray();

        assertThat(Pdfs.pages(pdf)).isEqualTo(1);
        assertThat(Pdfs.text(pdf))
                .contains(licence)
                .contains("企业" + licensing.holder)
                .contains("自2026年3月3日起至2027年3月2日")
                .contains("发证日期：2026年3月3日");
        var address = URI.create(Pdfs.squareCode(pdf));
        assertThat(address.getPath()).isEqualTo("/api/approval/licences/" + licence + "/verification");
        var answer = mvc.get().uri(address.getPath() + "?" + address.getQuery()).exchange();
        assertThat(answer).hasStatusOk().bodyJson().satisfies(json -> {
            json.assertThat().extractingPath("$.status").isEqualTo("VALID");
            json.assertThat().extractingPath("$.statusZh").isEqualTo("有效");
            json.assertThat().extractingPath("$.subjectName").isEqualTo("企业" + licensing.holder);
            json.assertThat().doesNotHavePath("$.subjectUsci");
            json.assertThat().doesNotHavePath("$.caseNumber");
        });
        assertThat(api.read(null, VERIFICATION, address.getQuery(), licence)).hasStatusOk();
        assertThat(api.read(applicant(licensing.holder), ONE + "/document", "", licence)
                        .getResponse()
                        .getContentAsByteArray())
                .isEqualTo(pdf);
    }

    @Test
    void aWrongCodeAnswersAsAnUnknownNumberDoes() {
        var licence = licensing.limited(12);

        var wrong = api.read(null, VERIFICATION, "code=ABCDEFGH2345", licence);
        var unknown = api.read(null, VERIFICATION, "code=ABCDEFGH2345", "NOBODY-1");
        assertThat(wrong).hasStatus(404);
        assertThat(Licensing.json(wrong).get("type"))
                .isEqualTo(Licensing.json(unknown).get("type"));
        assertThat(Licensing.json(wrong).get("detail"))
                .isEqualTo(Licensing.json(unknown).get("detail"));
        assertThat(api.read(null, VERIFICATION, "", licence)).hasStatus(400);
        var chinese = mvc.get()
                .uri(VERIFICATION + "?code=ABCDEFGH2345", licence)
                .header("Accept-Language", "zh-CN")
                .exchange();
        assertThat(chinese).bodyJson().extractingPath("$.title").isEqualTo("证照核验未通过");
    }

    @Test
    void whoTriesCodesIsAskedToWait() {
        var licence = licensing.limited(12);
        int answer = 404;
        int tries = 0;
        while (answer == 404 && tries++ < 100) {
            answer = api.read(null, VERIFICATION, "code=WRONG", licence)
                    .getResponse()
                    .getStatus();
        }

        assertThat(answer).isEqualTo(429);
        assertThat(tries).isBetween(10, 25); // thirty a minute, wrong ones twice
        assertThat(api.read(null, VERIFICATION, "code=WRONG", licence)).containsHeader("Retry-After");
    }

    @Test
    void onlyItsHolderItsUnitAndTheSupervisionReadIt() {
        var licence = licensing.limited(12);

        for (var path : List.of(ONE, ONE + "/document")) {
            for (var reader : List.of(
                    applicant("SOMEBODY-ELSE"), approver("ELSEWHERE"), token("no-unit", "", Role.UNIT_MANAGER))) {
                assertThat(api.read(reader, path, "", licence)).hasStatus(404);
            }
            for (var reader : List.of(
                    applicant(licensing.holder),
                    applicant(PARENT),
                    examiner(licensing.unit),
                    token("auditor", "", Role.AUDITOR))) {
                assertThat(api.read(reader, path, "", licence)).hasStatusOk();
            }
        }
    }

    @Test
    void eachListsWhatIsTheirs() {
        var licence = licensing.limited(12);
        var usci = "usci=" + licensing.holder;

        for (var query : List.of(usci, "usci=" + licensing.holder + "&status=VALID")) {
            assertThat(api.read(applicant(licensing.holder), LIST, query))
                    .bodyJson()
                    .extractingPath("$.items[*].licenceNumber")
                    .asArray()
                    .containsExactly(licence);
        }
        assertThat(api.read(applicant(licensing.holder), LIST, usci + "&status=REVOKED"))
                .bodyJson()
                .extractingPath("$.items.length()")
                .isEqualTo(0);
        assertThat(api.read(approver(licensing.unit), LIST, ""))
                .bodyJson()
                .extractingPath("$.items[*].licenceNumber")
                .asArray()
                .containsExactly(licence);
        assertThat(api.read(token("auditor", "", Role.AUDITOR), LIST, "unit=" + licensing.unit))
                .bodyJson()
                .extractingPath("$.items.length()")
                .isEqualTo(1);
        assertThat(api.read(token("auditor", "", Role.AUDITOR), LIST, "")).hasStatus(400);
        assertThat(api.read(applicant("SOMEBODY-ELSE"), LIST, usci)).hasStatus(404);
        assertThat(api.read(applicant("SOMEBODY-ELSE"), LIST, "unit=" + licensing.unit))
                .hasStatus(404);
        assertThat(api.read(approver("ELSEWHERE"), LIST, "unit=" + licensing.unit))
                .hasStatus(404);
        assertThat(api.read(approver("ELSEWHERE"), LIST, usci)).hasStatus(404);
    }
}

package onestop.appeal.standards;

import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.AUDITOR;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.appeal.Calls;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

@WholeService
class HandlingStandardsIT {
    @Autowired
    MockMvcTester mvc;

    @Autowired
    Requests requests;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private Calls calls;

    @BeforeEach
    void monday() {
        calls = new Calls(mvc);
        clock.setTo("2026-03-02T09:10:00+08:00");
    }

    private JsonNode all() {
        var page = calls.get(APPLICANT, "/standards").must(200).json();
        Contracts.assertAnswer("StandardPage", page);
        return page.path("items");
    }

    private long version(String kind) {
        return all().valueStream()
                .filter(each -> each.path("kind").asString().equals(kind))
                .mapToLong(each -> each.path("version").asLong())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyClassHasItsStandardAndEverybodyReadsIt() {
        assertThat(mvc.get().uri("/api/appeal/standards")).hasStatusOk();
        assertThat(all()).hasSize(AppealKind.values().length - 1 + BlockedClass.values().length);
    }

    @Test
    void whoReadsAnAppealReadsWhatIsDoneAboutItsClass() {
        var id = requests.receive("CONSULT");
        requests.put(COORDINATOR, id, "classification", "{\"kind\": \"BLOCKED_MATTER\", \"blockedClass\": \"SPECIAL\"}")
                .must(200);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        for (var reader : List.of(APPLICANT, GAJ, COORDINATOR, AUDITOR)) {
            assertThat(requests.read(reader, id)
                            .must(200)
                            .json()
                            .at("/standard/textZh")
                            .asString())
                    .isEqualTo("召开联席会议研究，会后落实并反馈。");
        }
    }

    @Test
    void theOfficeChangesATextAndTheFormerOneIsKept() {
        long before = version("HELP");
        var written = calls.put(COORDINATOR, "/standards/HELP", "\"" + before + "\"", "{\"textZh\": \"两小时内联系企业\"}")
                .must(200);
        Contracts.assertAnswer("Standard", written.json());
        assertThat(version("HELP")).isEqualTo(before + 1);
        assertThat(jdbc.sql("SELECT count(*) FROM handling_standard WHERE kind = 'HELP' AND version = :version")
                        .param("version", before)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        calls.put(COORDINATOR, "/standards/HELP", "\"" + before + "\"", "{\"textZh\": \"x\"}")
                .mustBe(412, "stale-version");
        calls.put(COORDINATOR, "/standards/BLOCKED_MATTER?blockedClass=HARD", "\"1\"", "{\"textZh\": \"召开专题会议\"}")
                .must(200);
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() ->
                        jdbc.sql("UPDATE handling_standard SET text_zh = 'x'").update());
    }

    @Test
    void ofManyWhoWriteAtOnceOneIsHeard() throws Exception {
        long before = version("OPINION");
        try (var threads = Executors.newFixedThreadPool(4)) {
            var answers = threads.invokeAll(IntStream.range(0, 4)
                    .<Callable<Integer>>mapToObj(number -> () -> calls.put(
                                    COORDINATOR,
                                    "/standards/OPINION",
                                    "\"" + before + "\"",
                                    "{\"textZh\": \"第" + number + "稿\"}")
                            .status())
                    .toList());
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 412, 412, 412);
        }
    }

    @Test
    void whatIsWrongIsNamed() {
        calls.put(COORDINATOR, "/standards/PRAISE", "\"1\"", "{\"textZh\": \"x\"}")
                .mustBlame("kind", "one-of");
        calls.put(COORDINATOR, "/standards/HELP?blockedClass=HARD", "\"1\"", "{\"textZh\": \"x\"}")
                .mustBlame("blockedClass", "class-of-blocked-matter");
        calls.put(COORDINATOR, "/standards/BLOCKED_MATTER", "\"1\"", "{\"textZh\": \"x\"}")
                .mustBlame("blockedClass", "class-of-blocked-matter");
        calls.put(COORDINATOR, "/standards/HELP", "\"1\"", "{\"textZh\": \" \"}")
                .mustBlame("textZh", "not-blank");
        calls.put(COORDINATOR, "/standards/HELP", "{\"textZh\": \"x\"}").mustBe(428, "precondition-required");
        calls.put(APPLICANT, "/standards/HELP", "\"1\"", "{\"textZh\": \"x\"}").mustBe(403, "role-not-allowed");
    }
}

package onestop.approval.absences;

import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Today is Tuesday, 3 March 2026. */
@ApprovalIT
class AbsencesIT {
    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    TestClock clock;

    private final String unit = "A" + UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    @Test
    void whatIsGivenToAnAbsentOfficerGoesToTheOneWhoStandsIn() {
        var before = open();
        assign(before, "li");
        declare(manager(unit), "li", "wang", "2026-03-03", "2026-03-05");
        declare(manager(unit), "wang", "zhou", "2026-03-03", "2026-03-03");
        var number = open();

        assertThat(assign(number, "li"))
                .bodyJson()
                .extractingPath("$.assignedTo")
                .isEqualTo("zhou");
        assertThat(deskOf("wang"))
                .as("what li had before stands at wang's desk, too")
                .containsExactly(before);
        assertThat(deskOf("zhou")).containsExactly(number);

        clock.set(Instant.parse("2026-03-04T01:00:00Z"));
        assertThat(assign(open(), "li"))
                .bodyJson()
                .extractingPath("$.assignedTo")
                .isEqualTo("wang");
        clock.set(Instant.parse("2026-03-06T01:00:00Z"));
        assertThat(assign(open(), "li"))
                .bodyJson()
                .extractingPath("$.assignedTo")
                .isEqualTo("li");
        assertThat(deskOf("wang")).doesNotContain(before);
    }

    @Test
    void anEndedAbsenceCountsNoMore() {
        var id = JsonPath.<String>read(
                body(declare(token("li", unit, Role.EXAMINER), null, "wang", "2026-03-03", "2026-03-05")), "$.id");
        assertThat(end(token("wang", unit, Role.EXAMINER), id)).hasStatus(404);
        assertThat(end(manager("OTHER"), id)).hasStatus(404);

        assertThat(end(token("li", unit, Role.EXAMINER), id)).hasStatus(204);
        assertThat(end(manager(unit), id)).hasStatus(404);

        assertThat(assign(open(), "li"))
                .bodyJson()
                .extractingPath("$.assignedTo")
                .isEqualTo("li");
    }

    @Test
    void onlyTheManagerDeclaresTheAbsenceOfOthers() {
        assertThat(declare(examiner(unit), "li", "wang", "2026-03-03", "2026-03-05"))
                .hasStatus(400)
                .bodyText()
                .contains("\"officer\"");
        assertThat(declare(examiner(unit), null, "examiner-" + unit, "2026-03-03", "2026-03-05"))
                .hasStatus(400)
                .bodyText()
                .contains("\"standIn\"");
        assertThat(declare(examiner(unit), null, "wang", "2026-03-01", "2026-03-02"))
                .hasStatus(400)
                .bodyText()
                .contains("\"untilOn\"");
    }

    @Test
    void ofSimultaneousAbsencesOnTheSameDayOneIsDeclared() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var calls = new ArrayList<Callable<Integer>>(Collections.nCopies(
                    4,
                    () -> declare(manager(unit), "li", "wang", "2026-03-04", "2026-03-05")
                            .getResponse()
                            .getStatus()));
            var statuses = new ArrayList<Integer>();
            for (var reply : threads.invokeAll(calls)) {
                statuses.add(reply.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409, 409);
        }
        var page = api.get(examiner(unit), "/api/approval/absences");
        assertThat(JsonPath.<List<String>>read(body(page), "$.items[*].officer"))
                .containsExactly("li");
    }

    private String open() {
        return caseOf(office.open(aFile().promised("SW-BG", unit, 0)), "SW-BG");
    }

    private MvcTestResult assign(String number, String officer) {
        return api.act(manager(unit), number, "assignment", "{\"officer\": \"%s\"}".formatted(officer));
    }

    private List<String> deskOf(String officer) {
        return JsonPath.read(
                body(api.get(examiner(unit), "/api/approval/desk?officer=" + officer)), "$.items[*].caseNumber");
    }

    private MvcTestResult declare(String token, @Nullable String officer, String standIn, String from, String until) {
        var named = officer == null ? "" : "\"officer\": \"%s\", ".formatted(officer);
        return api.post(token, "absences", """
                {%s"standIn": "%s", "fromOn": "%s", "untilOn": "%s", "reason": "外出培训"}
                """.formatted(named, standIn, from, until));
    }

    private MvcTestResult end(String token, String id) {
        return api.put(token, "/api/approval/absences/{id}/end", "", id);
    }

    private static String body(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}

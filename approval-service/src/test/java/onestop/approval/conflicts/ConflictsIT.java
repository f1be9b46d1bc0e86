package onestop.approval.conflicts;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.cases.FileExamples.PARENT;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.cases.Office;
import onestop.web.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Who has a conflict of interest stays away from the case. */
@ApprovalIT
class ConflictsIT {
    private static final String CONFLICTS = "/api/approval/conflicts";

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Test
    void anOfficerStaysAwayFromTheCaseUntilTheManagerEndsTheConflict() {
        var number = caseOf(office.open(aFile()), "SW-BG");
        var own = ApiDriver.token("kin", "SWJ", Role.EXAMINER);

        var declared = api.put(own, CONFLICTS, body("CASE", number));
        var again = api.put(own, CONFLICTS, body("CASE", number));

        assertThat(id(again)).isEqualTo(id(declared));
        assertProblem(api.examine(own, number), 403, "conflict-of-interest");
        assertProblem(
                api.act(examiner("SWJ"), number, "assignment", "{\"officer\": \"kin\"}"), 403, "conflict-of-interest");
        assertThat(api.put(manager("SWJ"), CONFLICTS + "/{id}/end", "{\"reason\": \"解除\"}", id(declared)))
                .hasStatus(204);
        assertThat(api.examine(own, number)).hasStatusOk();
        assertProblem(
                api.put(manager("SWJ"), CONFLICTS + "/{id}/end", "{\"reason\": \"解除\"}", id(declared)),
                404,
                "no-such-conflict");
    }

    @Test
    void aConflictWithAnEnterpriseConcernsAllItsCasesOfTheUnitAndNoOthers() {
        var receiptNumber = office.open(aFile().promised("A", "CONF1", 0).promised("B", "CONF2", 0));
        api.put(manager("CONF1"), CONFLICTS, """
                {"officer": "kin", "kind": "ENTERPRISE", "concerns": "%s", "reason": "近亲属任职"}
                """.formatted(PARENT));

        assertProblem(
                api.examine(ApiDriver.token("kin", "CONF1", Role.EXAMINER), caseOf(receiptNumber, "A")),
                403,
                "conflict-of-interest");
        assertThat(api.examine(ApiDriver.token("kin", "CONF2", Role.EXAMINER), caseOf(receiptNumber, "B")))
                .hasStatusOk();
    }

    @Test
    void nobodyDeclaresForOthersOrEndsHisOwnOrReachesAnotherUnit() {
        var number = caseOf(office.open(aFile()), "SW-BG");
        var ofManager = api.put(manager("SWJ"), CONFLICTS, body("CASE", number));

        assertThat(api.put(approver("SWJ"), CONFLICTS, """
                {"officer": "li", "kind": "CASE", "concerns": "%s", "reason": "x"}
                """.formatted(number)))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo("officer");
        assertProblem(api.put(approver("XZSP"), CONFLICTS, body("CASE", number)), 404, "no-such-case");
        assertProblem(
                api.put(manager("SWJ"), CONFLICTS + "/{id}/end", "{\"reason\": \"x\"}", id(ofManager)),
                403,
                "own-conflict");
        assertProblem(
                api.put(manager("XZSP"), CONFLICTS + "/{id}/end", "{\"reason\": \"x\"}", id(ofManager)),
                404,
                "no-such-conflict");
        assertThat(api.put(approver("SWJ"), CONFLICTS + "/{id}/end", "{\"reason\": \"x\"}", id(ofManager)))
                .hasStatus(403);
    }

    @Test
    void theManagerSeesTheUnitsConflictsAndAnOfficerHisOwn() {
        var first = ApiDriver.token("first", "CONF3", Role.APPROVER);
        var second = ApiDriver.token("second", "CONF3", Role.REVIEWER);
        api.put(first, CONFLICTS, body("ENTERPRISE", "91371327MA3CONFL1X"));
        api.put(second, CONFLICTS, body("ENTERPRISE", "91371327MA3CONFL1X"));

        assertThat(api.get(first, CONFLICTS))
                .bodyJson()
                .extractingPath("$.items[*].officer")
                .asArray()
                .containsExactly("first");
        assertThat(api.get(manager("CONF3"), CONFLICTS))
                .bodyJson()
                .extractingPath("$.items[*].officer")
                .asArray()
                .containsExactlyInAnyOrder("first", "second");
        assertThat(api.get(manager("CONF3"), CONFLICTS + "?limit=1"))
                .bodyJson()
                .extractingPath("$.items")
                .asArray()
                .hasSize(1);
    }

    private static String body(String kind, String concerns) {
        return """
                {"kind": "%s", "concerns": "%s", "reason": "近亲属任职"}
                """.formatted(kind, concerns);
    }

    private static String id(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        return JsonPath.read(new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8), "$.id");
    }

    private static void assertProblem(MvcTestResult answer, int status, String slug) {
        assertThat(answer).hasStatus(status).bodyJson().extractingPath("$.type").isEqualTo("/problems/" + slug);
    }
}

package onestop.approval.ledger;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.ApiDriver.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.util.List;
import java.util.UUID;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.identifiers.Usci;
import onestop.web.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The registers that are kept beside the cases have their leaves too, and nobody is named in them. */
@ApprovalIT
class RegistersInTheLogIT {
    private static final String USCI = Usci.withCheckDigit("91371327MA3DEM0A3").value();

    @Autowired
    ApiDriver api;

    @Autowired
    JdbcClient jdbc;

    private final String unit = "R" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aPenaltyItsCorrectionAndItsWithdrawalAreInTheLogWithoutTheOneWhoIsPunished() throws Exception {
        var content = """
                "subjectUsci": "%s", "subjectName": "莒南县个体户王某", "kind": "FINE", "ground": "超范围经营",
                "legalBasis": "条例第六十八条", "amount": 500.50, "decidedOn": "2026-02-20"
                """.formatted(USCI);
        var entered = api.post(manager(unit), "penalties", """
                {"decisionNumber": "%s-1", %s}
                """.formatted(unit, content));
        assertThat(entered).hasStatus(201);
        String id = JsonPath.read(entered.getResponse().getContentAsString(), "$.id");
        var path = "/api/approval/penalties/{id}";
        assertThat(api.call(
                        "PUT", manager(unit), path, "", "\"1\"", """
                {%s, "reason": "金额有误"}
                """.formatted(content.replace("500.50", "400")), id))
                .hasStatusOk();
        assertThat(api.call("PUT", manager(unit), path + "/withdrawal", "", "\"2\"", """
                {"reason": "复议撤销"}
                """, id))
                .hasStatusOk();
        // what is refused leaves nothing
        assertThat(api.call("PUT", manager(unit), path + "/withdrawal", "", "\"2\"", """
                {"reason": "再次撤销"}
                """, id))
                .hasStatus(409);

        assertThat(leaves("PENALTY", id, "act")).containsExactly("ENTERED", "CORRECTED", "WITHDRAWN");
        assertThat(leaves("PENALTY", id, "amountFen")).containsExactly("50050", "40000", "40000");
        assertThat(leaves("PENALTY", id, "status")).containsExactly("IN_FORCE", "IN_FORCE", "WITHDRAWN");
        assertThat(whole(id)).allSatisfy(leaf -> assertThat(leaf).doesNotContain("王某", USCI, "超范围", "有误"));
        assertThat(whole(id).getFirst()).contains(Digests.of(USCI, "莒南县个体户王某", "超范围经营", "条例第六十八条"));
    }

    @Test
    void aKeyProjectAndAnEngagementAreInTheLogOnceHoweverOftenTheyAreSent() {
        var code = "KP-" + unit;
        var project = """
                {"projectCode": "%1$s", "level": "COUNTY", "listNumber": "%1$s", "name": "冷链物流园", "enterpriseUsci": "91371327MA3DEM0B0B"}
                """.formatted(code);
        var supervisor = token("supervisor", "JGJ", Role.EVALUATION_SUPERVISOR);
        assertThat(api.post(supervisor, "key-projects", unit, project)).hasStatus(201);
        assertThat(api.post(supervisor, "key-projects", unit, project)).hasStatus(201);
        assertThat(api.post(supervisor, "key-projects", project)).hasStatus(409);
        assertThat(api.post(approver(unit), "key-projects/" + code + "/engagements", """
                {"what": "现场踏勘选址", "engagedAt": "2026-03-02T09:00:00+08:00"}
                """))
                .hasStatus(201);

        assertThat(leaves("GREEN_CHANNEL", code, "act")).containsExactly("PROJECT_ENTERED", "ENGAGED");
        assertThat(whole(code)).allSatisfy(leaf -> assertThat(leaf).doesNotContain("冷链", "踏勘", "91371327MA3DEM0B0B"));
    }

    private List<String> leaves(String kind, String subject, String fact) {
        return jdbc.sql(
                        "SELECT facts ->> ? FROM ledger_leaf WHERE facts ->> 'kind' = ? AND facts ->> 'subject' = ? ORDER BY leaf_id")
                .params(fact, kind, subject)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private List<String> whole(String subject) {
        return jdbc.sql(
                        "SELECT CAST(facts AS text) || CAST(details AS text) FROM ledger_leaf WHERE facts ->> 'subject' = ? ORDER BY leaf_id")
                .param(subject)
                .query((row, _) -> row.getString(1))
                .list();
    }
}

package onestop.approval.licences;

import static onestop.approval.ApiDriver.applicant;
import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.licences.Licensing.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.Contract;
import onestop.approval.Pdfs;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import onestop.testsupport.Events;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Revocation and cancellation: one proposes, another confirms. */
@ApprovalIT
class EndingsIT {
    private static final String ENDINGS = ONE + "/endings";
    private static final String CONFIRMATION = ENDINGS + "/{id}/confirmation";
    private static final String REJECTION = ENDINGS + "/{id}/rejection";
    private static final String REVOKE = """
            {"kind": "REVOCATION", "legalGround": "CONDITIONS_NOT_MET", "reason": "经营场所从未具备申报的设施"}
            """;

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
    SettlePastLicences past;

    Licensing licensing;
    String licence;

    @BeforeEach
    void aLicence() {
        licensing = new Licensing(api, office, jdbc);
        licence = licensing.limited(12);
    }

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    private MvcTestResult propose(String token, String body) {
        return api.call("POST", token, ENDINGS, "", null, body, licence);
    }

    private String proposed() {
        var result = propose(approver(licensing.unit), REVOKE);
        assertThat(result).hasStatus(201);
        return Licensing.json(result).get("id").asString();
    }

    private MvcTestResult confirm(String token, String id) {
        return api.call("PUT", token, CONFIRMATION, "", null, null, licence, id);
    }

    @Test
    void aConfirmedRevocationEndsTheLicenceAndIsTold() {
        var id = proposed();
        assertThat(licensing.status(licence)).isEqualTo("VALID");

        assertThat(confirm(manager(licensing.unit), id))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.outcome")
                .isEqualTo("CONFIRMED");

        assertThat(confirm(manager(licensing.unit), id)).as("again").hasStatusOk();
        assertThat(confirm(token("other", licensing.unit, Role.UNIT_MANAGER), id))
                .hasStatus(409);

        assertThat(licensing.status(licence)).isEqualTo("REVOKED");
        assertThat(jdbc.sql("""
                        SELECT facts ->> 'act' FROM ledger_leaf
                         WHERE facts ->> 'kind' = 'LICENCE' AND facts ->> 'subject' = ?
                        """).param(licence).query(String.class).list())
                .containsExactly("REVOKED"); // once, however often it is confirmed
        var told = events.await(
                Contract.LICENCES,
                Duration.ofSeconds(30),
                one -> licence.equals(one.key()) && one.type().endsWith("revoked.v1"));
        Contract.holds(told);
        assertThat(Contract.data(told).get("legalGround").asString()).isEqualTo("CONDITIONS_NOT_MET");
        assertThat(told.sequence()).isEqualTo(2);
        assertThat(Contract.data(told).get("officers").valueStream().map(JsonNode::asString))
                .containsExactly("approver-" + licensing.unit, "manager-" + licensing.unit);
        var letter = jdbc.sql("SELECT id FROM letter WHERE unit = ? AND kind = 'REVOCATION'")
                .param(licensing.unit)
                .query(UUID.class)
                .single();
        assertThat(Pdfs.text(api.read(applicant(licensing.holder), "/api/approval/letters/{id}", "", letter)
                        .getResponse()
                        .getContentAsByteArray()))
                .contains("撤销行政许可决定书")
                .contains("不具备申请资格或者不符合法定条件")
                .contains("经营场所从未具备申报的设施")
                .contains("第六十九条")
                .contains("行政复议");
    }

    @Test
    void whoProposedDoesNotConfirmNorReject() {
        var both = token("both", licensing.unit, Role.APPROVER, Role.UNIT_MANAGER);
        var id = Licensing.json(propose(both, REVOKE)).get("id").asString();

        for (var path : new String[] {CONFIRMATION, REJECTION}) {
            assertThat(api.call("PUT", both, path, "", null, null, licence, id))
                    .hasStatus(403)
                    .bodyJson()
                    .extractingPath("$.type")
                    .isEqualTo("/problems/same-proposer");
        }
        assertThat(licensing.status(licence)).isEqualTo("VALID");
    }

    @Test
    void anotherUnitHasNoPartInIt() {
        assertThat(propose(approver("ELSEWHERE"), REVOKE)).hasStatus(404);
        assertThat(propose(token("no-unit", "", Role.APPROVER), REVOKE)).hasStatus(403);
        assertThat(propose(manager(licensing.unit), REVOKE)).hasStatus(403);
        assertThat(propose(applicant(licensing.holder), REVOKE)).hasStatus(403);
        var id = proposed();
        assertThat(confirm(manager("ELSEWHERE"), id)).hasStatus(404);
        assertThat(confirm(approver(licensing.unit), id)).hasStatus(403);
        assertThat(confirm(manager(licensing.unit), UUID.randomUUID().toString()))
                .hasStatus(404);
        assertThat(licensing.status(licence)).isEqualTo("VALID");
    }

    @Test
    void aProposalOfAnotherLicenceIsNotConfirmedUnderThisOne() {
        var id = proposed();
        licence = licensing.limited(12);

        assertThat(confirm(manager(licensing.unit), id)).hasStatus(404);
    }

    @Test
    void oneProposalIsOpenAtATimeAndARejectedOneMakesRoom() {
        var id = proposed();
        assertThat(propose(approver(licensing.unit), REVOKE))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/ending-proposed-already");

        assertThat(api.call("PUT", manager(licensing.unit), REJECTION, "", null, null, licence, id))
                .bodyJson()
                .extractingPath("$.outcome")
                .isEqualTo("REJECTED");
        assertThat(confirm(manager(licensing.unit), id))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/ending-settled");
        proposed();
    }

    @Test
    void theHolderReadsNothingOfAProposal() {
        proposed();

        assertThat(api.read(applicant(licensing.holder), ONE, "", licence))
                .bodyJson()
                .extractingPath("$.endings.length()")
                .isEqualTo(0);
        assertThat(api.read(approver(licensing.unit), ONE, "", licence))
                .bodyJson()
                .extractingPath("$.endings.length()")
                .isEqualTo(1);
    }

    @Test
    void groundsBelongToTheirKindAndReasonsAreGiven() {
        assertThat(propose(approver(licensing.unit), """
                {"kind": "REVOCATION", "legalGround": "SUBJECT_ENDED", "reason": "x"}
                """))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo("legalGround");
        assertThat(propose(approver(licensing.unit), """
                {"kind": "CANCELLATION", "legalGround": "SUBJECT_ENDED", "reason": " "}
                """))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo("reason");
        assertThat(propose(approver(licensing.unit), """
                {"kind": "CANCELLATION", "legalGround": "EXPIRED_WITHOUT_RENEWAL", "reason": "x"}
                """))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/licence-not-to-end");
    }

    @Test
    void whatHasExpiredIsStruckOff() {
        clock.set(Instant.parse("2027-03-02T16:00:01Z"));
        while (past.settle(200) > 0) {
            assertThat(licensing.status(licence)).isIn("VALID", "EXPIRED");
        }
        assertThat(licensing.status(licence)).isEqualTo("EXPIRED");
        assertThat(propose(approver(licensing.unit), REVOKE)).hasStatus(409);

        var id =
                Licensing.json(propose(approver(licensing.unit), """
                        {"kind": "CANCELLATION", "legalGround": "EXPIRED_WITHOUT_RENEWAL", "reason": "有效期届满未申请延续"}
                        """)).get("id").asString();
        assertThat(confirm(manager(licensing.unit), id)).hasStatusOk();

        assertThat(licensing.status(licence)).isEqualTo("CANCELLED");
    }

    @Test
    void aProposalLapsesWithTheLicenceAndMakesRoom() {
        var id = proposed();
        clock.set(Instant.parse("2027-03-02T16:00:01Z"));
        while (past.settle(200) > 0) {
            assertThat(licensing.status(licence)).isIn("VALID", "EXPIRED");
        }

        assertThat(jdbc.sql("SELECT outcome FROM licence_ending WHERE id = CAST(? AS uuid)")
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo("LAPSED");
        assertThat(confirm(manager(licensing.unit), id)).hasStatus(409);
        assertThat(propose(approver(licensing.unit), """
                {"kind": "CANCELLATION", "legalGround": "EXPIRED_WITHOUT_RENEWAL", "reason": "有效期届满未申请延续"}
                """)).hasStatus(201);
    }

    @Test
    void ofTwoManagersAtTheSameMomentOneConfirms() throws Exception {
        for (int round = 0; round < 10; round++) {
            licence = licensing.limited(12);
            var id = proposed();
            try (var managers = Executors.newFixedThreadPool(2)) {
                var work = new ArrayList<Callable<Integer>>();
                for (var name : new String[] {"one", "two"}) {
                    work.add(() -> confirm(token(name, licensing.unit, Role.UNIT_MANAGER), id)
                            .getResponse()
                            .getStatus());
                }
                var answers = new ArrayList<Integer>();
                for (var done : managers.invokeAll(work)) {
                    answers.add(done.get());
                }
                assertThat(answers).containsExactlyInAnyOrder(200, 409);
            }
            assertThat(jdbc.sql("SELECT count(*) FROM licence_history WHERE licence_number = ?")
                            .param(licence)
                            .query(Long.class)
                            .single())
                    .isEqualTo(2);
        }
    }

    @Test
    void theDatabaseRefusesOnePersonForBoth() {
        var id = proposed();

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> jdbc.sql("""
                        UPDATE licence_ending SET outcome = 'CONFIRMED', settled_by = proposed_by, settled_at = now()
                         WHERE id = CAST(? AS uuid)
                        """).param(id).update())
                .hasMessageContaining("licence_ending_four_eyes");
    }
}

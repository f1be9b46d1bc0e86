package onestop.approval;

import java.util.UUID;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Calls the service as officers do, over HTTP with a signed token, and holds every answer against the published contract. */
@TestComponent
public class ApiDriver {
    private final MockMvcTester mvc;

    ApiDriver(MockMvcTester mvc) {
        this.mvc = mvc;
    }

    public static String token(String username, String unit, Role... roles) {
        return TestTokens.token(username).unit(unit).roles(roles).sign();
    }

    public static String examiner(String unit) {
        return token("examiner-" + unit, unit, Role.EXAMINER);
    }

    public static String approver(String unit) {
        return token("approver-" + unit, unit, Role.APPROVER);
    }

    public MvcTestResult get(String token, String uri, Object... variables) {
        var result = mvc.get()
                .uri(uri, variables)
                .header("Authorization", "Bearer " + token)
                .exchange();
        RestContract.holds("GET", published(uri), result);
        return result;
    }

    public MvcTestResult act(String token, String caseNumber, String command, String body) {
        var uri = "/api/approval/cases/{caseNumber}/" + command;
        var result = mvc.put()
                .uri(uri, caseNumber)
                .header("Authorization", "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
        RestContract.holds("PUT", uri, result);
        return result;
    }

    public MvcTestResult examine(String token, String caseNumber) {
        return act(token, caseNumber, "examination", """
                {"outcome": "PASS", "opinion": "材料齐全"}
                """);
    }

    public MvcTestResult grant(String token, String caseNumber) {
        return act(token, caseNumber, "decision", """
                {"outcome": "GRANT"}
                """);
    }

    public MvcTestResult refuse(String token, String caseNumber) {
        return act(token, caseNumber, "decision", """
                {"outcome": "REFUSE", "grounds": "经营场所不符合要求"}
                """);
    }

    public MvcTestResult suspend(String token, String caseNumber) {
        return act(token, caseNumber, "suspension", """
                {"kind": "EXPERT_REVIEW", "legalGround": "行政许可法第四十五条", "expectedWorkingDays": 5}
                """);
    }

    public MvcTestResult resume(String token, String caseNumber) {
        return act(token, caseNumber, "resumption", "");
    }

    /** @param reply {@code answer} or {@code lift} */
    public MvcTestResult replyToLight(String token, String light, String reply, String body) {
        var uri = "/api/approval/lights/{light}/" + reply;
        var result = mvc.put()
                .uri(uri, light)
                .header("Authorization", "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
        RestContract.holds("PUT", uri, result);
        return result;
    }

    public MvcTestResult post(String token, String path, String body) {
        return post(token, path, UUID.randomUUID().toString(), body);
    }

    public MvcTestResult post(String token, String path, String idempotencyKey, String body) {
        var uri = "/api/approval/" + path;
        var result = mvc.post()
                .uri(uri)
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", idempotencyKey)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
        RestContract.holds("POST", uri, result);
        return result;
    }

    /** The path as the contract writes it. */
    private static String published(String uri) {
        var path = uri.replaceFirst("\\?.*", "");
        return path.startsWith("/api/approval/files/")
                ? "/api/approval/files/{receiptNumber}"
                : path.replaceFirst("/cases/\\{[^}]*}", "/cases/{caseNumber}");
    }
}

package onestop.approval;

import java.util.UUID;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.HttpMethod;
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

    public static String manager(String unit) {
        return token("manager-" + unit, unit, Role.UNIT_MANAGER);
    }

    /** Somebody who applies for these enterprises. */
    public static String applicant(String... uscis) {
        return TestTokens.token("applicant").uscis(uscis).roles(Role.APPLICANT).sign();
    }

    public static String examiner(String unit) {
        return token("examiner-" + unit, unit, Role.EXAMINER);
    }

    public static String approver(String unit) {
        return token("approver-" + unit, unit, Role.APPROVER);
    }

    public static String reviewer(String unit) {
        return token("reviewer-" + unit, unit, Role.REVIEWER);
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

    public MvcTestResult put(String token, String uri, String body, Object... variables) {
        var result = mvc.put()
                .uri(uri, variables)
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

    public MvcTestResult review(String token, String caseNumber) {
        return act(token, caseNumber, "review", """
                {"outcome": "PASS", "opinion": "同意审查意见"}
                """);
    }

    public MvcTestResult sendBack(String token, String caseNumber, String to) {
        return act(token, caseNumber, "return", """
                {"to": "%s", "reason": "现场照片与申报面积不一致"}
                """.formatted(to));
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
        RestContract.holds("POST", published(uri), result);
        return result;
    }

    /**
     * Any call, answered as published unless the answer is a document.
     *
     * @param path as the contract writes it, with its variables in braces
     * @param query without the question mark; empty for none
     * @param ifMatch the version a change is based on; null for none
     */
    public MvcTestResult call(
            String method,
            @Nullable String token,
            String path,
            String query,
            @Nullable String ifMatch,
            @Nullable String body,
            Object... variables) {
        var request = mvc.method(HttpMethod.valueOf(method))
                .uri(path + (query.isEmpty() ? "" : "?" + query), variables)
                .header("Idempotency-Key", UUID.randomUUID().toString());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        var result = request.exchange();
        var type = result.getResponse().getContentType();
        if (type != null && !type.equals(MediaType.APPLICATION_PDF_VALUE)) {
            RestContract.holds(method, path, result);
        }
        return result;
    }

    public MvcTestResult read(@Nullable String token, String path, String query, Object... variables) {
        return call("GET", token, path, query, null, null, variables);
    }

    /** The path as the contract writes it. */
    private static String published(String uri) {
        var path = uri.replaceFirst("\\?.*", "");
        return path.startsWith("/api/approval/files/")
                ? path.replaceFirst("/files/\\{[^}]*}", "/files/{receiptNumber}")
                : path.replaceFirst("/cases/\\{[^}]*}", "/cases/{caseNumber}")
                        .replaceFirst("/key-projects/[^/{]+/", "/key-projects/{projectCode}/");
    }
}

package onestop.gateway;

import static onestop.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessIT extends RunningGateway {

    @ParameterizedTest
    @CsvSource({
        "GET, /api/intake/catalogue/items",
        "GET, /api/intake/catalogue/packages",
        "GET, /api/intake/items/A1",
        "GET, /api/intake/packages/P1",
        "GET, /api/intake/guides/A1",
        "GET, /api/intake/calendars/2026",
        "GET, /api/intake/working-days/due-date?start=2026-03-02&workingDays=10",
        "GET, /api/intake/working-days/between?start=2026-03-02&end=2026-03-16",
        "GET, /api/intake/uscis/91371327MA3DEM0A2G",
        "GET, /api/intake/progress/R1?queryCode=x",
        "GET, /api/intake/openapi.json",
        "GET, /api/approval/openapi.json",
        "GET, /api/approval/licences/XZSP-1/verification?code=x",
        "GET, /api/approval/publications?since=x",
        "GET, /api/intake/document-verifications?number=x&code=x",
        "GET, /api/evaluation/openapi.json",
        "GET, /api/evaluation/r/k1-3f2a-0123456789abcdef",
        "POST, /api/evaluation/r/k1-3f2a-0123456789abcdef",
        "GET, /api/evaluation/r/k1-3f2a-0123456789abcdef/qr-code",
        "POST, /api/evaluation/r/k1-3f2a-0123456789abcdef/follow-up",
        "GET, /api/evaluation/evaluators/PJQ-1/invitations",
        "GET, /api/evaluation/feedback-points/K7M2P9QR",
        "GET, /api/evaluation/feedback-points/K7M2P9QR/qr-code",
        "GET, /api/evaluation/published-feedback?limit=5",
        "PUT, /api/evaluation/open-feedback/7f9d2c1e-4b8a-4f51-9e07-2f1d8c3b6a55",
        "GET, /api/evaluation/open-feedback/7f9d2c1e-4b8a-4f51-9e07-2f1d8c3b6a55/progress",
        "PUT, /api/evaluation/open-feedback/7f9d2c1e-4b8a-4f51-9e07-2f1d8c3b6a55/photos/1",
        "HEAD, /api/intake/items/A1",
        "GET, /api/intake/windows?type=COMPREHENSIVE",
        "GET, /api/intake/windows/XZSP-01",
        "GET, /api/intake/windows/XZSP-01/opening-hours",
        "GET, /api/intake/appointment-slots?regionCode=371327000000&itemCodes=SP-XB",
        "GET, /api/intake/tickets/5f0c2a3e-9d41-4a3b-8a56-0d1f6ad5e201",
        "GET, /api/intake/queues/371327000000",
        "PUT, /api/intake/window-devices/PJQ-1/heartbeat",
        "POST, /api/intake/one-time-notices",
        "POST, /api/intake/working-days/due-dates",
        "POST, /api/approval/integrity/reports",
        "GET, /api/approval/integrity/report-standings/7BCD23FG45HJ67KL",
    })
    void theOpenPathsNeedNoTokenButDoNotTakeABadOne(String method, String path) {
        assertThat(send(to(path).method(method, BodyPublishers.noBody())).statusCode())
                .isEqualTo(200);
        assertThat(send(to(path, "open-" + path.hashCode(), "APPLICANT").method(method, BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(to(path).header("Authorization", "Bearer nonsense").method(method, BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/intake/applications",
        "GET, /api/intake/applications/R1",
        "GET, /api/intake/applications/R1/progress",
        "PUT, /api/intake/catalogue",
        "PUT, /api/intake/calendars/2027",
        "POST, /api/intake/items/A1",
        "POST, /api/intake/progress/R1",
        "GET, /api/intake/one-time-notices",
        "GET, /api/intake/enterprises/91371327MA3DEM0A2G",
        "PUT, /api/intake/windows/XZSP-01",
        "GET, /api/intake/windows/XZSP-01/shift-patterns",
        "GET, /api/intake/window-devices/PJQ-1",
        "GET, /api/intake/appointments/own",
        "POST, /api/intake/tickets",
        "GET, /api/intake/queues/371327000000/tickets",
        "GET, /api/intake/ops/outbox",
        "GET, /api/approval/desk",
        "GET, /api/approval/licences",
        "GET, /api/approval/licences/XZSP-1",
        "GET, /api/approval/publications/unpublished",
        "POST, /api/approval/publications",
        "GET, /api/approval/integrity/reports",
        "PUT, /api/approval/integrity/reports/1/handling",
        "POST, /api/approval/licences/XZSP-1/renewals",
        "GET, /api/approval/ops/dead-letters",
        "GET, /api/evaluation/labels",
        "GET, /api/evaluation/open-feedback",
        "GET, /api/evaluation/open-feedback/1",
        "GET, /api/evaluation/open-feedback/1/photos/1",
        "PUT, /api/evaluation/open-feedback/1/triage",
        "POST, /api/evaluation/open-feedback/1/contact-readings",
        "POST, /api/evaluation/feedback-points",
        "DELETE, /api/evaluation/feedback-points/K7M2P9QR",
        "PUT, /api/evaluation/r/k1-3f2a-0123456789abcdef",
        "GET, /api/evaluation/invitations/1/link",
        "PUT, /api/evaluation/evaluators/PJQ-1",
        "POST, /api/evaluation/ratings",
        "GET, /api/appeal/appeals",
        "GET, /actuator/metrics",
        "GET, /elsewhere",
        "OPTIONS, /api/intake/items/A1",
    })
    void everythingElseNeedsOne(String method, String path) {
        var response = send(to(path).method(method, BodyPublishers.noBody()));

        assertProblem(response, 401, "authentication-required");
        assertThat(header(response, "WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(INTAKE.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/intake/ops/outbox, APPLICANT",
        "PUT, /api/approval/ops/dead-letters/1/replay, UNIT_MANAGER",
        "GET, /api/evaluation/ops/dead-letters, AUDITOR",
        "PUT, /api/intake/catalogue, WINDOW",
        "PUT, /api/intake/calendars/2027, EXAMINER",
        "PUT, /api/approval/cases/C1/decision, APPLICANT",
        "POST, /api/approval/decisions, AGENT",
        "POST, /api/approval/partner-acts, APPROVER",
        "PUT, /api/approval/lights/7/answer, APPROVER",
        "PUT, /api/approval/cases/C1/decision, PARTNER",
        "POST, /api/approval/licences/XZSP-1/renewals, APPROVER",
        "POST, /api/approval/licences/XZSP-1/endings, APPLICANT",
        "PUT, /api/approval/licences/XZSP-1/renewals/1/decision, AGENT",
        "PUT, /api/evaluation/rectifications/1/closure, HELPER",
        "PUT, /api/evaluation/rectifications/1/closure, PARTNER",
        "PUT, /api/evaluation/rectifications/1/second-call-back, UNIT_MANAGER",
        "GET, /actuator/metrics, APPLICANT",
    })
    void whereTheRoleNeverFitsTheRequestEndsHere(String method, String path, String role) {
        assertProblem(
                send(to(path, "refused-" + role, role).method(method, BodyPublishers.noBody())),
                403,
                "role-not-allowed");
        assertThat(INTAKE.received()).isEmpty();
        assertThat(APPROVAL.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/intake/ops/outbox, OPS",
        "PUT, /api/intake/catalogue, OPS",
        "PUT, /api/approval/cases/C1/decision, APPROVER",
        "GET, /api/approval/files/R1, APPLICANT",
        "GET, /api/approval/desk, PARTNER",
        "POST, /api/approval/partner-acts, PARTNER",
        "PUT, /api/approval/lights/7/answer, PARTNER",
        "POST, /api/approval/licences/XZSP-1/renewals, APPLICANT",
        "POST, /api/intake/applications, APPLICANT",
        "PUT, /api/evaluation/rectifications/1/second-call-back, APPLICANT",
        "PUT, /api/evaluation/rectifications/1/second-call-back, AGENT",
        "PUT, /api/evaluation/rectifications/1/closure, EVALUATION_SUPERVISOR",
    })
    void whereItMayFitTheServiceDecides(String method, String path, String role) {
        assertThat(send(to(path, "passed-" + role, role).method(method, BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anExpiredTokenIsRefused() {
        refused(ISSUER.sign(ISSUER.claims("late", "APPLICANT")
                .expirationTime(Date.from(Instant.now().minusSeconds(60)))));
    }

    @Test
    void aTokenThatNeverExpiresIsRefused() {
        refused(ISSUER.sign(ISSUER.claims("eternal", "APPLICANT").expirationTime(null)));
    }

    @Test
    void aTokenNotYetValidIsRefused() {
        refused(ISSUER.sign(ISSUER.claims("early", "APPLICANT")
                .notBeforeTime(Date.from(Instant.now().plusSeconds(600)))));
    }

    @Test
    void aTokenForSomebodyElseIsRefused() {
        refused(ISSUER.sign(ISSUER.claims("other", "APPLICANT").audience("another-platform")));
        refused(ISSUER.sign(ISSUER.claims("other", "APPLICANT").audience((String) null)));
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        refused(ISSUER.sign(ISSUER.claims("other", "APPLICANT").issuer("http://elsewhere.test")));
    }

    @Test
    void aForgedTokenIsRefused() {
        refused(ISSUER.foreign("forger", "OPS"));
        refused(ISSUER.unsigned("forger"));
        refused(ISSUER.signedWithPublicKeyAsSecret("forger"));
        var good = ISSUER.tokenOf("applicant", "APPLICANT");
        refused(good.substring(0, good.length() - 8) + "AAAAAAAA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer a b", "Bearer ünsinn"})
    void aMalformedTokenIsRefused(String authorization) {
        var response = send(to("/api/intake/applications/R1").header("Authorization", authorization));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(json(response).path("type").asString()).startsWith("/problems/");
    }

    @Test
    void oneTokenIsEnoughForManyRequests() {
        var token = ISSUER.tokenOf("regular", "APPLICANT");

        for (int i = 0; i < 5; i++) {
            assertThat(send(with(token)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void inventedKeysDoNotBecomeRequestsAtTheIssuer() {
        send(with(ISSUER.tokenOf("warm-up", "APPLICANT")));
        // Made before, as that takes long: what is sent within the five seconds between two requests counts.
        var invented = IntStream.range(0, 5)
                .mapToObj(i -> ISSUER.withUnknownKey("invented-" + i, "forger"))
                .toList();
        int before = ISSUER.asked();
        long began = System.nanoTime();

        for (var token : invented) {
            assertThat(send(with(token)).statusCode()).isEqualTo(401);
        }

        long pauses = Duration.ofNanos(System.nanoTime() - began).dividedBy(Duration.ofSeconds(5));
        assertThat(ISSUER.asked() - before).isLessThanOrEqualTo(1 + (int) pauses);
    }

    @Test
    void aRefusalSpeaksTheReadersLanguage() {
        assertThat(json(send(to("/api/intake/applications").header("Accept-Language", "zh-CN,en;q=0.5")))
                        .path("title")
                        .asString())
                .isEqualTo("需要登录");
        assertThat(json(send(to("/api/intake/applications").header("Accept-Language", "fr, en;q=0.5, zh;q=0.1")))
                        .path("title")
                        .asString())
                .isEqualTo("Sign-in needed");
        assertThat(json(send(to("/api/intake/applications"))).path("title").asString())
                .isEqualTo("Sign-in needed");
        assertThat(send(to("/api/intake/applications").header("Accept-Language", "!!"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void browsersAreToldToDoNothingUnasked() {
        for (var response : List.of(send(to("/api/intake/items/X")), send(to("/api/intake/applications")))) {
            assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(response, "X-Frame-Options")).isEqualTo("DENY");
            assertThat(header(response, "Content-Security-Policy")).startsWith("default-src 'none'");
            assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
            assertThat(header(response, "Strict-Transport-Security")).isEmpty();
        }
        assertThat(header(
                        send(to("/api/intake/items/X").header("X-Forwarded-Proto", "https")),
                        "Strict-Transport-Security"))
                .startsWith("max-age=");
    }

    @Test
    void aNamedOriginMayAskFromABrowserAndNoOther() {
        var allowed = send(preflight("https://portal.example"));
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(header(allowed, "Access-Control-Allow-Origin")).isEqualTo("https://portal.example");
        assertThat(header(allowed, "Access-Control-Allow-Headers"))
                .containsIgnoringCase("Idempotency-Key")
                .containsIgnoringCase("Content-Disposition")
                .containsIgnoringCase("Content-Digest");

        var refused = send(preflight("https://evil.example"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(header(refused, "Access-Control-Allow-Origin")).isEmpty();
    }

    private HttpRequest.Builder preflight(String origin) {
        return to("/api/intake/applications")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header(
                        "Access-Control-Request-Headers",
                        "authorization,idempotency-key,content-disposition,content-digest")
                .method("OPTIONS", BodyPublishers.noBody());
    }

    private HttpRequest.Builder with(String token) {
        return to("/api/intake/applications/R1").setHeader("Authorization", "Bearer " + token);
    }

    private void refused(String token) {
        var response = send(with(token));

        assertProblem(response, 401, "invalid-token");
        assertThat(header(response, "WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(INTAKE.received()).isEmpty();
    }
}

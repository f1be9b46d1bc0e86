package onestop.gateway;

import static onestop.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesIT extends RunningGateway {

    @Test
    void theDocumentationLoadsNothingFromElsewhere() {
        var page = send(to("/docs"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(page, "Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self';")
                .doesNotContain("http")
                .doesNotContain("unsafe-eval");
        assertThat(page.body()).doesNotContain("://").doesNotContain("<script>").doesNotContain("onload=");

        var assets = Pattern.compile("(?:href|src)=\"(/docs/[^\"]+)\"").matcher(page.body());
        int found = 0;
        while (assets.find()) {
            var asset = send(to(assets.group(1)));
            assertThat(asset.statusCode()).as(assets.group(1)).isEqualTo(200);
            assertThat(asset.body()).isNotEmpty();
            found++;
        }
        assertThat(found).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "swagger-ui.css, text/css",
        "swagger-ui-bundle.js, text/javascript",
        "swagger-ui-standalone-preset.js, text/javascript",
        "favicon-32x32.png, image/png",
        "docs.css, text/css",
        "docs.js, text/javascript"
    })
    void eachPartHasItsType(String name, String type) {
        var part = send(to("/docs/" + name));

        assertThat(header(part, "Content-Type")).startsWith(type);
        assertThat(header(part, "Cache-Control")).isEqualTo("max-age=3600");
    }

    @Test
    void thePageOffersTheDocumentOfEveryService() {
        var script = send(to("/docs/docs.js")).body();
        assertThat(script)
                .contains("'intake', 'approval', 'evaluation', 'appeal'")
                .contains("/api/${name}/openapi.json");

        for (var backend : new Backend[] {INTAKE, APPROVAL, EVALUATION}) {
            backend.behaves(exchange -> Backend.reply(exchange, 200, "{\"openapi\":\"3.1.0\"}"));
        }
        for (var service : new String[] {"intake", "approval", "evaluation"}) {
            assertThat(json(send(to("/api/" + service + "/openapi.json")))
                            .path("openapi")
                            .asString())
                    .isEqualTo("3.1.0");
        }
    }

    @Test
    void onlyWhatBelongsToThePageIsServed() {
        assertProblem(send(to("/docs/application.yaml")), 404, "not-found");
        assertProblem(send(to("/docs/swagger-ui.js")), 404, "not-found");
        assertThat(send(to("/docs", "ops", "OPS").POST(BodyPublishers.noBody())).statusCode())
                .isIn(404, 405);
    }

    @Test
    void theRootLeadsToTheDocumentation() {
        var root = send(to("/"));

        assertThat(root.statusCode()).isEqualTo(307);
        assertThat(header(root, "Location")).isEqualTo("/docs");
    }

    @Test
    void theOverviewNamesEachServiceAndNothingElse() {
        var overview = send(to("/health"));

        assertThat(overview.statusCode()).isEqualTo(200);
        var view = json(overview);
        assertThat(view.propertyNames()).containsExactly("status", "gateway", "services", "checkedAt");
        assertThat(view.path("status").asString()).isEqualTo("DEGRADED");
        assertThat(view.path("gateway").asString()).isEqualTo("UP");
        assertThat(view.path("services").toString())
                .isEqualTo("{\"intake\":\"UP\",\"approval\":\"UP\",\"evaluation\":\"UP\",\"appeal\":\"DOWN\"}");
        assertThat(view.path("checkedAt").asString()).endsWith("+08:00");
        assertThat(INTAKE.last().path()).isEqualTo("/actuator/health");
    }

    @Test
    void theOverviewDoesNotMultiplyRequests() {
        for (int i = 0; i < 6; i++) {
            send(to("/health"));
        }

        assertThat(INTAKE.received()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void theManagementPortTellsOperatorsAboutRoutesAndFigures() {
        send(to("/api/intake/items/X"));

        var routes = json(send(management("/actuator/gateway/routes").header("Authorization", "Bearer " + ops())));
        assertThat(routes.size()).isEqualTo(4);
        assertThat(routes.path(0).path("route_id").asString()).isEqualTo("intake");

        var figures = send(management("/actuator/prometheus").header("Authorization", "Bearer " + ops()));
        assertThat(figures.body())
                .contains("spring_cloud_gateway_requests_seconds")
                .contains("resilience4j_circuitbreaker_state");
    }

    @Test
    void theManagementPortIsClosedToOthers() {
        assertThat(send(management("/actuator/health")).statusCode()).isEqualTo(200);
        assertThat(send(management("/actuator/health/readiness")).statusCode()).isEqualTo(200);
        assertProblem(send(management("/actuator/gateway/routes")), 401, "authentication-required");
        assertProblem(send(management("/actuator/metrics")), 401, "authentication-required");
        assertProblem(
                send(management("/actuator/gateway/routes")
                        .header("Authorization", "Bearer " + ISSUER.tokenOf("auditor", "AUDITOR"))),
                403,
                "role-not-allowed");
        assertThat(send(management("/api/intake/items/X")).statusCode())
                .as("nothing is routed here")
                .isEqualTo(404);
    }

    @Test
    void routesCannotBeChanged() {
        var attempt = send(management("/actuator/gateway/routes/evil")
                .header("Authorization", "Bearer " + ops())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"uri\":\"http://evil.example\",\"predicates\":[\"Path=/**\"]}")));

        assertThat(attempt.statusCode()).isIn(404, 405);
        assertThat(attempt.body()).doesNotContain("Exception");
    }

    private static String ops() {
        return ISSUER.tokenOf("ops-management", "OPS");
    }

    private HttpRequest.Builder management(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + MANAGEMENT_PORT + path))
                .setHeader("X-Forwarded-For", someAddress());
    }
}

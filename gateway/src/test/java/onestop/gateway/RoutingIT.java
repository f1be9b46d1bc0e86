package onestop.gateway;

import static onestop.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingIT extends RunningGateway {

    @Test
    void eachServiceGetsItsPathsUnchanged() {
        for (var backend : new Backend[] {INTAKE, APPROVAL, EVALUATION}) {
            var name = json(send(
                            to("/api/" + nameOf(backend) + "/things/7?after=a%2Fb&limit=5", "applicant", "APPLICANT")))
                    .path("service")
                    .asString();

            assertThat(name).isEqualTo(nameOf(backend));
            assertThat(backend.last().path()).isEqualTo("/api/" + name + "/things/7?after=a%2Fb&limit=5");
        }
    }

    @Test
    void methodBodyAndHeadersArriveAsSent() {
        var response = send(to("/api/intake/applications", "applicant", "APPLICANT")
                .header("Idempotency-Key", "key-1")
                .header("If-Match", "\"7\"")
                .header("Content-Type", "application/json")
                .header("Accept-Language", "zh")
                .POST(BodyPublishers.ofString("{\"enterpriseUsci\":\"91371327MA3DEM0A2G\"}")));

        assertThat(response.statusCode()).isEqualTo(200);
        var received = INTAKE.last();
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.bytes()).isEqualTo(39);
        assertThat(received.header("Idempotency-Key")).isEqualTo("key-1");
        assertThat(received.header("If-Match")).isEqualTo("\"7\"");
        assertThat(received.header("Accept-Language")).isEqualTo("zh");
        assertThat(received.header("Authorization")).startsWith("Bearer ");
    }

    @Test
    void whatAServiceAnswersComesBackAsItIs() {
        INTAKE.behaves(exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"3\"");
            exchange.getResponseHeaders().add("Cache-Control", "max-age=60");
            exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
            exchange.sendResponseHeaders(409, 0);
            exchange.getResponseBody().write("{\"type\":\"/problems/already-accepted\"}".getBytes());
        });

        var response = send(to("/api/intake/items/X"));

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).isEqualTo("{\"type\":\"/problems/already-accepted\"}");
        assertThat(header(response, "ETag")).isEqualTo("\"3\"");
        assertThat(header(response, "Cache-Control")).isEqualTo("max-age=60");
    }

    @Test
    void aStreamIsPassedOnEventByEventForLongerThanAnAnswerMayTake() throws Exception {
        var heard = new Semaphore(0);
        EVALUATION.behaves(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            for (int number = 1; number <= 5; number++) {
                exchange.getResponseBody()
                        .write("id:%d\ndata:{}\n\n".formatted(number).getBytes());
                exchange.getResponseBody().flush();
                if (!heard.tryAcquire(20, TimeUnit.SECONDS)) {
                    return; // the event was held back
                }
            }
        });

        var response = CLIENT.send(
                to("/api/evaluation/evaluators/PJQ-1/invitations")
                        .header("Device-Key", "a-key")
                        .header("Last-Event-ID", "XZSP-07/12")
                        .build(),
                BodyHandlers.ofInputStream());

        assertThat(header(response, "Content-Type")).startsWith("text/event-stream");
        long start = System.nanoTime();
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (int number = 1; number <= 5; number++) {
                assertThat(lines.readLine()).isEqualTo("id:" + number);
                assertThat(lines.readLine()).isEqualTo("data:{}");
                assertThat(lines.readLine()).isEmpty();
                // the time to answer is three seconds here; signs of life come within it
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(800));
                heard.release();
            }
            assertThat(lines.readLine()).isNull();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(3));
        assertThat(EVALUATION.last().header("Device-Key")).isEqualTo("a-key");
        assertThat(EVALUATION.last().header("Last-Event-ID")).isEqualTo("XZSP-07/12");
    }

    @Test
    void anInnerAddressInALocationIsTakenAway() {
        INTAKE.behaves(exchange -> {
            exchange.getResponseHeaders().add("Location", INTAKE.uri() + "/api/intake/applications/9");
            exchange.getResponseHeaders().add("Server", "inner/1.0");
            exchange.getResponseHeaders().add("X-Powered-By", "inner");
            exchange.sendResponseHeaders(201, -1);
        });

        var response =
                send(to("/api/intake/applications", "applicant", "APPLICANT").POST(BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(header(response, "Location")).isEqualTo("/api/intake/applications/9");
        assertThat(response.headers().map()).doesNotContainKeys("server", "x-powered-by");
    }

    @Test
    void headersThatOnlyTheGatewayMaySetAreTakenFromTheSender() {
        send(to("/api/intake/items/X")
                .setHeader("X-Forwarded-For", "203.0.113.9, 10.1.2.3")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "services.example")
                .header("X-Forwarded-Prefix", "/evil")
                .header("Forwarded", "for=1.2.3.4")
                .header("X-Real-IP", "1.2.3.4")
                .header("X-Onestop-Subject", "ops")
                .header("X-Internal-Role", "OPS")
                .header("X-HTTP-Method-Override", "DELETE")
                .header("X-Original-URL", "/actuator")
                .header("Cookie", "a=b")
                .header("Keep-Alive", "1")
                .header("TE", "trailers")
                .header("Proxy-Authorization", "Basic eA=="));

        var received = INTAKE.last();
        assertThat(received.headers().keySet().stream().map(name -> name.toLowerCase(java.util.Locale.ROOT)))
                .doesNotContain(
                        "forwarded",
                        "x-real-ip",
                        "x-onestop-subject",
                        "x-internal-role",
                        "x-http-method-override",
                        "x-original-url",
                        "x-forwarded-prefix",
                        "cookie",
                        "keep-alive",
                        "te",
                        "proxy-authorization");
        assertThat(received.headers().get("X-Forwarded-For"))
                .as("the nearest address that is no trusted proxy")
                .containsExactly("203.0.113.9");
        assertThat(received.header("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(received.header("X-Forwarded-Host")).isEqualTo("services.example");
        assertThat(received.header("Host")).isEqualTo(INTAKE.uri().getAuthority());
    }

    @Test
    void aTraceIsContinuedWithASpanOfItsOwn() {
        var response = send(to("/api/intake/items/X")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .header("X-Request-Id", "my-request.1"));

        assertThat(INTAKE.last().header("traceparent"))
                .matches("00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01")
                .doesNotContain("b7ad6b7169203331");
        assertThat(INTAKE.last().header("X-Request-Id")).isEqualTo("my-request.1");
        assertThat(header(response, "X-Request-Id")).isEqualTo("my-request.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "99-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "nonsense"
            })
    void aTraceThatCannotBeReadIsReplaced(String traceparent) {
        var response = send(to("/api/intake/items/X")
                .header("traceparent", traceparent)
                .header("X-Request-Id", "no spaces allowed"));

        var sent = INTAKE.last().header("traceparent");
        assertThat(sent).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00").doesNotContain("0af7651916cd43dd");
        assertThat(header(response, "X-Request-Id"))
                .isEqualTo(sent.substring(3, 35))
                .isEqualTo(INTAKE.last().header("X-Request-Id"));
    }

    @Test
    void actuatorsOfServicesAreNotReachable() {
        assertProblem(send(to("/actuator/env", "ops", "OPS")), 404, "not-found");
        assertProblem(send(to("/api/unknown/things", "ops", "OPS")), 404, "not-found");
        assertProblem(send(to("/nothing", "ops", "OPS")), 404, "not-found");
        assertThat(INTAKE.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/intake/items/%2e%2e/%2e%2e/actuator/env",
                "/api/intake/items/..;/ops",
                "/api/intake//ops/outbox",
                "/api/intake/items%2f..%2f..%2factuator",
                "/api/intake/items/%5c..%5cops",
                "/actuator/health/../env",
                "/api/intake/items/%00"
            })
    void pathsThatMeanSomethingElseBehindTheDoorAreRefused(String path) {
        assertProblem(send(to(path, "applicant", "APPLICANT")), 400, "bad-request");
        assertThat(INTAKE.received()).isEmpty();
    }

    private static String nameOf(Backend backend) {
        return backend == INTAKE ? "intake" : backend == APPROVAL ? "approval" : "evaluation";
    }
}

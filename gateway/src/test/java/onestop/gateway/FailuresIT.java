package onestop.gateway;

import static onestop.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class FailuresIT extends RunningGateway {
    @Autowired
    CircuitBreakerRegistry breakers;

    @AfterEach
    void breakersForget() {
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }

    @Test
    void aServiceThatIsDownIsUnavailable() {
        for (var response : List.of(
                send(to("/api/appeal/appeals", "applicant-down", "APPLICANT")),
                send(to("/api/appeal/appeals", "applicant-down", "APPLICANT").POST(BodyPublishers.ofString("{}"))))) {
            assertProblem(response, 503, "service-unavailable");
            assertThat(header(response, "Retry-After")).isNotEmpty();
        }
    }

    @Test
    void aSlowServiceIsATimeout() {
        APPROVAL.behaves(exchange -> {
            Thread.sleep(Duration.ofSeconds(8));
            Backend.reply(exchange, 200, "{}");
        });

        var response = send(to("/api/approval/desk", "examiner-slow", "EXAMINER"));

        assertProblem(response, 504, "service-timeout");
        assertThat(header(response, "Retry-After")).isNotEmpty();
        assertThat(APPROVAL.received()).as("never tried twice").hasSize(1);
    }

    @Test
    void aServiceThatBreaksOffLeavesTheOutcomeOpen() throws IOException {
        try (var server = new ServerSocket(APPEAL_PORT)) {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (var connection = server.accept()) {
                        connection.getInputStream().read(new byte[200]);
                    } catch (IOException closed) {
                        return;
                    }
                }
            });

            var response = send(
                    to("/api/appeal/appeals", "applicant-broken", "APPLICANT").POST(BodyPublishers.ofString("{}")));

            assertProblem(response, 502, "connection-lost");
        }
    }

    @Test
    void theCircuitOpensSparesTheServiceAndRecovers() {
        EVALUATION.behaves(
                exchange -> Backend.reply(exchange, 503, "{\"type\":\"/problems/temporarily-unavailable\"}"));
        for (int i = 0; i < 5; i++) {
            var passedOn = send(to("/api/evaluation/labels", "applicant-breaker", "APPLICANT"));
            assertThat(passedOn.statusCode()).isEqualTo(503);
            assertThat(passedOn.body()).as("the service's own words").contains("temporarily-unavailable");
        }
        int before = EVALUATION.received().size();

        var spared = send(to("/api/evaluation/labels", "applicant-breaker", "APPLICANT"));

        assertProblem(spared, 503, "service-unavailable");
        assertThat(Integer.parseInt(header(spared, "Retry-After"))).isBetween(1, 3);
        assertThat(EVALUATION.received()).hasSize(before);
        assertThat(send(to("/api/intake/items/X")).statusCode())
                .as("other services are not touched")
                .isEqualTo(200);

        EVALUATION.behaves(EVALUATION.ok());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> send(to("/api/evaluation/labels", "applicant-breaker", "APPLICANT"))
                                .statusCode()
                        == 200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    send(to("/api/evaluation/labels", "applicant-breaker-2", "APPLICANT"));
                    return breakers.circuitBreaker("evaluation").getState() == CircuitBreaker.State.CLOSED;
                });
    }

    @Test
    void anErrorInOneUseCaseDoesNotCutOffTheOthers() {
        EVALUATION.behaves(exchange -> Backend.reply(exchange, 500, "{\"type\":\"/problems/internal-error\"}"));
        for (int i = 0; i < 10; i++) {
            assertThat(send(to("/api/evaluation/labels", "applicant-bug", "APPLICANT"))
                            .statusCode())
                    .isEqualTo(500);
        }

        assertThat(breakers.circuitBreaker("evaluation").getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void sendersWhoStallOrLeaveDoNotOpenTheCircuit() throws IOException {
        var token = ISSUER.tokenOf("staller", "APPLICANT");
        var head = "POST /api/intake/applications HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                + "\r\nContent-Length: 100\r\n\r\n{";
        for (int i = 0; i < 6; i++) {
            try (var leaver = new RawConnection(port)) {
                leaver.say(head);
            }
        }
        try (var staller = new RawConnection(port)) {
            assertThat(staller.say(head).hear()).startsWith("HTTP/1.1 408").contains("/problems/request-incomplete");
        }

        assertThat(breakers.circuitBreaker("intake").getMetrics().getNumberOfFailedCalls())
                .isZero();
        assertThat(send(to("/api/intake/items/X")).statusCode()).isEqualTo(200);
    }

    @Test
    void whenAllConnectionsAreTakenTheServiceIsBusyAndNotTheGateway() {
        var refused = new CountDownLatch(1);
        APPROVAL.behaves(exchange -> {
            // until somebody has waited in vain for a connection, but well within the time for an answer
            refused.await(2, TimeUnit.SECONDS);
            Backend.reply(exchange, 200, "{}");
        });
        var answers = IntStream.range(0, 90)
                .mapToObj(i -> CLIENT.sendAsync(
                                to("/api/approval/desk", "examiner-crowd-" + i % 10, "EXAMINER")
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .whenComplete((answer, _) -> {
                            if (answer != null && answer.statusCode() == 503) {
                                refused.countDown();
                            }
                        }))
                .toList();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();

        var statuses =
                answers.stream().map(answer -> answer.join().statusCode()).toList();
        assertThat(statuses).contains(200, 503).containsOnly(200, 503);
        answers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() == 503)
                .forEach(answer -> assertThat(header(answer, "Retry-After")).isNotEmpty());
        assertThat(send(to("/api/intake/items/X")).statusCode()).isEqualTo(200);
    }

    @Test
    void anAnswerThatBreaksOffIsNotTakenForAWhole() throws IOException {
        INTAKE.behaves(exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            throw new IOException("broken off on purpose");
        });

        try (var connection = new RawConnection(port)) {
            var answer = connection
                    .say("GET /api/intake/items/X HTTP/1.1\r\nHost: x\r\n\r\n")
                    .hear();

            assertThat(answer).startsWith("HTTP/1.1 200");
            assertThat(connection.isClosedByPeer()).isTrue();
        }
    }
}

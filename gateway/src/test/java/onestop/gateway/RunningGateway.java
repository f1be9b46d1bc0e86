package onestop.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway on a port of its own, between a real HTTP client, real backends and a real issuer; its limits are small. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.cloud.gateway.server.webflux.httpclient.response-timeout=3s",
            "spring.cloud.gateway.server.webflux.httpclient.pool.max-connections=20",
            "spring.cloud.gateway.server.webflux.httpclient.pool.acquire-timeout=300",
            "resilience4j.circuitbreaker.configs.default.sliding-window-size=10",
            "resilience4j.circuitbreaker.configs.default.minimum-number-of-calls=5",
            "resilience4j.circuitbreaker.configs.default.wait-duration-in-open-state=3s",
            "resilience4j.circuitbreaker.configs.default.permitted-number-of-calls-in-half-open-state=2",
            "onestop.gateway.trusted-proxies=127.0.0.1/32,::1/128,10.1.0.0/16",
            "onestop.gateway.cors.allowed-origins=https://portal.example",
            "onestop.gateway.limits.subject.requests=1",
            "onestop.gateway.limits.subject.period=10s",
            "onestop.gateway.limits.subject.burst=25",
            "onestop.gateway.limits.anonymous.requests=1",
            "onestop.gateway.limits.anonymous.period=10s",
            "onestop.gateway.limits.anonymous.burst=8",
            "onestop.gateway.limits.feedback.requests=1",
            "onestop.gateway.limits.feedback.period=10s",
            "onestop.gateway.limits.feedback.burst=3",
            "onestop.gateway.limits.progress.requests=1",
            "onestop.gateway.limits.progress.period=10s",
            "onestop.gateway.limits.progress.burst=3",
            "onestop.gateway.limits.receipt.requests=1",
            "onestop.gateway.limits.receipt.period=10s",
            "onestop.gateway.limits.receipt.burst=4",
        })
abstract class RunningGateway {
    static final TestIssuer ISSUER = new TestIssuer();
    static final Backend INTAKE = new Backend("intake");
    static final Backend APPROVAL = new Backend("approval");
    static final Backend EVALUATION = new Backend("evaluation");
    /** Nothing listens here unless a test starts it. */
    static final int APPEAL_PORT = freePort();

    /** Chosen beforehand, because the framework keeps routes off this port only when it knows its number. */
    static final int MANAGEMENT_PORT = freePort();

    static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry settings) {
        settings.add("management.server.port", () -> MANAGEMENT_PORT);
        settings.add("onestop.security.issuer", () -> TestIssuer.NAME);
        settings.add("onestop.security.jwk-set-uri", ISSUER::keysUri);
        settings.add("onestop.services.intake", INTAKE::uri);
        settings.add("onestop.services.approval", APPROVAL::uri);
        settings.add("onestop.services.evaluation", EVALUATION::uri);
        settings.add("onestop.services.appeal", () -> "http://localhost:" + APPEAL_PORT);
    }

    @BeforeEach
    void backendsBehave() {
        for (var backend : new Backend[] {INTAKE, APPROVAL, EVALUATION}) {
            backend.behaves(backend.ok());
            backend.received().clear();
        }
    }

    /** A request from an address nobody else uses, so that tests do not share a rate. */
    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .setHeader("X-Forwarded-For", someAddress());
    }

    HttpRequest.Builder to(String path, String username, String... roles) {
        return to(path).setHeader("Authorization", "Bearer " + ISSUER.tokenOf(username, roles));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static String someAddress() {
        int number = ADDRESSES.incrementAndGet();
        return "198.%d.%d.%d".formatted(number >> 16 & 255, number >> 8 & 255, number & 255);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

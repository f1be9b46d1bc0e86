package onestop.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The gateway as it comes: nothing is trusted or open that nobody has configured. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "onestop.security.jwk-set-uri=http://localhost:1/keys"})
class DefaultsIT {
    private static final Backend INTAKE = new Backend("intake");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    Environment settings;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry settings) {
        settings.add("onestop.services.intake", INTAKE::uri);
    }

    /** A second such bean would silently bring the measuring of every filter back, which costs more than the filters. */
    @Test
    void securityIsNotObservedFilterByFilter(@Autowired SecurityObservationSettings only) {
        assertThat(only.shouldObserveRequests()).isFalse();
    }

    @Test
    void forwardedHeadersMeanNothing() throws Exception {
        get("/api/intake/items/X", "X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https");

        assertThat(INTAKE.last().header("X-Forwarded-For")).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(INTAKE.last().header("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(INTAKE.last().header("X-Forwarded-Host")).isEqualTo("localhost:" + port);
    }

    @Test
    void noOtherOriginIsInvited() throws Exception {
        var simple = get("/api/intake/items/X", "Origin", "https://evil.example");
        assertThat(simple.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();

        var preflight = CLIENT.send(
                request("/api/intake/items/X", "Origin", "https://evil.example", "Access-Control-Request-Method", "PUT")
                        .method("OPTIONS", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(preflight.statusCode()).isEqualTo(401);
        assertThat(preflight.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    @Test
    void anIssuerThatCannotBeAskedIsNotTheSendersFault() throws Exception {
        for (int i = 0; i < 2; i++) {
            var response = get(
                    "/api/intake/applications/R1",
                    "Authorization",
                    "Bearer " + new TestIssuer().tokenOf("applicant", "APPLICANT"));

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("/problems/issuer-unavailable");
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        }
        assertThat(get("/api/intake/items/X").statusCode())
                .as("what is open stays open")
                .isEqualTo(200);
    }

    @Test
    void managementListensOnThisMachineOnly() {
        assertThat(settings.getProperty("management.server.address")).isEqualTo("127.0.0.1");
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return CLIENT.send(request(path, headers).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return headers.length == 0 ? request : request.headers(headers);
    }
}

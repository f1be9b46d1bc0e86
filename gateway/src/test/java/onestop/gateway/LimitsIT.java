package onestop.gateway;

import static onestop.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LimitsIT extends RunningGateway {
    private static final int MEGABYTE = 1 << 20;

    @Test
    void aBodyOf50MegabytesIsRefusedUnread() {
        for (int i = 0; i < 3; i++) {
            var response = send(to("/api/intake/applications", "applicant-big", "APPLICANT")
                    .POST(BodyPublishers.ofByteArray(new byte[50 * MEGABYTE])));

            assertProblem(response, 413, "body-too-large");
            assertThat(response.body()).contains("20,971,520");
        }
        assertThat(INTAKE.received()).isEmpty();
    }

    @Test
    void aBodyOf50MegabytesWithoutALengthIsCutOffAtTheLimit() {
        for (int i = 0; i < 3; i++) {
            var response = send(to("/api/intake/applications", "applicant-big", "APPLICANT")
                    .POST(BodyPublishers.ofInputStream(() -> zeroes(50L * MEGABYTE))));

            assertProblem(response, 413, "body-too-large");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(INTAKE.received())
                        .as("what reached the service broke off")
                        .hasSize(3)
                        .allSatisfy(broken -> assertThat(broken.bytes()).isEqualTo(-1)));
    }

    @Test
    void nobodyWithoutATokenGetsToSendAnything() {
        var response = send(to("/api/intake/applications").POST(BodyPublishers.ofByteArray(new byte[MEGABYTE])));

        assertProblem(response, 401, "authentication-required");
        assertThat(INTAKE.received()).isEmpty();
    }

    @Test
    void aBodyBelowTheLimitPassesWithAndWithoutLength() {
        var body = new byte[19 * MEGABYTE];

        send(to("/api/intake/applications", "applicant-fits", "APPLICANT").POST(BodyPublishers.ofByteArray(body)));
        assertThat(INTAKE.last().bytes()).isEqualTo(body.length);

        send(to("/api/intake/applications", "applicant-fits", "APPLICANT")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
        assertThat(INTAKE.last().bytes()).isEqualTo(body.length);
    }

    @Test
    void aSenderWhoWaitsForPermissionIsRefusedBeforeHeSends() throws IOException {
        try (var connection = new RawConnection(port)) {
            var answer = connection
                    .say("POST /api/intake/one-time-notices HTTP/1.1\r\nHost: x\r\nContent-Length: 52428800\r\n"
                            + "Expect: 100-continue\r\n\r\n")
                    .hear();

            assertThat(answer).startsWith("HTTP/1.1 413").contains("/problems/body-too-large");
        }
    }

    @Test
    void anEnormousBodyClosesTheConnection() throws IOException {
        try (var connection = new RawConnection(port)) {
            var answer = connection
                    .say("POST /api/intake/one-time-notices HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
                    .hear();

            assertThat(answer).startsWith("HTTP/1.1 413");
            assertThat(connection.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void headersHaveALimit() throws IOException {
        try (var connection = new RawConnection(port)) {
            var answer = connection
                    .say("GET /health HTTP/1.1\r\nHost: x\r\nX-Large: " + "a".repeat(20_000) + "\r\n\r\n")
                    .hear();

            assertThat(answer)
                    .startsWith("HTTP/1.1 431")
                    .contains("application/problem+json")
                    .contains("/problems/headers-too-large");
        }
    }

    @Test
    void addressesHaveALimit() throws IOException {
        try (var connection = new RawConnection(port)) {
            var answer = connection
                    .say("GET /health?" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .hear();

            assertThat(answer).startsWith("HTTP/1.1 414").contains("/problems/uri-too-long");
        }
    }

    @Test
    void aBrokenRequestLineIsAnsweredWithAProblem() throws IOException {
        try (var connection = new RawConnection(port)) {
            assertThat(connection.say("G\0T / HTTP/1.1\r\n\r\n").hear())
                    .startsWith("HTTP/1.1 400")
                    .contains("/problems/bad-request");
        }
    }

    @Test
    void twoLengthsOrALengthAndChunksAreNotPassedOn() throws IOException {
        try (var connection = new RawConnection(port)) {
            assertThat(connection
                            .say("POST /api/intake/one-time-notices HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n"
                                    + "Content-Length: 5\r\n\r\nabc")
                            .hear())
                    .startsWith("HTTP/1.1 400");
        }
        try (var connection = new RawConnection(port)) {
            assertThat(connection
                            .say("POST /api/intake/one-time-notices HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n"
                                    + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
                            .hear())
                    .startsWith("HTTP/1.1 400");
        }
        assertThat(INTAKE.received()).isEmpty();
    }

    @Test
    void aSubjectIsLimitedWhereverHeAsksFrom() {
        var statuses = IntStream.range(0, 27)
                .map(_ -> send(to("/api/intake/applications/R1", "hasty", "APPLICANT"))
                        .statusCode())
                .boxed()
                .toList();
        assertThat(statuses).startsWith(200, 200, 200).contains(429);

        var refused = send(to("/api/intake/applications/R1", "hasty", "APPLICANT"));
        assertProblem(refused, 429, "too-many-requests");
        assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 20);

        assertThat(send(to("/api/intake/applications/R1", "patient", "APPLICANT"))
                        .statusCode())
                .as("others go on")
                .isEqualTo(200);
    }

    @Test
    void anAddressIsLimitedWithoutAToken() {
        var address = someAddress();
        for (int i = 0; i < 8; i++) {
            assertThat(send(to("/api/intake/items/X").setHeader("X-Forwarded-For", address))
                            .statusCode())
                    .isEqualTo(200);
        }

        assertProblem(send(to("/api/intake/items/X").setHeader("X-Forwarded-For", address)), 429, "too-many-requests");
        assertThat(send(to("/api/intake/items/X", "known-" + address, "APPLICANT")
                                .setHeader("X-Forwarded-For", address))
                        .statusCode())
                .as("a token counts for itself")
                .isEqualTo(200);
    }

    @Test
    void oneNetworkOfIpv6IsOneSender() {
        for (int i = 0; i < 8; i++) {
            send(to("/api/intake/items/X").setHeader("X-Forwarded-For", "2001:db8:1:2::" + i));
        }

        assertThat(send(to("/api/intake/items/X").setHeader("X-Forwarded-For", "2001:db8:1:2:ffff::1"))
                        .statusCode())
                .isEqualTo(429);
        assertThat(send(to("/api/intake/items/X").setHeader("X-Forwarded-For", "2001:db8:1:3::1"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void progressIsHarderToAskForThanAnythingElse() {
        var address = someAddress();
        for (int i = 0; i < 3; i++) {
            assertThat(send(to("/api/intake/progress/A" + i + "?queryCode=x").setHeader("X-Forwarded-For", address))
                            .statusCode())
                    .isEqualTo(200);
        }

        assertThat(send(to("/api/intake/progress/A9?queryCode=x").setHeader("X-Forwarded-For", address))
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void oneReceiptCannotBeTriedFromManyAddresses() {
        for (int i = 0; i < 4; i++) {
            assertThat(send(to("/api/intake/progress/SAME?queryCode=" + i)).statusCode())
                    .isEqualTo(200);
        }

        assertThat(send(to("/api/intake/progress/SAME?queryCode=9")).statusCode())
                .isEqualTo(429);
    }

    @Test
    void feedbackWithoutATokenIsTakenSlowlyFromOneAddress() {
        var address = someAddress();
        for (int i = 0; i < 3; i++) {
            assertThat(feedback(address, i).statusCode()).isEqualTo(200);
        }

        assertThat(feedback(address, 9).statusCode()).isEqualTo(429);
        assertThat(feedback(someAddress(), 9).statusCode())
                .as("another address is another sender")
                .isEqualTo(200);
        assertThat(send(to("/api/evaluation/published-feedback").setHeader("X-Forwarded-For", address))
                        .statusCode())
                .as("reading is not counted")
                .isEqualTo(200);
    }

    private HttpResponse<String> feedback(String address, int number) {
        return send(to("/api/evaluation/open-feedback/" + number)
                .setHeader("X-Forwarded-For", address)
                .PUT(BodyPublishers.noBody()));
    }

    private static InputStream zeroes(long length) {
        var read = new AtomicLong();
        return new InputStream() {
            @Override
            public int read() {
                return read.getAndIncrement() < length ? 0 : -1;
            }

            @Override
            public int read(byte[] into, int offset, int count) {
                long left = length - read.get();
                if (left <= 0) {
                    return -1;
                }
                int given = (int) Math.min(left, count);
                read.addAndGet(given);
                return given;
            }
        };
    }
}

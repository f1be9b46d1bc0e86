package onestop.webtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SampleService
class IdempotencyIT {
    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    Http http;
    String li = SampleIssuer.token("li", Role.APPLICANT);
    String key = UUID.randomUUID().toString();
    String note = "note of " + key;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    Http.Request order(String json) {
        return http.post("/orders", json).as(li).header("Idempotency-Key", key);
    }

    String json() {
        return "{\"note\": \"" + note + "\"}";
    }

    long orders() {
        return jdbc.sql("SELECT count(*) FROM sample_order WHERE note = ?")
                .param(note)
                .query(Long.class)
                .single();
    }

    long storedReplies() {
        return jdbc.sql("SELECT count(*) FROM idempotency_key WHERE key = ?")
                .param(key)
                .query(Long.class)
                .single();
    }

    @Test
    void aRepeatedRequestHasOneEffectAndTheSameReply() {
        var first = order(json()).send();
        var second = order(json()).send();

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Location"))
                .isEqualTo(first.header("Location"))
                .startsWith("/orders/");
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag")).isEqualTo("\"0\"");
        assertThat(second.header("Content-Type"))
                .isEqualTo(first.header("Content-Type"))
                .isEqualTo("application/json");
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void fiftyAtOnceHaveOneEffectAndEqualReplies() throws Exception {
        assertEqualReplies("{\"note\": \"" + note + "\"}");
    }

    @Test // the losers run into the unique number before they try to store their reply
    void fiftyAtOnceAreEqualEvenIfTheEffectItselfIsUnique() throws Exception {
        assertEqualReplies("{\"note\": \"" + note + "\", \"number\": \"" + key + "\"}");
    }

    void assertEqualReplies(String json) throws Exception {
        int callers = 50;
        var together = new CyclicBarrier(callers);
        var replies = new ArrayList<Http.Reply>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<Http.Reply>>();
            for (int i = 0; i < callers; i++) {
                calls.add(threads.submit(() -> {
                    together.await();
                    return order(json).send();
                }));
            }
            for (var call : calls) {
                replies.add(call.get());
            }
        }

        assertThat(replies).extracting(Http.Reply::status).containsOnly(201);
        assertThat(replies)
                .extracting(Http.Reply::text)
                .containsOnly(replies.getFirst().text());
        assertThat(replies)
                .extracting(reply -> reply.header("Location"))
                .containsOnly(replies.getFirst().header("Location"));
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void aDeclinedRequestLeavesNothingAndMayBeTriedAgain() {
        note = "decline";
        long before = orders();

        assertThat(order(json()).send().problem()).isEqualTo("409 /problems/sample-declined");
        assertThat(orders()).isEqualTo(before);
        assertThat(storedReplies()).isZero();

        note = "now it is fine " + key;
        assertThat(order(json()).send().status()).isEqualTo(201);
    }

    @Test
    void aBrokenRequestLeavesNothing() {
        assertThat(order("{\"note\": \"break\"}").send().problem()).isEqualTo("500 /problems/internal-error");
        assertThat(storedReplies()).isZero();
        assertThat(order(json()).send().status()).isEqualTo(201);
    }

    @Test
    void aKeyBelongsToOneRequest() {
        order(json()).send();

        var reply = order("{\"note\": \"another\"}").send();

        assertThat(reply.problem()).isEqualTo("409 /problems/idempotency-key-reused");
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void theSameRequestWrittenInAnotherOrderIsTheSame() {
        var first = order("{\"note\": \"" + note + "\", \"answers\": {\"a\": 1, \"b\": 2}}")
                .send();
        var second = order("{ \"answers\": {\"b\": 2, \"a\": 1}, \"note\": \"" + note + "\" }")
                .send();

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void aKeyBelongsToOneCaller() {
        order(json()).send();

        var reply = order(json()).as(SampleIssuer.token("wang", Role.APPLICANT)).send();

        assertThat(reply.status()).isEqualTo(201);
        assertThat(orders()).isEqualTo(2);
    }

    @Test
    void theKeyIsRequired() {
        var reply = http.post("/orders", json()).as(li).send();

        assertThat(reply.problem()).isEqualTo("400 /problems/invalid-request Idempotency-Key");
        assertThat(orders()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\tb"})
    void aKeyIsVisibleAscii(String bad) {
        key = bad;
        assertThat(order(json()).send().problem()).isEqualTo("400 /problems/invalid-request Idempotency-Key");
    }

    @Test
    void aKeyHasAtMostTwoHundredCharacters() {
        key = "k".repeat(201);
        assertThat(order(json()).send().problem()).isEqualTo("400 /problems/invalid-request Idempotency-Key");

        key = UUID.randomUUID() + "k".repeat(164);
        assertThat(order(json()).send().status()).isEqualTo(201);
    }
}

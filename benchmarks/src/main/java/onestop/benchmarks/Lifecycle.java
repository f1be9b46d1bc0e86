package onestop.benchmarks;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import onestop.demo.Platform;
import tools.jackson.databind.json.JsonMapper;

/** Steps that the lifecycles have in common, each one call through the gateway. */
abstract class Lifecycle extends Simulation {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    protected final Platform platform = Settings.platform();

    protected final HttpProtocolBuilder protocol = http.baseUrl(Settings.GATEWAY)
            .contentTypeHeader("application/json")
            .acceptHeader("application/json")
            .acceptLanguageHeader("en")
            .shareConnections()
            .disableCaching();

    protected ChainBuilder handIn(Map<String, Object> application) {
        var any = new HashMap<>(application);
        any.put("enterpriseUsci", "#{usci}");
        var body = JsonMapper.shared().writeValueAsString(any);
        return exec(session -> session.set("key", UUID.randomUUID().toString())
                        .set("usci", enterprises.get((int) (next.getAndIncrement() % enterprises.size()))))
                .exec(as("window", http("1 hand in").post("/api/intake/applications"))
                        .header("Idempotency-Key", "#{key}")
                        .body(StringBody(body))
                        .check(status().is(201))
                        .check(jsonPath("$.receiptNumber").saveAs("receipt"))
                        .check(jsonPath("$.cases[*].caseNumber").findAll().saveAs("cases"))
                        .check(jsonPath("$.cases[*].item").findAll().saveAs("items")))
                .exitHereIfFailed();
    }

    protected ChainBuilder accept() {
        return exec(as("window", http("2 accept").put("/api/intake/applications/#{receipt}/acceptance"))
                        .body(StringBody("{}"))
                        .check(status().is(200)))
                .exitHereIfFailed();
    }

    /**
     * The next service may hear of the fact a few milliseconds later: asks again until it has, with the pause that a
     * person's screen would make, and counts the answers. Another answer, or none for half a minute, ends the lifecycle.
     */
    protected ChainBuilder untilNot(int notYet, HttpRequestActionBuilder question) {
        return exec(session -> session.set("seen", notYet))
                .exec(asLongAsDuring(session -> !session.isFailed() && session.getInt("seen") == notYet, PATIENCE)
                        .on(exec(question)
                                .doIf(session -> session.getInt("seen") == notYet)
                                .then(pause(Settings.ASK_AGAIN))))
                .exec(session -> session.getInt("seen") == notYet ? session.markAsFailed() : session)
                .exitHereIfFailed();
    }

    protected HttpRequestActionBuilder as(String person, HttpRequestActionBuilder request) {
        return request.header("Authorization", _ -> "Bearer " + token(person));
    }

    private String token(String person) {
        try {
            return platform.token(person);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private final List<String> enterprises = Applications.enterprises(platform, Settings.ENTERPRISES);
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong finished = new AtomicLong();
    private Optional<Costs> before = Optional.empty();

    @Override
    public void before() {
        before = Costs.now(LocalPlatform.of(Settings.ROOT));
    }

    /** Files that are still on their way through the other services count in what they cost, not in how many there were. */
    @Override
    public void after() {
        if (before.isPresent() && finished.get() > 0) {
            Costs.now(LocalPlatform.of(Settings.ROOT))
                    .map(now -> now.since(before.get(), finished.get()))
                    .ifPresent(System.out::println);
        }
    }

    protected void run(String name, ChainBuilder steps) {
        setUp(scenario(name)
                        .exec(steps)
                        .exec(session -> {
                            if (!session.isFailed()) {
                                finished.incrementAndGet();
                            }
                            return session;
                        })
                        .injectClosed(
                                constantConcurrentUsers(Settings.USERS).during(Duration.ofSeconds(Settings.SECONDS))))
                .protocols(protocol);
    }
}

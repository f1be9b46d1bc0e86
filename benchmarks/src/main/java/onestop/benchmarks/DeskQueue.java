package onestop.benchmarks;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import java.time.Duration;

/**
 * An officer's desk at a steady rate: its first page, five pages on, one step, one item. Each answers 95 of 100 within 50 ms, however many
 * cases are stored; {@code fill} stores them.
 */
public final class DeskQueue extends Lifecycle {
    private static final int RATE = Integer.getInteger("rate", 20);
    private static final String OFFICER = System.getProperty("officer", "approver-swj");
    private static final String ITEM = System.getProperty("item", "SW-BG");
    private static final int PAGES = 5;
    private static final int MOST_MILLIS = 50;

    {
        var first = exec(as(OFFICER, http("desk").get("/api/approval/desk?limit=50"))
                .check(status().is(200))
                .check(jsonPath("$.next").optional().saveAs("next")));
        var on = repeat(PAGES)
                .on(exec(session -> session.contains("next") ? session : session.set("next", ""))
                        .exec(as(OFFICER, http("desk, later pages").get("/api/approval/desk?limit=50"))
                                .queryParam("after", "#{next}")
                                .check(status().is(200))
                                .check(jsonPath("$.next").optional().saveAs("next"))));
        setUp(scenario("desk queue")
                        .exec(first)
                        .exec(on)
                        .exec(page("desk, a step", "step=DECISION"))
                        .exec(page("desk, an item", "itemCode=" + ITEM))
                        .injectOpen(constantUsersPerSec(RATE).during(Duration.ofSeconds(Settings.SECONDS))))
                .protocols(protocol)
                .assertions(
                        details("desk").responseTime().percentile(95).lte(MOST_MILLIS),
                        details("desk, later pages")
                                .responseTime()
                                .percentile(95)
                                .lte(MOST_MILLIS),
                        details("desk, a step").responseTime().percentile(95).lte(MOST_MILLIS),
                        details("desk, an item").responseTime().percentile(95).lte(MOST_MILLIS));
    }

    private ChainBuilder page(String name, String filter) {
        return exec(as(OFFICER, http(name).get("/api/approval/desk?limit=50&" + filter))
                .check(status().is(200)));
    }
}

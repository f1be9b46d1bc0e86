package onestop.benchmarks;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;

/**
 * Lists, queues and searches at a steady rate; each must answer 95 of 100 within 50 ms, however many cases are stored. The same
 * calls go before, unmeasured: the generator, too, is slow until it runs compiled, and takes its time from what it measures.
 */
public final class Lists extends Lifecycle {
    private static final int RATE = Integer.getInteger("rate", 4);
    private static final int WARM_UP = Integer.getInteger("warmUp", 60);

    {
        setUp(scenario("warming up")
                        .exec(steps(false))
                        .injectOpen(constantUsersPerSec(RATE).during(Duration.ofSeconds(WARM_UP)))
                        .andThen(scenario("lists")
                                .exec(steps(true))
                                .injectOpen(constantUsersPerSec(RATE).during(Duration.ofSeconds(Settings.SECONDS)))))
                .protocols(protocol)
                .assertions(
                        details("hall queue").responseTime().percentile(95).lte(50),
                        details("hall, all").responseTime().percentile(95).lte(50),
                        details("own files").responseTime().percentile(95).lte(50),
                        details("desk").responseTime().percentile(95).lte(50),
                        details("catalogue by word")
                                .responseTime()
                                .percentile(95)
                                .lte(50),
                        details("enterprises by name")
                                .responseTime()
                                .percentile(95)
                                .lte(50),
                        details("enterprises by a common word")
                                .responseTime()
                                .percentile(95)
                                .lte(50),
                        details("appeals, all").responseTime().percentile(95).lte(50),
                        details("appeals, a state")
                                .responseTime()
                                .percentile(95)
                                .lte(50),
                        details("appeals of a unit")
                                .responseTime()
                                .percentile(95)
                                .lte(50),
                        details("supervision").responseTime().percentile(95).lte(50),
                        details("notices").responseTime().percentile(95).lte(50),
                        details("leading group").responseTime().percentile(95).lte(50),
                        details("appeals, closed").responseTime().percentile(95).lte(50),
                        details("appeals of a unit in a state")
                                .responseTime()
                                .percentile(95)
                                .lte(50),
                        details("supervision, red")
                                .responseTime()
                                .percentile(95)
                                .lte(50),
                        details("supervision of a unit")
                                .responseTime()
                                .percentile(95)
                                .lte(50),
                        details("notices of a unit")
                                .responseTime()
                                .percentile(95)
                                .lte(50),
                        details("accountability").responseTime().percentile(95).lte(50),
                        details("accountability of a unit")
                                .responseTime()
                                .percentile(95)
                                .lte(50),
                        details("rates of a unit").responseTime().percentile(95).lte(50),
                        details("negative answers")
                                .responseTime()
                                .percentile(95)
                                .lte(50),
                        details("rates").responseTime().percentile(95).lte(50),
                        details("rates by unit").responseTime().percentile(95).lte(50),
                        details("rates by class").responseTime().percentile(95).lte(50),
                        details("similar").responseTime().percentile(95).lte(50));
    }

    private ChainBuilder steps(boolean measured) {
        return exec(list(measured, "window", "hall queue", "/api/intake/applications?status=SUBMITTED&limit=50"))
                .exec(list(measured, "window", "hall, all", "/api/intake/applications?limit=50"))
                .exec(list(measured, "applicant", "own files", "/api/intake/applications?limit=50"))
                .exec(list(measured, "approver-swj", "desk", "/api/approval/desk?limit=50"))
                .exec(list(
                        measured,
                        "window",
                        "catalogue by word",
                        "/api/intake/catalogue/search?q=%E5%8F%98%E6%9B%B4&limit=20"))
                .exec(list(
                        measured,
                        "window",
                        "enterprises by name",
                        "/api/intake/enterprises?q=%E5%86%9C%E4%B8%9A1999&limit=20"))
                .exec(list(
                        measured,
                        "window",
                        "enterprises by a common word",
                        "/api/intake/enterprises?q=%E6%9C%89%E9%99%90%E5%85%AC%E5%8F%B8&limit=20"))
                .exec(list(measured, "coordinator", "appeals, all", "/api/appeal/appeals?limit=50"))
                .exec(list(
                        measured,
                        "coordinator",
                        "appeals, a state",
                        "/api/appeal/appeals?state=SIGNED&kind=HELP&limit=50"))
                .exec(list(measured, "manager-ybj", "appeals of a unit", "/api/appeal/appeals?limit=50"))
                .exec(list(measured, "coordinator", "supervision", "/api/appeal/supervision?limit=50"))
                .exec(list(measured, "coordinator", "notices", "/api/appeal/supervision/notices?limit=50"))
                .exec(list(measured, "coordinator", "leading group", "/api/appeal/leading-group"))
                .exec(list(measured, "coordinator", "appeals, closed", "/api/appeal/appeals?state=CLOSED&limit=200"))
                .exec(list(
                        measured,
                        "manager-ybj",
                        "appeals of a unit in a state",
                        "/api/appeal/appeals?state=SIGNED&limit=50"))
                .exec(list(measured, "coordinator", "supervision, red", "/api/appeal/supervision?level=RED&limit=50"))
                .exec(list(measured, "manager-ybj", "supervision of a unit", "/api/appeal/supervision?limit=50"))
                .exec(list(measured, "manager-ybj", "notices of a unit", "/api/appeal/supervision/notices?limit=50"))
                .exec(list(measured, "coordinator", "accountability", "/api/appeal/accountability?limit=50"))
                .exec(list(measured, "manager-ybj", "accountability of a unit", "/api/appeal/accountability?limit=50"))
                .exec(list(measured, "coordinator", "rates of a unit", "/api/appeal/rates?unit=YBJ"))
                .exec(list(measured, "coordinator", "negative answers", "/api/appeal/negative-answers?limit=50"))
                .exec(list(measured, "coordinator", "rates", "/api/appeal/rates"))
                .exec(list(measured, "coordinator", "rates by unit", "/api/appeal/rates/groups?by=UNIT"))
                .exec(list(measured, "coordinator", "rates by class", "/api/appeal/rates/groups?by=BLOCKED_CLASS"))
                .exec(read(
                                measured,
                                "coordinator",
                                "appeals, dispatched",
                                "/api/appeal/appeals?state=DISPATCHED&limit=50")
                        .check(status().is(200), jsonPath("$.items[0].id").saveAs("dispatched")))
                .exec(list(measured, "coordinator", "similar", "/api/appeal/appeals/#{dispatched}/similar"));
    }

    private ChainBuilder list(boolean measured, String person, String name, String path) {
        return exec(read(measured, person, name, path).check(status().is(200)));
    }

    private HttpRequestActionBuilder read(boolean measured, String person, String name, String path) {
        var request = as(person, http(name).get(path));
        return measured ? request : request.silent();
    }
}

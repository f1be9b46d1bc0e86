package onestop.benchmarks;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import java.util.List;

/** One item from hand-in to decision: create (hand in and accept), assign, decide, read. */
public final class CreateAssignDecideRead extends Lifecycle {
    {
        var application = Applications.complete(platform, List.of("SW-BG"));
        var steps = exec(handIn(application), accept())
                .exec(session -> session.set("case", session.getList("cases").getFirst()))
                .exec(untilNot(
                        404,
                        as("approver-swj", http("3 assign").put("/api/approval/cases/#{case}/assignment"))
                                .body(StringBody("{}"))
                                .check(status().in(200, 404).saveAs("seen"))))
                .exec(as("approver-swj", http("4 decide").put("/api/approval/cases/#{case}/decision"))
                        .body(StringBody("{\"outcome\":\"GRANT\"}"))
                        .check(status().is(200)))
                .exec(as("approver-swj", http("5 read").get("/api/approval/cases/#{case}"))
                        .check(status().is(200)));
        run("create-assign-decide-read", steps);
    }
}

package onestop.benchmarks;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import java.util.List;
import java.util.Locale;

/** Three items of three departments as one file: accept, three decisions, hand out. */
public final class AcceptThreeDepartmentsIssue extends Lifecycle {
    private static final List<String> ITEMS = List.of("SW-BG", "SB-BG", "YB-BG");
    private static final List<String> UNITS = List.of("SWJ", "RSJ", "YBJ");

    {
        var application = Applications.complete(platform, ITEMS);
        var steps = exec(handIn(application), accept());
        for (int i = 0; i < ITEMS.size(); i++) {
            steps = steps.exec(decide(ITEMS.get(i), UNITS.get(i)));
        }
        steps = steps.exec(untilNot(
                409,
                as("issuer", http("4 issue").put("/api/intake/applications/#{receipt}/delivery"))
                        .body(StringBody("{\"method\":\"WINDOW\",\"recipientCheck\":\"AGENT\"}"))
                        .check(status().in(200, 409).saveAs("seen"))));
        run("accept-three-departments-issue", steps);
    }

    private ChainBuilder decide(String item, String unit) {
        return exec(session -> {
                    int index = session.<String>getList("items").indexOf(item);
                    return session.set("case", session.getList("cases").get(index));
                })
                .exec(untilNot(
                        404,
                        as(
                                        "approver-" + unit.toLowerCase(Locale.ROOT),
                                        http("3 decide").put("/api/approval/cases/#{case}/decision"))
                                .body(StringBody("{\"outcome\":\"GRANT\"}"))
                                .check(status().in(200, 404).saveAs("seen"))));
    }
}

package onestop.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import onestop.demo.Platform.Reply;
import tools.jackson.databind.JsonNode;

/** One appeal as those concerned with it move it on. */
final class AppealOffice {
    private static final String APPEALS = "/api/appeal/appeals";

    private final Platform platform;
    private final Account account;

    AppealOffice(Platform platform, Account account) {
        this.platform = platform;
        this.account = account;
    }

    /** @return the path of the appeal */
    String raise(String person, String kind, String title, String text, Map<String, String> about) {
        var body = new LinkedHashMap<String, Object>(Map.of("kind", kind, "title", title, "text", text));
        if (!about.isEmpty()) {
            body.put("about", about);
        }
        return raise(person, body);
    }

    /** @return the path of the appeal */
    String raise(String person, Map<String, ?> body) {
        var received = platform.post(person, APPEALS, body).must(201, "the appeal");
        account.tell(
                "Appeal %s (%s): %s, solved until %s.",
                received.text("number"),
                received.text("kind"),
                hasClock(received.body(), "CONTACT")
                        ? "contact until " + due(received.body(), "CONTACT")
                        : "nobody to contact",
                due(received.body(), "SOLUTION"));
        return path(received.text("id"));
    }

    static String path(String id) {
        return APPEALS + "/" + id;
    }

    static String id(String path) {
        return path.substring(APPEALS.length() + 1);
    }

    JsonNode read(String person, String path) {
        return platform.get(person, path).must(200, "the appeal").body();
    }

    /** Called back, solved and satisfied, and closed. */
    void closed(String path) {
        calledBack(path, true, true);
        account.expect(
                "solved",
                "SOLVED",
                does("coordinator", path, "closure", Map.of()).text("outcome"));
    }

    /** Whether the step stands in what the person reads of the appeal. */
    static boolean has(JsonNode appeal, String step) {
        return appeal.path("steps")
                .valueStream()
                .anyMatch(each -> each.path("step").asString().equals(step));
    }

    /** The limit of a clock, such as {@code "5 WORKING_DAYS"}. */
    static String limit(JsonNode appeal, String clock) {
        for (var each : appeal.path("clocks")) {
            if (each.path("clock").asString().equals(clock)) {
                return each.at("/limit/amount").asInt() + " "
                        + each.at("/limit/unit").asString();
            }
        }
        throw new UnmetExpectation("the appeal has no clock " + clock);
    }

    Reply does(String person, String path, String command, Map<String, ?> body) {
        return platform.put(person, path + "/" + command, body).must(200, command);
    }

    void isRefused(String person, String path, String command, Map<String, ?> body, String problem) {
        account.expect(
                "%s of %s is refused".formatted(command, person),
                problem,
                platform.put(person, path + "/" + command, body).problem());
    }

    void calledBack(String path, boolean solved, boolean satisfied) {
        does("coordinator", path, "call-back", Map.of("reached", true, "solved", solved, "satisfied", satisfied));
    }

    /** The levels that were raised for the appeal, in order; they rise within seconds by themselves. */
    List<Integer> levels(String path, String unit) {
        var id = id(path);
        var levels = new TreeSet<Integer>();
        for (var notice : items("/api/appeal/supervision/notices?limit=200&unit=" + unit)) {
            if (notice.path("appealId").asString().equals(id)) {
                levels.add(notice.path("level").asInt());
            }
        }
        return List.copyOf(levels);
    }

    void awaitLevels(String path, String unit, Integer... wanted) {
        var levels = List.of(wanted);
        account.eventually(
                "the levels " + levels + " are raised", () -> levels(path, unit).equals(levels) ? levels : null);
    }

    /** Who answers for it, such as {@code "2 HANDLER manager-gjj"}. */
    List<String> answering(String path, String unit) {
        var id = id(path);
        return items("/api/appeal/accountability?limit=200&unit=" + unit)
                .valueStream()
                .filter(record -> record.path("appealId").asString().equals(id))
                .map(record -> (record.path("level").asInt() + " "
                                + record.path("role").asString() + " "
                                + record.path("officer").asString(""))
                        .strip())
                .sorted()
                .toList();
    }

    /** The rates of a unit this year, each with what it was taken from. */
    JsonNode rates(String unit) {
        return platform.get("coordinator", "/api/appeal/rates?unit=" + unit)
                .must(200, "the rates")
                .body();
    }

    private JsonNode items(String path) {
        return platform.get("coordinator", path).must(200, "the list").body().path("items");
    }

    /** Whether the clock runs for the appeal, or has run. */
    static boolean hasClock(JsonNode appeal, String clock) {
        return appeal.path("clocks")
                .valueStream()
                .anyMatch(each -> each.path("clock").asString().equals(clock));
    }

    static String due(JsonNode appeal, String clock) {
        for (var each : appeal.path("clocks")) {
            if (each.path("clock").asString().equals(clock)) {
                return each.path(each.has("dueOn") ? "dueOn" : "dueAt").asString();
            }
        }
        throw new UnmetExpectation("the appeal has no clock " + clock);
    }

    static String rate(JsonNode rate) {
        var shares = "%d/%d"
                .formatted(
                        rate.path("numerator").asLong(),
                        rate.path("denominator").asLong());
        return rate.path("percent").isNumber()
                ? "%.2f %% (%s)".formatted(rate.path("percent").asDouble(), shares)
                : "– (" + shares + ")";
    }
}

package onestop.demo;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an enterprise wants to hear of and where, a broadcast, rules that say where appeals go, and rates told apart. */
final class Outreach {
    private static final String USCI = "91371327MA3DEM0A2G";
    private static final String SUBSCRIPTION = "/api/appeal/enterprises/" + USCI + "/policy-subscription";

    private final Platform platform;
    private final Account account;
    private final AppealOffice office;

    Outreach(Platform platform, Account account, AppealOffice office) {
        this.platform = platform;
        this.account = account;
        this.office = office;
    }

    /** @param servers the broker, where one can be reached: the app then reports what it delivered */
    void play(@Nullable String servers) {
        account.chapter("订阅·直播·派单规则·分组三率 Subscriptions, broadcasts, rules, rates told apart");
        var before = platform.get("applicant", SUBSCRIPTION)
                .must(200, "the subscription")
                .body();
        platform.put("applicant", SUBSCRIPTION, Map.of("categories", List.of("TALENT"), "channel", "APP"))
                .must(200, "subscribing");
        try {
            subscribed(servers);
        } finally {
            platform.put(
                    "applicant",
                    SUBSCRIPTION,
                    Map.of("categories", before.path("categories"), "channel", before.path("channel")));
        }
        broadcast();
        rules();
        groups();
    }

    private void subscribed(@Nullable String servers) {
        var wanted = publish("人才公寓（演示）", "TALENT");
        var other = publish("外贸保险补贴（演示）", "TRADE");
        var push = account.eventually("what was subscribed to is pushed", () -> push(wanted));
        account.expect("in the app", "APP", push.path("channel").asString());
        account.expect("what was not subscribed to is not", push(other) == null);
        account.expect("on the menu it is found nevertheless", onTheMenu(other));
        if (servers != null) {
            reported(servers, wanted);
        }
        withdraw(wanted);
        withdraw(other);
    }

    private String publish(String title, String category) {
        var condition = Map.of("field", "EMPLOYEES", "min", 1);
        var draft = platform.post(
                        "manager-fgj",
                        "/api/appeal/policies",
                        Map.of(
                                "documentNumber",
                                "演示〔2026〕2号",
                                "titleZh",
                                title,
                                "unit",
                                "FGJ",
                                "category",
                                category,
                                "validFrom",
                                "2026-01-01",
                                "clauses",
                                List.of(Map.of(
                                        "title",
                                        title,
                                        "benefit",
                                        "按标准补助",
                                        "condition",
                                        condition,
                                        "documents",
                                        List.of("申请表")))))
                .must(201, "the draft");
        platform.change("manager-fgj", policy(draft.text("id")) + "/publication", 1, Map.of())
                .must(200, "the publication");
        return draft.text("id");
    }

    private void withdraw(String id) {
        platform.change("manager-fgj", policy(id) + "/withdrawal", 2, Map.of("reason", "演示结束"))
                .must(200, "the withdrawal");
    }

    private static String policy(String id) {
        return "/api/appeal/policies/" + id;
    }

    /** As the office looks: it leaves no trace, so that nothing counts as delivered. */
    private @Nullable JsonNode push(String policy) {
        return find("/api/appeal/enterprises/" + USCI + "/policy-pushes?limit=200", "coordinator", policy);
    }

    private boolean onTheMenu(String policy) {
        return find("/api/appeal/enterprises/" + USCI + "/policy-menu?limit=200", "applicant", policy) != null;
    }

    private @Nullable JsonNode find(String path, String person, String policy) {
        return platform.get(person, path)
                .must(200, "the list")
                .body()
                .path("items")
                .valueStream()
                .filter(each -> each.path("policyId").asString().equals(policy))
                .findFirst()
                .orElse(null);
    }

    private void reported(String servers, String policy) {
        account.expect(
                "nothing is delivered before it is reported",
                0,
                ofTheApp(policy).path("delivered").asInt());
        try (var topics = new PartnerTopics(servers, "onestop.appeal.policy")) {
            var report = Map.of(
                    "policyId",
                    policy,
                    "round",
                    1,
                    "usci",
                    USCI,
                    "channel",
                    "APP",
                    "result",
                    "READ",
                    "at",
                    Instant.now().toString());
            for (int time = 0; time < 2; time++) { // twice is once
                topics.send(
                        "onestop.partner.policy", policy + ":" + USCI, "onestop.partner.policy.delivered.v1", report);
            }
        }
        account.eventually(
                "the app's report counts in its channel",
                () -> ofTheApp(policy).path("read").asInt() == 1 ? true : null);
        account.expect(
                "read, so delivered", 1, ofTheApp(policy).path("delivered").asInt());
    }

    private JsonNode ofTheApp(String policy) {
        return platform.get("manager-fgj", policy(policy) + "/figures")
                .must(200, "the figures")
                .body()
                .at("/rounds/0/channels")
                .valueStream()
                .filter(each -> each.path("channel").asString().equals("APP"))
                .findFirst()
                .orElse(Platform.JSON.missingNode());
    }

    private void broadcast() {
        var starts = OffsetDateTime.now(ZoneId.of("Asia/Shanghai")).plusDays(1).withNano(0);
        var made = platform.post(
                        "manager-fgj",
                        "/api/appeal/broadcasts",
                        Map.of(
                                "kind", "LIVE",
                                "titleZh", "研发补助怎么领（演示）",
                                "unit", "FGJ",
                                "startsAt", starts.toString(),
                                "minutes", 45,
                                "channel", "云直播间"))
                .must(201, "the broadcast");
        var path = "/api/appeal/broadcasts/" + made.text("id");
        account.expect(
                "everybody reads the schedule",
                platform.get(null, "/api/appeal/broadcasts?limit=200")
                        .must(200, "the schedule")
                        .body()
                        .toString()
                        .contains(made.text("id")));
        for (int time = 0; time < 2; time++) {
            platform.put("applicant", path + "/registrations/" + USCI, Map.of()).must(204, "registering");
        }
        account.expect(
                "nobody registers another enterprise",
                403,
                platform.put("applicant2", path + "/registrations/" + USCI, Map.of())
                        .status());
        account.expect(
                "registered twice it counts once",
                1,
                platform.get("manager-fgj", path).must(200, "the broadcast").number("registrations"));
        account.expect(
                "not held before it is over",
                "broadcast-not-over",
                platform.put("manager-fgj", path + "/outcome", Map.of("viewers", 1))
                        .problem());
        platform.put("manager-fgj", path + "/cancellation", Map.of("reason", "演示结束"))
                .must(200, "the cancellation");
        account.tell("Told of what was subscribed to, in the app; a broadcast with one registration.");
    }

    private void rules() {
        // of a region that no other rule and no other run asks for
        var region = "3798%08d".formatted(Math.floorMod(UUID.randomUUID().hashCode(), 100_000_000));
        var ofKind = rule(Map.of("regionCode", region, "kind", "BLOCKED_MATTER", "unit", "ZJJ"));
        var ofClass = rule(Map.of("regionCode", region, "blockedClass", "HARD", "unit", "ZRZY"));
        account.expect(
                "of two that ask the same one is in force",
                "same-rule",
                platform.post(
                                "coordinator",
                                "/api/appeal/dispatch-rules",
                                Map.of("regionCode", region, "blockedClass", "HARD", "unit", "FGJ"))
                        .problem());
        var path = office.raise(
                "window",
                Map.of(
                        "kind", "BLOCKED_MATTER",
                        "blockedClass", "HARD",
                        "usci", USCI,
                        "regionCode", region,
                        "title", "历史遗留用地无法办证",
                        "text", "材料齐全，各部门意见不一。"));
        account.expect("the rule that asks more suggests", "ZRZY", suggested(path));
        platform.delete("coordinator", "/api/appeal/dispatch-rules/" + ofClass).must(204, "ending a rule");
        account.expect("after its end the other one", "ZJJ", suggested(path));
        platform.delete("coordinator", "/api/appeal/dispatch-rules/" + ofKind).must(204, "ending a rule");
        office.does("coordinator", path, "direct-answer", Map.of("text", "已召开联席会议确定办理路径。"));
        office.closed(path);
    }

    private String rule(Map<String, ?> body) {
        return platform.post("coordinator", "/api/appeal/dispatch-rules", body)
                .must(201, "the rule")
                .text("id");
    }

    private String suggested(String path) {
        return platform.get("coordinator", path + "/suggestion")
                .must(200, "the suggestion")
                .text("unit");
    }

    private void groups() {
        var today = OffsetDateTime.now(ZoneId.of("Asia/Shanghai")).toLocalDate();
        var period = "from=%s&to=%s".formatted(today, today);
        long all = platform.get("coordinator", "/api/appeal/rates?" + period)
                .must(200, "the rates")
                .body()
                .path("received")
                .asLong();
        for (var by : List.of("UNIT", "KIND", "SOURCE")) {
            var groups = platform.get("coordinator", "/api/appeal/rates/groups?by=%s&%s".formatted(by, period))
                    .must(200, "the rates by " + by)
                    .body()
                    .path("items");
            account.expect(
                    "the groups by %s add up".formatted(by),
                    all,
                    groups.valueStream()
                            .mapToLong(each -> each.path("received").asLong())
                            .sum());
        }
        var classes = platform.get("coordinator", "/api/appeal/rates/groups?by=BLOCKED_CLASS&" + period)
                .must(200, "the rates by class")
                .body()
                .path("items");
        account.expect(
                "classes add up to the blocked matters",
                platform.get("coordinator", "/api/appeal/rates?kind=BLOCKED_MATTER&" + period)
                        .number("received"),
                classes.valueStream()
                        .mapToInt(each -> each.path("received").asInt())
                        .sum());
        for (var each : classes) {
            account.tell(
                    "%-8s received %d, answered in time %s, satisfied %s.",
                    each.path("key").asString(),
                    each.path("received").asLong(),
                    AppealOffice.rate(each.path("answer")),
                    AppealOffice.rate(each.path("satisfaction")));
        }
    }
}

package onestop.demo;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 惠企政策: written as data, tried, published, pushed to whom it fits, read and applied for; and what is missing for who nearly fits. */
final class PolicyPush {
    private static final String FITS = "91371327MA3DEM0A2G";
    private static final String NEARLY = "91371327MA3DEM0B0B";

    private final Platform platform;
    private final Account account;

    PolicyPush(Platform platform, Account account) {
        this.platform = platform;
        this.account = account;
    }

    void play() {
        account.chapter("惠企政策 A policy that finds those it fits");
        int year = LocalDate.now(ZoneId.of("Asia/Shanghai")).getYear() - 1;
        tell("applicant", FITS, year - 1, 18_000_000, 400_000, 40);
        tell("applicant", FITS, year, 20_000_000, 600_000, 40);
        tell("applicant2", NEARLY, year - 1, 30_000_000, 500_000, 90);
        tell("applicant2", NEARLY, year, 30_000_000, 900_000, 88);

        var draft =
                platform.post("manager-fgj", "/api/appeal/policies", policy()).must(201, "the draft");
        var path = "/api/appeal/policies/" + draft.text("id");
        account.tell(
                "In words: %s.",
                draft.body()
                        .path("draft")
                        .path("clauses")
                        .path(0)
                        .path("conditionZh")
                        .asString());
        var reach = platform.get("manager-fgj", path + "/reach")
                .must(200, "the test run")
                .body();
        account.expect("the test run reaches somebody", reach.path("fitting").asInt() >= 1);
        account.expect("nobody is told by a test run", find(pushes(), draft.text("id")) == null);

        platform.change("manager-fgj", path + "/publication", 1, Map.of()).must(200, "the publication");
        var push =
                account.eventually("it is put before the enterprise it fits", () -> find(pushes(), draft.text("id")));
        account.expect("in the first round", 1, push.path("round").asInt());
        var near = platform.get("applicant2", "/api/appeal/enterprises/" + NEARLY + "/policy-menu?fit=NEARLY")
                .must(200, "the menu")
                .body();
        var missed = reason(find(near.path("items"), draft.text("id")));
        account.expect("two of staff are missing", "90", missed.path("needed").asString(""));
        account.tell(
                "%s reads why it only nearly fits: %s, it has %s and needs %s.",
                NEARLY,
                missed.path("requirementZh").asString(),
                missed.path("own").asString(),
                missed.path("needed").asString());
        var own = "/api/appeal/enterprises/" + FITS + "/policy-pushes/" + draft.text("id");
        platform.put("applicant", own + "/reading", Map.of()).must(204, "reading");
        platform.put("applicant", own + "/application", Map.of()).must(204, "applying");
        var round = platform.get("manager-fgj", path + "/figures")
                .must(200, "the figures")
                .body()
                .path("rounds")
                .path(0);
        account.expect("one has read it", 1, round.path("read").asInt());
        account.expect("one has applied", 1, round.path("applied").asInt());
        account.tell(
                "Test run: %d of %d enterprises; pushed to %d, read by one, applied for by one.",
                reach.path("fitting").asInt(),
                reach.path("enterprises").asInt(),
                round.path("pushed").asInt());
        platform.change("manager-fgj", path + "/withdrawal", 2, Map.of("reason", "演示结束"))
                .must(200, "the withdrawal");
    }

    private void tell(String person, String usci, int year, long revenue, long research, int staff) {
        platform.put(
                        person,
                        "/api/appeal/enterprises/" + usci + "/figures",
                        Map.of("year", year, "revenueYuan", revenue, "researchYuan", research, "employees", staff))
                .must(200, "the figures of " + year);
    }

    /** Staff kept, 3 % of the revenue for research. */
    private static Map<String, Object> policy() {
        var staff = Map.of("field", "EMPLOYEES", "atLeast", Map.of("field", "EMPLOYEES_LAST_YEAR"));
        var research = Map.of("field", "RESEARCH_YUAN", "atLeast", Map.of("field", "REVENUE_YUAN", "factor", 0.03));
        return Map.of(
                "documentNumber", "演示〔2026〕1号",
                "titleZh", "稳岗研发补助（演示）",
                "titleEn", "Grant for research and kept staff (demonstration)",
                "unit", "FGJ",
                "category", "INNOVATION",
                "validFrom", "2026-01-01",
                "clauses",
                        List.of(Map.of(
                                "title",
                                "研发补助",
                                "benefit",
                                "按研发投入的 10% 补助",
                                "condition",
                                Map.of("all", List.of(staff, research)),
                                "documents",
                                List.of("审计报告"))));
    }

    private JsonNode pushes() {
        return platform.get("applicant", "/api/appeal/enterprises/" + FITS + "/policy-pushes")
                .must(200, "the pushes")
                .body()
                .path("items");
    }

    private static @Nullable JsonNode find(JsonNode items, String policy) {
        return items.valueStream()
                .filter(item -> item.path("policyId").asString("").equals(policy))
                .findFirst()
                .orElse(null);
    }

    /** The part that is missed. */
    private static JsonNode reason(@Nullable JsonNode dish) {
        if (dish == null) {
            throw new UnmetExpectation("the policy is not on the menu of who nearly fits");
        }
        return dish.path("clauses")
                .path(0)
                .path("reasons")
                .valueStream()
                .filter(reason -> reason.path("outcome").asString("").equals("MISSES"))
                .findFirst()
                .orElseThrow(() -> new UnmetExpectation("nothing is missed"));
    }
}

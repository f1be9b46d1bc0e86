package onestop.demo;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** 办不成事: a window that says no says so with its ground, each class has its limit, and the owner of the item learns of it. */
final class BlockedMatter {
    private static final String ITEM = "YZ-BA";
    private static final String OWNER = "manager-gaj";

    private final Platform platform;
    private final Account account;
    private final AppealOffice office;

    BlockedMatter(Platform platform, Account account, AppealOffice office) {
        this.platform = platform;
        this.account = account;
        this.office = office;
    }

    void play() {
        account.chapter("办不成事 What a window cannot do, and who learns of it");
        var before = ofItem();
        var complexBefore = received("COMPLEX");
        saysNo();
        classes();
        var after = ofItem();
        account.expect(
                "the owner of the item reads one negative answer more",
                before.path("negativeAnswers").asInt() + 1,
                after.path("negativeAnswers").asInt());
        account.expect(
                "found wrong by the office",
                before.path("unjustified").asInt() + 1,
                after.path("unjustified").asInt());
        account.expect(
                "and four matters more that could not be done",
                before.path("blockedMatters").asInt() + 4,
                after.path("blockedMatters").asInt());
        account.expect("rates know the classes", complexBefore + 1, received("COMPLEX"));
        account.expect(
                "another unit does not read of it",
                "not-your-unit",
                platform.get("manager-swj", analysis() + "&unit=GAJ").problem());
        var notices = platform.get(OWNER, "/api/appeal/blocked-matters/notices?limit=200")
                .must(200, "the notices of the months before")
                .body();
        account.expect(
                "its notices are the unit's own",
                notices.path("items")
                        .valueStream()
                        .allMatch(each -> each.path("unit").asString().equals("GAJ")));
        account.tell(
                "%s this month: %d could not be done, %d times a window said no, %d of them wrongly; told to GAJ when the month is over.",
                ITEM,
                after.path("blockedMatters").asInt(),
                after.path("negativeAnswers").asInt(),
                after.path("unjustified").asInt());
    }

    private void saysNo() {
        var report = Map.of("itemCode", ITEM, "cause", "SYSTEM", "text", "旧章遗失的情形无法选择");
        account.expect(
                "no without a ground is not taken",
                400,
                platform.post("window", "/api/appeal/negative-answers", report).status());
        var answer = platform.post(
                        "window",
                        "/api/appeal/negative-answers",
                        Map.of(
                                "itemCode", ITEM,
                                "cause", "SYSTEM",
                                "legalBasis", "系统未开放该情形",
                                "text", "旧章遗失的情形无法选择"))
                .must(201, "the negative answer");
        account.expect("it is with the owner of the item", "GAJ", answer.text("unit"));
        var review = "/api/appeal/negative-answers/" + answer.text("id") + "/review";
        platform.put("coordinator", review, Map.of("justified", false, "note", "应当线下受理"))
                .must(200, "the review");
        account.expect(
                "it is looked at once",
                "already-reviewed",
                platform.put("coordinator", review, Map.of("justified", true, "note", "改判"))
                        .problem());
        account.tell("The window said no and why; the office found that it should have taken the matter in.");
    }

    private void classes() {
        account.expect(
                "how hard it is, is for clerks to say",
                400,
                platform.post(
                                "applicant",
                                "/api/appeal/appeals",
                                Map.of("kind", "BLOCKED_MATTER", "blockedClass", "HARD", "title", "x", "text", "x"))
                        .status());
        var limits = Map.of(
                "SIMPLE", "60 SERVICE_MINUTES",
                "COMPLEX", "5 WORKING_DAYS",
                "SPECIAL", "10 WORKING_DAYS",
                "HARD", "15 WORKING_DAYS");
        for (var blockedClass : List.of("SIMPLE", "COMPLEX", "SPECIAL", "HARD")) {
            var path = office.raise(
                    "window",
                    Map.of(
                            "kind",
                            "BLOCKED_MATTER",
                            "blockedClass",
                            blockedClass,
                            "usci",
                            "91371327MA3DEM0A2G",
                            "title",
                            "旧章遗失无法备案 " + UUID.randomUUID().toString().substring(0, 8),
                            "text",
                            "材料齐全，系统无此情形。",
                            "about",
                            Map.of("itemCode", ITEM)));
            account.expect(
                    blockedClass + " has its limit",
                    limits.get(blockedClass),
                    AppealOffice.limit(office.read("window", path), "SOLUTION"));
            if (blockedClass.equals("COMPLEX")) {
                handedOver(path);
            } else {
                office.does("coordinator", path, "direct-answer", Map.of("text", "已协调，现场办结。"));
            }
            office.closed(path);
        }
    }

    private void handedOver(String path) {
        var suggestion = platform.get("coordinator", path + "/suggestion").must(200, "the suggestion");
        account.expect("the owner of the item is suggested", "GAJ", suggestion.text("unit"));
        office.does("coordinator", path, "dispatch", Map.of());
        office.does(OWNER, path, "signature", Map.of());
        office.does(OWNER, path, "reply", Map.of("text", "已线下受理并备案。"));
    }

    private static String analysis() {
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        return "/api/appeal/blocked-matters/analysis?from=%s&to=%s".formatted(today.withDayOfMonth(1), today);
    }

    /** As the owner reads it; a missing node when nothing happened yet. */
    private JsonNode ofItem() {
        return platform.get(OWNER, analysis())
                .must(200, "the analysis")
                .body()
                .path("items")
                .valueStream()
                .filter(each -> each.path("itemCode").asString().equals(ITEM))
                .findFirst()
                .orElse(Platform.JSON.missingNode());
    }

    private int received(String blockedClass) {
        return platform.get("coordinator", "/api/appeal/rates?blockedClass=" + blockedClass)
                .must(200, "the rates of a class")
                .number("received");
    }
}

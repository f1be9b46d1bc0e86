package onestop.demo;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** 政企座谈会: planned, held, an issue that becomes an appeal, and a report to those who came when all is done. */
final class Symposium {
    private static final String CAME = "91371327MA3DEM0A2G";
    private static final String STAYED_AWAY = "91371327MA3DEM0B0B";

    private final Platform platform;
    private final Account account;

    Symposium(Platform platform, Account account) {
        this.platform = platform;
        this.account = account;
    }

    void play() {
        account.chapter("政企座谈会 A symposium, and what came of it");
        var planned = platform.post(
                        "manager-fgj",
                        "/api/appeal/symposia",
                        Map.of(
                                "title",
                                "食品加工企业座谈会",
                                "unit",
                                "FGJ",
                                "place",
                                "政务服务大厅三楼",
                                "startsAt",
                                OffsetDateTime.now(ZoneId.of("Asia/Shanghai"))
                                        .plusSeconds(3)
                                        .toString(),
                                "topics",
                                List.of("用工", "用电")))
                .must(201, "planning");
        var path = "/api/appeal/symposia/" + planned.text("id");
        platform.put("manager-fgj", path + "/invitations", Map.of("uscis", List.of(CAME, STAYED_AWAY)))
                .must(200, "inviting");
        platform.put("applicant", path + "/invitations/" + CAME + "/reply", Map.of("coming", true))
                .must(200, "the reply");
        account.expect(
                "who is not invited knows of no symposium",
                404,
                platform.get("applicant3", path).status());
        account.eventually("it has begun and is recorded", () -> {
            var held = platform.put(
                    "manager-fgj",
                    path + "/record",
                    Map.of("attended", List.of(CAME), "units", List.of("FGJ", "RSJ"), "minutes", "一家企业发言"));
            return held.status() == 200 ? held : null;
        });
        account.expect(
                "who did not come brings up nothing",
                400,
                bring(path, STAYED_AWAY, "电价").status());
        bring(path, CAME, "用电报装进度", "答复：本周内完成").must(201, "an issue answered on the spot");
        platform.post("manager-fgj", path + "/guests", Map.of("name", "陈先生", "phone", "13900000000"))
                .must(201, "an investor who has no enterprise here yet");
        platform.post(
                        "manager-fgj",
                        path + "/issues",
                        Map.of("guest", 1, "kind", "CONSULT", "title", "标准厂房", "text", "能否租用？", "answer", "可以。"))
                .must(201, "what the investor asks");
        account.expect(
                "other units read the guest's number only",
                "{\"number\":1}",
                platform.get("manager-rsj", path).body().path("guests").path(0).toString());
        var issue = bring(path, CAME, "旺季用工缺口").must(201, "an issue");
        var appeal =
                "/api/appeal/appeals/" + issue.body().path("appeal").path("id").asString();
        account.expect(
                "the issue is an appeal with that source",
                "SYMPOSIUM",
                platform.get("coordinator", appeal).text("source"));
        account.expect(
                "no report before everything is done",
                409,
                platform.put("manager-fgj", path + "/report", Map.of("report", "已全部办结"))
                        .status());

        platform.put("coordinator", appeal + "/dispatch", Map.of("unit", "RSJ")).must(200, "dispatch");
        platform.put("manager-rsj", appeal + "/signature", Map.of()).must(200, "the signature");
        platform.put("manager-rsj", appeal + "/reply", Map.of("text", "已组织两场专场招聘会。"))
                .must(200, "the answer");
        platform.put("coordinator", appeal + "/call-back", Map.of("reached", true, "solved", true, "satisfied", true))
                .must(200, "the call-back");
        platform.put("coordinator", appeal + "/closure", Map.of()).must(200, "the closure");
        platform.put("manager-fgj", path + "/report", Map.of("report", "三项问题：两项当场答复，一项办结。"))
                .must(200, "the report");
        account.expect(
                "the enterprise reads the report",
                "三项问题：两项当场答复，一项办结。",
                platform.get("applicant", path).text("report"));
        account.tell(
                "Three issues, one of them a guest's: two answered on the spot, one an appeal that was solved; then the report.");
    }

    private Platform.Reply bring(String path, String usci, String title) {
        return platform.post(
                "manager-fgj",
                path + "/issues",
                Map.of("usci", usci, "kind", "PROBLEM", "title", title, "text", title + "，请协调。"));
    }

    private Platform.Reply bring(String path, String usci, String title, String answer) {
        return platform.post(
                "manager-fgj",
                path + "/issues",
                Map.of("usci", usci, "kind", "PROBLEM", "title", title, "text", title, "answer", answer));
    }
}

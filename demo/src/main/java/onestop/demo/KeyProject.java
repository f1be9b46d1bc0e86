package onestop.demo;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import onestop.demo.Platform.Reply;

/** A construction project on the green channel: five stages, a material that follows later, a clock that stands still. */
final class KeyProject {
    private static final String ENTERPRISE = "91371327MA3DEM0C98";
    private static final String DEFERRED = "DRAWING_REVIEW";

    private final Platform platform;
    private final Account account;
    private final Hall hall;

    KeyProject(Platform platform, Account account, Hall hall) {
        this.platform = platform;
        this.account = account;
        this.hall = hall;
    }

    /** @return the receipt number, for the rating that follows */
    String play() {
        account.chapter("重点项目绿色通道 A construction project on the green channel");
        var notice = hall.notice(Map.of("packageCode", "PKG-SG", "agentHandled", false));
        var figures = notice.path("figures");
        var receipt = platform.post(
                        "applicant3",
                        "/api/intake/applications",
                        Map.of(
                                "packageCode",
                                "PKG-SG",
                                "enterpriseUsci",
                                ENTERPRISE,
                                "agent",
                                false,
                                "channel",
                                "WINDOW",
                                "greenChannel",
                                Map.of(
                                        "basis", "省重点项目",
                                        "projectNumber", "SDZD-2026-0117",
                                        "helper", "helper"),
                                "materials",
                                Hall.materials(notice, List.of(DEFERRED))))
                .must(201, "handing in");
        var number = receipt.text("receiptNumber");
        var acceptance = "/api/intake/applications/" + number + "/acceptance";
        account.expect(
                "a missing material has to be deferred",
                409,
                platform.put("window", acceptance, Map.of()).status());
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        var dueOn = platform.get(null, "/api/intake/working-days/due-date?workingDays=2&start=" + today)
                .must(200, "the due date")
                .text("dueOn");
        platform.put(
                        "window",
                        acceptance,
                        Map.of("deferredMaterials", List.of(Map.of("key", DEFERRED, "dueOn", dueOn))))
                .must(200, "acceptance with a deferred material");
        account.tell("Accepted on the green channel (receipt %s); the drawing review follows until %s.", number, dueOn);

        standStill(number);
        var file = hall.departmentsGrant(number);
        account.expect("the file is granted", "GRANTED", file.text("outcome"));
        platform.put(
                        "applicant3",
                        "/api/intake/applications/" + number + "/deferred-materials",
                        Map.of("materials", List.of(Map.of("key", DEFERRED, "fileName", "drawing-review.pdf"))))
                .must(200, "supplying the deferred material");
        account.tell("The drawing review followed in time; without it no result is handed out.");
        hall.handOut(number, "LEGAL_REPRESENTATIVE");
        account.tell(
                "Five stages, each starting when what it needs existed; %d permits granted.",
                file.body().path("counts").path("granted").asInt());
        hall.reductions(figures, file);
        return number;
    }

    /** The first case is suspended for an expert review and resumed; its due dates explain themselves. */
    private void standStill(String number) {
        var first = account.eventually("the first stage is open", () -> {
            var file = platform.get("auditor", "/api/approval/files/" + number);
            if (file.status() != 200) {
                return null;
            }
            for (var each : file.body().path("cases").path("items")) {
                if (each.path("stage").asInt() == 0) {
                    return each;
                }
            }
            return null;
        });
        var path = "/api/approval/cases/" + first.path("caseNumber").asString();
        var officer = "approver-" + first.path("unit").asString().toLowerCase(java.util.Locale.ROOT);
        platform.put(
                        officer,
                        path + "/suspension",
                        Map.of("kind", "EXPERT_REVIEW", "legalGround", "行政许可法第四十五条", "expectedWorkingDays", 3))
                .must(200, "the suspension");
        Reply decision = platform.put(officer, path + "/decision", Map.of("outcome", "GRANT"));
        account.expect("a suspended case is not decided", 409, decision.status());
        platform.put(officer, path + "/resumption", Map.of()).must(200, "the resumption");
        var dates = platform.get(officer, path + "/due-dates")
                .must(200, "the due dates")
                .body();
        account.expect(
                "the explanation names the pause", 1, dates.path("pauses").size());
        account.tell(
                "Case %s stood still for an expert review (%s); promised %s, statutory %s, each day explained.",
                first.path("caseNumber").asString(),
                dates.path("pauses").path(0).path("legalGround").asString(),
                dates.path("promised").path("dueOn").asString(),
                dates.path("statutory").path("dueOn").asString());
    }
}

package onestop.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onestop.demo.Platform.Reply;
import tools.jackson.databind.JsonNode;

/** A refusal that rested on data out of date: nobody who acted on the case handles the appeal, and others decide anew. */
final class Revision {
    private static final String ENTERPRISE = "91371327MA3DEM0A2G";

    private final Platform platform;
    private final Account account;
    private final Hall hall;
    private final AppealOffice office;

    Revision(Platform platform, Account account, Hall hall, AppealOffice office) {
        this.platform = platform;
        this.account = account;
        this.hall = hall;
        this.office = office;
    }

    void play() {
        account.chapter("不予许可的复核 A refusal, an appeal, a revision");
        var receipt = handedIn();
        var number = receipt.text("receiptNumber");
        platform.put("window", "/api/intake/applications/" + number + "/acceptance", Map.of())
                .must(200, "acceptance");
        var caseNumber = receipt.body().path("cases").get(0).path("caseNumber").asString();
        var casePath = "/api/approval/cases/" + caseNumber;
        await(casePath, "DECISION");
        platform.put(
                        "manager-swj",
                        casePath + "/extension",
                        Map.of("workingDays", 5, "rank", "HEAD_OF_BODY", "reason", "登记信息需核对"))
                .must(200, "the extension");
        decided("approver-swj", number, Map.of("outcome", "REFUSE", "grounds", "登记信息与税务登记信息不一致"));
        await(casePath, "REFUSED");

        var path = office.raise(
                "applicant",
                "COMPLAINT",
                "税务信息变更不予许可，请求复核",
                "不一致是共享数据尚未更新造成的，申请材料无误。",
                Map.of("receiptNumber", number, "caseNumber", caseNumber, "itemCode", "SW-BG"));
        var suggestion = platform.get("coordinator", path + "/suggestion").must(200, "the suggestion");
        account.expect("the item's unit is suggested", "SWJ", suggestion.text("unit"));
        office.does("coordinator", path, "dispatch", Map.of());
        account.eventually(
                "the appeal office has heard who acted on the case",
                () -> platform.put("manager-swj", path + "/reply", Map.of("text", "维持原决定"))
                                .problem()
                                .equals("recused")
                        ? true
                        : null);
        office.isRefused("manager-swj", path, "signature", Map.of(), "recused");
        office.isRefused("approver-swj", path, "signature", Map.of(), "role-not-allowed");
        office.does("manager2-swj", path, "signature", Map.of());
        office.does("coordinator", path, "revision", Map.of("reason", "不一致系共享数据未更新所致，请复核"));
        var reopened = await(casePath, "DECISION");
        account.expect(
                "the case says which appeal opened it again",
                platform.get("coordinator", path).must(200, "the appeal").text("number"),
                last(reopened.path("history"))
                        .path("details")
                        .path("appealNumber")
                        .asString());
        account.tell(
                "Refused, appealed, open again with its clock: due on %s.",
                reopened.path("clock").path("statutoryDueOn").asString());

        var declined = decide("approver-swj", number, Map.of("outcome", "GRANT"));
        account.expect(
                "who refused does not decide again",
                "/problems/decided-before",
                declined.path("results").get(0).path("problem").path("type").asString());
        decided("approver2-swj", number, Map.of("outcome", "GRANT"));
        await(casePath, "GRANTED");
        account.eventually("the appeal says what came of its revision", () -> {
            var revisions = platform.get("applicant", path)
                    .must(200, "the appeal")
                    .body()
                    .path("revisions");
            return revisions.size() == 1
                            && revisions.get(0).path("outcome").asString("").equals("GRANTED")
                    ? revisions
                    : null;
        });
        office.does("manager2-swj", path, "reply", Map.of("text", "经复核，已准予变更。"));
        office.calledBack(path, true, true);
        account.expect(
                "solved",
                "SOLVED",
                office.does("coordinator", path, "closure", Map.of()).text("outcome"));
        account.tell("Who had acted on the case was kept from its appeal, somebody else decided: granted.");
        saidNoAtTheWindow();
    }

    /** A window that refuses has said no: it is reported without anybody's doing, and who was refused may rate. */
    private void saidNoAtTheWindow() {
        var number = handedIn().text("receiptNumber");
        platform.put(
                        "window",
                        "/api/intake/applications/" + number + "/refusal",
                        Map.of("ground", "OTHER_BODY_COMPETENT", "reason", "该事项不属于本机关职权范围", "competentBody", "市税务局"))
                .must(200, "the refusal");
        account.eventually("the refusal is reported by itself", () -> {
            var newest = platform.get("coordinator", "/api/appeal/negative-answers?itemCode=SW-BG&limit=1")
                    .must(200, "the negative answers")
                    .body()
                    .path("items")
                    .path(0);
            return newest.path("receiptNumber").asString("").equals(number) ? newest : null;
        });
        account.eventually("who was refused is asked how the handing in was", () -> {
            var invited = platform.get("applicant", "/api/evaluation/invitations?receiptNumber=" + number);
            return invited.status() == 200
                            && invited.body()
                                    .path("items")
                                    .path(0)
                                    .path("service")
                                    .asString("")
                                    .equals("SUBMISSION")
                    ? invited
                    : null;
        });
    }

    private Reply handedIn() {
        var notice = hall.notice(Map.of("itemCodes", List.of("SW-BG"), "agentHandled", false));
        return platform.post(
                        "applicant",
                        "/api/intake/applications",
                        Map.of(
                                "itemCodes",
                                List.of("SW-BG"),
                                "enterpriseUsci",
                                ENTERPRISE,
                                "agent",
                                false,
                                "channel",
                                "ONLINE",
                                "materials",
                                Hall.materials(notice, List.of())))
                .must(201, "handing in");
    }

    private JsonNode await(String casePath, String status) {
        return account.eventually("the case is in " + status, () -> {
            var found = platform.get("auditor", casePath);
            return found.status() == 200 && found.text("status").equals(status) ? found.body() : null;
        });
    }

    private void decided(String approver, String receiptNumber, Map<String, String> decision) {
        account.expect(
                "%s decides".formatted(approver),
                1,
                decide(approver, receiptNumber, decision).path("done").asInt());
    }

    private JsonNode decide(String approver, String receiptNumber, Map<String, String> decision) {
        var body = new HashMap<>(decision);
        body.put("receiptNumber", receiptNumber);
        return platform.post(approver, "/api/approval/decisions", body)
                .must(200, "the decision")
                .body();
    }

    private static JsonNode last(JsonNode list) {
        return list.get(list.size() - 1);
    }
}

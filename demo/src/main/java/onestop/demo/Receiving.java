package onestop.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What becomes of an appeal in its first hour: kept from the unit, kept without a name, joined with its like, or declined. */
final class Receiving {
    private static final String OURS = "91371327MA3DEM0A2G";

    private final Platform platform;
    private final Account account;
    private final AppealOffice office;

    Receiving(Platform platform, Account account, AppealOffice office) {
        this.platform = platform;
        this.account = account;
        this.office = office;
    }

    void play() {
        account.chapter("诉求受理 Received: in confidence, without a name, together, or declined");
        inConfidence();
        withoutAName();
        together();
        declined();
    }

    private void inConfidence() {
        var path = office.raise(
                "applicant",
                Map.of(
                        "usci",
                        OURS,
                        "kind",
                        "COMPLAINT",
                        "title",
                        "沂蒙食品反映检查次数过多",
                        "text",
                        "沂蒙食品上月被重复检查四次，请保密处理。",
                        "about",
                        Map.of("unit", "SCJG"),
                        "confidential",
                        true,
                        "contact",
                        Map.of("name", "王女士", "phone", "13900000000")));
        var unnamed = platform.put("coordinator", path + "/dispatch", Map.of("unit", "SCJG"));
        account.expect("the office first writes what the unit reads", 400, unnamed.status());
        office.does(
                "coordinator",
                path,
                "dispatch",
                Map.of("unit", "SCJG", "forUnit", Map.of("title", "反映检查频次", "text", "有企业反映上月检查频次过高，请核实。")));
        var seen = office.read("manager-scjg", path);
        account.expect(
                "the unit reads the office's words",
                "反映检查频次",
                seen.path("title").asString());
        account.expect(
                "nothing in it tells whose it is",
                !seen.has("usci")
                        && !seen.has("contact")
                        && !seen.has("submittedBy")
                        && !seen.toString().contains("沂蒙")
                        && !seen.toString().contains(OURS));
        account.expect(
                "the enterprise reads its own",
                "沂蒙食品反映检查次数过多",
                office.read("applicant", path).path("title").asString());
        office.does("manager-scjg", path, "signature", Map.of());
        office.does("manager-scjg", path, "reply", Map.of("text", "已核实，同一季度的检查合并为一次。"));
        office.closed(path);
        account.tell("In confidence: the unit answered without learning whom.");
    }

    private void withoutAName() {
        var body = new HashMap<String, Object>(Map.of(
                "kind", "CONSULT",
                "title", "举报中介代办收取加急费",
                "text", "大厅外有中介以加急为名收费。",
                "anonymous", true));
        account.expect(
                "who asks a question leaves a name",
                400,
                platform.post("applicant2", "/api/appeal/appeals", body).status());
        body.put("kind", "REPORT");
        var path = office.raise("applicant2", body);
        var seen = office.read("coordinator", path);
        account.expect("nobody reads who raised it", !seen.has("submittedBy") && !seen.has("usci"));
        account.expect("no time runs for a contact with nobody", !AppealOffice.hasClock(seen, "CONTACT"));
        office.does(
                "coordinator",
                path,
                "rejection",
                Map.of("ground", "OTHER_BODY", "reason", "市场中介违规收费由价格主管部门查处，已移送。", "competentBody", "县市场监督管理局价格科"));
        account.tell("Without a name: taken in and handed over.");
    }

    private void together() {
        var title = "园区东路照明损坏影响货车夜间出入";
        var first = office.raise("applicant", "PROBLEM", title, "路灯坏了一周。", Map.of("unit", "ZJJ"));
        var second = office.raise("applicant2", "PROBLEM", title, "夜间看不清，请修。", Map.of("unit", "ZJJ"));
        office.does("coordinator", first, "dispatch", Map.of("unit", "ZJJ"));
        var alike = platform.get("coordinator", second + "/similar")
                .must(200, "what is alike")
                .body();
        account.expect(
                "the first one is offered for joining",
                alike.path("items")
                        .valueStream()
                        .anyMatch(each -> each.path("id").asString().equals(AppealOffice.id(first))));
        office.does("coordinator", second, "joining", Map.of("into", AppealOffice.id(first)));
        office.does("manager-zjj", first, "signature", Map.of());
        office.does("manager-zjj", first, "reply", Map.of("text", "东路路灯已全部修复。"));
        account.expect(
                "one answer for both",
                List.of("东路路灯已全部修复。", "东路路灯已全部修复。"),
                List.of(
                        office.read("applicant", first).at("/reply/text").asString(),
                        office.read("applicant2", second).at("/reply/text").asString()));
        account.expect(
                "the one does not see the other's",
                404,
                platform.get("applicant2", first).status());
        office.closed(first);
        office.closed(second);
        account.tell("Two about one matter: answered once, called back each for itself.");
    }

    private void declined() {
        var path = office.raise("applicant3", "COMPLAINT", "合同纠纷请求协调", "与供货商的合同纠纷法院已立案。", Map.of());
        office.isRefused("manager-scjg", path, "signature", Map.of(), "no-such-appeal");
        office.does(
                "coordinator",
                path,
                "rejection",
                Map.of("ground", "COURT", "reason", "该合同纠纷已由人民法院立案审理。", "competentBody", "莒南县人民法院"));
        var told = office.read("applicant3", path);
        account.expect(
                "the enterprise is told whose it is",
                "莒南县人民法院",
                told.at("/rejection/competentBody").asString());
        office.isRefused("coordinator", path, "dispatch", Map.of("unit", "SCJG"), "wrong-appeal-state");
        account.tell("Before a court: declined, with the competent body.");
    }
}

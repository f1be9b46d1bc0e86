package onestop.demo;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The highest level of supervision before the leading group, and what ends an appeal otherwise than at once. */
final class LeadingGroup {
    private static final String SEATS = "/api/appeal/leading-group/seats";
    private static final String SEAT = SEATS + "/FGJ/UNIT_MANAGER";

    private final Platform platform;
    private final Account account;
    private final AppealOffice office;

    LeadingGroup(Platform platform, Account account, AppealOffice office) {
        this.platform = platform;
        this.account = account;
        this.office = office;
    }

    void play() {
        account.chapter("领导小组 The leading group: the highest level, its seats, and appeals that end late");
        seats();
        highestLevel();
        directly();
    }

    private void seats() {
        account.expect(
                "the coordinator gives no seats",
                403,
                platform.put("coordinator", SEAT, Map.of()).status());
        platform.put("ops", SEAT, Map.of()).must(204, "a seat");
        account.expect(
                "it is given",
                has(platform.get("auditor", SEATS).must(200, "the seats").body()));
        platform.delete("ops", SEAT).must(204, "taking it back");
        account.expect("it is taken back", !has(platform.get("auditor", SEATS).body()));
    }

    private static boolean has(JsonNode seats) {
        return seats.path("items")
                .valueStream()
                .anyMatch(seat -> seat.path("unit").asString().equals("FGJ"));
    }

    private void highestLevel() {
        int before = open("XFJY");
        var path = office.raise("applicant3", "COMPLAINT", "消防检查中被指定维保单位", "检查人员要求使用指定的维保单位。", Map.of());
        office.does("coordinator", path, "dispatch", Map.of("unit", "XFJY"));
        account.expect("the leading group sees it at once", before + 1, open("XFJY"));
        office.does("manager-xfjy", path, "signature", Map.of());
        office.does("coordinator", path, "discipline-clue", Map.of("reason", "涉嫌指定服务单位，移送纪检监察"));
        office.awaitLevels(path, "XFJY", 4);
        account.expect("the head of the unit answers for it", List.of("4 UNIT_HEAD"), office.answering(path, "XFJY"));
        account.expect(
                "the unit does not read the clue",
                !office.read("manager-xfjy", path).toString().contains("移送纪检"));
        office.does("manager-xfjy", path, "reply", Map.of("text", "已核查，未发现指定行为。"));
        office.calledBack(path, false, false);
        var before1 = office.read("coordinator", path);
        var redo = office.does("coordinator", path, "redo", Map.of("reason", "请核查检查记录和维保合同"))
                .body();
        account.expect(
                "done again with half the limit",
                half(AppealOffice.limit(before1, "SOLUTION")),
                AppealOffice.limit(redo, "REDO"));
        office.does("manager-xfjy", path, "reply", Map.of("text", "经核查，检查记录中无指定内容，维保合同由企业自行签订。"));
        office.calledBack(path, false, false);
        account.expect(
                "explained needs a reason",
                400,
                platform.put("coordinator", path + "/closure", Map.of("outcome", "EXPLAINED"))
                        .status());
        var explained = office.does(
                "coordinator", path, "closure", Map.of("outcome", "EXPLAINED", "reason", "诉求与查明事实不符，已书面说明依据"));
        account.expect("explained", "EXPLAINED", explained.text("outcome"));
        account.expect("closed it leaves the group's view", before, open("XFJY"));
        account.expect(
                "nothing is taken off the record",
                true,
                office.levels(path, "XFJY").contains(4));

        office.does("applicant3", path, "reopening", Map.of("reason", "又收到指定通知"));
        account.expect("opened again it is seen again", before + 1, open("XFJY"));
        office.does("manager-xfjy", path, "reply", Map.of("text", "已撤回通知，企业可自行选择。"));
        office.closed(path);
        office.isRefused("applicant3", path, "reopening", Map.of("reason", "再次"), "already-reopened");
        account.tell(
                "A clue to a breach: level 4 at once. Done again with half the limit, explained, opened again once, solved.");
    }

    /** Half of a limit, as {@link AppealOffice#limit} writes it, in full working days. */
    private static String half(String limit) {
        int days = Integer.parseInt(limit.substring(0, limit.indexOf(' ')));
        return Math.max(3, days / 2) + " WORKING_DAYS";
    }

    private void directly() {
        var path = office.raise("applicant", "CONSULT", "小规模纳税人享受哪些减免", "请告知办理途径。", Map.of());
        office.isRefused("manager-swj", path, "direct-answer", Map.of("text", "x"), "role-not-allowed");
        office.does("coordinator", path, "direct-answer", Map.of("text", "符合条件的自动享受，无需申请。"));
        var seen = office.read("applicant", path);
        account.expect(
                "the office answers itself what needs no unit",
                "ANSWERED_DIRECTLY",
                seen.path("state").asString());
        office.closed(path);
    }

    private int open(String unit) {
        return platform.get("leader", "/api/appeal/leading-group")
                .must(200, "the leading group's view")
                .body()
                .path("units")
                .valueStream()
                .filter(each -> each.path("unit").asString().equals(unit))
                .mapToInt(each -> each.path("open").asInt())
                .findFirst()
                .orElse(0);
    }
}

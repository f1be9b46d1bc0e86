package onestop.demo;

import java.util.List;
import java.util.Map;

/** An appeal that two units solve together and that needs more time twice: the coordinator gives it once, the leading group again. */
final class JointAppeal {
    private final Account account;
    private final AppealOffice office;

    JointAppeal(Account account, AppealOffice office) {
        this.account = account;
        this.office = office;
    }

    void play() {
        account.chapter("会办与延期 An appeal of two units that needs more time");
        var before = office.rates("RSJ").path("closingInTime").path("numerator").asLong();
        var path = office.raise("applicant", "PROBLEM", "新厂区职工社保与医保关系转移", "新厂区四十名职工的社保、医保关系转移各说各话，请一次办成。", Map.of());
        office.does("coordinator", path, "dispatch", Map.of("unit", "RSJ"));
        office.isRefused("manager-ybj", path, "signature", Map.of(), "no-such-appeal");
        office.does("manager-rsj", path, "signature", Map.of());
        office.does("manager-rsj", path, "contact", Map.of("note", "已电话联系，核对名单"));
        office.does("coordinator", path, "joint-handling", Map.of("units", List.of("YBJ"), "task", "请确认医保关系转移时点"));
        office.isRefused("manager-rsj", path, "reply", Map.of("text", "已办结"), "wrong-appeal-state");
        office.does("manager-ybj", path, "part", Map.of("text", "名单已核对，医保关系本月起转入。"));
        account.tell("Dispatched to RSJ, which leads; YBJ gave its part. Before that nobody could answer.");

        var wish = Map.of("days", 5, "reason", "须与原参保地核对缴费记录");
        var dueOn = AppealOffice.due(
                office.does("manager-rsj", path, "extension-request", wish).body(), "SOLUTION");
        var extended = office.does("coordinator", path, "extension-decision", Map.of("granted", true));
        account.expect(
                "the limit is later now",
                AppealOffice.due(extended.body(), "SOLUTION").compareTo(dueOn) > 0);
        office.does("manager-rsj", path, "extension-request", wish);
        office.isRefused("coordinator", path, "extension-decision", Map.of("granted", true), "leader-only");
        var again = office.does("leader", path, "extension-decision", Map.of("granted", true));
        account.expect("working days given in all", 10, again.number("extendedDays"));
        account.tell(
                "Extended from %s to %s, then again by a member of the leading group to %s.",
                dueOn, AppealOffice.due(extended.body(), "SOLUTION"), AppealOffice.due(again.body(), "SOLUTION"));

        office.does("manager-rsj", path, "stage-reply", Map.of("text", "四十人中三十八人已转入。"));
        office.does("manager-rsj", path, "reply", Map.of("text", "四十名职工的社保、医保关系已全部转入。"));
        office.calledBack(path, true, true);
        var closed = office.does("coordinator", path, "closure", Map.of());
        account.expect("solved", "SOLVED", closed.text("outcome"));
        var rates = office.rates("RSJ");
        account.expect(
                "one more was closed in time",
                before + 1,
                rates.path("closingInTime").path("numerator").asLong());
        account.tell(
                "Answered, called back, closed in time. RSJ this year: response %s, solution %s, satisfaction %s, closed in time %s.",
                AppealOffice.rate(rates.path("response")),
                AppealOffice.rate(rates.path("solution")),
                AppealOffice.rate(rates.path("satisfaction")),
                AppealOffice.rate(rates.path("closingInTime")));
    }
}

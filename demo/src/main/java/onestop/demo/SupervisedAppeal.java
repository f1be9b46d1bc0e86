package onestop.demo;

import java.util.List;
import java.util.Map;

/** Supervision rises by itself: by time as the limit comes near, by outcome as answers are not accepted. */
final class SupervisedAppeal {
    private final Account account;
    private final AppealOffice office;

    SupervisedAppeal(Account account, AppealOffice office) {
        this.account = account;
        this.office = office;
    }

    void play() {
        account.chapter("督办与问责 Supervision rises, and who answers for it");
        var path = office.raise("applicant3", "CONSULT", "公积金缴存比例调整的政策咨询", "调整缴存比例需要哪些手续？", Map.of());
        office.does("coordinator", path, "dispatch", Map.of("unit", "GJJ"));
        office.does("manager-gjj", path, "signature", Map.of());
        office.does("manager-gjj", path, "contact", Map.of("note", "已电话联系"));
        office.awaitLevels(path, "GJJ", 1);
        account.expect("a reminder is on nobody's record", List.of(), office.answering(path, "GJJ"));
        account.tell("A working day is left: level 1, a reminder.");

        office.does("manager-gjj", path, "reply", Map.of("text", "请登录网站查看。"));
        office.calledBack(path, false, false);
        office.awaitLevels(path, "GJJ", 1, 2);
        account.expect(
                "the officer who signed answers for it",
                List.of("2 HANDLER manager-gjj"),
                office.answering(path, "GJJ"));
        account.tell("The answer was not accepted: level 2, on the record of the officer who signed.");

        var redo = office.does("coordinator", path, "redo", Map.of("reason", "请逐项说明手续和材料"));
        account.tell("To be done again until %s.", AppealOffice.due(redo.body(), "REDO"));
        office.does("manager-gjj", path, "reply", Map.of("text", "请到窗口咨询。"));
        office.calledBack(path, false, false);
        office.awaitLevels(path, "GJJ", 1, 2, 3);
        account.expect(
                "the head of the unit answers for the redo",
                List.of("2 HANDLER manager-gjj", "3 UNIT_HEAD"),
                office.answering(path, "GJJ"));
        office.isRefused("coordinator", path, "redo", Map.of("reason", "再办"), "already-redone");
        var closed = office.does(
                "coordinator", path, "closure", Map.of("outcome", "UNSOLVED", "reason", "两次答复均未说明手续，转领导小组"));
        account.expect("unsolved", "UNSOLVED", closed.text("outcome"));
        account.expect("closing takes nothing back", List.of(1, 2, 3), office.levels(path, "GJJ"));
        var rates = office.rates("GJJ");
        var solution = rates.path("solution");
        account.expect(
                "an unsolved appeal is no solved one",
                solution.path("numerator").asLong()
                        < solution.path("denominator").asLong());
        account.tell(
                "The redo failed: level 3, on the record of the unit's head. GJJ this year: response %s, solution %s, satisfaction %s.",
                AppealOffice.rate(rates.path("response")),
                AppealOffice.rate(solution),
                AppealOffice.rate(rates.path("satisfaction")));
    }
}

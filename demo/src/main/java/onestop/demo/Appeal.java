package onestop.demo;

import java.util.Map;

/** What an enterprise could not get solved, followed to its end: dispatched, returned, signed, answered, called back. */
final class Appeal {
    private final Platform platform;
    private final Account account;

    Appeal(Platform platform, Account account) {
        this.platform = platform;
        this.account = account;
    }

    void play(String receiptNumber) {
        account.chapter("企业诉求 An appeal, followed to its end");
        var appeal = platform.post(
                        "applicant2",
                        "/api/appeal/appeals",
                        Map.of(
                                "usci", "91371327MA3DEM0B0B",
                                "kind", "PROBLEM",
                                "title", "分店更名后医保账户名称未同步",
                                "text", "六十六家分店集中变更已经办结，其中两家的医保单位名称仍是旧名，影响缴费，请协调解决。",
                                "about", Map.of("receiptNumber", receiptNumber)))
                .must(201, "the appeal");
        var path = "/api/appeal/appeals/" + appeal.text("id");
        account.tell(
                "Appeal %s received; contact until %s, solved until %s.",
                appeal.text("number"),
                AppealOffice.due(appeal.body(), "CONTACT"),
                AppealOffice.due(appeal.body(), "SOLUTION"));
        account.expect(
                "another enterprise does not see it",
                404,
                platform.get("applicant", path).status());

        platform.put("coordinator", path + "/dispatch", Map.of("unit", "RSJ")).must(200, "dispatch");
        account.expect(
                "a unit that it was not given to does not see it",
                404,
                platform.put("manager-ybj", path + "/signature", Map.of()).status());
        platform.put(
                        "manager-rsj",
                        path + "/return",
                        Map.of("legalReason", "医疗保险单位信息变更由医疗保障部门负责", "proposedUnit", "YBJ"))
                .must(200, "the return");
        platform.put("coordinator", path + "/dispatch", Map.of("unit", "YBJ")).must(200, "the second dispatch");
        platform.put("manager-ybj", path + "/signature", Map.of()).must(200, "the signature");
        platform.put("manager-ybj", path + "/opinion", Map.of("text", "已核实，两家分店因区划调整未匹配，今日补推数据。"))
                .must(200, "the opinion");
        platform.put("manager-ybj", path + "/reply", Map.of("text", "两家分店的单位名称已更新，请登录核对。"))
                .must(200, "the answer");
        platform.put("coordinator", path + "/call-back", Map.of("reached", true, "solved", true, "satisfied", true))
                .must(200, "the call-back");
        platform.put("coordinator", path + "/closure", Map.of()).must(200, "the closure");
        var closed = platform.get("applicant2", path).must(200, "the appeal");
        account.expect("the appeal is closed", "CLOSED", closed.text("status"));
        account.expect("the appeal is solved", "SOLVED", closed.text("outcome"));
        account.tell(
                "Returned once by the wrong unit, signed and answered by the right one, called back: solved, satisfied.");
        var rates = platform.get("coordinator", "/api/appeal/rates")
                .must(200, "the rates")
                .body();
        account.tell(
                "Rates this year: response %s, solution %s, satisfaction %s.",
                AppealOffice.rate(rates.path("response")),
                AppealOffice.rate(rates.path("solution")),
                AppealOffice.rate(rates.path("satisfaction")));
    }
}

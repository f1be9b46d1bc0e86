package onestop.demo;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onestop.demo.Platform.Reply;
import tools.jackson.databind.JsonNode;

/** A department with a system of its own: its officers never log in here, and are held to the same rules. */
final class PartnerSystem {
    private static final String ITEM = "WH-JY";
    private static final String ENTERPRISE = "91371327MA3DEM0C98";
    private static final String SYSTEM = "partner-yjj";

    private final Platform platform;
    private final Account account;
    private final Hall hall;

    PartnerSystem(Platform platform, Account account, Hall hall) {
        this.platform = platform;
        this.account = account;
        this.hall = hall;
    }

    void play() {
        account.chapter("部门自建系统 A department with a system of its own, three officers one after the other");
        platform.put("ops", "/api/approval/partner-units/YJJ", Map.of("source", "//yjj.junan.gov.cn/oa"))
                .must(200, "the register of partner units");
        var number = handIn();
        var task = account.eventually("the department's system finds its task on the desk", () -> {
            var desk = platform.get(SYSTEM, "/api/approval/desk?limit=200").must(200, "the desk");
            for (var entry : desk.body().path("items")) {
                if (entry.path("receiptNumber").asString().equals(number)) {
                    return entry;
                }
            }
            return null;
        });
        account.expect(
                "an officer of the hall does not tell its acts",
                403,
                platform.post("approver-yjj", "/api/approval/partner-acts", act(task, "1", "EXAMINE", "zhou"))
                        .status());
        visit(task, number);
        var examined = told(act(task, number + "-1", "EXAMINE", "zhou"), true);
        if (examined.text("status").equals("REVIEW")) { // a catalogue that was loaded earlier may ask for two steps
            review(task, number);
        }
        var granted = told(act(task, number + "-5", "GRANT", "qian"), true);
        account.expect("the case is granted", "GRANTED", granted.text("status"));
        account.expect(
                "told again it is answered again and not done again",
                true,
                told(act(task, number + "-5", "GRANT", "qian"), true)
                        .body()
                        .path("repeated")
                        .asBoolean());
        hall.handOut(number, "LEGAL_REPRESENTATIVE");
        account.tell("Examined, reviewed and decided by three officers in their own system, handed out at the window.");
    }

    /** The item is verified on site: by two officers, and before it is examined. */
    private void visit(JsonNode task, String number) {
        var early = told(act(task, number + "-0", "EXAMINE", "zhou"), false);
        account.expect("not without a visit", "/problems/visit-missing", early.text("problem"));
        var visit = new HashMap<>(act(task, number + "-v", "RECORD_VISIT", "zhou"));
        visit.put("visitedOn", LocalDate.now(ZoneId.of("Asia/Shanghai")).toString());
        visit.put("place", "储存场所");
        told(visit, true);
        var alone = told(act(task, number + "-w", "SIGN_VISIT", "zhou"), false);
        account.expect("not by one alone", "/problems/same-visitor", alone.text("problem"));
        told(act(task, number + "-s", "SIGN_VISIT", "wu"), true);
    }

    private void review(JsonNode task, String number) {
        var early = told(act(task, number + "-2", "GRANT", "qian"), false);
        account.expect("no decision before the review", "/problems/wrong-step", early.text("problem"));
        var again = told(act(task, number + "-3", "REVIEW", "zhou"), false);
        account.expect("four eyes", "/problems/same-examiner", again.text("problem"));
        told(act(task, number + "-4", "REVIEW", "wu"), true);
    }

    private String handIn() {
        var notice = hall.notice(Map.of("itemCodes", List.of(ITEM), "agentHandled", false));
        var receipt = platform.post(
                        "applicant3",
                        "/api/intake/applications",
                        Map.of(
                                "itemCodes",
                                List.of(ITEM),
                                "enterpriseUsci",
                                ENTERPRISE,
                                "agent",
                                false,
                                "channel",
                                "WINDOW",
                                "materials",
                                Hall.materials(notice, List.of())))
                .must(201, "handing in");
        var number = receipt.text("receiptNumber");
        platform.put("window", "/api/intake/applications/" + number + "/acceptance", Map.of())
                .must(200, "acceptance");
        account.tell("A permit for hazardous chemicals is applied for (receipt %s).", number);
        return number;
    }

    private static Map<String, Object> act(JsonNode task, String reference, String act, String officer) {
        return Map.of(
                "reference",
                reference,
                "caseNumber",
                task.path("caseNumber").asString(),
                "act",
                act,
                "officer",
                officer,
                "text",
                "材料齐全，符合法定条件");
    }

    private Reply told(Map<String, Object> act, boolean done) {
        var reply = platform.post(SYSTEM, "/api/approval/partner-acts", act).must(200, "an act of the partner");
        account.expect(
                "%s by %s".formatted(act.get("act"), act.get("officer")),
                done,
                reply.body().path("done").asBoolean());
        return reply;
    }
}

package onestop.demo;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** 云客服: a question answered from the knowledge base, an hour at the hall, and a conversation that becomes an order. */
final class CloudDesk {
    private static final String USCI = "91371327MA3DEM0A2G";
    private static final String AT = "/api/appeal/cloud-desk/conversations";
    private static final String KNOWLEDGE = "/api/appeal/cloud-desk/knowledge";
    private static final String HALL = "371327000000";
    private static final String ITEM = "QY-SL";

    private final Platform platform;
    private final Account account;

    CloudDesk(Platform platform, Account account) {
        this.platform = platform;
        this.account = account;
    }

    void play() {
        account.chapter("云客服 The cloud service desk");
        answered();
        appointed();
        raised();
    }

    private void answered() {
        var topic = "冷库第" + UUID.randomUUID().toString().substring(0, 8) + "号";
        var article = platform.post(
                        "manager-gaj",
                        KNOWLEDGE,
                        Map.of(
                                "unit",
                                "GAJ",
                                "question",
                                topic + "公章遗失怎样重新刻制",
                                "keywords",
                                List.of("印章丢失补刻"),
                                "answer",
                                "带营业执照和法定代表人身份证到任一综合窗口。"))
                .must(201, "writing an answer");
        var opened = open("CONSULTATION", topic + "公章丢了，怎样重新刻制？");
        var first = opened.body().path("suggestions").path(0).path("article");
        account.expect(
                "the question finds its answer",
                article.text("id"),
                first.path("id").asString());
        platform.put("applicant", path(opened) + "/end", Map.of("outcome", "ANSWERED"))
                .must(200, "leaving");
        platform.put("applicant", KNOWLEDGE + "/" + article.text("id") + "/versions/1/feedback", Map.of("helped", true))
                .must(204, "feedback");
        var versions = platform.get("manager-gaj", KNOWLEDGE + "/" + article.text("id") + "/versions")
                .must(200, "the versions")
                .body();
        account.expect(
                "the answer has helped once",
                1,
                versions.path("items").path(0).path("helped").asInt());
        platform.put("applicant", path(opened) + "/verdict", Map.of("solved", true))
                .must(200, "the verdict");
        account.tell("A question was answered from the knowledge base before any clerk took it; it helped.");
    }

    /** The desk asks, the hall books by its own rules, and who comes is told to the hall only. */
    private void appointed() {
        var slots = platform.get(null, "/api/intake/appointment-slots?regionCode=" + HALL + "&itemCodes=" + ITEM)
                .must(200, "the hours")
                .body()
                .path("slots");
        var free = slots.valueStream()
                .filter(slot -> slot.path("free").asInt() > 0)
                .findFirst()
                .orElse(null);
        if (free == null) {
            account.tell("No hour is free at the hall: no appointment is shown.");
            return;
        }
        var opened = open("APPOINTMENT", "想预约到大厅办理");
        platform.put(
                        "applicant",
                        path(opened) + "/appointment",
                        Map.of(
                                "regionCode",
                                HALL,
                                "startsAt",
                                free.path("startsAt").asString(),
                                "itemCodes",
                                List.of(ITEM)))
                .must(200, "asking for an hour");
        var held = awaitState(opened, "BOOKED");
        var appointment = "/api/intake/appointments/"
                + held.body().path("appointment").path("appointmentId").asString();
        var phone = "139%08d".formatted(Math.floorMod(System.nanoTime(), 100_000_000L));
        platform.put("applicant", appointment + "/visitor", Map.of("name", "王红梅", "phone", phone))
                .must(200, "saying who comes");
        account.expect(
                "the hall expects the visitor",
                "BOOKED",
                platform.get("applicant", appointment).text("status"));
        platform.put("applicant", appointment + "/cancellation", Map.of("reason", "改期"))
                .must(200, "cancelling");
        awaitState(opened, "GIVEN_BACK");
        platform.put("applicant", path(opened) + "/end", Map.of("outcome", "ABANDONED"))
                .must(200, "leaving");
        account.tell(
                "%s was asked for at the desk, booked by the hall, named, and put off again; the desk shows each.",
                free.path("startsAt").asString());
    }

    private Platform.Reply awaitState(Platform.Reply opened, String state) {
        return account.eventually("the desk shows " + state, () -> {
            var read = platform.get("applicant", path(opened));
            return read.body().path("appointment").path("state").asString("").equals(state) ? read : null;
        });
    }

    private void raised() {
        var opened = open("REMOTE_HELP", "网上申报一直停在第二步，已经三天了");
        platform.put("window", path(opened) + "/clerk", Map.of()).must(200, "taking it");
        account.expect(
                "a second clerk does not take it",
                409,
                platform.put("window2", path(opened) + "/clerk", Map.of()).status());
        platform.post("window", path(opened) + "/lines", Map.of("text", "已远程查看，系统未回传材料状态。"))
                .must(201, "a line");
        var order = platform.put(
                        "window",
                        path(opened) + "/appeal",
                        Map.of("kind", "PROBLEM", "title", "网上申报无法提交", "text", "申报停在第二步三天，请协调解决。"))
                .must(200, "raising it");
        var appeal = "/api/appeal/appeals/" + order.text("appealId");
        account.expect(
                "the order came by the cloud desk",
                "CLOUD_DESK",
                platform.get("applicant", appeal).text("source"));
        platform.put("coordinator", appeal + "/dispatch", Map.of("unit", "XZSP"))
                .must(200, "dispatch");
        account.expect(
                "before it is signed for, the unit hears nothing of what was said",
                404,
                platform.get("manager-xzsp", appeal + "/transcript").status());
        platform.put("manager-xzsp", appeal + "/signature", Map.of()).must(200, "the signature");
        account.expect(
                "then it has the whole conversation",
                2,
                platform.get("manager-xzsp", appeal + "/transcript")
                        .must(200, "the transcript")
                        .body()
                        .path("transcript")
                        .size());
        platform.put("manager-xzsp", appeal + "/reply", Map.of("text", "接口已修复，材料状态已补传。"))
                .must(200, "the answer");
        platform.put("coordinator", appeal + "/call-back", Map.of("reached", true, "solved", true, "satisfied", true))
                .must(200, "the call-back");
        platform.put("coordinator", appeal + "/closure", Map.of()).must(200, "the closure");
        account.tell("A remote help session became an order with its transcript, and was solved.");
    }

    private Platform.Reply open(String purpose, String text) {
        return platform.post("applicant", AT, Map.of("channel", "WEB", "purpose", purpose, "usci", USCI, "text", text))
                .must(201, "coming to the desk");
    }

    private static String path(Platform.Reply opened) {
        return AT + "/" + opened.text("id");
    }
}

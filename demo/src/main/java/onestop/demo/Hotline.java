package onestop.demo;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.demo.PartnerTopics.Answer;

/** The hotline hands an appeal over by event; each answer goes back under its number, and a double is harmless. */
final class Hotline {
    private static final String IN = "onestop.partner.appeal";

    private final Platform platform;
    private final Account account;
    private final AppealOffice office;

    Hotline(Platform platform, Account account, AppealOffice office) {
        this.platform = platform;
        this.account = account;
        this.office = office;
    }

    void play(String servers) {
        account.chapter("12345 热线转办 The hotline hands over by event, and reads the answers");
        try (var topics = new PartnerTopics(servers, "onestop.appeal.partner-reply")) {
            handOver(topics);
        }
    }

    private void handOver(PartnerTopics topics) {
        var number = "RX" + UUID.randomUUID().toString().substring(0, 13);
        var key = "HOTLINE:" + number;
        var appeal = Map.of(
                "partner", "HOTLINE",
                "partnerNumber", number,
                "kind", "HELP",
                "title", "企业来电：社保缴费凭证打印失败",
                "text", "来电人称连续三天打印失败，请协调。",
                "usci", "91371327MA3DEM0A2G",
                "unit", "RSJ");
        topics.send(IN, key, IN + ".handed-over.v1", appeal);
        var taken = topics.await(key, 1).getFirst();
        account.expect("taken in", "taken.v1", taken.type());
        account.expect(
                "under the hotline's number",
                number,
                taken.data().path("partnerNumber").asString());
        var ours = taken.data().path("number").asString();

        topics.send(IN, key, IN + ".handed-over.v1", appeal);
        var again = topics.await(key, 2).get(1);
        account.expect(
                "handed over twice it is one appeal",
                ours,
                again.data().path("number").asString());
        var path = AppealOffice.path(find(ours));
        var read = office.read("coordinator", path);
        account.expect("of the hotline", "HOTLINE", read.path("source").asString());

        office.does("coordinator", path, "dispatch", Map.of("unit", "RSJ"));
        office.does("manager-rsj", path, "signature", Map.of());
        office.does("manager-rsj", path, "stage-reply", Map.of("text", "正在核查打印服务。"));
        office.does("manager-rsj", path, "reply", Map.of("text", "打印服务已恢复，凭证可以打印。"));
        office.closed(path);
        var answers = topics.await(key, 5);
        account.expect(
                "every step goes back, in its order",
                List.of("taken.v1", "taken.v1", "stage-replied.v1", "replied.v1", "closed.v1"),
                answers.stream().map(Answer::type).toList());
        account.expect(
                "with the answer",
                "打印服务已恢复，凭证可以打印。",
                answers.get(3).data().path("text").asString());

        topics.send(IN, key, IN + ".handed-over.v1", appeal);
        var late = topics.await(key, 6).get(5);
        account.expect(
                "a late double reads how it stands",
                "CLOSED",
                late.data().path("state").asString());
        account.expect(
                "and changes nothing",
                "CLOSED",
                office.read("coordinator", path).path("state").asString());
        account.tell(
                "%s became %s: taken, answered, closed under the hotline's number; two doubles were harmless.",
                number, ours);
    }

    private String find(String number) {
        return platform.get("coordinator", "/api/appeal/appeals?limit=200")
                .must(200, "the newest appeals")
                .body()
                .path("items")
                .valueStream()
                .filter(each -> each.path("number").asString().equals(number))
                .map(each -> each.path("id").asString())
                .findFirst()
                .orElseThrow(() -> new UnmetExpectation("the appeal %s is in the list".formatted(number)));
    }
}

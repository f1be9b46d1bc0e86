package onestop.demo;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Two departments, of which one is ready first: its result goes out at once, and each time that something goes out can be rated. */
final class EarlyResult {
    private static final String ENTERPRISE = "91371327MA3DEM0C98";
    private static final List<String> ITEMS = List.of("YB-BG", "SW-BG");

    private final Platform platform;
    private final Account account;
    private final Hall hall;

    EarlyResult(Platform platform, Account account, Hall hall) {
        this.platform = platform;
        this.account = account;
        this.hall = hall;
    }

    void play() {
        account.chapter("先出先领 A result that is ready goes out before the rest");
        var notice = hall.notice(Map.of("itemCodes", ITEMS, "agentHandled", false));
        var file = Map.of(
                "itemCodes",
                ITEMS,
                "enterpriseUsci",
                ENTERPRISE,
                "agent",
                false,
                "channel",
                "WINDOW",
                "materials",
                Hall.materials(notice, List.of()));
        var number = platform.post("applicant3", "/api/intake/applications", file)
                .must(201, "handing in")
                .text("receiptNumber");
        platform.put("window", "/api/intake/applications/" + number + "/acceptance", Map.of())
                .must(200, "acceptance");
        hall.grants("YBJ", number);
        var window = platform.get(null, "/api/intake/windows?type=COMPREHENSIVE&limit=1")
                .must(200, "the windows")
                .body()
                .at("/items/0/code")
                .asString();
        var early = "/api/intake/applications/" + number + "/early-delivery";
        account.expect(
                "no such window",
                400,
                platform.put("issuer", early, Map.of("recipientCheck", "LEGAL_REPRESENTATIVE", "windowCode", "NOWHERE"))
                        .status());
        var handedOut = account.eventually("the result of the first department goes out", () -> {
            var reply = platform.put(
                    "issuer", early, Map.of("recipientCheck", "LEGAL_REPRESENTATIVE", "windowCode", window));
            return reply.status() == 200 ? reply.body() : null;
        });
        account.expect("one of two", 1, handedOut.path("caseNumbers").size());
        account.eventually(
                "it invites a rating at once", () -> deliveries(number).size() == 1 ? number : null);

        hall.departmentsGrant(number);
        hall.handOut(number, "LEGAL_REPRESENTATIVE");
        account.eventually("the rest invites one, too", () -> deliveries(number).size() == 2 ? number : null);
        account.tell("One department was ready first: its result went out at %s, the other one later.", window);
    }

    private List<JsonNode> deliveries(String number) {
        return platform.get("applicant3", "/api/evaluation/invitations?receiptNumber=" + number)
                .must(200, "the invitations")
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.path("service").asString().equals("DELIVERY"))
                .toList();
    }
}

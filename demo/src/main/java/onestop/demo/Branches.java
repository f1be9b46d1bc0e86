package onestop.demo;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One agent and one set of materials for a parent enterprise and its 66 branches. */
final class Branches {
    private static final String PARENT = "91371327MA3DEM0B0B";
    private static final int BRANCHES = 66;

    private final Platform platform;
    private final Account account;
    private final Hall hall;

    Branches(Platform platform, Account account, Hall hall) {
        this.platform = platform;
        this.account = account;
        this.hall = hall;
    }

    /** @return the receipt number, for the appeal that follows */
    String play() {
        account.chapter("分支机构集中变更 Sixty-six branches: one agent, one set of materials, one visit");
        var branches = new ArrayList<Map<String, Object>>();
        var page = platform.get("applicant2", "/api/intake/enterprises/" + PARENT + "/branches?limit=200")
                .must(200, "the branches");
        for (var branch : page.body().path("items")) {
            if (branches.size() < BRANCHES) {
                branches.add(Map.of(
                        "usci", branch.path("usci").asString(),
                        "changes", Map.of("name", branch.path("name").asString() + "（生活馆）")));
            }
        }
        account.expect("registered branches", BRANCHES, branches.size());

        var notice = hall.notice(Map.of("packageCode", "PKG-FZ-PL", "agentHandled", true, "branches", BRANCHES));
        var figures = notice.path("figures");
        var request = new HashMap<String, Object>(Map.of(
                "packageCode",
                "PKG-FZ-PL",
                "enterpriseUsci",
                PARENT,
                "channel",
                "ONLINE",
                "branches",
                branches,
                "materials",
                Hall.materials(notice, List.of())));
        var until = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(30).toString();
        var power = platform.post(
                        "applicant2",
                        "/api/intake/powers-of-attorney",
                        Map.of("principalUsci", PARENT, "agent", "agent", "all", true, "validUntil", until))
                .must(201, "the power of attorney");
        account.tell("The parent named one agent (power of attorney until %s).", until);

        long began = System.nanoTime();
        var receipt =
                platform.post("agent", "/api/intake/applications", request).must(201, "handing in 66 branches");
        var number = receipt.text("receiptNumber");
        int cases = receipt.body().path("cases").size();
        account.expect("one case for the parent, three for each branch", 1 + 3 * BRANCHES, cases);
        account.tell("The agent handed in once: receipt %s, %d cases.", number, cases);
        platform.put("window", "/api/intake/applications/" + number + "/acceptance", Map.of())
                .must(200, "acceptance");
        var file = hall.departmentsGrant(number);
        double seconds = (System.nanoTime() - began) / 1e9;
        account.expect(
                "every case is granted",
                cases,
                file.body().path("counts").path("granted").asInt());
        hall.handOut(number, "AGENT");
        account.tell("Departments decided for all branches at once; everything finished in %.2f s.", seconds);

        var id = power.text("id");
        platform.put("applicant2", "/api/intake/powers-of-attorney/" + id + "/revocation", Map.of())
                .must(200, "the revocation");
        var refused = platform.post("agent", "/api/intake/applications", request);
        account.expect("without a power the agent can do nothing", 403, refused.status());
        account.tell("The power was revoked; the agent's next attempt was refused: %s.", refused.problem());

        hall.reductions(figures, file);
        hall.countedReductions(number, BRANCHES);
        return number;
    }
}

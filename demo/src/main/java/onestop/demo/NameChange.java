package onestop.demo;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An enterprise changes its name: ten items of seven departments as one matter. */
final class NameChange {
    private static final String ENTERPRISE = "91371327MA3DEM0A2G";

    private final Platform platform;
    private final Account account;
    private final Hall hall;

    NameChange(Platform platform, Account account, Hall hall) {
        this.platform = platform;
        this.account = account;
        this.hall = hall;
    }

    void play() {
        account.chapter("名称变更 A change of name: one set of materials, ten items, seven departments");
        var notice = hall.notice(Map.of("packageCode", "PKG-BG-MC", "agentHandled", true));
        var figures = notice.path("figures");
        account.expect("items", 10, figures.path("items").asInt());
        account.expect(
                "materials asked for one by one",
                59,
                figures.path("materialsSeparately").asInt());
        account.expect(
                "materials the applicant hands in",
                7,
                figures.path("applicantSubmits").asInt());
        account.expect(
                "days one by one", 38, figures.path("statutoryDaysSequential").asInt());
        account.expect(
                "days as a package", 3, figures.path("packagePromisedDays").asInt());
        account.tell(
                "The public one-time notice names %d materials once instead of %d; %d come by data sharing.",
                figures.path("materialsDistinct").asInt(),
                figures.path("materialsSeparately").asInt(),
                figures.path("obtainedByDataSharing").asInt());

        var request = Map.of(
                "packageCode",
                "PKG-BG-MC",
                "enterpriseUsci",
                ENTERPRISE,
                "channel",
                "ONLINE",
                "materials",
                Hall.materials(notice, List.of()));
        var key = UUID.randomUUID().toString();
        long began = System.nanoTime();
        var receipt = platform.post("applicant", "/api/intake/applications", request, key)
                .must(201, "handing in");
        var again = platform.post("applicant", "/api/intake/applications", request, key)
                .must(201, "handing in again");
        var number = receipt.text("receiptNumber");
        account.expect("the same key gives the same receipt", number, again.text("receiptNumber"));
        account.expect(
                "nothing is missing",
                0,
                receipt.body().path("ledger").path("missing").size());
        hall.publicStatus(number, receipt.text("queryCode"), "RECEIVED");
        account.expect(
                "a wrong query code finds nothing",
                404,
                platform.get(null, "/api/intake/progress/" + number + "?queryCode=WRONG-WRONG")
                        .status());
        account.expect(
                "another enterprise's account finds nothing",
                404,
                platform.get("applicant2", "/api/intake/applications/" + number).status());
        account.tell("Handed in online once: receipt %s. The same request again gave the same receipt.", number);

        platform.put("window", "/api/intake/applications/" + number + "/acceptance", Map.of())
                .must(200, "acceptance");
        account.expect(
                "a file is accepted once",
                409,
                platform.put("window2", "/api/intake/applications/" + number + "/acceptance", Map.of())
                        .status());
        var file = hall.departmentsGrant(number);
        double seconds = (System.nanoTime() - began) / 1e9;
        account.expect("the file is granted", "GRANTED", file.text("outcome"));
        account.expect(
                "all ten cases are granted",
                10,
                file.body().path("counts").path("granted").asInt());
        account.expect("departments involved", 7, file.body().path("units").size());
        account.tell("Accepted at one window; seven departments decided side by side, none was declined.");
        hall.publicStatus(number, receipt.text("queryCode"), "DECIDED");
        hall.handOut(number, "LEGAL_REPRESENTATIVE");
        hall.publicStatus(number, receipt.text("queryCode"), "DELIVERED");
        account.tell("The bundle went out at one window. From handing in to the last decision: %.2f s.", seconds);

        var invitations = hall.invitations("applicant", number);
        for (var invitation : invitations) {
            var id = invitation.path("invitationId").asString();
            var rating = Map.of(
                    "invitationId", id, "level", "VERY_SATISFIED", "labels", List.of("510", "517"), "channel", "PC");
            platform.post("applicant", "/api/evaluation/ratings", rating).must(201, "the rating");
            account.expect(
                    "one service is rated once",
                    "already-rated",
                    platform.post("applicant", "/api/evaluation/ratings", rating)
                            .problem());
        }
        account.tell("Three services rated (acceptance, completion, delivery); each second attempt was refused.");

        hall.reductions(figures, file);
    }
}

package onestop.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A bad rating and how it is put right: contact in 1, rectify in 5 working days, call-back, closure; and an appeal that came of it. */
final class BadRating {
    private final Platform platform;
    private final Account account;
    private final Hall hall;
    private final AppealOffice office;

    BadRating(Platform platform, Account account, Hall hall, AppealOffice office) {
        this.platform = platform;
        this.account = account;
        this.hall = hall;
        this.office = office;
    }

    void play(String receiptNumber) {
        account.chapter("差评整改 A bad rating, and how it is put right");
        var completion = completion(hall.invitations("applicant3", receiptNumber));
        var id = completion.path("invitationId").asString();
        account.expect(
                "a bad rating needs a reason",
                400,
                platform.post(
                                "applicant3",
                                "/api/evaluation/ratings",
                                Map.of("invitationId", id, "level", "DISSATISFIED", "channel", "MOBILE"))
                        .status());
        var rating = platform.post(
                        "applicant3",
                        "/api/evaluation/ratings",
                        Map.of(
                                "invitationId",
                                id,
                                "level",
                                "DISSATISFIED",
                                "labels",
                                List.of("213"),
                                "text",
                                "消防设计审查解释不清，电话问了两次",
                                "channel",
                                "MOBILE",
                                "anonymous",
                                false))
                .must(201, "the bad rating");
        var order = rating.body().path("rectification").path("rectificationId").asString();
        var path = "/api/evaluation/rectifications/" + order;
        var unit = completion.path("unit").asString();
        var manager = "manager-" + unit.toLowerCase(Locale.ROOT);
        var read = platform.get(manager, path).must(200, "the order");
        account.tell(
                "Rated 不满意 with a label; an order opened itself at %s: contact until %s, rectify until %s.",
                unit,
                read.body().path("contact").path("dueOn").asString(),
                read.body().path("rectify").path("dueOn").asString());
        var other = unit.equals("XZSP") ? "manager-swj" : "manager-xzsp";
        account.expect(
                "another unit does not see the order",
                404,
                platform.get(other, path).status());

        platform.put(manager, path + "/contact", Map.of("note", "已电话联系企业")).must(200, "contact");
        platform.put(manager, path + "/confirmation", Map.of("note", "情况属实")).must(200, "confirmation");
        account.expect(
                "nobody closes without a call-back",
                409,
                platform.put("supervisor", path + "/closure", Map.of()).status());
        platform.put(manager, path + "/rectification", Map.of("result", "已当面解释并补发审查要点清单"))
                .must(200, "rectification");
        platform.put("supervisor", path + "/call-back", Map.of("reached", true, "satisfied", true))
                .must(200, "call-back");
        platform.put("supervisor", path + "/closure", Map.of()).must(200, "closure");
        account.expect(
                "the order is closed",
                "CLOSED",
                platform.get(manager, path).must(200, "the order").text("status"));
        var indicators = platform.get("supervisor", "/api/evaluation/indicators")
                .must(200, "the indicators")
                .body();
        account.tell("Contacted, confirmed, put right, called back (satisfied), closed.");
        account.tell(
                "County this year: good %s, rectified %s, active %s.",
                ratio(indicators.path("goodRate")),
                ratio(indicators.path("rectificationRate")),
                ratio(indicators.path("activeRate")));
        appealed(receiptNumber, rating.text("ratingId"));
    }

    private void appealed(String receiptNumber, String rating) {
        var path = office.raise(
                "window",
                Map.of(
                        "kind", "COMPLAINT",
                        "source", "RATING",
                        "title", "消防设计审查要点不公开",
                        "text", "企业评价后仍希望公开全部审查要点。",
                        "about", Map.of("receiptNumber", receiptNumber, "ratingId", rating)));
        account.expect(
                "the appeal names the rating",
                rating,
                office.read("coordinator", path).at("/about/ratingId").asString());
        account.eventually("the rating names the appeal", () -> {
            var appeals = platform.get("applicant3", "/api/evaluation/ratings/" + rating)
                    .must(200, "the rating")
                    .body()
                    .path("appeals");
            return appeals.findValuesAsString("appealId").contains(AppealOffice.id(path)) ? appeals : null;
        });
        office.does("coordinator", path, "direct-answer", Map.of("text", "审查要点清单已在网上公开。"));
        office.closed(path);
        account.tell("An appeal came of the rating, and each names the other.");
    }

    private static JsonNode completion(Iterable<JsonNode> invitations) {
        for (var invitation : invitations) {
            if (invitation.path("service").asString().equals("COMPLETION")) {
                return invitation;
            }
        }
        throw new UnmetExpectation("no invitation for the completion");
    }

    private static String ratio(JsonNode rate) {
        var shares = "%d/%d"
                .formatted(
                        rate.path("numerator").asLong(),
                        rate.path("denominator").asLong());
        return rate.path("ratio").isNumber()
                ? "%.2f %% (%s)".formatted(rate.path("ratio").asDouble() * 100, shares)
                : "– (" + shares + ")";
    }
}

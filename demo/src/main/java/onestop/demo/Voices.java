package onestop.demo;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What is said without signing in: a rating by the code of its invitation, and open feedback by the code of a poster. */
final class Voices {
    /** Longer than an invitation takes to be read; who is faster is under suspicion. */
    static final long READING_MILLIS = 2_500;

    private final Platform platform;
    private final Account account;
    private final Hall hall;

    Voices(Platform platform, Account account, Hall hall) {
        this.platform = platform;
        this.account = account;
        this.hall = hall;
    }

    void play(String receiptNumber) {
        account.chapter("扫码评价·吐槽找茬 Said without signing in");
        rateByCode(receiptNumber);
        findFault();
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        var reconciled = platform.get(
                        "supervisor", "/api/evaluation/reconciliation?from=" + today.minusDays(7) + "&to=" + today)
                .must(200, "the reconciliation")
                .body();
        account.expect(
                "the figures agree with the ratings, one by one",
                reconciled.path("agrees").asBoolean(false));
    }

    private void rateByCode(String receiptNumber) {
        var acceptance = acceptance(hall.invitations("applicant3", receiptNumber));
        var unit = acceptance.path("unit").asString();
        account.expect(
                "the clerk does not get the code",
                403,
                platform.get("window", link(acceptance)).status());
        account.expect(
                "another enterprise does not get it",
                404,
                platform.get("applicant", link(acceptance)).status());
        var code = platform.get("applicant3", link(acceptance))
                .must(200, "the link")
                .text("code");
        var page = "/api/evaluation/r/" + code;
        var forged = code.substring(0, code.length() - 1) + (code.endsWith("0") ? "1" : "0");
        account.expect(
                "a forged code is refused",
                "code-not-genuine",
                platform.get(null, "/api/evaluation/r/" + forged).problem());
        platform.get(null, page).must(200, "the page of the code");
        Platform.pause(READING_MILLIS);

        var before = good(unit);
        var rating = Map.of("level", "VERY_SATISFIED", "labels", List.of("510"), "channel", "QR_CODE");
        platform.post(null, page, rating).must(201, "the rating by code");
        account.expect(
                "the code is used up",
                "code-used",
                platform.post(null, page, rating).problem());
        account.expect(
                "and the service is rated on every other channel",
                "already-rated",
                platform.post(
                                "applicant3",
                                "/api/evaluation/ratings",
                                Map.of(
                                        "invitationId",
                                        acceptance.path("invitationId").asString(),
                                        "level",
                                        "SATISFIED",
                                        "channel",
                                        "PC"))
                        .problem());
        var after = good(unit);
        account.expect(
                "the indicator of the unit counts it at once",
                after.path("numerator").asLong() > before.path("numerator").asLong());
        account.figure(
                "good ratings of " + unit + " this year",
                before.path("numerator").asLong(),
                after.path("numerator").asLong(),
                null);
    }

    private static String link(JsonNode invitation) {
        return "/api/evaluation/invitations/" + invitation.path("invitationId").asString() + "/link";
    }

    private JsonNode good(String unit) {
        return platform.get("supervisor", "/api/evaluation/indicators?unit=" + unit)
                .must(200, "the indicators")
                .body()
                .path("goodRate");
    }

    private static JsonNode acceptance(Iterable<JsonNode> invitations) {
        for (var invitation : invitations) {
            if (invitation.path("service").asString().equals("ACCEPTANCE")) {
                return invitation;
            }
        }
        throw new UnmetExpectation("no invitation for the acceptance");
    }

    private void findFault() {
        var poster = platform.post(
                        "supervisor",
                        "/api/evaluation/feedback-points",
                        Map.of(
                                "target", "HALL",
                                "targetCode", "HALL",
                                "unit", "XZSP",
                                "nameZh", "政务服务大厅",
                                "nameEn", "Service hall"))
                .must(201, "the poster")
                .text("code");
        var id = UUID.randomUUID();
        var path = "/api/evaluation/open-feedback/" + id;
        platform.put(
                        null,
                        path,
                        Map.of(
                                "pointCode", poster,
                                "level", "DISSATISFIED",
                                "text", "门口停车位常被占用，来办事要绕三圈，请和交警一起想想办法",
                                "contact", "13805390001"))
                .must(201, "the feedback");
        account.expect(
                "a bad one waits for the supervisor",
                "WAITING",
                platform.get(null, path + "/progress").must(200, "its progress").text("status"));
        // the number is the writer's own; the unit knows the feedback by another one
        var atTheDesk = "/api/evaluation/open-feedback/"
                + platform.get("manager-xzsp", "/api/evaluation/open-feedback?limit=1")
                        .must(200, "the unit's list")
                        .body()
                        .path("items")
                        .path(0)
                        .path("feedbackId")
                        .asString();
        var read = platform.get("manager-xzsp", atTheDesk)
                .must(200, "the unit's reading")
                .body();
        account.expect(
                "the unit does not read the telephone number", !read.toString().contains("13805390001"));
        platform.put("supervisor", atTheDesk + "/triage", Map.of("decision", "APPEAL", "reason", "停车位占用须由交警和城管共同解决"))
                .must(200, "the referral");
        var appeal = account.eventually("an appeal came of the feedback", () -> {
            var found = platform.get("supervisor", atTheDesk).text("appealId");
            return found.isEmpty() ? null : found;
        });
        var received = platform.get("coordinator", "/api/appeal/appeals/" + appeal)
                .must(200, "the appeal")
                .body();
        account.expect(
                "it says which feedback it is about",
                id.toString(),
                received.path("about").path("feedbackId").asString());
        account.tell(
                "Open feedback by a poster, without signing in: referred, and appeal %s came of it.",
                received.path("number").asString());
    }
}

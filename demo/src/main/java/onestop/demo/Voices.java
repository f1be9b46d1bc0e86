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

    private static final String FEEDBACK = "/api/evaluation/open-feedback";
    private static final Map<String, Object> SATISFIED = Map.of("reached", true, "satisfied", true);

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
        var poster = poster();
        referred(poster);
        putRight(poster);
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

    private String poster() {
        return platform.post(
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
    }

    /** @return where the desk finds it: the number is the writer's own, the unit knows the feedback by another one */
    private String found(String poster, String fault, String contact) {
        var path = FEEDBACK + "/" + UUID.randomUUID();
        platform.put(
                        null,
                        path,
                        Map.of("pointCode", poster, "level", "DISSATISFIED", "text", fault, "contact", contact))
                .must(201, "the feedback");
        account.expect(
                "a bad one waits for the supervisor",
                "WAITING",
                platform.get(null, path + "/progress").must(200, "its progress").text("status"));
        var atTheDesk = FEEDBACK + "/"
                + platform.get("manager-xzsp", FEEDBACK + "?limit=1")
                        .must(200, "the unit's list")
                        .body()
                        .path("items")
                        .path(0)
                        .path("feedbackId")
                        .asString();
        account.expect(
                "the unit does not read the telephone number",
                !platform.get("manager-xzsp", atTheDesk)
                        .must(200, "the unit's reading")
                        .body()
                        .toString()
                        .contains(contact));
        return atTheDesk;
    }

    private void referred(String poster) {
        var feedback = found(poster, "门口停车位常被占用，来办事要绕三圈，请和交警一起想想办法", "13805390001");
        platform.put("supervisor", feedback + "/triage", Map.of("decision", "APPEAL", "reason", "停车位占用须由交警和城管共同解决"))
                .must(200, "the referral");
        var appeal = account.eventually("an appeal came of the feedback", () -> {
            var found = platform.get("supervisor", feedback).text("appealId");
            return found.isEmpty() ? null : found;
        });
        var received = platform.get("coordinator", "/api/appeal/appeals/" + appeal)
                .must(200, "the appeal")
                .body();
        account.expect(
                "it says which feedback it is about",
                feedback.substring(FEEDBACK.length() + 1),
                received.path("about").path("feedbackId").asString());
        account.tell(
                "Open feedback by a poster, without signing in: referred, and appeal %s came of it.",
                received.path("number").asString());
    }

    /** Whom the office alone can call: before the closing, and once more after it. */
    private void putRight(String poster) {
        var contact = "13805390002";
        var feedback = found(poster, "自助区打印机缺纸，等了二十分钟没有人来", contact);
        var id = platform.put("supervisor", feedback + "/triage", Map.of("decision", "ORDER", "reason", "由大厅管理单位整改"))
                .must(200, "the dispatch")
                .text("rectificationId");
        var order = "/api/evaluation/rectifications/" + id;
        platform.put("manager-xzsp", order + "/contact", Map.of()).must(200, "contact");
        platform.put("manager-xzsp", order + "/confirmation", Map.of()).must(200, "confirmation");
        platform.put("manager-xzsp", order + "/rectification", Map.of("result", "自助区每两小时巡查补纸"))
                .must(200, "rectification");
        account.expect(
                "who calls back reads whom to call, for a purpose on record",
                contact,
                platform.post("supervisor", feedback + "/contact-readings", Map.of("purpose", "回访"))
                        .must(200, "the reading")
                        .text("contact"));
        platform.put("supervisor", order + "/call-back", Map.of("reached", true, "satisfied", true))
                .must(200, "call-back");
        platform.put("supervisor", order + "/closure", Map.of()).must(200, "closure");
        account.expect("closed, it is due for a second call", secondCallDue(id));
        account.expect(
                "the unit does not call again",
                403,
                platform.put("manager-xzsp", order + "/second-call", SATISFIED).status());
        platform.put("supervisor", order + "/second-call", SATISFIED).must(200, "the second call");
        account.expect("answered, it is due no more", !secondCallDue(id));
        account.tell("Open feedback that the hall itself put right: called back, closed, called once more.");
    }

    private boolean secondCallDue(String rectification) {
        String after = null;
        do {
            var page = platform.get(
                            "supervisor",
                            "/api/evaluation/second-calls-due?limit=200" + (after == null ? "" : "&after=" + after))
                    .must(200, "the second calls that are due")
                    .body();
            if (page.path("items").findValuesAsString("rectificationId").contains(rectification)) {
                return true;
            }
            after = page.path("next").isMissingNode() ? null : page.path("next").asString();
        } while (after != null);
        return false;
    }
}

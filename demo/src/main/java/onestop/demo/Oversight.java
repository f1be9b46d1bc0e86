package onestop.demo;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Who watches the ratings: suspicion and objection, reviewers, what others collect, findings, the province, publication. */
final class Oversight {
    private static final String ITEM = "YB-BG";
    private static final String UNIT = "YBJ";
    private static final String MANAGER = "manager-ybj";
    private static final String ENTERPRISE = "91371327MA3DEM0C98";
    private static final String ORDERS = "/api/evaluation/rectifications/";

    private final Platform platform;
    private final Account account;
    private final Hall hall;
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    Oversight(Platform platform, Account account, Hall hall) {
        this.platform = platform;
        this.account = account;
        this.hall = hall;
    }

    void play() {
        account.chapter("评价监督 Who watches the ratings");
        var number = wholeFile();
        var services = hall.invitations("applicant3", number);
        suspicion(service(services, "ACCEPTANCE"));
        rejectedObjectionAndFollowUp(service(services, "COMPLETION"));
        upheldObjection(service(services, "DELIVERY"));
        review();
        batch(number);
        improvement();
        province(number);
        publication(number);
    }

    private String wholeFile() {
        var notice = hall.notice(Map.of("itemCodes", List.of(ITEM), "agentHandled", false));
        var number = platform.post(
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
                .must(201, "handing in")
                .text("receiptNumber");
        platform.put("window", "/api/intake/applications/" + number + "/acceptance", Map.of())
                .must(200, "acceptance");
        hall.departmentsGrant(number);
        hall.handOut(number, "LEGAL_REPRESENTATIVE");
        return number;
    }

    /** Given sooner than the page can be read: kept, counted when a supervisor has cleared it. */
    private void suspicion(JsonNode acceptance) {
        var unit = acceptance.path("unit").asString();
        var code = platform.get(
                        "applicant3",
                        "/api/evaluation/invitations/"
                                + acceptance.path("invitationId").asString() + "/link")
                .must(200, "the link")
                .text("code");
        var page = "/api/evaluation/r/" + code;
        long before = ratings(unit);
        platform.get(null, page).must(200, "the page of the code");
        var rating = platform.post(
                        null, page, Map.of("level", "VERY_SATISFIED", "labels", List.of("510"), "channel", "QR_CODE"))
                .must(201, "the hasty rating")
                .text("ratingId");
        account.expect("a rating given without reading is kept and not counted", before, ratings(unit));
        var decision = "/api/evaluation/suspicions/" + rating + "/decision";
        var cleared = Map.of("outcome", "CLEARED", "reason", "企业已熟悉评价页面，电话核实属实");
        account.expect(
                "the rated unit does not clear it",
                403,
                platform.put("manager-xzsp", decision, cleared).status());
        var reasons = platform.put("supervisor", decision, cleared)
                .must(200, "the clearing")
                .body()
                .path("reasons");
        account.expect(
                "it was under suspicion for its haste", reasons.toString().contains("DWELL"));
        account.expect("cleared by a supervisor it counts", before + 1, ratings(unit));
        account.tell("A rating given sooner than it can be read: set aside, cleared by the supervisor, counted.");
    }

    private String badlyRated(JsonNode service, String label, String text) {
        var rating = platform.post(
                        "applicant3",
                        "/api/evaluation/ratings",
                        Map.of(
                                "invitationId",
                                service.path("invitationId").asString(),
                                "level",
                                "DISSATISFIED",
                                "labels",
                                List.of(label),
                                "text",
                                text,
                                "channel",
                                "PC",
                                "anonymous",
                                false))
                .must(201, "a bad rating")
                .body();
        return rating.path("ratingId").asString() + " "
                + rating.path("rectification").path("rectificationId").asString();
    }

    private void rejectedObjectionAndFollowUp(JsonNode completion) {
        var ids = badlyRated(completion, "213", "变更单打印了三次才对").split(" ");
        var order = ORDERS + ids[1];
        platform.put(MANAGER, order + "/objection", Map.of("kind", "MISTAKEN", "reason", "窗口当场已更正"))
                .must(200, "the objection");
        var rejected = Map.of("upheld", false, "reason", "更正前企业确实等了三次");
        account.expect(
                "the unit does not decide on its own objection",
                403,
                platform.put(MANAGER, order + "/objection-decision", rejected).status());
        platform.put("supervisor", order + "/objection-decision", rejected).must(200, "the decision");
        account.expect(
                "a unit objects once",
                409,
                platform.put(MANAGER, order + "/objection", Map.of("kind", "MALICIOUS", "reason", "再次申诉"))
                        .status());
        var followUp = "/api/evaluation/ratings/" + ids[0] + "/follow-up";
        var satisfied = Map.of("level", "SATISFIED", "labels", List.of("413"), "channel", "PC");
        account.expect(
                "there is nothing to follow up before it is put right",
                "nothing-to-follow-up",
                platform.post("applicant3", followUp, satisfied).problem());
        platform.put(MANAGER, order + "/contact", Map.of()).must(200, "contact");
        platform.put(MANAGER, order + "/confirmation", Map.of()).must(200, "confirmation");
        platform.put(MANAGER, order + "/rectification", Map.of("result", "更换打印模板并当面致歉"))
                .must(200, "rectification");
        var before = indicators(UNIT, null).path("callBackSatisfactionRate");
        platform.post("applicant3", followUp, satisfied).must(201, "the follow-up rating");
        platform.put("supervisor", order + "/call-back", Map.of("reached", true, "satisfied", true))
                .must(200, "call-back");
        var after = indicators(UNIT, null).path("callBackSatisfactionRate");
        account.expect(
                "follow-up and call-back are one answer of the rater",
                before.path("denominator").asLong() + 1,
                after.path("denominator").asLong());
        platform.put("supervisor", order + "/closure", Map.of()).must(200, "closure");
        account.tell(
                "An objection that another unit rejected; put right, followed up by the rater, called back, closed.");
    }

    private void upheldObjection(JsonNode delivery) {
        var unit = delivery.path("unit").asString();
        long before = ratings(unit);
        var order = ORDERS + badlyRated(delivery, "214", "点错了，本想评满意").split(" ")[1];
        account.expect("a bad rating counts at once", before + 1, ratings(unit));
        platform.put("manager-xzsp", order + "/objection", Map.of("kind", "MISTAKEN", "reason", "评价人电话称点错"))
                .must(200, "the objection");
        platform.put("supervisor", order + "/objection-decision", Map.of("upheld", true, "reason", "电话核实，属误评"))
                .must(200, "the decision");
        account.expect(
                "upheld, the order ends",
                "INVALIDATED",
                platform.get("manager-xzsp", order).must(200, "the order").text("status"));
        account.expect("and the rating is kept and counts no more", before, ratings(unit));
        account.tell("An objection that was upheld: the mistaken rating is kept, and counted no more.");
    }

    private void review() {
        var appointed = platform.post(
                "supervisor",
                "/api/evaluation/reviewers",
                Map.of(
                        "reviewer",
                        "agent",
                        "kind",
                        "ENTREPRENEUR",
                        "startsOn",
                        today.toString(),
                        "endsOn",
                        today.plusDays(30).toString()));
        account.expect(
                "a reviewer is appointed, once",
                appointed.status() == 201 || appointed.problem().equals("already-appointed"));
        var review = Map.of(
                "target",
                "HALL",
                "targetCode",
                "HALL",
                "unit",
                "XZSP",
                "announced",
                false,
                "visitedOn",
                today.toString(),
                "level",
                "SATISFIED",
                "findings",
                List.of(Map.of("level", "DISSATISFIED", "text", "取号机旁没有老花镜")));
        account.expect(
                "who is not appointed files none",
                403,
                platform.post("applicant3", "/api/evaluation/reviews", review).status());
        var filed = platform.post("agent", "/api/evaluation/reviews", review)
                .must(201, "the review")
                .body();
        var order =
                ORDERS + filed.path("findings").path(0).path("rectificationId").asString();
        account.expect(
                "its bad finding is an order at the unit",
                "REVIEW",
                platform.get("manager-xzsp", order).must(200, "the order").text("origin"));
        var read = platform.get(
                        "manager-xzsp",
                        "/api/evaluation/reviews/" + filed.path("reviewId").asString())
                .must(200, "the unit's reading")
                .body();
        account.expect("the unit does not read by whom", !read.has("reviewer"));
        platform.put("manager-xzsp", order + "/contact", Map.of()).must(200, "contact");
        platform.put("manager-xzsp", order + "/confirmation", Map.of()).must(200, "confirmation");
        platform.put("manager-xzsp", order + "/rectification", Map.of("result", "各取号机均已配备老花镜"))
                .must(200, "rectification");
        platform.put("supervisor", order + "/closure", Map.of()).must(200, "closure");
        account.tell("A woodpecker reviewer found one thing wrong: an order, put right, closed.");
    }

    /** Three ratings that the hotline collected, one of them with a label of another level. */
    private void batch(String run) {
        var rows = List.of(
                row(run + "-1", "VERY_SATISFIED", "510", today),
                row(run + "-2", "VERY_SATISFIED", "209", today),
                row(run + "-3", "SATISFIED", "413", today));
        long before = ratings(UNIT);
        var result = platform.post("partner", "/api/evaluation/rating-batches", Map.of("ratings", rows))
                .must(200, "the batch")
                .body();
        account.expect("two rows are taken in", 2, result.path("taken").asInt());
        account.expect(
                "the bad one is refused by its field",
                result.path("rows")
                        .path(1)
                        .path("errors")
                        .path(0)
                        .path("field")
                        .asString("")
                        .startsWith("labels"));
        account.expect("the rest counts at once", before + 2, ratings(UNIT));
        var again = platform.post("partner", "/api/evaluation/rating-batches", Map.of("ratings", rows))
                .must(200, "the same batch under another key")
                .body();
        account.expect(
                "sent again nothing counts twice", 2, again.path("takenBefore").asInt());
        account.expect("not one", before + 2, ratings(UNIT));
        account.tell("A batch of the hotline with one bad row: the rest went in, and only once.");
    }

    private static Map<String, Object> row(String number, String level, String label, LocalDate on) {
        return Map.of(
                "source",
                "HOTLINE",
                "number",
                number,
                "unit",
                UNIT,
                "item",
                ITEM,
                "level",
                level,
                "labels",
                List.of(label),
                "channel",
                "PHONE",
                "ratedAt",
                on + "T00:00:01+08:00");
    }

    private void improvement() {
        var points = platform.get("supervisor", "/api/evaluation/pain-points?least=1&limit=200&item=" + ITEM)
                .must(200, "the pain points")
                .body()
                .path("items");
        var label = StreamSupport.stream(points.spliterator(), false)
                .filter(point -> point.path("label").asString("").equals("213"))
                .findFirst()
                .orElseThrow(() -> new UnmetExpectation("the label of the bad rating is no pain point: " + points));
        account.tell(
                "Pain point of %s: label 213, %d among %d ratings.",
                ITEM, label.path("count").asLong(), label.path("among").asLong());
        var task = platform.post(
                        "supervisor",
                        "/api/evaluation/improvements",
                        Map.of(
                                "kind",
                                "LABEL",
                                "label",
                                "213",
                                "item",
                                ITEM,
                                "title",
                                "变更单模板统一并培训窗口人员",
                                "unit",
                                UNIT,
                                "owner",
                                MANAGER,
                                "dueOn",
                                today.plusDays(30).toString()))
                .must(201, "the improvement")
                .text("improvementId");
        var path = "/api/evaluation/improvements/" + task;
        account.expect(
                "before it is done there is nothing to compare",
                409,
                platform.get("supervisor", path + "/comparison").status());
        var done = Map.of("doneOn", today.toString(), "note", "模板已统一，窗口人员已培训");
        account.expect(
                "another unit does not know of it",
                404,
                platform.put("manager-xzsp", path + "/completion", done).status());
        platform.put(MANAGER, path + "/completion", done).must(200, "the completion");
        account.tell(
                "It became a task of %s with an owner and a day; done, it will be compared before and after.", UNIT);
    }

    /** What the province reads of the file: each service, then its rating, under the national names and without a person. */
    private void province(String number) {
        var projectNo = "37" + number;
        var reader = new ProvinceReader();
        var rating = account.eventually("the province reads the rating that was cleared", () -> reader.find(projectNo));
        account.expect(
                "five stars are 5 there", "5", rating.path("satisfaction").asString());
        account.expect("its service came before it", reader.serviceCame);
        account.expect(
                "and nobody is named",
                !rating.toString().contains("鸡龙河") && !rating.toString().contains(ENTERPRISE));
        account.tell("The province reads service and rating of %s under the national field names.", projectNo);
    }

    private final class ProvinceReader {
        private @Nullable String readOn;
        private boolean serviceCame;

        @Nullable
        JsonNode find(String projectNo) {
            while (true) {
                var page = platform.get(
                                "partner",
                                "/api/evaluation/province/messages?limit=200"
                                        + (readOn == null ? "" : "&after=" + readOn))
                        .must(200, "a page of the province")
                        .body();
                if (page.path("items").isEmpty()) {
                    return null;
                }
                readOn = page.path("readOn").asString();
                for (var item : page.path("items")) {
                    var message = item.path("message");
                    if (message.path("projectNo").asString("").equals(projectNo)
                            && message.path("serviceNumber").asInt() == 1) {
                        if (item.path("kind").asString().equals("RATING")) {
                            return message;
                        }
                        serviceCame = true;
                    }
                }
            }
        }
    }

    private void publication(String run) {
        var month = YearMonth.from(today).minusMonths(1);
        var published = platform.post(
                "supervisor",
                "/api/evaluation/publications",
                Map.of("slice", "UNIT", "period", month.toString(), "minimumSample", 10));
        account.expect(
                "the ranking of the month is published, once",
                published.status() == 201 || published.problem().equals("already-published"));
        var address = "/api/evaluation/public/rankings/" + publicationOf(month);
        var before = platform.get(null, address).must(200, "the publication").body();
        long counted = ratings(UNIT, month);
        var late = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 12; i++) {
            late.add(row(run + "-L" + i, "BASICALLY_SATISFIED", "309", month.atDay(1 + i)));
        }
        account.expect(
                "ratings of that month arrive late",
                12,
                platform.post("partner", "/api/evaluation/rating-batches", Map.of("ratings", late))
                        .must(200, "the late batch")
                        .number("taken"));
        account.expect("they count in the figures", counted + 12, ratings(UNIT, month));
        account.expect(
                "what was published stays as it was",
                before,
                platform.get(null, address).must(200, "the publication").body());
        account.tell("The ranking of %s stays as published, whatever arrives later.", month);
    }

    private String publicationOf(YearMonth month) {
        String after = null;
        do {
            var page = platform.get(
                            null,
                            "/api/evaluation/public/rankings?limit=200" + (after == null ? "" : "&after=" + after))
                    .must(200, "the publications")
                    .body();
            for (var item : page.path("items")) {
                if (item.path("slice").asString().equals("UNIT")
                        && item.path("period").asString().equals(month.toString())) {
                    return item.path("publicationId").asString();
                }
            }
            after = page.path("next").isMissingNode() ? null : page.path("next").asString();
        } while (after != null);
        throw new UnmetExpectation("the ranking of %s is not among those published".formatted(month));
    }

    private long ratings(String unit) {
        return indicators(unit, null).path("ratings").asLong();
    }

    private long ratings(String unit, YearMonth month) {
        return indicators(unit, month).path("ratings").asLong();
    }

    private JsonNode indicators(String unit, @Nullable YearMonth month) {
        var period = month == null ? "" : "&from=%s&to=%s".formatted(month.atDay(1), month.atEndOfMonth());
        return platform.get("supervisor", "/api/evaluation/indicators?unit=" + unit + period)
                .must(200, "the indicators")
                .body();
    }

    private static JsonNode service(List<JsonNode> invitations, String kind) {
        return invitations.stream()
                .filter(invitation -> invitation.path("service").asString().equals(kind))
                .findFirst()
                .orElseThrow(() -> new UnmetExpectation("no invitation for " + kind));
    }
}

package onestop.intake.progress;

import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import onestop.events.IncomingEvent;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@IntakeTest
class ProgressIT {
    private static final String CASES = "onestop.approval.case";
    private static final String RATINGS = "onestop.evaluation.rating";
    private static final String RECTIFICATIONS = "onestop.evaluation.rectification";
    private static final String APPEALS = "onestop.appeal.appeal";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DepartmentEvents consumer;

    /** An accepted file and its cases by item. */
    private record File(String usci, String number, String queryCode, Map<String, String> cases) {
        String caseOf(String item) {
            return cases.getOrDefault(item, "none");
        }
    }

    private File accepted() {
        var usci = calls.enterprise();
        var receipt = calls.submit(usci, "PKG-BG-GD");
        var number = receipt.text("receiptNumber");
        calls.accept(WINDOW, number).must(200);
        var cases = new HashMap<String, String>();
        for (JsonNode one : receipt.body().path("cases")) {
            cases.put(one.path("item").asString(), one.path("caseNumber").asString());
        }
        return new File(usci, number, receipt.text("queryCode"), cases);
    }

    private void opened(File file, String item) {
        events.send(CASES, file.number(), CASES + ".opened.v1", file.caseOf(item), 1, """
                {"receiptNumber": "%s", "caseNumber": "%s", "item": "%s", "unit": "XZSP", "subject": "%s", "stage": 0,
                 "promisedDueOn": "2026-03-09", "statutoryDueOn": "2026-03-30", "provisional": false}
                """.formatted(
                        file.number(), file.caseOf(item), item, file.usci()));
    }

    private void decided(File file, String item, String outcome) {
        events.send(CASES, file.number(), CASES + ".decided.v1", file.caseOf(item), 3, """
                {"receiptNumber": "%s", "caseNumber": "%s", "item": "%s", "unit": "XZSP", "subject": "%s",
                 "outcome": "%s", "grounds": "理由", "decidedAt": "2026-03-04T10:00:00+08:00", "decidedBy": "approver",
                 "licence": {"number": "L-1", "nameZh": "营业执照"}, "somethingNew": 1}
                """.formatted(
                        file.number(), file.caseOf(item), item, file.usci(), outcome));
    }

    private void finished(File file, String... officers) {
        finishedAs("PARTLY_GRANTED", file, officers);
    }

    private void finishedAs(String outcome, File file, String... officers) {
        events.send(CASES, file.number(), CASES + ".file-finished.v1", file.number(), 9, """
                {"receiptNumber": "%s", "finishedAt": "2026-03-04T10:00:00+08:00", "outcome": "%s",
                 "officers": ["%s"]}
                """.formatted(
                        file.number(), outcome, String.join("\", \"", officers)));
    }

    private Calls.Reply open(File file) {
        return calls.get(NOBODY, "/progress/" + file.number() + "?queryCode=" + file.queryCode());
    }

    private void becomes(File file, String status) {
        Eventually.within(
                SOON, () -> assertThat(open(file).must(200).text("status")).isEqualTo(status));
    }

    // --- the public view

    @Test
    void theCodeOpensOneFileAndAnythingElseNothing() {
        var file = accepted();
        var other = accepted();

        open(file).must(200);
        assertThat(calls.get(
                                NOBODY,
                                "/progress/%s?queryCode=%s"
                                        .formatted(
                                                file.number(),
                                                file.queryCode()
                                                        .toLowerCase(Locale.ROOT)
                                                        .replace("-", "")))
                        .status())
                .isEqualTo(200);
        var wrongCode = calls.get(NOBODY, "/progress/" + file.number() + "?queryCode=" + other.queryCode())
                .declines(404, "unknown-progress");
        var wrongNumber = calls.get(NOBODY, "/progress/371327LB00000000000?queryCode=" + file.queryCode())
                .declines(404, "unknown-progress");
        assertThat(wrongCode.text("detail")).isEqualTo(wrongNumber.text("detail"));
        assertThat(calls.get(NOBODY, "/progress/" + file.number()).must(400).errors())
                .containsExactly("queryCode required");
        calls.get(NOBODY, "/progress/" + file.number() + "?queryCode=").declines(404, "unknown-progress");
    }

    @Test
    void thePublicViewHoldsNothingOfThePersons() {
        var file = accepted();

        var body = open(file).must(200).body();

        assertThat(body.toString()).doesNotContain(file.usci(), "测试企业", "applicant", "window", file.caseOf("QY-BG-GD"));
        assertThat(open(file).headers().get("Cache-Control")).contains("no-store");
    }

    @Test
    void whatNobodyDecidedIsNotTakenForARefusal() {
        var file = accepted();
        opened(file, "QY-BG-GD");

        finishedAs("NOT_DECIDED", file, "approver");

        becomes(file, "DECIDED");
        assertThat(open(file).text("outcome")).isEqualTo("NOT_DECIDED");
        calls.put(Calls.ISSUER, "/applications/" + file.number() + "/delivery", Map.of("method", "E_LICENCE"))
                .must(200);
        becomes(file, "DELIVERED");
    }

    @Test
    void fiveStatusesTellTheWholeWay() {
        var usci = calls.enterprise();
        var receipt = calls.submit(usci, "PKG-BG-GD");
        var file = new File(usci, receipt.text("receiptNumber"), receipt.text("queryCode"), casesOf(receipt));

        assertThat(open(file).text("status")).isEqualTo("RECEIVED");
        assertThat(open(file).text("waitingFor")).isEqualTo("WINDOW");
        calls.accept(WINDOW, file.number()).must(200);
        assertThat(open(file).text("status")).isEqualTo("ACCEPTED");

        opened(file, "QY-BG-GD");
        becomes(file, "IN_APPROVAL");
        assertThat(open(file).text("promisedDueOn")).isEqualTo("2026-03-09");
        decided(file, "QY-BG-GD", "GRANTED");
        finished(file, "approver");
        becomes(file, "DECIDED");
        assertThat(open(file).text("outcome")).isEqualTo("PARTLY_GRANTED");
        assertThat(open(file).text("waitingFor")).isEqualTo("COLLECTION");

        calls.put(Calls.ISSUER, "/applications/" + file.number() + "/delivery", Map.of("method", "E_LICENCE"))
                .must(200);
        assertThat(open(file).text("status")).isEqualTo("DELIVERED");
        assertThat(open(file).body().has("waitingFor")).isFalse();
        var what = new ArrayList<String>();
        open(file)
                .body()
                .path("timeline")
                .forEach(entry -> what.add(entry.path("what").asString()));
        assertThat(what)
                .containsExactlyInAnyOrder(
                        "SUBMITTED", "ACCEPTED", "ITEM_OPENED", "ITEM_DECIDED", "FINISHED", "DELIVERED");
    }

    private static Map<String, String> casesOf(Calls.Reply receipt) {
        var cases = new HashMap<String, String>();
        receipt.body()
                .path("cases")
                .forEach(one -> cases.put(
                        one.path("item").asString(), one.path("caseNumber").asString()));
        return cases;
    }

    @Test
    void whoTriesCodesHasToWait() {
        var file = accepted();
        var tries = 0;
        Calls.Reply last;
        do {
            last = calls.get(NOBODY, "/progress/" + file.number() + "?queryCode=WRONG-WRONG");
            tries++;
        } while (last.status() == 404 && tries < 200);

        last.declines(429, "too-many-looks");
        assertThat(tries).isBetween(60, 80); // each counts twice; 120 at once
        assertThat(Integer.parseInt(last.headers().getOrDefault("Retry-After", "0")))
                .isBetween(1, 6);
        open(file).declines(429, "too-many-looks"); // the right code, too
        open(accepted()).must(200);
    }

    /** Every member of the public view by name: whoever adds one decides here whether it tells of a person. */
    @Test
    void thePublicViewHoldsTheseMembersAndNoOthers() {
        var file = accepted();
        opened(file, "QY-BG-GD");
        decided(file, "QY-BG-GD", "GRANTED");
        suspended(file, "SW-BG", 2);
        complaints(file);
        finished(file, "approver");
        becomes(file, "DECIDED");
        ownTimelineHas(file, "APPEAL_CLOSED", "RECTIFICATION_CLOSED", "ITEM_SUSPENDED");

        var view = open(file).must(200).body();

        assertThat(members("", view))
                .containsExactlyInAnyOrder(
                        ".receiptNumber",
                        ".status",
                        ".outcome",
                        ".waitingFor",
                        ".receivedAt",
                        ".promisedDueOn",
                        ".provisional",
                        ".items",
                        ".items.item",
                        ".items.nameZh",
                        ".items.nameEn",
                        ".items.unit",
                        ".items.stage",
                        ".items.cases",
                        ".items.opened",
                        ".items.decided",
                        ".items.granted",
                        ".items.refused",
                        ".items.ended",
                        ".items.notStarted",
                        ".items.suspended",
                        ".items.promisedDueOn",
                        ".timeline",
                        ".timeline.at",
                        ".timeline.what",
                        ".timeline.item",
                        ".timeline.text");
        assertThat(what(view))
                .contains("ITEM_SUSPENDED")
                .noneMatch(what -> what.startsWith("APPEAL") || what.startsWith("RECTIFICATION"));
        assertThat(view.toString())
                .doesNotContain(file.usci(), "测试企业", "applicant", "window", "approver", "理由", "SQ260302", "L-1");
    }

    private static Set<String> members(String path, JsonNode node) {
        var found = new TreeSet<String>();
        node.valueStream().filter(one -> node.isArray()).forEach(one -> found.addAll(members(path, one)));
        node.propertyStream().forEach(one -> {
            found.add(path + "." + one.getKey());
            found.addAll(members(path + "." + one.getKey(), one.getValue()));
        });
        return found;
    }

    private static List<String> what(JsonNode view) {
        return view.path("timeline")
                .valueStream()
                .map(entry -> entry.path("what").asString())
                .toList();
    }

    private void suspended(File file, String item, long sequence) {
        events.send(CASES, file.number(), CASES + ".suspended.v1", file.caseOf(item), sequence, """
                {"receiptNumber": "%s", "caseNumber": "%s", "kind": "HEARING", "at": "2026-03-03T10:00:00+08:00"}
                """.formatted(
                        file.number(), file.caseOf(item)));
    }

    /** A bad rating put right, and an appeal; the end comes before the beginning. */
    private void complaints(File file) {
        var appeal = UUID.randomUUID().toString();
        var order = UUID.randomUUID().toString();
        events.send(APPEALS, appeal, APPEALS + ".closed.v1", appeal, 5, """
                {"appealId": "%s", "number": "SQ260302000001", "unit": "GAJ", "outcome": "SOLVED",
                 "closedAt": "2026-03-06T01:30:00Z"}
                """.formatted(appeal));
        events.send(APPEALS, appeal, APPEALS + ".reopened.v1", appeal, 6, """
                {"appealId": "%s", "number": "SQ260302000001", "unit": "GAJ", "redoDueAt": "2026-03-13T15:59:59Z",
                 "reopenedAt": "2026-03-09T01:30:00Z"}
                """.formatted(appeal));
        events.send(APPEALS, appeal, APPEALS + ".stage-replied.v1", appeal, 3, """
                {"appealId": "%s", "number": "SQ260302000001", "unit": "GAJ", "solutionDueAt": "2026-03-23T15:59:59Z",
                 "stageRepliedAt": "2026-03-03T01:30:00Z"}
                """.formatted(appeal));
        events.send(APPEALS, appeal, APPEALS + ".extended.v1", appeal, 4, """
                {"appealId": "%s", "number": "SQ260302000001", "unit": "GAJ", "days": 5, "extensions": 1,
                 "solutionDueAt": "2026-03-30T15:59:59Z", "extendedAt": "2026-03-04T01:30:00Z"}
                """.formatted(appeal));
        events.send(APPEALS, appeal, APPEALS + ".received.v1", appeal, 1, """
                {"appealId": "%s", "number": "SQ260302000001", "usci": "%s", "about": {"receiptNumber": "%s"},
                 "receivedAt": "2026-03-02T01:10:00Z"}
                """.formatted(
                        appeal, file.usci(), file.number()));
        events.send(
                RECTIFICATIONS, order, RECTIFICATIONS + ".closed.v1", order, 4, """
                {"rectificationId": "%s", "receiptNumber": "%s", "closedAt": "2026-03-10T09:00:00+08:00"}
                """.formatted(order, file.number()));
        for (int i = 0; i < 2; i++) {
            events.send(RECTIFICATIONS, order, RECTIFICATIONS + ".opened.v1", order, 1, """
                    {"rectificationId": "%s", "receiptNumber": "%s", "openedAt": "2026-03-05T16:02:11+08:00"}
                    """.formatted(
                            order, file.number()));
        }
    }

    private void ownTimelineHas(File file, String... entries) {
        Eventually.within(
                SOON,
                () -> assertThat(what(calls.get(applicant(file.usci()), "/applications/" + file.number() + "/progress")
                                .must(200)
                                .body()))
                        .contains(entries));
    }

    @Test
    void whoComplainedIsForTheApplicantAlone() {
        var file = accepted();
        complaints(file);
        var path = "/applications/" + file.number() + "/progress";

        ownTimelineHas(
                file,
                "RECTIFICATION_OPENED",
                "RECTIFICATION_CLOSED",
                "APPEAL_RECEIVED",
                "APPEAL_ON_ITS_WAY",
                "APPEAL_EXTENDED",
                "APPEAL_CLOSED",
                "APPEAL_REOPENED");
        assertThat(what(calls.get(applicant(file.usci()), path).body()).stream().filter("RECTIFICATION_OPENED"::equals))
                .hasSize(1); // told twice
        for (var staff : List.of(WINDOW, Calls.ISSUER)) {
            assertThat(what(calls.get(staff, path).must(200).body()))
                    .contains("ACCEPTED")
                    .noneMatch(what -> what.startsWith("APPEAL") || what.startsWith("RECTIFICATION"));
        }
    }

    /** Clerks hand out the code: with it nobody finds out whose a rating of that day was. */
    @Test
    void whatWasRatedAndWhenIsForTheApplicantAlone() {
        var file = accepted();
        var invitation = UUID.randomUUID().toString();
        for (var told : List.of(
                "invited.v1 {\"openUntil\": \"2026-03-12\", ",
                "given.v1 {\"ratingId\": \"%s\", \"level\": \"DISSATISFIED\", \"good\": false, \"channel\": \"MOBILE\", \"standing\": \"COUNTED\", \"ratedAt\": \"2026-03-05T16:02:11+08:00\", "
                        .formatted(UUID.randomUUID()))) {
            var type = "onestop.evaluation.rating." + told.substring(0, told.indexOf(' '));
            events.send(
                    "onestop.evaluation.rating",
                    file.number(),
                    type,
                    invitation,
                    type.endsWith("invited.v1") ? 1 : 2,
                    told.substring(told.indexOf(' '))
                            + "\"receiptNumber\": \"%s\", \"invitationId\": \"%s\", \"serviceNumber\": 1, \"service\": \"ACCEPTANCE\", \"unit\": \"XZSP\", \"matter\": \"PKG-BG-GD\"}"
                                    .formatted(file.number(), invitation));
        }
        ownTimelineHas(file, "RATING_INVITED", "RATED");

        var byCode = open(file).must(200).body();
        assertThat(what(byCode)).contains("ACCEPTED").doesNotContain("RATING_INVITED", "RATED");
        assertThat(byCode.toString()).doesNotContain("16:02", "08:02");
        for (var staff : List.of(WINDOW, Calls.ISSUER)) {
            assertThat(what(calls.get(staff, "/applications/" + file.number() + "/progress")
                            .must(200)
                            .body()))
                    .doesNotContain("RATING_INVITED", "RATED");
        }
    }

    @Test
    void aPauseIsOneLineForItsItemHoweverManyCasesPause() {
        var file = accepted();
        suspended(file, "SW-BG", 2);
        events.send(CASES, file.number(), CASES + ".resumed.v1", file.caseOf("SW-BG"), 3, """
                {"receiptNumber": "%s", "caseNumber": "%s", "kind": "HEARING", "at": "2026-03-04T10:00:00+08:00",
                 "promisedDueOn": "2026-04-01"}
                """.formatted(
                        file.number(), file.caseOf("SW-BG")));
        ownTimelineHas(file, "ITEM_SUSPENDED", "ITEM_RESUMED");

        var paused = open(file)
                .body()
                .path("timeline")
                .valueStream()
                .filter(entry -> entry.path("what").asString().equals("ITEM_SUSPENDED"))
                .toList();
        assertThat(paused).hasSize(1);
        assertThat(paused.getFirst().path("item").asString()).isEqualTo("SW-BG");
        assertThat(paused.getFirst().path("at").asString()).isEqualTo("2026-03-03T10:00:00+08:00");
    }

    @Test
    void anExtensionMovesTheDaysAndLeavesTheCaseWhereItStands() {
        var file = accepted();
        opened(file, "SW-BG");
        events.send(CASES, file.number(), CASES + ".examined.v1", file.caseOf("SW-BG"), 2, """
                {"receiptNumber": "%s", "caseNumber": "%s", "outcome": "PASS"}
                """.formatted(
                        file.number(), file.caseOf("SW-BG")));
        var body = """
                {"receiptNumber": "%s", "caseNumber": "%s", "promisedDueOn": "%s", "statutoryDueOn": "2026-05-20"}
                """;
        events.send(
                CASES,
                file.number(),
                CASES + ".extended.v1",
                file.caseOf("SW-BG"),
                4,
                body.formatted(file.number(), file.caseOf("SW-BG"), "2026-05-06"));
        ownTimelineHas(file, "ITEM_EXTENDED");
        // told again, and late
        events.send(
                CASES,
                file.number(),
                CASES + ".recounted.v1",
                file.caseOf("SW-BG"),
                3,
                body.formatted(file.number(), file.caseOf("SW-BG"), "2026-04-30"));

        Eventually.within(
                SOON,
                () -> assertThat(shown(file, "SW-BG").path("promisedDueOn").asString())
                        .isEqualTo("2026-05-06"));
        assertThat(shown(file, "SW-BG").path("status").asString()).isEqualTo("EXAMINED");

        events.send(CASES, file.number(), CASES + ".returned.v1", file.caseOf("SW-BG"), 5, """
                {"receiptNumber": "%s", "caseNumber": "%s", "from": "DECISION", "to": "EXAMINATION"}
                """.formatted(
                        file.number(), file.caseOf("SW-BG")));
        Eventually.within(
                SOON,
                () -> assertThat(shown(file, "SW-BG").path("status").asString()).isEqualTo("OPENED"));
        assertThat(shown(file, "SW-BG").path("promisedDueOn").asString()).isEqualTo("2026-05-06");
    }

    private JsonNode shown(File file, String item) {
        return calls.get(applicant(file.usci()), "/applications/" + file.number() + "/progress")
                .must(200)
                .body()
                .path("cases")
                .valueStream()
                .filter(one -> one.path("item").asString().equals(item))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatCameBackByPostWaitsToBeCollectedAgain() {
        var file = accepted();
        finished(file, "approver");
        becomes(file, "DECIDED");
        var path = "/applications/" + file.number();
        calls.put(
                        Calls.ISSUER,
                        path + "/delivery",
                        Map.of("method", "POST", "carrier", "EMS", "trackingNumber", "EB123456789CN"))
                .must(200);
        assertThat(open(file).text("status")).isEqualTo("DELIVERED");

        calls.put(Calls.ISSUER, path + "/postal-outcome", Map.of("outcome", "RETURNED", "reason", "查无此人"))
                .must(200);

        assertThat(open(file).text("status")).isEqualTo("DECIDED");
        assertThat(open(file).text("waitingFor")).isEqualTo("COLLECTION");
        assertThat(open(file).body().toString()).doesNotContain("查无此人", "EB123456789CN");
        calls.put(Calls.ISSUER, path + "/delivery", Map.of("method", "E_LICENCE"))
                .must(200);
        assertThat(open(file).text("status")).isEqualTo("DELIVERED");
        assertThat(what(open(file).body())).contains("DELIVERED", "POST_RETURNED", "DELIVERED_AGAIN");
    }

    /** An appeal had the case looked at again; told by the departments. */
    private void reopened(File file, String item, long sequence) {
        events.send(CASES, file.number(), CASES + ".reopened.v1", file.caseOf(item), sequence, """
                {"receiptNumber": "%s", "caseNumber": "%s", "appealNumber": "SQ260302000001", "promisedDueOn": "2026-03-20",
                 "statutoryDueOn": "2026-04-10", "provisional": false}
                """.formatted(
                        file.number(), file.caseOf(item)));
    }

    private void decidedAnew(File file, String item, long sequence) {
        events.send(CASES, file.number(), CASES + ".decided.v1", file.caseOf(item), sequence, """
                {"receiptNumber": "%s", "caseNumber": "%s", "outcome": "GRANTED", "decidedAt": "2026-03-11T10:00:00+08:00",
                 "licence": {"number": "L-2", "nameZh": "营业执照"}}
                """.formatted(
                        file.number(), file.caseOf(item)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAnAppealHadOpenedAgainIsInApprovalUntilItIsDecidedAnew(boolean handedOut) {
        var file = accepted();
        opened(file, "QY-BG-GD");
        decided(file, "QY-BG-GD", "REFUSED");
        finishedAs("REFUSED", file, "approver");
        becomes(file, "DECIDED");
        if (handedOut) {
            calls.put(Calls.ISSUER, "/applications/" + file.number() + "/delivery", Map.of("method", "E_LICENCE"))
                    .must(200);
            becomes(file, "DELIVERED");
        }

        reopened(file, "QY-BG-GD", 4);

        becomes(file, "IN_APPROVAL");
        var view = open(file).must(200);
        assertThat(view.text("waitingFor")).isEqualTo("DEPARTMENTS");
        assertThat(view.body().has("outcome")).isFalse();
        assertThat(view.text("promisedDueOn")).isEqualTo("2026-03-20");
        assertThat(what(view.body())).contains("ITEM_REOPENED");
        assertThat(view.body().toString())
                .as("who appealed is not for the public")
                .doesNotContain("SQ260302");

        decidedAnew(file, "QY-BG-GD", 6);
        events.send(CASES, file.number(), CASES + ".file-finished.v1", file.number(), 10, """
                {"receiptNumber": "%s", "finishedAt": "2026-03-11T10:00:00+08:00", "outcome": "GRANTED",
                 "officers": ["approver-2"]}
                """.formatted(file.number()));

        Eventually.within(SOON, () -> assertThat(open(file).text("outcome")).isEqualTo("GRANTED"));
        assertThat(open(file).text("status")).isEqualTo("DECIDED");
        assertThat(open(file).text("waitingFor")).isEqualTo("COLLECTION");
    }

    @Test
    void aReopeningThatComesAfterTheNewDecisionOpensNothing() {
        var file = accepted();
        opened(file, "QY-BG-GD");
        decidedAnew(file, "QY-BG-GD", 6);
        finishedAs("GRANTED", file, "approver");
        becomes(file, "DECIDED");

        reopened(file, "QY-BG-GD", 4);

        ownTimelineHas(file, "ITEM_REOPENED");
        assertThat(open(file).text("status")).isEqualTo("DECIDED");
        assertThat(open(file).text("outcome")).isEqualTo("GRANTED");
    }

    @Test
    void theTimelineSpeaksTheReadersLanguage() {
        var file = accepted();
        var path = "/progress/" + file.number() + "?queryCode=" + file.queryCode();

        assertThat(calls.send(HttpMethod.GET, NOBODY, path, null, Map.of("Accept-Language", "zh"))
                        .body()
                        .path("timeline")
                        .path(1)
                        .path("text")
                        .asString())
                .isEqualTo("已受理");
        assertThat(calls.send(HttpMethod.GET, NOBODY, path, null, Map.of("Accept-Language", "en"))
                        .body()
                        .path("timeline")
                        .path(1)
                        .path("text")
                        .asString())
                .isEqualTo("The file was accepted");
    }

    // --- the owner's view

    @Test
    void theOwnerSeesEachCase() {
        var file = accepted();
        opened(file, "QY-BG-GD");
        opened(file, "SW-BG");
        decided(file, "QY-BG-GD", "REFUSED");
        events.send(RATINGS, file.number(), RATINGS + ".invited.v1", "i-" + file.number(), 1, """
                {"receiptNumber": "%s", "invitationId": "i-%s", "serviceNumber": 1, "service": "ACCEPTANCE",
                 "unit": "XZSP", "openUntil": "2026-03-10"}
                """.formatted(
                        file.number(), file.number()));
        events.send(RATINGS, file.number(), RATINGS + ".given.v1", "r-" + file.number(), 1, """
                {"receiptNumber": "%s", "invitationId": "i-%s", "ratingId": "r", "level": "SATISFIED",
                 "ratedAt": "2026-03-04T10:00:00+08:00"}
                """.formatted(
                        file.number(), file.number()));
        var path = "/applications/" + file.number() + "/progress";

        Eventually.within(SOON, () -> {
            var body = calls.get(applicant(file.usci()), path).must(200).body();
            assertThat(body.path("ratings").path(0).path("given").asBoolean()).isTrue();
            var first = body.path("cases").path(0);
            assertThat(first.path("status").asString()).isEqualTo("DECIDED");
            assertThat(first.path("outcome").asString()).isEqualTo("REFUSED");
            assertThat(first.path("grounds").asString()).isEqualTo("理由");
            assertThat(first.path("licence").path("number").asString()).isEqualTo("L-1");
            assertThat(body.path("cases")
                            .valueStream()
                            .map(one -> one.path("status").asString()))
                    .containsExactlyInAnyOrder("DECIDED", "OPENED", "WAITING", "WAITING");
        });
        var forStaff = calls.get(WINDOW, path).must(200).body();
        assertThat(forStaff.path("items").path(0).path("refused").asInt()).isEqualTo(1);
        assertThat(forStaff.path("ratings"))
                .as("when was rated is not for staff")
                .isEmpty();
        calls.get(applicant(newUsci()), path).declines(404, "unknown-application");
        calls.get(agent("stranger"), path).declines(404, "unknown-application");
    }

    @Test
    void aCaseThatItsUnitEndedIsShownWithItsKindAndGrounds() {
        var file = accepted();
        opened(file, "QY-BG-GD");
        events.send(CASES, file.number(), CASES + ".ended.v1", file.caseOf("QY-BG-GD"), 3, """
                {"receiptNumber": "%s", "caseNumber": "%s", "item": "QY-BG-GD", "unit": "XZSP", "subject": "%s",
                 "kind": "LAPSED", "grounds": "逾期未补正", "endedAt": "2026-03-09T10:00:00+08:00", "officers": ["a"]}
                """.formatted(
                        file.number(), file.caseOf("QY-BG-GD"), file.usci()));

        Eventually.within(SOON, () -> {
            var body = calls.get(applicant(file.usci()), "/applications/" + file.number() + "/progress")
                    .must(200)
                    .body();
            assertThat(body.path("cases").path(0).path("outcome").asString()).isEqualTo("LAPSED");
            assertThat(body.path("cases").path(0).path("grounds").asString()).isEqualTo("逾期未补正");
            var item = body.path("items").path(0);
            assertThat(item.path("ended").asInt()).isEqualTo(1);
            assertThat(item.path("decided").asInt() + item.path("refused").asInt())
                    .isZero();
            assertThat(what(body)).contains("ITEM_ENDED").doesNotContain("ITEM_DECIDED");
        });
    }

    @Test
    void afterADecisionTheApplicantCannotWithdraw() {
        var file = accepted();
        decided(file, "QY-BG-GD", "GRANTED");

        Eventually.within(
                SOON,
                () -> assertThat(jdbc.sql("SELECT 1 FROM case_progress WHERE receipt_number = ?")
                                .param(file.number())
                                .query()
                                .listOfRows())
                        .isNotEmpty());
        calls.put(applicant(file.usci()), "/applications/" + file.number() + "/withdrawal", null)
                .declines(409, "already-decided");
    }

    @Test
    void whoTookPartDoesNotHandOut() {
        var file = accepted();
        finished(file, "approver", "issuer");
        becomes(file, "DECIDED");

        calls.put(Calls.ISSUER, "/applications/" + file.number() + "/delivery", Map.of("method", "E_LICENCE"))
                .declines(403, "four-eyes");
    }

    @Test
    void aCaseThatWaitsAgainSaysForWhichAndNoLongerOnceItStarts() {
        var file = accepted();
        unstarted(file, "not-started", 1);
        Eventually.within(
                SOON,
                () -> assertThat(shown(file, "SW-BG").path("status").asString()).isEqualTo("NOT_STARTED"));

        unstarted(file, "waits-again", 2);

        ownTimelineHas(file, "ITEM_WAITS_AGAIN");
        var waits = shown(file, "SW-BG");
        assertThat(waits.path("status").asString()).isEqualTo("WAITING");
        assertThat(waits.path("waitsFor").asString()).isEqualTo(file.caseOf("QY-BG-GD"));
        assertThat(open(file).body().toString())
                .as("the public sees that it waits, not for which case")
                .contains("ITEM_WAITS_AGAIN")
                .doesNotContain(file.caseOf("QY-BG-GD"));
        events.send(CASES, file.number(), CASES + ".opened.v1", file.caseOf("SW-BG"), 3, """
                {"receiptNumber": "%s", "caseNumber": "%s", "promisedDueOn": "2026-03-20"}
                """.formatted(
                        file.number(), file.caseOf("SW-BG")));
        unstarted(file, "waits-again", 2);
        opened(file, "QY-BG-GD");
        becomes(file, "IN_APPROVAL");
        assertThat(shown(file, "SW-BG").path("status").asString()).isEqualTo("OPENED");
        assertThat(shown(file, "SW-BG").hasNonNull("waitsFor")).isFalse();
    }

    private void unstarted(File file, String type, long sequence) {
        events.send(CASES, file.number(), CASES + "." + type + ".v1", file.caseOf("SW-BG"), sequence, """
                {"receiptNumber": "%s", "caseNumber": "%s", "because": "%s"}
                """.formatted(
                        file.number(), file.caseOf("SW-BG"), file.caseOf("QY-BG-GD")));
    }

    @Test
    void theApplicantSeesThatTheGreenChannelPromisesTheFile() {
        var usci = calls.enterprise();
        var green = calls.application(usci, "PKG-SG");
        green.put("greenChannel", Map.of("basis", "省重点项目", "projectNumber", "SDZD-1", "helper", "helper"));
        var receipt = calls.post(applicant(usci), "/applications", green).must(201);
        var number = receipt.text("receiptNumber");
        calls.accept(WINDOW, number).must(200);

        assertThat(calls.get(applicant(usci), "/applications/" + number + "/progress")
                        .must(200)
                        .body()
                        .path("greenChannel")
                        .asBoolean())
                .isTrue();
        assertThat(jdbc.sql("SELECT facts::text FROM issued_document WHERE receipt_number = ? AND kind = 'ACCEPTANCE'")
                        .param(number)
                        .query(String.class)
                        .single())
                .containsPattern("\"greenChannel\": ?true");
        var ordinary = accepted();
        assertThat(calls.get(applicant(ordinary.usci()), "/applications/" + ordinary.number() + "/progress")
                        .body()
                        .path("greenChannel")
                        .asBoolean(true))
                .isFalse();
    }

    // --- what a department asks to be corrected

    @Test
    void aNewCalendarMovesTheDayUntilWhichACorrectionIsAwaited() {
        var file = accepted();
        askedToCorrect(file, 2, "SITE_PLAN");
        movedTo(file, 4, "2026-03-16");
        Eventually.within(SOON, () -> assertThat(expectedOn(file)).isEqualTo("2026-03-16"));

        movedTo(file, 3, "2026-03-13"); // late
        askedToCorrect(file, 2, "SITE_PLAN"); // twice
        events.send(CASES, file.number(), CASES + ".recounted.v1", file.caseOf("SW-BG"), 5, """
                {"receiptNumber": "%s", "caseNumber": "%s",
                 "limits": [{"what": "STEP", "before": "2026-03-05", "now": "2026-03-31"}]}
                """.formatted(
                        file.number(), file.caseOf("SW-BG")));
        opened(file, "QY-BG-GD");
        becomes(file, "IN_APPROVAL");

        assertThat(expectedOn(file)).isEqualTo("2026-03-16");
    }

    private void movedTo(File file, long sequence, String day) {
        events.send(CASES, file.number(), CASES + ".recounted.v1", file.caseOf("SW-BG"), sequence, """
                {"receiptNumber": "%s", "caseNumber": "%s",
                 "limits": [{"what": "OPINIONS", "request": 1, "before": "2026-03-06", "now": "2026-03-09"},
                            {"what": "SUSPENSION", "before": "2026-03-12", "now": "%s"}]}
                """.formatted(
                        file.number(), file.caseOf("SW-BG"), day));
    }

    private String expectedOn(File file) {
        return calls.get(applicant(file.usci()), "/applications/" + file.number() + "/case-corrections")
                .must(200)
                .body()
                .path("items")
                .path(0)
                .path("expectedOn")
                .asString("");
    }

    private void askedToCorrect(File file, long notice, String material) {
        events.send(CASES, file.number(), CASES + ".suspended.v1", file.caseOf("SW-BG"), notice, """
                {"receiptNumber": "%s", "caseNumber": "%s", "kind": "CORRECTION", "at": "2026-03-05T11:00:00+08:00",
                 "expectedUntilOn": "2026-03-12", "defects": [{"material": "%s", "fault": "INCOMPLETE"}]}
                """.formatted(
                        file.number(), file.caseOf("SW-BG"), material));
    }

    private String openNotice(File file) {
        return calls.get(applicant(file.usci()), "/applications/" + file.number() + "/case-corrections")
                .must(200)
                .body()
                .path("items")
                .valueStream()
                .filter(one -> one.path("open").asBoolean())
                .map(one -> one.path("notice").asLong() + " "
                        + one.path("defects").path(0).path("material").asString())
                .collect(Collectors.joining(", "));
    }

    @Test
    void whatADepartmentAsksToBeCorrectedIsAnsweredOnceByWhoMay() {
        var file = accepted();
        var material = calls.get(WINDOW, "/applications/" + file.number())
                .body()
                .path("materials")
                .valueStream()
                .filter(one -> one.path("state").asString().equals("HANDED_IN"))
                .findFirst()
                .orElseThrow()
                .path("key")
                .asString();
        var path = "/applications/" + file.number() + "/cases/" + file.caseOf("SW-BG") + "/correction";
        var answer = Map.of("materials", List.of(Map.of("key", material, "fileName", "corrected.pdf")));
        calls.put(applicant(file.usci()), path, answer).declines(409, "no-case-correction-awaited");

        askedToCorrect(file, 2, material);
        Eventually.within(SOON, () -> assertThat(openNotice(file)).isEqualTo("2 " + material));
        var other = accepted();
        calls.get(applicant(other.usci()), "/applications/" + file.number() + "/case-corrections")
                .declines(404, "unknown-application");
        calls.put(applicant(other.usci()), path, answer).declines(404, "unknown-application");
        calls.put(Calls.HELPER, path, answer).declines(404, "unknown-application");
        calls.put(Calls.ISSUER, path, answer).declines(403, "role-not-allowed");
        calls.put(
                        applicant(other.usci()),
                        "/applications/" + other.number() + "/cases/" + file.caseOf("SW-BG") + "/correction",
                        answer)
                .declines(409, "no-case-correction-awaited");
        assertThat(calls.put(
                                applicant(file.usci()),
                                path,
                                Map.of("materials", List.of(Map.of("key", "NONE", "fileName", "x.pdf"))))
                        .must(400)
                        .errors())
                .containsExactly("materials[0].key material-not-asked-for");

        calls.put(applicant(file.usci()), path, answer).must(200);

        var told = JsonMapper.shared()
                .readTree(events.await(
                                "onestop.intake.application",
                                SOON,
                                one -> file.number().equals(one.key())
                                        && one.type().equals("onestop.intake.application.case-corrected.v1"))
                        .text());
        assertThat(told.path("caseNumber").asString()).isEqualTo(file.caseOf("SW-BG"));
        assertThat(told.path("notice").asLong()).isEqualTo(2);
        assertThat(told.path("materials").path(0).asString()).isEqualTo(material);
        calls.put(applicant(file.usci()), path, answer).declines(409, "no-case-correction-awaited");

        events.send(CASES, file.number(), CASES + ".resumed.v1", file.caseOf("SW-BG"), 3, """
                {"receiptNumber": "%s", "caseNumber": "%s", "kind": "CORRECTION"}
                """.formatted(
                        file.number(), file.caseOf("SW-BG")));
        askedToCorrect(file, 4, material);
        Eventually.within(SOON, () -> assertThat(openNotice(file)).isEqualTo("4 " + material));
        calls.put(WINDOW, path, answer).must(200);
        assertThat(openNotice(file)).isEmpty();
    }

    @Test
    void ofSeveralAnswersAtOnceOneCounts() throws Exception {
        var file = accepted();
        var materials =
                calls.get(WINDOW, "/applications/" + file.number()).body().path("materials");
        var material = materials.path(0).path("key").asString();
        askedToCorrect(file, 2, material);
        Eventually.within(SOON, () -> assertThat(openNotice(file)).isEqualTo("2 " + material));
        var answer = Map.of("materials", List.of(Map.of("key", material, "fileName", "corrected.pdf")));
        var path = "/applications/" + file.number() + "/cases/" + file.caseOf("SW-BG") + "/correction";

        try (var threads = Executors.newFixedThreadPool(4)) {
            var replies = threads.invokeAll(Collections.nCopies(
                    4, (Callable<Integer>) () -> calls.put(WINDOW, path, answer).status()));
            var statuses = new ArrayList<Integer>();
            for (var reply : replies) {
                statuses.add(reply.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409, 409);
        }
    }

    @Test
    void aNoticeThatTheDepartmentWaitsForNoLongerIsClosed() {
        var file = accepted();
        askedToCorrect(file, 2, "SITE_PLAN");
        Eventually.within(SOON, () -> assertThat(openNotice(file)).isEqualTo("2 SITE_PLAN"));
        events.send(CASES, file.number(), CASES + ".ended.v1", file.caseOf("SW-BG"), 3, """
                {"receiptNumber": "%s", "caseNumber": "%s", "kind": "LAPSED", "grounds": "逾期未补正",
                 "endedAt": "2026-03-13T10:00:00+08:00"}
                """.formatted(
                        file.number(), file.caseOf("SW-BG")));
        askedToCorrect(file, 2, "SITE_PLAN");

        Eventually.within(SOON, () -> assertThat(openNotice(file)).isEmpty());
    }

    // --- how events come

    @Test
    void eventsThatComeTwiceAndInDisorderLeadToTheSame() {
        var file = accepted();
        decided(file, "QY-BG-GD", "GRANTED");
        decided(file, "QY-BG-GD", "GRANTED");
        opened(file, "QY-BG-GD");
        opened(file, "SW-BG");
        events.send(CASES, file.number(), CASES + ".resumed.v1", file.caseOf("SW-BG"), 3, """
                {"receiptNumber": "%s", "caseNumber": "%s", "kind": "HEARING", "promisedDueOn": "2026-04-01"}
                """.formatted(
                        file.number(), file.caseOf("SW-BG")));
        events.send(CASES, file.number(), CASES + ".suspended.v1", file.caseOf("SW-BG"), 2, """
                {"receiptNumber": "%s", "caseNumber": "%s", "kind": "HEARING"}
                """.formatted(
                        file.number(), file.caseOf("SW-BG")));
        finished(file, "approver");
        becomes(file, "DECIDED");

        var cases = calls.get(applicant(file.usci()), "/applications/" + file.number() + "/progress")
                .body()
                .path("cases");
        var decided = cases.path(0);
        assertThat(decided.path("status").asString()).isEqualTo("DECIDED");
        assertThat(decided.path("promisedDueOn").asString()).isEqualTo("2026-03-09"); // from the news that came late
        var resumed = cases.valueStream()
                .filter(one -> one.path("item").asString().equals("SW-BG"))
                .findFirst()
                .orElseThrow();
        assertThat(resumed.path("status").asString()).isEqualTo("OPENED");
        assertThat(resumed.path("promisedDueOn").asString()).isEqualTo("2026-04-01");
        assertThat(open(file).body().path("items").path(0).path("granted").asInt())
                .isEqualTo(1);
    }

    @Test
    void aThousandEventsAreOneStatement() {
        var batch = new ArrayList<IncomingEvent>();
        var receipt = "test-" + UUID.randomUUID();
        for (int i = 0; i < 500; i++) {
            batch.add(event("opened.v1", receipt, "c-" + i + receipt, 1));
            batch.add(event("examined.v1", receipt, "c-" + i + receipt, 2));
        }

        consumer.handle(batch);

        assertThat(jdbc.sql("SELECT count(*) FROM case_progress WHERE receipt_number = ? AND status = 'EXAMINED'")
                        .param(receipt)
                        .query(Integer.class)
                        .single())
                .isEqualTo(500);
    }

    private static IncomingEvent event(String type, String receipt, String caseNumber, long sequence) {
        return new IncomingEvent(
                UUID.randomUUID(),
                CASES + "." + type,
                "/approval-service",
                caseNumber,
                sequence,
                Instant.parse("2026-03-02T04:00:00Z"),
                CASES,
                receipt,
                """
                {"receiptNumber": "%s", "caseNumber": "%s"}
                """.formatted(receipt, caseNumber).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anUnreadableEventIsADeadLetterAndOthersGoOn() {
        var broken = accepted();
        var lacking = accepted();
        var sound = accepted();
        var id = UUID.randomUUID();
        events.send(
                CASES,
                broken.number(),
                Events.cloudEvent(id, CASES + ".opened.v1", broken.caseOf("QY-BG-GD"), 1),
                "{\"receiptNumber\": ".getBytes(StandardCharsets.UTF_8));
        events.send(CASES, lacking.number(), CASES + ".decided.v1", lacking.caseOf("QY-BG-GD"), 1, """
                {"receiptNumber": "%s", "caseNumber": "%s"}
                """.formatted(
                        lacking.number(), lacking.caseOf("QY-BG-GD")));
        events.send(CASES, sound.number(), CASES + ".something-new.v1", sound.number(), 1, "{}");
        opened(sound, "QY-BG-GD");

        becomes(sound, "IN_APPROVAL");
        events.await(CASES + ".dlt", SOON, record -> broken.number().equals(record.key()));
        events.await(CASES + ".dlt", SOON, record -> lacking.number().equals(record.key()));
        Eventually.within(SOON, () -> {
            var letters = calls.get(OPS, "/ops/dead-letters?limit=200")
                    .must(200)
                    .body()
                    .path("items");
            assertThat(letters.toString()).contains(broken.number(), lacking.number(), "outcome");
        });
        assertThat(open(broken).text("status")).isEqualTo("ACCEPTED");
    }
}

package onestop.intake.helper;

import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.Calls.Reply;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.figures.FigureQuery;
import onestop.web.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntakeTest
class HelpIT {
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(100_000));

    @Autowired
    Calls calls;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    HelperFigures figures;

    /** A town that no other test serves. */
    private static String town() {
        return "4%08d000".formatted(NEXT.incrementAndGet());
    }

    private static Person person(String account) {
        return new Person(account, Role.HELPER, "XZSP", List.of());
    }

    private Person helper(String region) {
        return helper(region, true);
    }

    private Person helper(String region, boolean fullTime) {
        var account = "helper-%06d".formatted(NEXT.incrementAndGet());
        calls.put(OPS, "/helpers/" + account, entry(region, fullTime, true)).must(201);
        return person(account);
    }

    private static Map<String, Object> entry(String region, boolean fullTime, boolean active) {
        return Map.of("name", "王帮办", "regionCode", region, "fullTime", fullTime, "active", active);
    }

    private static Map<String, Object> body(String mode, String usci, String region) {
        var body = new HashMap<String, Object>();
        body.put("mode", mode);
        body.put("enterpriseUsci", usci);
        body.put("regionCode", region);
        body.put("itemCodes", List.of("QY-BG-MC"));
        body.put("matter", "名称变更");
        return body;
    }

    private Reply ask(Person by, Map<String, Object> body) {
        return calls.post(by, "/help-requests", body);
    }

    private String request(String mode, String usci, String region) {
        return ask(applicant(usci), body(mode, usci, region)).must(201).text("number");
    }

    private Reply act(Person by, String number, String act, Map<String, Object> body) {
        return calls.put(by, "/help-requests/" + number + "/" + act, body);
    }

    private Reply act(Person by, String number, String act) {
        return act(by, number, act, Map.of());
    }

    private static <T> List<T> atOnce(List<Callable<T>> works) throws Exception {
        var together = new CyclicBarrier(works.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = works.stream()
                    .map(work -> threads.submit(() -> {
                        together.await();
                        return work.call();
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    // --- the register

    @Test
    void theDemonstrationHelpersAreThere() {
        assertThat(calls.get(WINDOW, "/helpers/helper")
                        .must(200)
                        .body()
                        .path("fullTime")
                        .asBoolean())
                .isTrue();
        assertThat(counted("371327000000").getFirst()).isEqualTo(10);
    }

    @Test
    void aHelperIsEnteredAndChanged() {
        var region = town();
        var account = helper(region).name();
        var path = "/helpers/" + account;

        calls.put(OPS, path, entry(region, true, true)).must(200);
        calls.put(OPS, path, entry(region, false, true)).must(428);
        calls.send(HttpMethod.PUT, OPS, path, entry(region, false, true), Map.of("If-Match", "\"9\""))
                .declines(412, "stale-version");
        calls.send(HttpMethod.PUT, OPS, path, entry(region, false, true), Map.of("If-Match", "\"1\""))
                .must(200);

        assertThat(calls.get(WINDOW, path).must(200).body().path("fullTime").asBoolean())
                .isFalse();
        assertThat(calls.get(WINDOW, "/helpers?limit=1&active=true")
                        .must(200)
                        .body()
                        .path("items"))
                .hasSize(1);
        calls.get(WINDOW, "/helpers/nobody").declines(404, "unknown-helper");
        assertThat(calls.put(OPS, "/helpers/a b", entry(region, true, true))
                        .must(400)
                        .errors())
                .containsExactly("account account-name");
        assertThatThrownBy(() ->
                        jdbc.sql("UPDATE helper_history SET active = false").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void whoHasWorkInHandStaysActive() {
        var region = town();
        var li = helper(region);
        var usci = calls.enterprise();
        var number = request("ASSIST", usci, region);
        var path = "/helpers/" + li.name();
        var leaving = entry(region, true, false);

        calls.send(HttpMethod.PUT, OPS, path, leaving, Map.of("If-Match", "\"1\""))
                .declines(409, "helper-has-work");
        act(applicant(usci), number, "ending", Map.of("reason", "取消")).must(200);
        calls.send(HttpMethod.PUT, OPS, path, leaving, Map.of("If-Match", "\"1\""))
                .must(200);

        // Nobody serves the place any more: the request waits until somebody is named.
        var waiting = ask(applicant(usci), body("ASSIST", usci, region)).must(201);
        assertThat(waiting.text("status")).isEqualTo("WAITING");
        assertThat(act(WINDOW, waiting.text("number"), "assignment", Map.of("helper", li.name()))
                        .must(400)
                        .errors())
                .containsExactly("helper no-helper-there");
    }

    // --- who gets it

    @Test
    void requestsThatComeAtOnceAreSpreadEvenly() throws Exception {
        var region = town();
        var four = IntStream.range(0, 4).mapToObj(_ -> helper(region)).toList();
        var usci = calls.enterprise();

        var replies = atOnce(IntStream.range(0, 20)
                .<Callable<Reply>>mapToObj(_ -> () -> ask(applicant(usci), body("ASSIST", usci, region)))
                .toList());

        assertThat(replies).allSatisfy(reply -> reply.must(201));
        var each =
                replies.stream().collect(Collectors.groupingBy(reply -> reply.text("helper"), Collectors.counting()));
        assertThat(each.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        four.stream().map(Person::name).toList());
        assertThat(each.values()).allMatch(count -> count == 5);
        assertThat(replies.stream().map(reply -> reply.text("number"))).doesNotHaveDuplicates();
    }

    @Test
    void whoeverIsNamedHasToServeThePlace() {
        var region = town();
        var there = helper(region);
        var elsewhere = helper(town());
        var usci = calls.enterprise();
        var village = region.substring(0, 9) + "201";

        var body = body("ASSIST", usci, village);
        body.put("helper", elsewhere.name());
        assertThat(ask(WINDOW, body).must(400).errors()).containsExactly("helper no-helper-there");
        assertThat(ask(applicant(usci), body).must(400).errors()).containsExactly("helper staff-names-helpers");
        body.put("helper", there.name());
        assertThat(ask(WINDOW, body).must(201).text("helper")).isEqualTo(there.name());
        // A town's helper serves its villages; nobody serves a neighbour.
        assertThat(ask(applicant(usci), body("ASSIST", usci, village)).must(201).text("helper"))
                .isEqualTo(there.name());
    }

    @Test
    void whatIsAskedForIsChecked() {
        var region = town();
        var usci = calls.enterprise();

        var nothing = body("ACT_FOR", usci, region);
        nothing.put("itemCodes", List.of());
        nothing.put("projectNumber", "SDZD-1");
        assertThat(ask(applicant(usci), nothing).must(400).errors()).containsExactly("itemCodes items-to-act-for");
        nothing.put("mode", "ASSIST");
        assertThat(ask(applicant(usci), nothing).must(201).text("projectNumber"))
                .isEqualTo("SDZD-1");
        nothing.put("projectNumber", " ");
        assertThat(ask(applicant(usci), nothing).must(400).errors()).containsExactly("itemCodes items-or-project");
        var unknown = body("ASSIST", usci, region);
        unknown.put("itemCodes", List.of("QY-BG-MC", "NO-SUCH"));
        assertThat(ask(applicant(usci), unknown).must(400).errors()).containsExactly("itemCodes[1] unknown-item");
        ask(applicant(newUsci()), body("ASSIST", usci, region)).declines(403, "not-your-enterprise");
        ask(agent("stranger"), body("ASSIST", usci, region)).declines(403, "no-power-of-attorney");
        var unregistered = newUsci();
        ask(applicant(unregistered), body("ASSIST", unregistered, region)).declines(409, "enterprise-not-registered");
    }

    @Test
    void aRequestSentTwiceIsOne() {
        var region = town();
        helper(region);
        var usci = calls.enterprise();
        var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());

        var first = calls.send(HttpMethod.POST, applicant(usci), "/help-requests", body("ASSIST", usci, region), key);
        var second = calls.send(HttpMethod.POST, applicant(usci), "/help-requests", body("ASSIST", usci, region), key);

        assertThat(second.must(201).text("number")).isEqualTo(first.must(201).text("number"));
        assertThat(jdbc.sql("SELECT count(*) FROM help_request WHERE enterprise_usci = ?")
                        .param(usci)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    // --- the seven steps

    @Test
    void sevenStepsFromEntrustingToFollowUp() {
        var region = town();
        var li = helper(region);
        var usci = calls.enterprise();
        var number = request("ASSIST", usci, region);

        act(li, number, "handling").declines(409, "help-step-out-of-order");
        act(li, number, "acceptance", Map.of("note", "已联系")).must(200);
        act(li, number, "delivery").declines(409, "help-step-out-of-order");
        act(li, number, "handling", Map.of("receiptNumbers", List.of("371327LB26030200017")))
                .must(200);
        act(li, number, "suspension", Map.of("reason", "等待资料")).must(200);
        act(li, number, "delivery").declines(409, "help-step-out-of-order");
        act(li, number, "resumption").must(200);
        act(li, number, "delivery").must(200);
        act(li, number, "archiving").must(200);
        act(li, number, "report").must(200);
        act(li, number, "follow-up", Map.of("satisfied", true)).declines(403, "role-not-allowed");
        act(new Person(li.name(), Role.WINDOW, "XZSP", List.of()), number, "follow-up", Map.of("satisfied", true))
                .declines(403, "follow-up-by-another");
        var done = act(WINDOW, number, "follow-up", Map.of("satisfied", true)).must(200);

        assertThat(done.text("status")).isEqualTo("FOLLOWED_UP");
        act(li, number, "archiving").declines(409, "help-request-over");
        act(applicant(usci), number, "ending", Map.of("reason", "取消")).declines(409, "help-request-over");
        var steps = calls.get(applicant(usci), "/help-requests/" + number)
                .must(200)
                .body()
                .path("steps");
        assertThat(steps.valueStream().map(step -> step.path("act").asString()))
                .containsExactly(
                        "REQUESTED",
                        "ACCEPTED",
                        "HANDLED",
                        "SUSPENDED",
                        "RESUMED",
                        "DELIVERED",
                        "ARCHIVED",
                        "REPORTED",
                        "FOLLOWED_UP");
        assertThat(steps.path(1).path("forms").path(0).path("nameZh").asString())
                .isEqualTo("帮办代办受理单");
        assertThat(steps.path(2).path("receiptNumbers").path(0).asString()).isEqualTo("371327LB26030200017");
        assertThat(steps.path(0).path("actingAs").asString()).isEqualTo("APPLICANT");
        // Delivered once: one person served.
        assertThat(jdbc.sql("SELECT way FROM assist_record WHERE request_number = ?")
                        .param(number)
                        .query(String.class)
                        .list())
                .containsExactly("ONE_TO_ONE");
        assertThatThrownBy(() -> jdbc.sql("DELETE FROM help_request_history").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void actingForAnEnterpriseNeedsItsPowerAtEachStep() {
        var region = town();
        var li = helper(region);
        var wang = helper(region);
        var usci = calls.enterprise();
        var body = body("ACT_FOR", usci, region);
        body.put("helper", li.name());
        var number = ask(WINDOW, body).must(201).text("number");

        act(li, number, "acceptance").declines(403, "no-power-of-attorney");
        var narrow = grant(usci, li.name(), Map.of("itemCodes", List.of("QY-BG-GD")));
        act(li, number, "acceptance").declines(403, "power-of-attorney-too-narrow");
        var power = grant(usci, li.name(), Map.of("itemCodes", List.of("QY-BG-MC")));
        var accepted = act(li, number, "acceptance").must(200);
        assertThat(accepted.text("powerOfAttorney")).isEqualTo(power);
        act(li, number, "handling").must(200);

        calls.put(applicant(usci), "/powers-of-attorney/" + narrow + "/revocation", null)
                .must(200);
        calls.put(applicant(usci), "/powers-of-attorney/" + power + "/revocation", null)
                .must(200);
        act(li, number, "delivery").declines(403, "power-of-attorney-revoked");
        act(li, number, "hand-over", Map.of("helper", wang.name(), "reason", "休假"))
                .declines(403, "no-power-of-attorney");
        act(li, number, "suspension", Map.of("reason", "委托已撤销")).must(200);
        act(li, number, "resumption").declines(403, "power-of-attorney-revoked");
        // Suspended it can go to another helper, who goes on with a renewed mandate.
        act(li, number, "hand-over", Map.of("helper", wang.name(), "reason", "休假"))
                .must(200);
        act(wang, number, "resumption").declines(403, "no-power-of-attorney");
        var renewed = grant(usci, wang.name(), Map.of("all", true));
        var resumed = act(wang, number, "resumption").must(200);
        assertThat(resumed.text("powerOfAttorney")).isEqualTo(renewed);
        assertThat(resumed.body().path("steps").valueStream().toList().getLast().toString())
                .contains("续办委托书");
        act(wang, number, "delivery").must(200);
    }

    private String grant(String usci, String agent, Map<String, Object> what) {
        var body = new HashMap<String, Object>(what);
        body.put("principalUsci", usci);
        body.put("agent", agent);
        body.put("validUntil", TravelClock.today().plusDays(30).toString());
        return calls.post(applicant(usci), "/powers-of-attorney", body)
                .must(201)
                .text("id");
    }

    @Test
    void foreignRequestsDoNotExist() {
        var region = town();
        var li = helper(region);
        var wang = helper(region);
        var usci = calls.enterprise();
        var body = body("ASSIST", usci, region);
        body.put("helper", li.name());
        var number = ask(WINDOW, body).must(201).text("number");
        var path = "/help-requests/" + number;

        for (var stranger : List.of(wang, applicant(newUsci()), agent("stranger"))) {
            calls.get(stranger, path).declines(404, "unknown-help-request");
            assertThat(calls.get(stranger, "/help-requests?limit=200")
                            .must(200)
                            .body()
                            .toString())
                    .doesNotContain(number);
        }
        act(wang, number, "acceptance").declines(404, "unknown-help-request");
        act(wang, number, "hand-over", Map.of("helper", wang.name(), "reason", "我来"))
                .declines(404, "unknown-help-request");
        act(applicant(newUsci()), number, "ending", Map.of("reason", "取消")).declines(404, "unknown-help-request");
        for (var own : List.of(li, applicant(usci), WINDOW)) {
            calls.get(own, path).must(200);
            assertThat(calls.get(own, "/help-requests?limit=200")
                            .must(200)
                            .body()
                            .toString())
                    .contains(number);
        }
        // Handed over, it is the other's with everything so far, and the first one's no longer.
        act(li, number, "acceptance", Map.of("note", "已联系")).must(200);
        act(li, number, "hand-over", Map.of("helper", li.name(), "reason", "休假"))
                .declines(409, "same-helper");
        act(li, number, "hand-over", Map.of("helper", wang.name(), "reason", "休假"))
                .must(200);
        assertThat(calls.get(wang, path).must(200).body().path("steps").toString())
                .contains("已联系");
        calls.get(li, path).declines(404, "unknown-help-request");
        act(wang, number, "hand-back", Map.of("reason", "企业自行办理")).must(200);
        assertThat(calls.get(applicant(usci), path).must(200).text("reason")).isEqualTo("企业自行办理");
    }

    @Test
    void ofTwoWhoActAtOnceOneIsTold() throws Exception {
        var region = town();
        var li = helper(region);
        var usci = calls.enterprise();
        for (int round = 0; round < 10; round++) {
            var number = request("ASSIST", usci, region);
            act(li, number, "acceptance").must(200);
            act(li, number, "handling").must(200);

            var replies = atOnce(List.<Callable<Reply>>of(
                    () -> act(li, number, "delivery"),
                    () -> act(li, number, "delivery"),
                    () -> act(applicant(usci), number, "ending", Map.of("reason", "取消"))));

            assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(1);
            assertThat(replies.stream().filter(reply -> reply.status() == 409)).hasSize(2);
            assertThat(jdbc.sql("SELECT count(*) FROM assist_record WHERE request_number = ?")
                            .param(number)
                            .query(Integer.class)
                            .single())
                    .isLessThanOrEqualTo(1);
        }
    }

    // --- whom they served

    @Test
    void whoComesWithoutARequestIsCountedToo() {
        var region = town();
        var li = helper(region);
        var before = TravelClock.now().minusSeconds(3_600);
        var usci = calls.enterprise();

        var record = calls.post(
                        li,
                        "/assist-records",
                        Map.of(
                                "way",
                                "CONSULT",
                                "place",
                                "WINDOW",
                                "servedAt",
                                before.toString(),
                                "visitorPhone",
                                "13800001234",
                                "projectNumber",
                                "SDZD-7"))
                .must(201);
        calls.post(li, "/assist-records", Map.of("way", "GUIDE", "place", "ON_SITE", "enterpriseUsci", usci))
                .must(201);

        assertThat(record.text("visitorPhone")).isEqualTo("138****1234");
        assertThat(record.text("regionCode")).isEqualTo(region);
        assertThat(new String(
                        jdbc.sql("SELECT visitor_phone FROM assist_record WHERE id = ?")
                                .param(UUID.fromString(record.text("id")))
                                .query(byte[].class)
                                .single(),
                        java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("13800001234");
        assertThat(calls.get(li, "/assist-records").must(200).body().path("items"))
                .hasSize(2);
        assertThat(calls.get(helper(region), "/assist-records").must(200).body().path("items"))
                .isEmpty();
        assertThat(counted(region)).containsExactly(2L, 2L, 1L);
    }

    /** Full-time helpers, people served and projects helped in a town. */
    private List<Long> counted(String region) {
        return figures.count(new FigureQuery(null, null, region, null)).stream()
                .map(figure -> figure.numerator())
                .toList();
    }

    @Test
    void figuresKnowWhoWasAHelperWhen() {
        var region = town();
        var account = helper(region, true).name();
        helper(region, false);
        assertThat(counted(region)).containsExactly(1L, 0L, 0L);
        var yesterday = TravelClock.today().minusDays(1);
        assertThat(figures.count(new FigureQuery(null, yesterday, region, null))
                        .getFirst()
                        .numerator())
                .isZero();

        calls.send(HttpMethod.PUT, OPS, "/helpers/" + account, entry(region, true, false), Map.of("If-Match", "\"1\""))
                .must(200);
        assertThat(counted(region)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void badRecordsAreNamed() {
        var li = helper(town());
        var strangers = request("ASSIST", calls.enterprise(), town());

        assertThat(calls.post(
                                li,
                                "/assist-records",
                                Map.of(
                                        "way",
                                        "CONSULT",
                                        "place",
                                        "WINDOW",
                                        "servedAt",
                                        TravelClock.now().plusSeconds(600).toString(),
                                        "visitorPhone",
                                        "12345",
                                        "requestNumber",
                                        strangers,
                                        "enterpriseUsci",
                                        newUsci()))
                        .must(400)
                        .errors())
                .containsExactlyInAnyOrder(
                        "servedAt in-the-future",
                        "visitorPhone phone",
                        "requestNumber not-your-request",
                        "enterpriseUsci unknown-enterprise");
        assertThat(calls.post(
                                li,
                                "/assist-records",
                                Map.of(
                                        "way",
                                        "CONSULT",
                                        "place",
                                        "WINDOW",
                                        "servedAt",
                                        TravelClock.now()
                                                .minusSeconds(40 * 86_400)
                                                .toString()))
                        .must(400)
                        .errors())
                .containsExactly("servedAt too-long-ago");
        calls.post(person("nobody-registered"), "/assist-records", Map.of("way", "CONSULT", "place", "WINDOW"))
                .declines(409, "not-registered-as-helper");
    }
}

package onestop.intake.application;

import static onestop.intake.Calls.HELPER;
import static onestop.intake.Calls.ISSUER;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.personal.AccountMark;
import onestop.testsupport.Events;
import onestop.testsupport.Measured;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@IntakeTest
class SubmissionIT {
    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TravelClock clock;

    private Map<String, Object> with(Map<String, Object> body, Map<String, ?> changes) {
        var changed = new HashMap<>(body);
        changed.putAll(changes);
        changed.values().removeIf(value -> value.equals("absent"));
        return changed;
    }

    private List<String> refusal(String usci, Map<String, Object> body) {
        return calls.post(applicant(usci), "/applications", body).must(400).errors();
    }

    @Test
    void aPackageGetsOneReceiptAndACaseForEachItem() {
        var usci = calls.enterprise();

        var receipt = calls.submit(usci, "PKG-BG-MC");

        var number = receipt.text("receiptNumber");
        assertThat(number).matches("371327LB\\d{6}\\d{5,}");
        assertThat(receipt.headers().get("Location")).isEqualTo("/api/intake/applications/" + number);
        assertThat(receipt.text("status")).isEqualTo("SUBMITTED");
        assertThat(receipt.text("kind")).isEqualTo("PACKAGE");
        assertThat(receipt.text("queryCode")).matches("[2-9A-Z]{5}-[2-9A-Z]{5}");
        assertThat(receipt.body().path("cases").size()).isEqualTo(10);
        assertThat(receipt.body().path("cases").path(0).path("caseNumber").asString())
                .matches("371327\\d{6}\\d{5,}");
        var ledger = receipt.body().path("ledger");
        assertThat(ledger.path("separately").asInt()).isEqualTo(59);
        assertThat(ledger.path("required").asInt()).isEqualTo(20);
        assertThat(ledger.path("handedIn").asInt()).isEqualTo(6);
        assertThat(ledger.path("missing").size()).isZero();

        var file = calls.get(applicant(usci), "/applications/" + number).must(200);
        assertThat(file.headers().get("ETag")).isEqualTo("\"1\"");
        assertThat(file.body().path("items").size()).isEqualTo(10);
        assertThat(file.body().toString()).doesNotContain(receipt.text("queryCode"));
        assertThat(jdbc.sql("SELECT count(*) FROM application WHERE content::text LIKE :code")
                        .param("code", "%" + receipt.text("queryCode") + "%")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void oneItemIsASingleFileWithItsOwnNumber() {
        var usci = calls.enterprise();

        var receipt = calls.post(
                        applicant(usci),
                        "/applications",
                        Map.of("itemCodes", List.of("SB-BG"), "enterpriseUsci", usci, "channel", "MOBILE_APP"))
                .must(201);

        assertThat(receipt.text("kind")).isEqualTo("SINGLE");
        assertThat(receipt.text("receiptNumber")).matches("371327\\d{11,}");
        assertThat(receipt.body().path("ledger").path("missing").path(0).asString())
                .isEqualTo("POWER_OF_ATTORNEY");
        var event = events.await(
                "onestop.intake.application",
                Duration.ofSeconds(30),
                record -> receipt.text("receiptNumber").equals(record.key()));
        assertThat(event.type()).isEqualTo("onestop.intake.application.submitted.v1");
        assertThat(event.sequence()).isEqualTo(1);
    }

    @Test
    void aBatchGivesTheParentTheFirstStageAndEachBranchTheOthers() {
        var parent = calls.enterprise();
        var branches = calls.branches(parent, 3);
        var body = with(
                calls.application(parent, "PKG-FZ-PL"),
                Map.of(
                        "branches",
                        branches.stream()
                                .map(branch -> Map.of("usci", branch, "changes", Map.of("name", "新名")))
                                .toList()));

        var receipt = calls.post(applicant(parent), "/applications", body).must(201);

        assertThat(receipt.text("kind")).isEqualTo("BATCH");
        var subjects = new HashMap<String, List<String>>();
        for (JsonNode one : receipt.body().path("cases")) {
            subjects.computeIfAbsent(one.path("item").asString(), _ -> new ArrayList<>())
                    .add(one.path("subject").asString());
        }
        assertThat(subjects.get("QY-BG-MC")).containsExactly(parent);
        assertThat(subjects.get("FZ-BG")).containsExactlyElementsOf(branches);
        assertThat(subjects.get("SP-BG")).containsExactlyElementsOf(branches);
        assertThat(receipt.body().path("figures").path("windowVisitsSeparately").asInt())
                .isEqualTo(10);
        var file = calls.get(WINDOW, "/applications/" + receipt.text("receiptNumber"));
        assertThat(file.body().path("subjects").size()).isEqualTo(4);
        assertThat(file.body()
                        .path("subjects")
                        .path(1)
                        .path("changes")
                        .path("name")
                        .asString())
                .isEqualTo("新名");
        var difference =
                file.body().path("subjects").path(1).path("differences").path(0);
        assertThat(difference.path("field").asString()).isEqualTo("name");
        assertThat(difference.path("from").asString()).isEqualTo("分店0");
        assertThat(difference.path("to").asString()).isEqualTo("新名");
        assertThat(file.body().path("subjects").path(0).has("differences")).isFalse();
    }

    @Test
    void theGoodBranchesAreHandedInAndTheOthersAreToldWhyNot() {
        var parent = calls.enterprise();
        var branches = calls.branches(parent, 4);
        var foreign = calls.branches(calls.enterprise(), 1).getFirst();
        var unknown = newUsci();
        var first = calls.post(
                        applicant(parent),
                        "/applications",
                        with(
                                calls.application(parent, "PKG-FZ-PL"),
                                Map.of("branches", List.of(Map.of("usci", branches.getFirst())))))
                .must(201)
                .text("receiptNumber");
        var named = List.of(
                Map.of("usci", branches.get(0)),
                Map.of("usci", branches.get(1), "changes", Map.of("name", "新名", "personInCharge", "王芳")),
                Map.of("usci", branches.get(1)),
                Map.of("usci", foreign),
                Map.of("usci", unknown),
                Map.of("usci", "91371327MA3DEM0A2H"),
                Map.of("usci", branches.get(2), "changes", Map.of("name", "分店2")),
                Map.of("usci", branches.get(3)));
        var body = with(calls.application(parent, "PKG-FZ-PL"), Map.of("branches", named));

        // All or nothing, which is what happens when nothing is said.
        assertThat(refusal(parent, body))
                .containsExactly("branches[2].usci named-twice", "branches[5].usci usci-check-digit");
        var receipt = calls.post(applicant(parent), "/applications", with(body, Map.of("branchMode", "GOOD_ONES")))
                .must(201);

        assertThat(receipt.body()
                        .path("leftOut")
                        .valueStream()
                        .map(one -> one.path("row").asInt() + " "
                                + one.path("reason").asString()))
                .containsExactlyInAnyOrder(
                        "2 named-twice",
                        "5 usci-check-digit",
                        "3 not-a-branch-of-this",
                        "4 not-a-branch-of-this",
                        "6 nothing-changes",
                        "0 in-open-file");
        assertThat(receipt.body()
                        .path("leftOut")
                        .valueStream()
                        .filter(one -> one.path("row").asInt() == 0)
                        .map(one -> one.path("inFile").asString()))
                .containsExactly(first);
        assertThat(receipt.body()
                        .path("leftOut")
                        .valueStream()
                        .map(one -> one.path("message").asString()))
                .noneMatch(String::isBlank)
                .anyMatch(message -> message.contains(first));
        assertThat(receipt.body()
                        .path("cases")
                        .valueStream()
                        .filter(one -> one.path("item").asString().equals("FZ-BG"))
                        .map(one -> one.path("subject").asString()))
                .containsExactly(branches.get(1), branches.get(3));
        // The figures are of those that take part.
        assertThat(receipt.body().path("figures").path("windowVisitsSeparately").asInt())
                .isEqualTo(1 + 2 * 3);
        var file = calls.get(applicant(parent), "/applications/" + receipt.text("receiptNumber"))
                .must(200);
        assertThat(file.body().path("leftOut")).hasSize(6);
        assertThat(file.body().path("subjects")).hasSize(3);
        assertThat(events.await(
                                "onestop.intake.application",
                                Duration.ofSeconds(30),
                                record -> receipt.text("receiptNumber").equals(record.key()))
                        .text())
                .doesNotContain("王芳");
    }

    @Test
    void theDepartmentsSeeWhatBecomesDifferentInTheirCases() {
        var parent = calls.enterprise();
        var branches = calls.branches(parent, 3);
        var number = calls.post(
                        applicant(parent),
                        "/applications",
                        with(
                                calls.application(parent, "PKG-FZ-PL"),
                                Map.of(
                                        "branches",
                                        branches.stream()
                                                .map(usci ->
                                                        Map.of("usci", usci, "changes", Map.of("name", "新" + usci)))
                                                .toList())))
                .must(201)
                .text("receiptNumber");
        var path = "/applications/" + number + "/subjects";
        var unit = jdbc.sql(
                        "SELECT DISTINCT unit FROM application_case WHERE receipt_number = ? AND item_code = 'SP-BG'")
                .param(number)
                .query(String.class)
                .single();
        var examiner = new Person("examiner", Role.EXAMINER, unit, List.of());
        var stranger = new Person("examiner-none", Role.EXAMINER, "NONE", List.of());

        calls.get(examiner, path).declines(404, "unknown-application"); // not before acceptance
        calls.accept(WINDOW, number).must(200);

        var first = calls.get(examiner, path + "?limit=2").must(200);
        var rest = calls.get(examiner, path + "?limit=2&after=" + first.text("next"))
                .must(200);
        assertThat(Stream.of(first, rest)
                        .flatMap(page -> page.body().path("items").valueStream())
                        .filter(one -> one.path("differences").size() == 1)
                        .map(one -> one.path("differences").path(0).path("to").asString()))
                .containsExactlyElementsOf(
                        branches.stream().map(usci -> "新" + usci).toList());
        assertThat(Stream.of(first, rest)
                        .flatMap(page -> page.body().path("items").valueStream())
                        .flatMap(one -> one.path("cases").valueStream())
                        .map(one -> one.path("item").asString()))
                .contains("SP-BG")
                .allSatisfy(item -> assertThat(jdbc.sql(
                                        "SELECT DISTINCT unit FROM application_case WHERE receipt_number = ? AND item_code = ?")
                                .params(number, item)
                                .query(String.class)
                                .single())
                        .isEqualTo(unit));
        calls.get(stranger, path).declines(404, "unknown-application");
        calls.get(applicant(newUsci()), path).declines(404, "unknown-application");
        assertThat(calls.get(applicant(parent), path).must(200).body().path("items"))
                .hasSize(4);
        calls.get(applicant(parent), path + "?after=nonsense").must(400);
    }

    @Test
    void branchesThatAreBarredOrThatThePowerDoesNotCoverAreLeftOut() {
        var parent = calls.enterprise();
        var branches = calls.branches(parent, 3);
        var name = "agent-" + parent;
        calls.post(
                        applicant(parent),
                        "/powers-of-attorney",
                        Map.of(
                                "principalUsci",
                                parent,
                                "agent",
                                name,
                                "all",
                                true,
                                "branchUscis",
                                List.of(branches.get(0), branches.get(1)),
                                "validUntil",
                                TravelClock.today().plusDays(30).toString()))
                .must(201);
        calls.post(
                        new Person("manager", Role.UNIT_MANAGER, "XZSP", List.of()),
                        "/enterprises/" + branches.get(1) + "/credit-records",
                        Map.of(
                                "ground",
                                "FALSE_MATERIAL",
                                "basis",
                                "鲁莒市监罚〔2026〕7号",
                                "since",
                                TravelClock.today().minusDays(3).toString()))
                .must(201);
        var body = new HashMap<String, Object>(Map.of(
                "itemCodes",
                List.of("FZ-BG"),
                "enterpriseUsci",
                parent,
                "channel",
                "ONLINE",
                "branches",
                branches.stream().map(usci -> Map.of("usci", usci)).toList()));

        calls.post(agent(name), "/applications", body).declines(403, "power-of-attorney-without-branches");
        body.put("branchMode", "GOOD_ONES");
        var receipt = calls.post(agent(name), "/applications", body).must(201);

        assertThat(receipt.body()
                        .path("leftOut")
                        .valueStream()
                        .map(one -> one.path("row").asInt() + " "
                                + one.path("reason").asString()))
                .containsExactlyInAnyOrder("1 branch-barred", "2 branch-not-covered");
        assertThat(receipt.body()
                        .path("leftOut")
                        .valueStream()
                        .map(one -> one.path("message").asString()))
                .noneMatch(String::isBlank);
        assertThat(receipt.body()
                        .path("cases")
                        .valueStream()
                        .map(one -> one.path("subject").asString()))
                .containsExactly(branches.getFirst());
        body.put("branches", List.of(Map.of("usci", branches.get(2))));
        calls.post(agent(name), "/applications", body).declines(403, "power-of-attorney-without-branches");
    }

    @Test
    void whenNoBranchIsLeftNothingIsHandedIn() {
        var parent = calls.enterprise();
        var branch = calls.branches(parent, 1).getFirst();
        var body = with(calls.application(parent, "PKG-FZ-PL"), Map.of("branchMode", "GOOD_ONES"));

        assertThat(refusal(parent, with(body, Map.of("branches", List.of(Map.of("usci", newUsci()))))))
                .containsExactly("branches[0].usci not-a-branch-of-this");
        var good = with(body, Map.of("branches", List.of(Map.of("usci", branch))));
        var first =
                calls.post(applicant(parent), "/applications", good).must(201).text("receiptNumber");
        assertThat(calls.post(applicant(parent), "/applications", good)
                        .declines(409, "branches-in-open-files")
                        .text("detail"))
                .contains(branch, first);

        calls.put(applicant(parent), "/applications/" + first + "/withdrawal", null)
                .must(200);
        calls.post(applicant(parent), "/applications", good).must(201);
    }

    @Test
    void whatIsDecidedForABranchCanBeAskedForAgain() {
        var parent = calls.enterprise();
        var branch = calls.branches(parent, 1).getFirst();
        var body = with(calls.application(parent, "PKG-FZ-PL"), Map.of("branches", List.of(Map.of("usci", branch))));
        var receipt = calls.post(applicant(parent), "/applications", body).must(201);
        calls.accept(WINDOW, receipt.text("receiptNumber")).must(200);
        calls.post(applicant(parent), "/applications", body).declines(409, "branches-in-open-files");

        jdbc.sql("""
                INSERT INTO case_progress (case_number, receipt_number, version, status, outcome, decided_at)
                SELECT case_number, receipt_number, 5, 'DECIDED', 'GRANTED', now()
                  FROM application_case
                 WHERE receipt_number = ?
                """).param(receipt.text("receiptNumber")).update();

        calls.post(applicant(parent), "/applications", body).must(201);
    }

    @Test
    void fiveHundredBranchesAreHandedInAcceptedAndOnTheTopicInTime() {
        var parent = calls.enterprise();
        var branches = calls.branches(parent, 500);
        var body = with(
                calls.application(parent, "PKG-FZ-PL"),
                Map.of(
                        "branches",
                        IntStream.range(0, 500)
                                .mapToObj(i -> Map.of(
                                        "usci",
                                        branches.get(i),
                                        "changes",
                                        Map.of("name", "红嫂生活超市第" + i + "店", "address", "十字路街道" + i + "号")))
                                .toList()));

        long began = System.nanoTime();
        var receipt = calls.post(applicant(parent), "/applications", body).must(201);
        var number = receipt.text("receiptNumber");
        calls.accept(WINDOW, number).must(200);
        var accepted = events.await(
                "onestop.intake.application",
                Duration.ofSeconds(30),
                record -> number.equals(record.key()) && record.type().endsWith("accepted.v1"));
        var took = Duration.ofNanos(System.nanoTime() - began);

        assertThat(receipt.body().path("cases").size()).isEqualTo(1_501);
        assertThat(accepted.text()).contains(branches.getLast());
        Measured.within(Duration.ofSeconds(3), took, "500 branches handed in, accepted, on the topic");
        assertThat(calls.get(WINDOW, "/applications/" + number + "/progress")
                        .must(200)
                        .body()
                        .path("cases")
                        .size())
                .isEqualTo(1_501);
    }

    @Test
    void branchesAreCheckedOneByOne() {
        var parent = calls.enterprise();
        var branch = calls.branches(parent, 1).getFirst();
        var foreign = calls.branches(calls.enterprise(), 1).getFirst();
        var body = calls.application(parent, "PKG-FZ-PL");

        assertThat(refusal(parent, body)).containsExactly("branches required");
        assertThat(refusal(
                        parent,
                        with(
                                body,
                                Map.of(
                                        "branches",
                                        List.of(
                                                Map.of("usci", branch),
                                                Map.of("usci", foreign),
                                                Map.of("usci", newUsci()))))))
                .containsExactly("branches[1].usci not-a-branch-of-this", "branches[2].usci not-a-branch-of-this");
        assertThat(refusal(
                        parent,
                        with(
                                body,
                                Map.of(
                                        "branches",
                                        List.of(
                                                Map.of("usci", branch),
                                                Map.of("usci", branch),
                                                Map.of("usci", "91371327MA3DEM0A2H"))))))
                .containsExactly("branches[1].usci named-twice", "branches[2].usci usci-check-digit");
        var many = new ArrayList<Map<String, String>>();
        for (int i = 0; i < 501; i++) {
            many.add(Map.of("usci", branch));
        }
        assertThat(refusal(parent, with(body, Map.of("branches", many)))).containsExactly("branches count-range");
        assertThat(refusal(
                        parent,
                        with(
                                calls.application(parent, "PKG-BG-MC"),
                                Map.of("branches", List.of(Map.of("usci", branch))))))
                .containsExactly("branches package-without-branches");
    }

    @Test
    void badInputIsNamedFieldByField() {
        var usci = calls.enterprise();
        var body = calls.application(usci, "PKG-BG-MC");

        assertThat(refusal(usci, with(body, Map.of("packageCode", "PKG-NO"))))
                .containsExactly("packageCode unknown-package");
        assertThat(refusal(usci, with(body, Map.of("packageCode", "absent", "itemCodes", List.of("SW-BG", "NO")))))
                .containsExactly("itemCodes[1] unknown-item");
        assertThat(refusal(usci, with(body, Map.of("enterpriseUsci", "91371327MA3DEM0A2H"))))
                .containsExactly("enterpriseUsci usci-check-digit");
        assertThat(refusal(usci, with(body, Map.of("channel", "CARRIER_PIGEON"))))
                .containsExactly("channel one-of");
        assertThat(refusal(usci, with(body, Map.of("status", "ACCEPTED")))).containsExactly("status unknown-field");
        assertThat(calls.post(applicant(usci), "/applications", "{\"packageCode\": ")
                        .must(400)
                        .problem())
                .isEqualTo("malformed-json");
        assertThat(calls.send(HttpMethod.POST, applicant(usci), "/applications", body, Map.of())
                        .must(400)
                        .errors())
                .containsExactly("Idempotency-Key required");
    }

    @Test
    void materialsAreHeldAgainstTheGuide() {
        var usci = calls.enterprise();
        var body = calls.application(usci, "PKG-CY");

        assertThat(refusal(
                        usci,
                        with(
                                body,
                                Map.of(
                                        "materials",
                                        List.of(
                                                Map.of("key", "EIA_REPORT", "fileName", "a.pdf"),
                                                Map.of("key", "ARTICLES"),
                                                Map.of("key", "ARTICLES", "fileName", "a.pdf", "deferred", true),
                                                Map.of("key", "SHAREHOLDER_RESOLUTION", "deferred", true),
                                                Map.of("key", "FOOD_LAYOUT", "promised", true),
                                                Map.of("key", "HEALTH_CERT", "reused", true),
                                                Map.of("key", "PREMISES_PROOF", "fileName", "a.pdf"),
                                                Map.of("key", "PREMISES_PROOF", "fileName", "b.pdf"))))))
                .containsExactly(
                        "materials[0].key material-not-asked-for",
                        "materials[1] one-way",
                        "materials[2].key named-twice",
                        "materials[3].deferred not-deferrable",
                        "materials[4].promised no-commitment-allowed",
                        "materials[5].reused not-on-file",
                        "materials[7].key named-twice");
    }

    @Test
    void theLedgerTellsWhereEachMaterialIs() {
        var usci = calls.enterprise();
        var body = with(
                calls.application(usci, "PKG-CY"),
                Map.of(
                        "materials",
                        List.of(
                                Map.of("key", "ARTICLES", "fileName", "a.pdf"),
                                Map.of("key", "HEALTH_CERT", "deferred", true),
                                Map.of("key", "FOOD_SAFETY_RULES", "promised", true),
                                Map.of("key", "LEGAL_REP_ID", "fileName", "id.pdf"))));

        var ledger = calls.post(applicant(usci), "/applications", body)
                .must(201)
                .body()
                .path("ledger");

        // Nobody who helps gives a statement of truth for the enterprise.
        calls.helped(HELPER, usci);
        assertThat(calls.post(HELPER, "/applications", body).must(400).errors())
                .containsExactly("materials[2].promised helper-promises-nothing");
        assertThat(ledger.path("handedIn").asInt()).isEqualTo(1);
        assertThat(ledger.path("deferred").asInt()).isEqualTo(1);
        assertThat(ledger.path("promised").asInt()).isEqualTo(1);
        assertThat(ledger.path("shared").asInt()).isEqualTo(4);
        assertThat(ledger.path("produced").asInt()).isEqualTo(1);
        assertThat(ledger.path("missing").size()).isEqualTo(8);
    }

    @Test
    void anAcceptedMaterialIsUsedAgain() {
        var usci = calls.enterprise();
        var first = calls.submit(usci, "PKG-BG-MC").text("receiptNumber");
        calls.accept(WINDOW, first).must(200);
        var materials = new ArrayList<>(calls.materials("PKG-BG-FZR"));
        materials.removeIf(material -> "OLD_SEAL".equals(material.get("key")));
        materials.add(Map.of("key", "OLD_SEAL", "reused", true));

        var receipt = calls.post(
                        applicant(usci),
                        "/applications",
                        with(calls.application(usci, "PKG-BG-FZR"), Map.of("materials", materials)))
                .must(201);

        assertThat(receipt.body().path("ledger").path("onFile").asInt()).isEqualTo(1);
        assertThat(receipt.body().path("figures").path("applicantSubmits").asInt())
                .isEqualTo(7);
        assertThat(calls.get(WINDOW, "/applications/" + receipt.text("receiptNumber"))
                        .body()
                        .path("materials")
                        .valueStream()
                        .filter(material -> material.path("state").asString().equals("ON_FILE"))
                        .map(material -> material.path("fromReceiptNumber").asString()))
                .containsExactly(first);
    }

    @Test
    void answersThatLeaveNothingAreRefused() {
        var usci = calls.enterprise();

        var receipt = calls.post(
                        applicant(usci),
                        "/applications",
                        with(calls.application(usci, "PKG-CY"), Map.of("answers", Map.of("WANTS_SIGN", false))))
                .must(201);

        assertThat(receipt.body().path("cases").size()).isEqualTo(5);
    }

    // --- who may hand in

    @Test
    void aHelperHandsInForWhomTheyHelp() {
        var usci = calls.enterprise();
        var body = calls.application(usci, "PKG-BG-MC");
        calls.post(HELPER, "/applications", body).declines(403, "not-helping");

        var request = calls.post(
                        HELPER,
                        "/help-requests",
                        Map.of(
                                "mode",
                                "ASSIST",
                                "enterpriseUsci",
                                usci,
                                "itemCodes",
                                List.of("QY-BG-MC"),
                                "matter",
                                "名称变更",
                                "helper",
                                HELPER.name()))
                .must(201)
                .text("number");
        calls.put(HELPER, "/help-requests/" + request + "/acceptance", Map.of()).must(200);
        // Nobody calls themselves to an enterprise's help.
        calls.post(HELPER, "/applications", body).declines(403, "not-helping");

        calls.helped(HELPER, usci);
        calls.post(HELPER, "/applications", body).must(201);
        calls.post(HELPER, "/applications", calls.application(calls.enterprise(), "PKG-BG-MC"))
                .declines(403, "not-helping");
    }

    @Test
    void aHelperActsInTheEnterprisesNameWithItsPowerOfAttorney() {
        var usci = calls.enterprise();
        var today = TravelClock.today();
        calls.post(
                        applicant(usci),
                        "/powers-of-attorney",
                        Map.of(
                                "principalUsci", usci,
                                "agent", HELPER.name(),
                                "itemCodes", List.of("SW-BG"),
                                "validFrom", today.toString(),
                                "validUntil", today.plusDays(30).toString()))
                .must(201);
        var body = Map.of("itemCodes", List.of("SW-BG"), "enterpriseUsci", usci, "channel", "ONLINE", "agent", true);

        var number = calls.post(HELPER, "/applications", body).must(201).text("receiptNumber");

        assertThat(calls.get(HELPER, "/applications/" + number).must(200).text("submittedAs"))
                .isEqualTo("HELPER");
        calls.post(HELPER, "/applications", calls.application(usci, "PKG-BG-MC"))
                .declines(403, "power-of-attorney-too-narrow");
    }

    @Test
    void nobodyHandsInForAForeignEnterprise() {
        var usci = calls.enterprise();
        var body = calls.application(usci, "PKG-BG-MC");

        calls.post(applicant(newUsci()), "/applications", body).declines(403, "not-your-enterprise");
        calls.post(ISSUER, "/applications", body).declines(403, "role-not-allowed");
        calls.post(WINDOW, "/applications", body).must(201);
        var unregistered = newUsci();
        calls.post(applicant(unregistered), "/applications", with(body, Map.of("enterpriseUsci", unregistered)))
                .declines(409, "enterprise-not-registered");
    }

    @Test
    void aTokenThatIsExpiredOrForeignHandsNothingIn() {
        var usci = calls.enterprise();
        var body = calls.application(usci, "PKG-BG-MC");
        var owner = TestTokens.token("applicant").roles(Role.APPLICANT).uscis(usci);

        for (var token : List.of(
                owner.expired().sign(),
                TestTokens.token("applicant")
                        .roles(Role.APPLICANT)
                        .uscis(usci)
                        .foreign()
                        .sign(),
                TestTokens.token("applicant")
                        .roles(Role.APPLICANT)
                        .uscis(usci)
                        .audience("elsewhere")
                        .sign())) {
            calls.send(
                            HttpMethod.POST,
                            Calls.NOBODY,
                            "/applications",
                            body,
                            Map.of("Authorization", "Bearer " + token, "Idempotency-Key", "k"))
                    .declines(401, "invalid-token");
        }
        assertThat(calls.get(applicant(usci), "/applications")
                        .body()
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void anAgentNeedsAPowerThatHoldsAndCoversEverything() {
        var usci = calls.enterprise();
        var name = "agent-" + usci;
        var body = calls.application(usci, "PKG-BG-GD");

        calls.post(agent(name), "/applications", body).declines(403, "no-power-of-attorney");

        grant(usci, name, List.of("QY-BG-GD", "QY-BA-ZC"));
        var narrow = calls.post(agent(name), "/applications", body).declines(403, "power-of-attorney-too-narrow");
        assertThat(narrow.text("detail")).contains("SW-BG", "YH-BG");

        var power = grant(usci, name, List.of("QY-BG-GD", "QY-BA-ZC", "SW-BG", "YH-BG"));
        var number = calls.post(agent(name), "/applications", body).must(201).text("receiptNumber");
        var file = calls.get(agent(name), "/applications/" + number).must(200);
        assertThat(file.text("submittedAs")).isEqualTo("AGENT");
        assertThat(file.text("powerOfAttorney")).isEqualTo(power);
        var told = events.await(
                "onestop.intake.application",
                Duration.ofSeconds(30),
                one -> number.equals(one.key()) && one.type().endsWith(".submitted.v1"));
        assertThat(told.text()).contains("\"agent\":\"" + AccountMark.of(number, name) + "\"");
        assertThat(told.text()).doesNotContain(name);
        calls.get(agent("another"), "/applications/" + number).declines(404, "unknown-application");
        assertThat(calls.get(agent(name), "/applications")
                        .must(200)
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(1);

        calls.put(applicant(usci), "/powers-of-attorney/" + power + "/revocation", null)
                .must(200);
        calls.post(agent(name), "/applications", body).declines(403, "power-of-attorney-too-narrow");
        calls.get(agent(name), "/applications/" + number).declines(403, "power-of-attorney-too-narrow");
        calls.put(agent(name), "/applications/" + number + "/withdrawal", null)
                .declines(403, "power-of-attorney-too-narrow");
        assertThat(calls.get(agent(name), "/applications")
                        .must(200)
                        .body()
                        .path("items")
                        .size())
                .isZero();
        // The enterprise itself still sees what was handed in for it.
        calls.get(applicant(usci), "/applications/" + number).must(200);
    }

    @Test
    void anExpiredAndARevokedPowerSaySo() {
        var usci = calls.enterprise();
        var name = "agent-" + usci;
        var body = calls.application(usci, "PKG-BG-GD");
        var power = grant(usci, name, null);
        try {
            clock.stopAt(TravelClock.now().plus(Duration.ofDays(40)));
            calls.post(agent(name), "/applications", body).declines(403, "power-of-attorney-expired");
        } finally {
            clock.goOn();
        }
        calls.put(applicant(usci), "/powers-of-attorney/" + power + "/revocation", null)
                .must(200);
        calls.post(agent(name), "/applications", body).declines(403, "power-of-attorney-revoked");
    }

    @Test
    void theParentsPowerCoversItsBranches() {
        var parent = calls.enterprise();
        var branch = calls.branches(parent, 1).getFirst();
        var name = "agent-" + parent;
        grant(parent, name, null);

        calls.post(
                        agent(name),
                        "/applications",
                        Map.of("itemCodes", List.of("FZ-BG"), "enterpriseUsci", branch, "channel", "ONLINE"))
                .must(201);
        assertThat(calls.get(agent(name), "/applications").body().path("items").size())
                .isEqualTo(1);
    }

    private String grant(String usci, String name, @Nullable List<String> items) {
        var body = new HashMap<String, Object>(Map.of(
                "principalUsci",
                usci,
                "agent",
                name,
                "validUntil",
                TravelClock.today().plusDays(30).toString()));
        body.put(items == null ? "all" : "itemCodes", items == null ? true : items);
        return calls.post(applicant(usci), "/powers-of-attorney", body)
                .must(201)
                .text("id");
    }

    // --- lists

    @Test
    void listsShowWhatIsTheirsPageByPage() {
        var usci = calls.enterprise();
        var numbers = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            numbers.add(calls.submit(usci, "PKG-BG-GD").text("receiptNumber"));
        }
        calls.accept(WINDOW, numbers.get(2)).must(200);

        var newestFirst = listed(applicant(usci), "?limit=2");
        assertThat(newestFirst).containsExactlyElementsOf(numbers.reversed());
        assertThat(listed(applicant(usci), "?limit=1&status=SUBMITTED"))
                .containsExactly(numbers.get(0), numbers.get(1), numbers.get(3), numbers.get(4));
        assertThat(listed(applicant(usci), "?status=ACCEPTED")).containsExactly(numbers.get(2));
        assertThat(listed(applicant(newUsci()), "")).isEmpty();
        assertThat(calls.get(WINDOW, "/applications?limit=1")
                        .must(200)
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(calls.get(WINDOW, "/applications?status=LOST").must(400).errors())
                .hasSize(1);
        assertThat(calls.get(WINDOW, "/applications?after=x").must(400).errors())
                .containsExactly("after cursor");
    }

    private List<String> listed(Calls.Person person, String query) {
        var seen = new ArrayList<String>();
        String after = "";
        do {
            var page = calls.get(person, "/applications" + query + after).must(200);
            page.body()
                    .path("items")
                    .forEach(line -> seen.add(line.path("receiptNumber").asString()));
            after = page.body().has("next") ? "&after=" + page.text("next") : "";
        } while (!after.isEmpty());
        return seen;
    }

    // --- time

    @Test
    void theTrueTimeIsKeptWhereverTheLimitCountsFrom() {
        try {
            clock.stopAt(Instant.parse("2026-03-06T15:59:00Z")); // Friday, a minute to midnight
            var receipt = calls.submit(calls.enterprise(), "PKG-BG-GD");

            assertThat(receipt.text("receivedAt")).isEqualTo("2026-03-06T23:59:00+08:00");
            assertThat(receipt.text("receiptNumber")).startsWith("371327LB260306");
            assertThat(receipt.text("countsFrom")).isEqualTo("2026-03-09");
            assertThat(receipt.text("deemedAcceptedAfter")).isEqualTo("2026-03-16");
        } finally {
            clock.goOn();
        }
    }
}

package onestop.intake.enterprise;

import static onestop.intake.Calls.HELPER;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import onestop.intake.AtOnce;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.testsupport.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@IntakeTest
@ExtendWith(OutputCaptureExtension.class)
class RegistryIT {
    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    private static Map<String, Object> company(String name) {
        return Map.of("name", name, "kind", "COMPANY", "regionCode", "371327001000");
    }

    private static Map<String, Object> branch(String usci, String name) {
        return Map.of("usci", usci, "name", name, "regionCode", "371327102000");
    }

    // --- enterprises

    @Test
    void theDemonstrationEnterprisesAreThere() {
        assertThat(calls.get(applicant("91371327MA3DEM0A2G"), "/enterprises/91371327MA3DEM0A2G")
                        .must(200)
                        .text("name"))
                .isEqualTo("莒南县沂蒙食品有限公司");
        calls.get(WINDOW, "/enterprises/91371327MA3DEM0C98").must(200);
        var branches = calls.get(applicant("91371327MA3DEM0B0B"), "/enterprises/91371327MA3DEM0B0B/branches?limit=200")
                .must(200)
                .body()
                .path("items");
        assertThat(branches.size()).isEqualTo(66);
        assertThat(branches.path(0).path("name").asString()).isEqualTo("红嫂超市第1店");
    }

    @Test
    void anEnterpriseIsRegisteredChangedAndPublished() {
        var usci = newUsci();
        var owner = applicant(usci);

        var first = calls.put(owner, "/enterprises/" + usci, company("甲公司")).must(201);
        assertThat(first.headers().get("ETag")).isEqualTo("\"1\"");
        assertThat(first.headers().get("Location")).isEqualTo("/api/intake/enterprises/" + usci);

        // The same again is no change; another name has to say what it replaces.
        assertThat(calls.put(owner, "/enterprises/" + usci, company("甲公司"))
                        .must(200)
                        .headers()
                        .get("ETag"))
                .isEqualTo("\"1\"");
        calls.put(owner, "/enterprises/" + usci, company("乙公司")).must(428);
        calls.send(HttpMethod.PUT, owner, "/enterprises/" + usci, company("乙公司"), Map.of("If-Match", "\"4\""))
                .declines(412, "stale-version");
        calls.send(HttpMethod.PUT, owner, "/enterprises/" + usci, company("乙公司"), Map.of("If-Match", "\"1\""))
                .must(200);

        var last = events.await(
                "onestop.intake.enterprise",
                Duration.ofSeconds(30),
                record -> usci.equals(record.key()) && record.sequence() == 2);
        assertThat(last.type()).isEqualTo("onestop.intake.enterprise.registered.v1");
        assertThat(JsonMapper.shared().readTree(last.text()).path("name").asString())
                .isEqualTo("乙公司");
    }

    @Test
    void aCodeWithAWrongCheckDigitIsNamed() {
        var wrong = "91350100M000100Y4Z";

        assertThat(calls.put(OPS, "/enterprises/" + wrong, company("甲公司"))
                        .must(400)
                        .errors())
                .containsExactly("usci usci-alphabet");
        assertThat(calls.put(OPS, "/enterprises/91371327MA3DEM0A2H", company("甲公司"))
                        .must(400)
                        .errors())
                .containsExactly("usci usci-check-digit");
        assertThat(calls.put(
                                OPS,
                                "/enterprises/" + newUsci(),
                                Map.of("name", " ", "kind", "BRANCH", "regionCode", "3713"))
                        .must(400)
                        .errors())
                .extracting(error -> error.substring(0, error.indexOf(' ')))
                .contains("name", "regionCode");
    }

    @Test
    void foreignEnterprisesDoNotExist() {
        var usci = calls.enterprise();
        var stranger = applicant(newUsci());

        calls.get(stranger, "/enterprises/" + usci).declines(404, "unknown-enterprise");
        calls.put(stranger, "/enterprises/" + usci, company("甲公司")).declines(404, "unknown-enterprise");
        calls.get(stranger, "/enterprises/" + usci + "/branches").declines(404, "unknown-enterprise");
        calls.put(stranger, "/enterprises/" + usci + "/branches", List.of(branch(newUsci(), "店")))
                .declines(404, "unknown-enterprise");
        calls.get(agent("nobodys-agent"), "/enterprises/" + usci).declines(404, "unknown-enterprise");
        calls.get(HELPER, "/enterprises/" + usci).must(200);
        calls.get(WINDOW, "/enterprises/" + newUsci()).declines(404, "unknown-enterprise");
    }

    // --- the whole entry

    private static final String NUMBER = "11010519491231002X";
    private static final String PHONE = "13812341234";

    private static Map<String, Object> person(String name, Object... more) {
        var person = new HashMap<String, Object>(Map.of("name", name));
        for (int i = 0; i < more.length; i += 2) {
            person.put(String.valueOf(more[i]), more[i + 1]);
        }
        return person;
    }

    private static Map<String, Object> whole(String name, Map<String, Object> person) {
        var body = new HashMap<>(company(name));
        body.put("industry", "食品制造业");
        body.put("scale", "SMALL");
        body.put("address", "莒南县淮海路1号");
        body.put("businessScope", "食品生产与销售");
        body.put("establishedOn", "2015-06-01");
        body.put("legalRepresentative", person);
        return body;
    }

    private Calls.Reply change(String usci, int version, Map<String, Object> body) {
        return calls.send(
                HttpMethod.PUT,
                applicant(usci),
                "/enterprises/" + usci,
                body,
                Map.of("If-Match", "\"" + version + "\""));
    }

    @Test
    void personalNumbersAreShownMaskedAndNeverStoredPublishedOrLoggedReadable(CapturedOutput log) {
        var usci = newUsci();
        var body =
                whole("甲公司", person("李文", "citizenNumber", NUMBER.toLowerCase(Locale.ROOT), "phone", "138 1234 1234"));

        var answer = calls.put(applicant(usci), "/enterprises/" + usci, body).must(201);

        var shown = answer.body().path("legalRepresentative");
        assertThat(shown.path("citizenNumber").asString()).isEqualTo("110105********002X");
        assertThat(shown.path("phone").asString()).isEqualTo("138****1234");
        assertThat(answer.text("scale")).isEqualTo("SMALL");
        assertThat(answer.body().path("credit").path("standing").asString()).isEqualTo("GOOD");
        for (var reader : List.of(applicant(usci), WINDOW, HELPER, OPS)) {
            assertThat(calls.get(reader, "/enterprises/" + usci)
                            .must(200)
                            .body()
                            .toString())
                    .contains("110105********002X")
                    .doesNotContain(NUMBER)
                    .doesNotContain(PHONE);
        }
        for (var table : List.of("enterprise", "enterprise_version")) {
            assertThat(jdbc.sql("SELECT r::text FROM " + table + " r WHERE usci = :usci")
                            .param("usci", usci)
                            .query(String.class)
                            .single())
                    .contains("李文")
                    .doesNotContain(NUMBER, PHONE, hex(NUMBER), hex(PHONE));
        }
        var published = events.awaitAll(
                "onestop.intake.enterprise", Duration.ofSeconds(30), record -> usci.equals(record.key()), _ -> true);
        assertThat(published.getLast().text())
                .contains("SMALL", "2015-06-01")
                .doesNotContain("李文")
                .doesNotContain(NUMBER, PHONE, "110105****", "****1234")
                .doesNotContain("淮海路");
        calls.put(applicant(usci), "/enterprises/" + usci, whole("甲公司", person("李文", "citizenNumber", NUMBER + "1")))
                .must(400);
        assertThat(log.getAll()).doesNotContain(NUMBER).doesNotContain(PHONE);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFormSentBackWithMaskedNumbersChangesNothing() {
        var usci = newUsci();
        var first = whole("甲公司", person("李文", "citizenNumber", NUMBER, "phone", PHONE));
        calls.put(applicant(usci), "/enterprises/" + usci, first).must(201);

        var sentBack = whole("甲公司", person("李文", "citizenNumber", "110105********002X", "phone", "138****1234"));
        assertThat(calls.put(applicant(usci), "/enterprises/" + usci, sentBack)
                        .must(200)
                        .headers()
                        .get("ETag"))
                .isEqualTo("\"1\"");
        assertThat(calls.put(applicant(usci), "/enterprises/" + usci, whole("甲公司", person("李文")))
                        .must(200)
                        .headers()
                        .get("ETag"))
                .isEqualTo("\"1\"");

        var other = change(usci, 1, whole("甲公司", person("李文", "phone", "13900005678")))
                .must(200);
        assertThat(other.body()
                        .path("legalRepresentative")
                        .path("citizenNumber")
                        .asString())
                .isEqualTo("110105********002X");
        assertThat(other.body().path("legalRepresentative").path("phone").asString())
                .isEqualTo("139****5678");
    }

    @Test
    void numbersDoNotPassToAnotherPerson() {
        var usci = newUsci();
        calls.put(
                        applicant(usci),
                        "/enterprises/" + usci,
                        whole("甲公司", person("李文", "citizenNumber", NUMBER, "phone", PHONE)))
                .must(201);

        assertThat(change(
                                usci,
                                1,
                                whole(
                                        "甲公司",
                                        person("王芳", "citizenNumber", "110105********002X", "phone", "138****1234")))
                        .must(400)
                        .errors())
                .containsExactlyInAnyOrder(
                        "legalRepresentative.citizenNumber masked", "legalRepresentative.phone masked");
        var next = change(usci, 1, whole("甲公司", person("王芳"))).must(200).body().path("legalRepresentative");
        assertThat(next.path("name").asString()).isEqualTo("王芳");
        assertThat(next.path("citizenNumber").isMissingNode()).isTrue();
        assertThat(next.path("phone").isMissingNode()).isTrue();
    }

    @Test
    void whatIsWrongWithAnEntryIsNamedAndNumbersAreNotRepeated() {
        var usci = newUsci();
        var body = whole("甲公司", person("李文", "citizenNumber", "371327199003070012", "phone", "12345"));
        body.put("regionCode", "371327999000");
        body.put("establishedOn", today().plusDays(1).toString());

        var answer = calls.put(applicant(usci), "/enterprises/" + usci, body).must(400);

        assertThat(answer.errors())
                .containsExactlyInAnyOrder(
                        "regionCode not-a-town",
                        "establishedOn date-range",
                        "legalRepresentative.citizenNumber citizen-number-check-digit",
                        "legalRepresentative.phone phone");
        assertThat(answer.body().toString())
                .doesNotContain("371327199003070012")
                .doesNotContain("\"12345\"");
    }

    @Test
    void everyVersionIsKeptAndReadByThoseWhoMayKnow() {
        var usci = newUsci();
        calls.put(applicant(usci), "/enterprises/" + usci, whole("甲公司", person("李文", "phone", PHONE)))
                .must(201);
        change(usci, 1, whole("乙公司", person("李文"))).must(200);
        calls.send(
                        HttpMethod.PUT,
                        WINDOW,
                        "/enterprises/" + usci,
                        whole("丙公司", person("王芳", "phone", "13900005678")),
                        Map.of("If-Match", "\"2\""))
                .must(200);
        var path = "/enterprises/" + usci + "/versions";

        var first = calls.get(applicant(usci), path + "?limit=2").must(200).body();
        assertThat(first.path("items").path(0).path("name").asString()).isEqualTo("丙公司");
        assertThat(first.path("items").path(0).path("changedBy").asString()).isEqualTo("window");
        assertThat(first.path("items").path(1).path("name").asString()).isEqualTo("乙公司");
        var rest = calls.get(
                        applicant(usci),
                        path + "?limit=2&after=" + first.path("next").asString())
                .must(200)
                .body();
        assertThat(rest.path("items").size()).isEqualTo(1);
        assertThat(rest.path("items").path(0).path("name").asString()).isEqualTo("甲公司");
        assertThat(rest.path("items")
                        .path(0)
                        .path("legalRepresentative")
                        .path("phone")
                        .asString())
                .isEqualTo("138****1234");
        assertThat(rest.has("next")).isFalse();

        calls.get(applicant(newUsci()), path).declines(404, "unknown-enterprise");
        calls.get(WINDOW, "/enterprises/" + newUsci() + "/versions").declines(404, "unknown-enterprise");
    }

    @Test
    void ofManyWhoRegisterAtOnceOneDoesAndOfManyWhoChangeOneDoes() throws Exception {
        for (int round = 0; round < 5; round++) {
            var usci = newUsci();
            var registered = AtOnce.all(Collections.<Callable<Integer>>nCopies(
                    8,
                    () -> calls.put(OPS, "/enterprises/" + usci, company("甲公司")).status()));
            assertThat(registered).containsOnlyOnce(201).containsOnly(201, 200);

            var changes = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 8; i++) {
                var body = company("公司" + i);
                changes.add(() -> change(usci, 1, body).status());
            }
            assertThat(AtOnce.all(changes)).containsOnlyOnce(200).containsOnly(200, 412);
            assertThat(jdbc.sql("SELECT version FROM enterprise_version WHERE usci = :usci ORDER BY version")
                            .param("usci", usci)
                            .query(Long.class)
                            .list())
                    .containsExactly(1L, 2L);
        }
    }

    // --- search

    private String found(Calls.Person who, String query) {
        return calls.get(who, "/enterprises?q=" + query).must(200).body().toString();
    }

    @Test
    void anEnterpriseIsFoundByAnyPartOfItsName() {
        var usci = newUsci();
        var mark = usci.substring(8);
        calls.put(OPS, "/enterprises/" + usci, company("莒南县鹭岛" + mark + "茶业有限公司（Tea_100%）"))
                .must(201);
        var other = newUsci();
        calls.put(OPS, "/enterprises/" + other, company("莒南县鹭岛建材有限公司")).must(201);

        for (var query : List.of("鹭岛" + mark, "茶业 鹭岛 " + mark, "岛" + mark + "茶", mark + "　公司", "tea_100% " + mark)) {
            assertThat(found(WINDOW, query)).as(query).contains(usci).doesNotContain(other);
        }
        assertThat(found(HELPER, "鹭岛")).contains(usci).contains(other);
        assertThat(found(HELPER, "鹭")).contains(usci).contains(other);
        assertThat(found(WINDOW, "岛鹭" + mark)).doesNotContain(usci);
        assertThat(found(WINDOW, "tea%100 " + mark))
                .as("signs of patterns are plain signs")
                .doesNotContain(usci);
        assertThat(found(OPS, usci)).contains(usci).doesNotContain(other);
        assertThat(found(OPS, usci.substring(0, 17).toLowerCase(Locale.ROOT))).contains(usci);
    }

    /** More than are read before the index is asked: some of what is looked for lies behind them. */
    @Test
    void whatManyNamesHoldAndWhatFewHoldIsFoundWhole() {
        var mark = newUsci().substring(8, 15);
        jdbc.sql("""
                INSERT INTO enterprise (usci, name, kind, region_code, registered_by, changed_by, registered_at, changed_at, version)
                SELECT '8T' || :mark || lpad(n::text, 9, '0'),
                       '多' || :mark || CASE WHEN n > 2995 THEN '少' || :mark ELSE '' END, 'COMPANY', '371327001000', 't', 't',
                       now(), now(), 1
                  FROM generate_series(1, 3000) AS n
                """).param("mark", mark).update();

        assertThat(codes("多" + mark)).hasSize(3000).doesNotHaveDuplicates().isSorted();
        assertThat(codes("少" + mark)).hasSize(5).isSorted();
        assertThat(codes("少" + mark + "无")).isEmpty();
    }

    private List<String> codes(String word) {
        var codes = new ArrayList<String>();
        var after = "";
        while (true) {
            var page = calls.get(WINDOW, "/enterprises?limit=200&q=" + word + after)
                    .must(200)
                    .body();
            page.path("items").forEach(one -> codes.add(one.path("usci").asString()));
            if (!page.hasNonNull("next")) {
                return codes;
            }
            after = "&after=" + page.path("next").asString();
        }
    }

    @Test
    void searchingIsForStaffAndAsksForSomething() {
        calls.get(applicant(newUsci()), "/enterprises?q=a").must(403);
        calls.get(agent("a"), "/enterprises?q=a").must(403);
        assertThat(calls.get(WINDOW, "/enterprises?q= ").must(400).errors()).containsExactly("q length-range");
        assertThat(calls.get(WINDOW, "/enterprises?q=" + "a".repeat(101))
                        .must(400)
                        .errors())
                .containsExactly("q length-range");
        calls.get(WINDOW, "/enterprises").must(400);
    }

    @Test
    void whatIsFoundComesPageByPage() {
        var word = "页" + newUsci().substring(8);
        var all = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            var usci = newUsci();
            calls.put(OPS, "/enterprises/" + usci, company(word + "号" + i)).must(201);
            all.add(usci);
        }

        var seen = new ArrayList<String>();
        var after = "";
        do {
            var page =
                    calls.get(WINDOW, "/enterprises?limit=2&q=" + word + after).must(200);
            page.body().path("items").forEach(item -> seen.add(item.path("usci").asString()));
            after = page.body().has("next") ? "&after=" + page.text("next") : "";
        } while (!after.isEmpty());
        assertThat(seen).isSorted().containsExactlyInAnyOrderElementsOf(all);
    }

    // --- branches

    @Test
    void whatABranchRowLeavesOutStays() {
        var parent = calls.enterprise();
        var usci = newUsci();
        var path = "/enterprises/" + parent + "/branches";
        var row = new HashMap<>(branch(usci, "店"));
        row.putAll(Map.of("address", "天桥路8号", "personInCharge", "王芳", "phone", PHONE));
        calls.put(OPS, path, List.of(row)).must(200);

        assertThat(calls.put(OPS, path, List.of(branch(usci, "店")))
                        .must(200)
                        .body()
                        .path("unchanged")
                        .asInt())
                .isEqualTo(1);
        var renamed = new HashMap<>(branch(usci, "新店"));
        renamed.put("personInCharge", "李文");
        calls.put(OPS, path, List.of(renamed)).must(200);

        var shown = calls.get(OPS, path).must(200).body().path("items").path(0);
        assertThat(shown.path("address").asString()).isEqualTo("天桥路8号");
        assertThat(shown.path("personInCharge").path("name").asString()).isEqualTo("李文");
        assertThat(shown.path("personInCharge").has("phone"))
                .as("it was another person's")
                .isFalse();
        var nobodys = new HashMap<>(branch(newUsci(), "店"));
        nobodys.put("phone", PHONE);
        nobodys.put("regionCode", "371327999000");
        assertThat(calls.put(OPS, path, List.of(nobodys)).must(400).errors())
                .containsExactly("branches[0].regionCode not-a-town", "branches[0].personInCharge phone-of-nobody");
    }

    @Test
    void ofTwoEnterprisesThatEnterTheSameBranchesAtOnceOneGetsThem() throws Exception {
        for (int round = 0; round < 5; round++) {
            var one = calls.enterprise();
            var other = calls.enterprise();
            var rows = new ArrayList<Map<String, Object>>();
            for (int i = 0; i < 50; i++) {
                rows.add(branch(newUsci(), "店" + i));
            }
            var reversed = new ArrayList<>(rows.reversed());

            var replies = AtOnce.all(List.<Callable<Calls.Reply>>of(
                    () -> calls.put(OPS, "/enterprises/" + one + "/branches", rows),
                    () -> calls.put(OPS, "/enterprises/" + other + "/branches", reversed),
                    () -> calls.put(OPS, "/enterprises/" + one + "/branches", reversed)));

            assertThat(replies).extracting(Calls.Reply::status).containsOnly(200, 400);
            replies.stream()
                    .filter(reply -> reply.status() == 400)
                    .forEach(reply -> assertThat(reply.errors())
                            .hasSize(50)
                            .allMatch(error -> error.endsWith(".usci not-a-branch-of-this")));
            assertThat(jdbc.sql("SELECT DISTINCT parent_usci FROM enterprise WHERE usci = ANY (:uscis)")
                            .param(
                                    "uscis",
                                    rows.stream().map(row -> row.get("usci")).toArray(String[]::new))
                            .query(String.class)
                            .list())
                    .hasSize(1);
            assertThat(jdbc.sql("SELECT count(*) FROM enterprise_version WHERE usci = ANY (:uscis)")
                            .param(
                                    "uscis",
                                    rows.stream().map(row -> row.get("usci")).toArray(String[]::new))
                            .query(Integer.class)
                            .single())
                    .isEqualTo(50);
        }
    }

    @Test
    void aThousandBranchesComeAtOnceAndAgainWithoutChange() {
        var parent = calls.enterprise();
        var rows = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 1_000; i++) {
            rows.add(branch(newUsci(), "店" + i));
        }

        var report = calls.put(applicant(parent), "/enterprises/" + parent + "/branches", rows)
                .must(200)
                .body();
        assertThat(report.path("registered").asInt()).isEqualTo(1_000);
        rows.set(5, branch(String.valueOf(rows.get(5).get("usci")), "新店"));
        var again = calls.put(applicant(parent), "/enterprises/" + parent + "/branches", rows)
                .must(200)
                .body();
        assertThat(again.path("registered").asInt()).isZero();
        assertThat(again.path("changed").asInt()).isEqualTo(1);
        assertThat(again.path("unchanged").asInt()).isEqualTo(999);

        var seen = new ArrayList<String>();
        String after = "";
        do {
            var page = calls.get(applicant(parent), "/enterprises/" + parent + "/branches?limit=200" + after)
                    .must(200);
            page.body().path("items").forEach(item -> seen.add(item.path("usci").asString()));
            after = page.body().has("next") ? "&after=" + page.text("next") : "";
        } while (!after.isEmpty());
        assertThat(seen).hasSize(1_000).isSorted().doesNotHaveDuplicates();
        assertThat(calls.get(applicant(parent), "/enterprises/" + parent)
                        .body()
                        .path("branches")
                        .asInt())
                .isEqualTo(1_000);
    }

    @Test
    void everyBadRowIsNamedAndNoneIsKept() {
        var parent = calls.enterprise();
        var other = calls.enterprise();
        var ofOther = calls.branches(other, 1).getFirst();
        var good = newUsci();
        var path = "/enterprises/" + parent + "/branches";

        var badRow = new HashMap<String, Object>();
        badRow.put("usci", "91371327MA3DEM0A2H");
        var errors = calls.put(OPS, path, List.of(branch(good, "店"), branch(good, "店"), badRow, branch(parent, "总店")))
                .must(400)
                .errors();
        assertThat(errors)
                .containsExactly(
                        "branches[1].usci named-twice",
                        "branches[2].usci usci-check-digit",
                        "branches[2].name required",
                        "branches[2].regionCode region-code",
                        "branches[3].usci not-a-branch-of-this");
        assertThat(calls.put(OPS, path, List.of(branch(good, "店"), branch(ofOther, "店")))
                        .must(400)
                        .errors())
                .containsExactly("branches[1].usci not-a-branch-of-this");
        assertThat(jdbc.sql("SELECT count(*) FROM enterprise WHERE usci = :usci")
                        .param("usci", good)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(calls.put(OPS, path, Collections.nCopies(1_001, branch(good, "店")))
                        .must(400)
                        .errors())
                .containsExactly("branches count-range");
        assertThat(calls.put(OPS, path, List.of()).must(400).errors()).containsExactly("branches count-range");
    }

    @Test
    void aBranchIsChangedThroughItsParentOnly() {
        var parent = calls.enterprise();
        var branch = calls.branches(parent, 1).getFirst();

        calls.put(OPS, "/enterprises/" + branch, company("自立")).declines(409, "registered-as-branch");
        calls.put(OPS, "/enterprises/" + branch + "/branches", List.of(branch(newUsci(), "店")))
                .declines(409, "registered-as-branch");
    }

    private static LocalDate today() {
        return TravelClock.today();
    }
}

package onestop.intake.catalogue;

import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.applicant;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.Calls.Reply;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.testsupport.Events;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Drafted, checked by a second person, published as a version from a moment on, withdrawn. */
@IntakeTest
class CatalogueLifeIT {
    private static final Person COLLEAGUE = new Person("ops2", Role.OPS, null, List.of());
    private static final Person AUDITOR = new Person("auditor", Role.AUDITOR, null, List.of());
    private static final String TOPIC = "onestop.intake.catalogue";
    private final JsonMapper json = JsonMapper.builder().build();

    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    TravelClock clock;

    @Autowired
    PublishEntries publish;

    @AfterEach
    void theShippedCatalogueAgain() {
        clock.goOn();
        for (var line : calls.get(AUDITOR, "/catalogue/drafts").body().path("items")) {
            var path = "/catalogue/drafts/" + line.path("kind").asString() + "/"
                    + line.path("key").asString();
            send(HttpMethod.DELETE, OPS, path, null, calls.get(OPS, path)).must(204);
        }
        calls.put(
                        OPS,
                        "/catalogue",
                        json.writeValueAsString(json.readTree(
                                CatalogueLifeIT.class.getResourceAsStream("/demonstration/catalogue.json"))))
                .must(200);
    }

    /** With the tag of what was read before. */
    private Reply send(HttpMethod method, Person person, String path, @Nullable Object body, Reply seen) {
        return calls.send(
                method,
                person,
                path,
                body,
                Map.of("If-Match", String.valueOf(seen.headers().get("ETag"))));
    }

    private static Map<String, Object> material(String key, String name) {
        return Map.of(
                "material",
                Map.of(
                        "key",
                        key,
                        "nameZh",
                        name,
                        "nameEn",
                        "A thing",
                        "trustLevel",
                        "C",
                        "issuer",
                        "申请人",
                        "kind",
                        "DOCUMENT",
                        "deferrable",
                        true,
                        "commitmentAllowed",
                        false,
                        "shareableByData",
                        false));
    }

    private static String draft(String key) {
        return "/catalogue/drafts/MATERIAL/" + key;
    }

    private static String entry(String key) {
        return "/catalogue/entries/MATERIAL/" + key;
    }

    private Reply drafted(String key, String name) {
        return calls.put(OPS, draft(key), material(key, name)).must(201);
    }

    private Reply checked(String key, Reply seen) {
        return send(HttpMethod.PUT, COLLEAGUE, draft(key) + "/check", null, seen)
                .must(200);
    }

    private Reply published(String key, Reply seen, @Nullable Instant from) {
        return send(
                        HttpMethod.PUT,
                        COLLEAGUE,
                        draft(key) + "/publication",
                        from == null ? Map.of() : Map.of("effectiveFrom", from.toString()),
                        seen)
                .must(200);
    }

    @Test
    void anEntryIsDraftedCheckedAndPublishedByTwoPeople() {
        var first = drafted("LIFE-A", "设备清单");
        assertThat(first.text("state")).isEqualTo("DRAFTED");
        var better = send(HttpMethod.PUT, OPS, draft("LIFE-A"), material("LIFE-A", "主要设备清单"), first)
                .must(200);
        send(HttpMethod.PUT, OPS, draft("LIFE-A") + "/check", null, better).declines(403, "drafted-by-you");
        send(HttpMethod.PUT, COLLEAGUE, draft("LIFE-A") + "/publication", Map.of(), better)
                .declines(409, "draft-not-checked");
        var good = checked("LIFE-A", better);
        assertThat(good.text("checkedBy")).isEqualTo("ops2");
        send(HttpMethod.PUT, OPS, draft("LIFE-A") + "/publication", Map.of(), good)
                .declines(403, "drafted-by-you");

        var version = published("LIFE-A", good, null);

        assertThat(version.body().path("version").asInt()).isEqualTo(1);
        calls.get(OPS, draft("LIFE-A")).declines(404, "unknown-catalogue-draft");
        var lines = calls.get(NOBODY, entry("LIFE-A") + "/versions")
                .must(200)
                .body()
                .path("items");
        assertThat(lines.path(0).path("nameZh").asString()).isEqualTo("主要设备清单");
        assertThat(lines.path(0).path("status").asString()).isEqualTo("IN_USE");
        assertThat(lines.toString()).doesNotContain("ops"); // who did it is not for the public
        events.await(
                TOPIC,
                Duration.ofSeconds(30),
                record -> "material:LIFE-A".equals(record.key()) && record.sequence() == 1);
    }

    @Test
    void aChangeTakesBackTheCheckAndNeedsTheTagOfWhatItIsBasedOn() {
        var first = drafted("LIFE-B", "甲");
        calls.put(OPS, draft("LIFE-B"), material("LIFE-B", "乙")).declines(428, "precondition-required");
        var good = checked("LIFE-B", first);
        send(HttpMethod.PUT, OPS, draft("LIFE-B"), material("LIFE-B", "乙"), first)
                .declines(412, "stale-version");
        var changed = send(HttpMethod.PUT, OPS, draft("LIFE-B"), material("LIFE-B", "乙"), good)
                .must(200);
        assertThat(changed.text("state")).isEqualTo("DRAFTED");
        assertThat(changed.body().has("checkedBy")).isFalse();
        send(HttpMethod.PUT, COLLEAGUE, draft("LIFE-B") + "/publication", Map.of(), good)
                .declines(412, "stale-version");

        // A draft begun anew never has a tag it had before.
        send(HttpMethod.DELETE, OPS, draft("LIFE-B"), null, changed).must(204);
        var anew = drafted("LIFE-B", "丙");
        send(HttpMethod.DELETE, OPS, draft("LIFE-B"), null, changed).declines(412, "stale-version");
        send(HttpMethod.DELETE, OPS, draft("LIFE-B"), null, anew).must(204);
        send(HttpMethod.DELETE, OPS, draft("LIFE-B"), null, anew).declines(404, "unknown-catalogue-draft");
    }

    @Test
    void onlyOneOfTwoSimultaneousChangesWins() throws Exception {
        var first = drafted("LIFE-C", "甲");
        List<Callable<Integer>> both = List.of(
                () -> send(HttpMethod.PUT, OPS, draft("LIFE-C"), material("LIFE-C", "乙"), first)
                        .status(),
                () -> send(HttpMethod.PUT, COLLEAGUE, draft("LIFE-C"), material("LIFE-C", "丙"), first)
                        .status());

        try (var threads = Executors.newFixedThreadPool(2)) {
            var answers = threads.invokeAll(both).stream()
                    .map(future -> future.resultNow())
                    .sorted()
                    .toList();
            assertThat(answers).containsExactly(200, 412);
        }
    }

    @Test
    void aDraftOfAnItemIsCheckedWhenItsGuideTellsEverything() {
        var food = GuideExamples.item("SP-XB");
        var path = "/catalogue/drafts/ITEM/LIFE-I";
        var bare = calls.put(
                        OPS,
                        path,
                        json.writeValueAsString(Map.of("item", tree(GuideExamples.entry(food, "LIFE-I", null)))))
                .must(201);
        assertThat(bare.body().path("errors").isEmpty()).isTrue();
        assertThat(bare.body().path("missing").size()).isGreaterThan(27);
        var refused =
                send(HttpMethod.PUT, COLLEAGUE, path + "/check", null, bare).declines(409, "guide-incomplete");
        assertThat(refused.text("detail")).contains("guide.legalBases", "guide.faqs");

        var told = send(
                        HttpMethod.PUT,
                        OPS,
                        path,
                        json.writeValueAsString(Map.of(
                                "item",
                                tree(GuideExamples.entry(food, "LIFE-I", GuideExamples.completeGuideOf(food))))),
                        bare)
                .must(200);
        assertThat(told.body().path("missing").isEmpty()).isTrue();
        var good = send(HttpMethod.PUT, COLLEAGUE, path + "/check", null, told).must(200);
        send(HttpMethod.PUT, COLLEAGUE, path + "/publication", Map.of(), good).must(200);

        assertThat(calls.get(NOBODY, "/guides/LIFE-I/completeness")
                        .must(200)
                        .body()
                        .path("complete")
                        .asBoolean())
                .isTrue();
        assertThat(calls.get(NOBODY, "/guides/SP-XB/completeness")
                        .must(200)
                        .body()
                        .path("complete")
                        .asBoolean())
                .isTrue(); // as shipped
        assertThat(calls.get(NOBODY, "/guides/LIFE-I")
                        .must(200)
                        .body()
                        .path("item")
                        .path("guide")
                        .path("phones")
                        .path(0)
                        .asString())
                .isEqualTo("0539-2032115");
        var record = events
                .awaitAll(
                        TOPIC,
                        Duration.ofSeconds(30),
                        read -> read.stream().anyMatch(one -> "item:LIFE-I".equals(one.key())))
                .stream()
                .filter(one -> "item:LIFE-I".equals(one.key()) && one.value() != null)
                .findFirst()
                .orElseThrow();
        assertThat(record.text()).doesNotContain("guide"); // others ask for it when they want it
    }

    private Object tree(Object entry) {
        return json.valueToTree(entry);
    }

    @Test
    void aDraftThatIsWrongIsNotChecked() {
        var wrong = calls.put(OPS, draft("LIFE-W"), material("LIFE-W", "其他材料")).must(201);
        assertThat(wrong.body().path("errors").path(0).path("code").asString()).isEqualTo("catch-all-wording");

        assertThat(send(HttpMethod.PUT, COLLEAGUE, draft("LIFE-W") + "/check", null, wrong)
                        .must(400)
                        .errors())
                .containsExactly("material.nameZh catch-all-wording");
        assertThat(calls.put(OPS, draft("LIFE-X"), material("LIFE-Y", "甲"))
                        .must(400)
                        .errors())
                .containsExactly("material.key key-of-the-path");
        assertThat(calls.put(OPS, draft("LIFE-X"), Map.of()).must(400).errors())
                .containsExactly("material only-this-entry");
    }

    @Test
    void aVersionAppliesFromItsMomentAndIsToldOnlyThen() {
        published("LIFE-F", checked("LIFE-F", drafted("LIFE-F", "旧名")), null);
        var before = TravelClock.now();
        var from = before.plus(Duration.ofDays(30));
        assertThat(send(
                                HttpMethod.PUT,
                                COLLEAGUE,
                                draft("LIFE-F") + "/publication",
                                Map.of("effectiveFrom", before.minusSeconds(5).toString()),
                                checked("LIFE-F", drafted("LIFE-F", "新名")))
                        .must(400)
                        .errors())
                .containsExactly("effectiveFrom date-range");
        published("LIFE-F", calls.get(OPS, draft("LIFE-F")), from);

        publish.announceDue();
        assertThat(nameAt(null)).isEqualTo("旧名");
        assertThat(nameAt(from.minusSeconds(1))).isEqualTo("旧名");
        assertThat(nameAt(from)).isEqualTo("新名");
        assertThat(events.list(TOPIC).stream()
                        .filter(record -> "material:LIFE-F".equals(record.key()))
                        .map(Events.Received::sequence))
                .doesNotContain(2L);

        clock.stopAt(from.plusSeconds(1));
        publish.announceDue();
        publish.announceDue();

        assertThat(nameAt(null)).isEqualTo("新名");
        var told = events
                .awaitAll(
                        TOPIC,
                        Duration.ofSeconds(30),
                        read -> read.stream()
                                .anyMatch(record -> "material:LIFE-F".equals(record.key()) && record.sequence() == 2))
                .stream()
                .filter(record -> "material:LIFE-F".equals(record.key()) && record.sequence() == 2);
        assertThat(told).hasSize(1);
    }

    private String nameAt(@Nullable Instant at) {
        var reply = calls.get(
                NOBODY, "/catalogue/entries?kind=MATERIAL&limit=200" + (at == null ? "" : "&inForceAt=" + at));
        return reply.must(200)
                .body()
                .path("items")
                .valueStream()
                .filter(line -> line.path("key").asString().equals("LIFE-F"))
                .map(line -> line.path("nameZh").asString())
                .findFirst()
                .orElse("");
    }

    @Test
    void aSuspendedItemCannotBeAskedForAndComesBack() {
        var before = TravelClock.now();
        calls.put(OPS, "/catalogue/entries/UNIT/GAJ/suspension", Map.of("reason", "机构改革"))
                .declines(409, "still-needed");
        calls.put(OPS, "/catalogue/entries/ITEM/NO-SUCH/suspension", Map.of("reason", "x"))
                .declines(404, "unknown-entry");
        calls.put(OPS, "/catalogue/entries/PACKAGE/PKG-BG-GD/resumption", null).declines(409, "entry-not-suspended");

        var suspended = calls.put(OPS, "/catalogue/entries/PACKAGE/PKG-BG-GD/suspension", Map.of("reason", "系统改造"))
                .must(200);

        assertThat(suspended.text("status")).isEqualTo("SUSPENDED");
        calls.get(NOBODY, "/packages/PKG-BG-GD").declines(404, "unknown-package");
        calls.get(NOBODY, "/packages/PKG-BG-GD?inForceAt=" + before).must(200);
        calls.put(OPS, "/catalogue/entries/PACKAGE/PKG-BG-GD/suspension", Map.of("reason", "again"))
                .declines(409, "entry-not-in-use");
        assertThat(calls.get(NOBODY, "/catalogue/entries/PACKAGE/PKG-BG-GD/versions")
                        .body()
                        .path("items")
                        .path(0)
                        .path("reason")
                        .asString())
                .isEqualTo("系统改造");
        var version = suspended.body().path("version").asLong();
        events.await(
                TOPIC,
                Duration.ofSeconds(30),
                record -> "package:PKG-BG-GD".equals(record.key())
                        && record.sequence() == version
                        && record.value() == null);

        var back = calls.put(OPS, "/catalogue/entries/PACKAGE/PKG-BG-GD/resumption", null)
                .must(200);
        assertThat(back.body().path("version").asLong()).isEqualTo(version + 1);
        calls.get(NOBODY, "/packages/PKG-BG-GD").must(200);
        calls.put(OPS, "/catalogue/entries/PACKAGE/PKG-BG-GD/cancellation", Map.of("reason", "并入其他套餐"))
                .must(200);
        calls.put(OPS, "/catalogue/entries/PACKAGE/PKG-BG-GD/resumption", null).declines(409, "entry-not-suspended");
    }

    @Test // article 30: nobody is asked for what the guide did not name when the file was handed in
    void aFileKeepsTheVersionItWasHandedInUnder() {
        var usci = calls.enterprise();
        var receipt = calls.submit(usci, "PKG-BG-MC").text("receiptNumber");
        var handedIn = calls.get(applicant(usci), "/applications/" + receipt).must(200);
        published("LIFE-N", checked("LIFE-N", drafted("LIFE-N", "新增材料")), null);
        var stricter = json.readTree(CatalogueLifeIT.class.getResourceAsStream("/demonstration/catalogue.json"))
                .path("items")
                .valueStream()
                .filter(item -> item.path("code").asString().equals("QY-BG-MC"))
                .findFirst()
                .orElseThrow()
                .deepCopy();
        ((ArrayNode) stricter.path("materials"))
                .addObject()
                .put("key", "LIFE-N")
                .put("required", true)
                .put("copies", 1);
        calls.put(OPS, "/catalogue/entries", json.writeValueAsString(Map.of("items", List.of(stricter))))
                .must(200);

        var now = calls.get(applicant(usci), "/applications/" + receipt).must(200);

        assertThat(now.body().path("items").isEmpty()).isFalse();
        assertThat(now.body().path("items")).isEqualTo(handedIn.body().path("items"));
        calls.put(
                        WINDOW,
                        "/applications/" + receipt + "/correction-notice",
                        Map.of("defects", List.of(Map.of("materialKey", "LIFE-N", "reason", "未提交"))))
                .declines(409, "material-not-asked-for");
        calls.accept(WINDOW, receipt).must(200);
    }

    @Test
    void othersThanTheKeepersOnlyLookOn() {
        calls.put(AUDITOR, draft("LIFE-Z"), material("LIFE-Z", "甲")).must(403);
        calls.get(AUDITOR, "/catalogue/drafts").must(200);
        calls.get(WINDOW, "/catalogue/drafts").must(403);
        calls.get(NOBODY, "/catalogue/drafts").must(401);
    }
}

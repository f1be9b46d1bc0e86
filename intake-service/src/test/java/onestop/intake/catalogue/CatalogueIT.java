package onestop.intake.catalogue;

import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.testsupport.Events;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@IntakeTest
class CatalogueIT {
    private static final String TOPIC = "onestop.intake.catalogue";
    private final JsonMapper json = JsonMapper.builder().build();

    @Autowired
    Calls calls;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Events events;

    private ObjectNode shipped() {
        return (ObjectNode) json.readTree(CatalogueIT.class.getResourceAsStream("/demonstration/catalogue.json"));
    }

    private static ObjectNode find(JsonNode entries, String field, String value) {
        return (ObjectNode) entries.valueStream()
                .filter(entry -> entry.path(field).asString().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private Calls.Reply importing(Object document) {
        return calls.put(OPS, "/catalogue", json.writeValueAsString(document));
    }

    @Test
    void theShippedCatalogueIsLoadedAndReadPageByPage() {
        var first = calls.get(NOBODY, "/catalogue/items?limit=30").must(200);
        var second = calls.get(NOBODY, "/catalogue/items?limit=30&after=" + first.text("next"))
                .must(200);

        assertThat(first.body().path("items").size()).isEqualTo(30);
        assertThat(second.body().path("items").size()).isEqualTo(17);
        assertThat(second.body().has("next")).isFalse();
        assertThat(calls.get(NOBODY, "/catalogue/units").body().path("items").size())
                .isEqualTo(16);
        assertThat(calls.get(NOBODY, "/catalogue/materials?limit=200")
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(69);
        assertThat(calls.get(NOBODY, "/catalogue/packages").body().path("items").size())
                .isEqualTo(12);
        assertThat(calls.get(NOBODY, "/catalogue/items?unit=GAJ")
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(3);
        assertThat(calls.get(NOBODY, "/catalogue/items?after=nonsense")
                        .must(400)
                        .errors())
                .containsExactly("after cursor");
        assertThat(calls.get(NOBODY, "/catalogue/items?limit=201").must(400).errors())
                .containsExactly("limit limit-range");
    }

    @Test
    void singleEntriesCarryTheirVersion() {
        var item = calls.get(NOBODY, "/items/SP-XB").must(200);
        assertThat(item.headers().get("ETag"))
                .isEqualTo("\"" + item.body().path("version").asInt() + "\"");
        assertThat(calls.get(NOBODY, "/packages/PKG-KB")
                        .must(200)
                        .body()
                        .path("stages")
                        .size())
                .isEqualTo(3);
        var guide = calls.get(NOBODY, "/guides/SP-XB").must(200);
        assertThat(guide.body().path("unit").path("key").asString()).isEqualTo("XZSP");
        assertThat(guide.body().path("materials").path(0).path("nameZh").asString())
                .isEqualTo("食品经营许可申请书");

        calls.get(NOBODY, "/items/NO-SUCH").declines(404, "unknown-item");
        calls.get(NOBODY, "/packages/NO-SUCH").declines(404, "unknown-package");
        calls.get(NOBODY, "/guides/NO-SUCH").declines(404, "unknown-item");
    }

    @Test
    void everyEntryIsOnTheCompactedTopic() {
        var published = events.awaitAll(
                TOPIC,
                Duration.ofSeconds(30),
                read -> read.stream().map(Events.Received::key).distinct().count() >= 16 + 69 + 47 + 12);

        var item = published.stream()
                .filter(record -> "item:SP-XB".equals(record.key()))
                .findFirst()
                .orElseThrow();
        assertThat(item.type()).isEqualTo("onestop.intake.catalogue.item-published.v1");
        assertThat(item.subject()).isEqualTo("item:SP-XB");
        var data = json.readTree(item.text());
        assertThat(data.path("unit").asString()).isEqualTo("XZSP");
        assertThat(data.path("promisedDays").asInt()).isEqualTo(5);
        assertThat(data.path("produces").path(0).asString()).isEqualTo("FOOD_PERMIT");
    }

    @Test
    void anImportRaisesTheVersionOfWhatChangedAndOfNothingElse() {
        importing(shipped()).must(200); // whatever other tests have left
        var before = calls.get(NOBODY, "/items/TZ-DJ").body().path("version").asInt();
        var changed = shipped();
        find(changed.path("items"), "code", "TZ-DJ").put("promisedDays", 4);
        ((ArrayNode) changed.path("departments")).remove(15);
        removeItemsOfUnits(changed);

        var report = importing(changed).must(200).body();
        assertThat(report.path("items").path("published").asInt()).isEqualTo(1);
        assertThat(report.path("units").path("withdrawn").asInt()).isEqualTo(1);
        assertThat(report.path("packages").path("unchanged").asInt()).isGreaterThan(0);

        assertThat(calls.get(NOBODY, "/items/TZ-DJ").body().path("version").asInt())
                .isEqualTo(before + 1);
        assertThat(calls.get(NOBODY, "/items/QY-SL").body().path("version").asInt())
                .isEqualTo(1);
        assertThat(jdbc.sql(
                                "SELECT version FROM catalogue_entry WHERE kind = 'ITEM' AND key = 'TZ-DJ' ORDER BY version")
                        .query(Integer.class)
                        .list())
                .endsWith(before, before + 1); // the old version stays readable

        // The same again changes nothing; the shipped one brings everything back.
        assertThat(importing(changed).body().path("items").path("published").asInt())
                .isZero();
        importing(shipped()).must(200);
        assertThat(calls.get(NOBODY, "/items/TZ-DJ").body().path("version").asInt())
                .isEqualTo(before + 2);
        assertThat(calls.get(NOBODY, "/catalogue/units").body().path("items").size())
                .isEqualTo(16);

        var records = events.awaitAll(
                TOPIC,
                Duration.ofSeconds(30),
                read -> read.stream()
                        .anyMatch(record -> "item:TZ-DJ".equals(record.key()) && record.sequence() == before + 2));
        assertThat(records.stream().filter(record -> record.value() == null)).isNotEmpty(); // the withdrawn unit
    }

    /** What a missing unit takes with it, so that the document stays whole. */
    private static void removeItemsOfUnits(ObjectNode document) {
        var units = document.path("departments")
                .valueStream()
                .map(unit -> unit.path("key").asString())
                .toList();
        var gone = document.path("items")
                .valueStream()
                .filter(item -> !units.contains(item.path("deptKey").asString()))
                .map(item -> item.path("code").asString())
                .toList();
        ((ArrayNode) document.path("items"))
                .removeIf(item -> gone.contains(item.path("code").asString()));
        ((ArrayNode) document.path("packages"))
                .removeIf(one -> one.path("stages")
                        .valueStream()
                        .flatMap(JsonNode::valueStream)
                        .anyMatch(code -> gone.contains(code.asString())));
    }

    @Test
    void aBadImportNamesItsFieldsAndChangesNothing() {
        var bad = shipped();
        find(bad.path("items"), "code", "SP-XB").put("deptKey", "NOBODY");
        find(bad.path("packages"), "code", "PKG-KB")
                .putArray("stages")
                .addArray()
                .add("NO-SUCH");
        long revision = revision();

        var reply = importing(bad).must(400);

        assertThat(reply.problem()).isEqualTo("invalid-request");
        assertThat(reply.errors())
                .containsExactlyInAnyOrder("items[11].deptKey unknown-unit", "packages[0].stages[0][0] unknown-item");
        assertThat(revision()).isEqualTo(revision);
        assertThat(List.of(
                        calls.put(OPS, "/catalogue", "{").status(),
                        calls.put(OPS, "/catalogue", "{\"items\": [{\"caseType\": \"SOMETIMES\"}]}")
                                .status()))
                .containsOnly(400);
    }

    private long revision() {
        return jdbc.sql("SELECT revision FROM reference_revision WHERE name = 'CATALOGUE'")
                .query(Long.class)
                .single();
    }
}

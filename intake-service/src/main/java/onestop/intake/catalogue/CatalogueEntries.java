package onestop.intake.catalogue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of the catalogue. */
@Repository
class CatalogueEntries {
    /** For what this table holds; apart from the mapper of the REST interface, whose habits may change. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    CatalogueEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Kind {
        UNIT,
        MATERIAL,
        ITEM,
        PACKAGE
    }

    record EntryId(Kind kind, String key) {}

    /**
     * @param body a {@link Unit}, {@link Material}, {@link ServiceItem} or {@link ServicePackage}; null when withdrawn
     */
    record Entry(
            EntryId id,
            long version,
            String nameZh,
            String nameEn,
            @Nullable Object body) {}

    /** The revision; the import that asks for it here has the catalogue for itself until its transaction ends. */
    long lockRevision() {
        return jdbc.sql("SELECT revision FROM reference_revision WHERE name = 'CATALOGUE' FOR UPDATE")
                .query(Long.class)
                .single();
    }

    long revision() {
        return jdbc.sql("SELECT revision FROM reference_revision WHERE name = 'CATALOGUE'")
                .query(Long.class)
                .single();
    }

    void raiseRevision() {
        jdbc.sql("UPDATE reference_revision SET revision = revision + 1 WHERE name = 'CATALOGUE'")
                .update();
    }

    /** The latest version of every entry there ever was. */
    Map<EntryId, Entry> latest() {
        var entries = new HashMap<EntryId, Entry>();
        jdbc.sql("""
                SELECT kind, key, version, name_zh, name_en, body
                  FROM catalogue_entry
                 WHERE valid_until IS NULL
                """)
                .query((row, _) -> {
                    var kind = Kind.valueOf(row.getString("kind"));
                    var body = row.getString("body");
                    return new Entry(
                            new EntryId(kind, row.getString("key")),
                            row.getLong("version"),
                            row.getString("name_zh"),
                            row.getString("name_en"),
                            body == null ? null : JSON.readValue(body, typeOf(kind)));
                })
                .list()
                .forEach(entry -> entries.put(entry.id(), entry));
        return entries;
    }

    /** Puts versions in force in place of those before them. */
    void replace(List<Entry> entries, Instant at) {
        var kinds = new ArrayList<String>();
        var keys = new ArrayList<String>();
        for (var entry : entries) {
            kinds.add(entry.id().kind().name());
            keys.add(entry.id().key());
        }
        jdbc.sql("""
                UPDATE catalogue_entry
                   SET valid_until = :at
                  FROM unnest(:kinds::text[], :keys::text[]) AS replaced (kind, key)
                 WHERE catalogue_entry.kind = replaced.kind AND catalogue_entry.key = replaced.key
                   AND catalogue_entry.valid_until IS NULL
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("kinds", kinds.toArray(String[]::new))
                .param("keys", keys.toArray(String[]::new))
                .update();
        jdbc.sql("""
                INSERT INTO catalogue_entry (kind, key, version, name_zh, name_en, body, valid_from)
                SELECT e.kind, e.key, e.version, e.name_zh, e.name_en, e.body::jsonb, :at
                  FROM unnest(:kinds::text[], :keys::text[], :versions::bigint[], :namesZh::text[], :namesEn::text[],
                              :bodies::text[]) AS e (kind, key, version, name_zh, name_en, body)
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("kinds", kinds.toArray(String[]::new))
                .param("keys", keys.toArray(String[]::new))
                .param("versions", entries.stream().map(Entry::version).toArray(Long[]::new))
                .param("namesZh", entries.stream().map(Entry::nameZh).toArray(String[]::new))
                .param("namesEn", entries.stream().map(Entry::nameEn).toArray(String[]::new))
                .param(
                        "bodies",
                        entries.stream()
                                .map(Entry::body)
                                .map(body -> body == null ? null : JSON.writeValueAsString(body))
                                .toArray(String[]::new))
                .update();
    }

    /** Everything in force as one catalogue. */
    Catalogue load() {
        var units = new ArrayList<Unit>();
        var materials = new ArrayList<Material>();
        var items = new ArrayList<ServiceItem>();
        var packages = new ArrayList<ServicePackage>();
        for (var entry : latest().values()) {
            switch (entry.body()) {
                case null -> {}
                case Unit unit -> units.add(unit);
                case Material material -> materials.add(material);
                case ServiceItem item -> items.add(item);
                case ServicePackage servicePackage -> packages.add(servicePackage);
                default -> throw new IllegalStateException("an entry is of no known kind: " + entry.id());
            }
        }
        return new Catalogue(units, materials, items, packages);
    }

    private static Class<?> typeOf(Kind kind) {
        return Objects.requireNonNull(
                switch (kind) {
                    case UNIT -> Unit.class;
                    case MATERIAL -> Material.class;
                    case ITEM -> ServiceItem.class;
                    case PACKAGE -> ServicePackage.class;
                });
    }
}

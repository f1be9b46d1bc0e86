package onestop.intake.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of the entries and their versions. */
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

    /** 事项状态. */
    enum Status {
        /** 在用. */
        IN_USE,
        /** 暂停. */
        SUSPENDED,
        /** 取消. */
        CANCELLED
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
            @Nullable Object body) {

        static Entry of(EntryId id, long version, Object body) {
            return switch (body) {
                case Unit unit -> new Entry(id, version, unit.nameZh(), unit.nameEn(), unit.withVersion(version));
                case Material material ->
                    new Entry(id, version, material.nameZh(), material.nameEn(), material.withVersion(version));
                case ServiceItem item ->
                    new Entry(id, version, item.nameZh(), item.nameEn(), item.withVersion(version));
                case ServicePackage pack ->
                    new Entry(id, version, pack.nameZh(), pack.nameEn(), pack.withVersion(version));
                default -> throw new IllegalArgumentException("no entry: " + body.getClass());
            };
        }

        Entry withdrawn(long number) {
            return new Entry(id, number, nameZh, nameEn, null);
        }

        boolean saysTheSameAs(Entry other) {
            return body != null && other.body() != null && of(id, 0, body).equals(of(other.id(), 0, other.body()));
        }
    }

    /** How versions come about. */
    record Act(
            Status withdrawnAs,
            @Nullable String reason,
            List<String> draftedBy,
            @Nullable String checkedBy,
            String publishedBy,
            boolean announced) {}

    /**
     * What there is of an entry: its version at the moment, which says nothing when it is withdrawn and is null before the
     * first one applies, and the number of its last version, perhaps a coming one.
     */
    record Standing(@Nullable Entry inForce, Status status, long lastVersion) {

        long versionInForce() {
            return inForce == null ? 0 : inForce.version();
        }
    }

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

    /** What there is of every entry there ever was. */
    Map<EntryId, Standing> standings(Instant at) {
        var standings = new HashMap<EntryId, Standing>();
        jdbc.sql("""
                SELECT DISTINCT ON (kind, key) kind, key, version, name_zh, name_en, body, status, last_version,
                       valid_from <= :at AS begun
                  FROM (SELECT *, max(version) OVER (PARTITION BY kind, key) AS last_version
                          FROM catalogue_entry
                         WHERE valid_until IS NULL OR (valid_until > :at AND valid_until > valid_from)) AS lasting
                 ORDER BY kind, key, valid_from
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> {
                    var entry = entry(row);
                    var status = Status.valueOf(row.getString("status"));
                    long last = row.getLong("last_version");
                    return Map.entry(
                            entry.id(),
                            row.getBoolean("begun")
                                    ? new Standing(entry, status, last)
                                    : new Standing(null, Status.CANCELLED, last));
                })
                .list()
                .forEach(standing -> standings.put(standing.getKey(), standing.getValue()));
        return standings;
    }

    /** Puts versions in force from a moment on, in place of those that would have applied after it. */
    void putInForce(Collection<Entry> entries, Instant from, Act act) {
        var kinds = entries.stream().map(entry -> entry.id().kind().name()).toArray(String[]::new);
        var keys = entries.stream().map(entry -> entry.id().key()).toArray(String[]::new);
        jdbc.sql("""
                UPDATE catalogue_entry
                   SET valid_until = greatest(valid_from, :from)
                  FROM unnest(:kinds::text[], :keys::text[]) AS replaced (kind, key)
                 WHERE catalogue_entry.kind = replaced.kind AND catalogue_entry.key = replaced.key
                   AND (catalogue_entry.valid_until IS NULL OR catalogue_entry.valid_until > :from)
                """)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("kinds", kinds)
                .param("keys", keys)
                .update();
        jdbc.sql("""
                INSERT INTO catalogue_entry (kind, key, version, name_zh, name_en, body, valid_from, status, reason,
                                             drafted_by, checked_by, published_by, announced)
                SELECT e.kind, e.key, e.version, e.name_zh, e.name_en, e.body::jsonb, :from,
                       CASE WHEN e.body IS NULL THEN :withdrawnAs ELSE 'IN_USE' END, :reason,
                       :draftedBy, :checkedBy, :publishedBy, :announced
                  FROM unnest(:kinds::text[], :keys::text[], :versions::bigint[], :namesZh::text[], :namesEn::text[],
                              :bodies::text[]) AS e (kind, key, version, name_zh, name_en, body)
                """)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("withdrawnAs", act.withdrawnAs().name())
                .param("reason", act.reason())
                .param("draftedBy", act.draftedBy().toArray(String[]::new))
                .param("checkedBy", act.checkedBy())
                .param("publishedBy", act.publishedBy())
                .param("announced", act.announced())
                .param("kinds", kinds)
                .param("keys", keys)
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

    /** Everything in force at a moment as one catalogue. */
    Catalogue inForceAt(Instant at) {
        return Catalogue.of(jdbc.sql("""
                SELECT kind, key, version, name_zh, name_en, body
                  FROM catalogue_entry
                 WHERE valid_from <= :at AND (valid_until IS NULL OR valid_until > :at) AND body IS NOT NULL
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> Objects.requireNonNull(entry(row).body()))
                .list());
    }

    /** These entries as they were, are or will be in force at a moment; those that are not are left out. */
    List<Entry> inForceAt(Instant at, Collection<EntryId> ids) {
        return jdbc.sql("""
                SELECT e.kind, e.key, e.version, e.name_zh, e.name_en, e.body
                  FROM unnest(:kinds::text[], :keys::text[]) AS wanted (kind, key)
                  JOIN catalogue_entry e ON e.kind = wanted.kind AND e.key = wanted.key
                 WHERE e.valid_from <= :at AND (e.valid_until IS NULL OR e.valid_until > :at) AND e.body IS NOT NULL
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("kinds", ids.stream().map(id -> id.kind().name()).toArray(String[]::new))
                .param("keys", ids.stream().map(EntryId::key).toArray(String[]::new))
                .query((row, _) -> entry(row))
                .list();
    }

    /** Every version that applies now or will apply. */
    List<Entry> lasting(Instant at) {
        return jdbc.sql("""
                SELECT kind, key, version, name_zh, name_en, body
                  FROM catalogue_entry
                 WHERE body IS NOT NULL
                   AND (valid_until IS NULL OR (valid_until > :at AND valid_until > valid_from))
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> entry(row))
                .list();
    }

    /** The next moment after this one at which something comes into or goes out of force. */
    Optional<Instant> nextChangeAfter(Instant at) {
        return jdbc.sql("""
                SELECT min(valid_from)
                  FROM catalogue_entry
                 WHERE NOT announced AND valid_from > :at AND (valid_until IS NULL OR valid_until > valid_from)
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    record Due(Entry entry, Instant from) {}

    /** Versions that have come into force and have not been announced; they are taken as announced from here on. */
    List<Due> takeDue(Instant at, int most) {
        return jdbc.sql("""
                UPDATE catalogue_entry e
                   SET announced = true
                  FROM (SELECT kind, key, version
                          FROM catalogue_entry
                         WHERE NOT announced AND valid_from <= :at
                           AND (valid_until IS NULL OR valid_until > valid_from)
                         ORDER BY valid_from
                         LIMIT :most
                           FOR UPDATE SKIP LOCKED) AS due
                 WHERE e.kind = due.kind AND e.key = due.key AND e.version = due.version
                RETURNING e.kind, e.key, e.version, e.name_zh, e.name_en, e.body, e.valid_from
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, _) -> new Due(
                        entry(row),
                        row.getObject("valid_from", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The last version that said something: what a resumption brings back. */
    Optional<Entry> lastInUse(EntryId id) {
        return jdbc.sql("""
                SELECT kind, key, version, name_zh, name_en, body
                  FROM catalogue_entry
                 WHERE kind = :kind AND key = :key AND body IS NOT NULL
                   AND (valid_until IS NULL OR valid_until > valid_from)
                 ORDER BY version DESC
                 LIMIT 1
                """)
                .param("kind", id.kind().name())
                .param("key", id.key())
                .query((row, _) -> entry(row))
                .optional();
    }

    /** One version of an entry, for lists. */
    record VersionLine(
            Kind kind,
            String key,
            long version,
            String nameZh,
            String nameEn,
            Status status,
            Instant validFrom,
            @Nullable Instant validUntil,
            @Nullable String reason) {}

    /** Versions of an entry from the newest to the oldest, without those that never came into force. */
    List<VersionLine> versions(EntryId id, long before, int most) {
        return jdbc.sql("""
                SELECT kind, key, version, name_zh, name_en, status, valid_from, valid_until, reason
                  FROM catalogue_entry
                 WHERE kind = :kind AND key = :key AND version < :before
                   AND (valid_until IS NULL OR valid_until > valid_from)
                 ORDER BY version DESC
                 LIMIT :most
                """)
                .param("kind", id.kind().name())
                .param("key", id.key())
                .param("before", before)
                .param("most", most)
                .query((row, _) -> line(row))
                .list();
    }

    /** What was in force at a moment, suspended entries included, by kind and key. */
    List<VersionLine> linesInForceAt(Instant at, @Nullable Kind kind, String afterKind, String afterKey, int most) {
        return jdbc.sql("""
                SELECT kind, key, version, name_zh, name_en, status, valid_from, valid_until, reason
                  FROM catalogue_entry
                 WHERE (kind, key) > (:afterKind, :afterKey) AND (:kind::text IS NULL OR kind = :kind)
                   AND valid_from <= :at AND (valid_until IS NULL OR valid_until > :at) AND status <> 'CANCELLED'
                 ORDER BY kind, key
                 LIMIT :most
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("kind", kind == null ? null : kind.name())
                .param("afterKind", afterKind)
                .param("afterKey", afterKey)
                .param("most", most)
                .query((row, _) -> line(row))
                .list();
    }

    private static VersionLine line(ResultSet row) throws SQLException {
        var until = row.getObject("valid_until", OffsetDateTime.class);
        return new VersionLine(
                Kind.valueOf(row.getString("kind")),
                row.getString("key"),
                row.getLong("version"),
                row.getString("name_zh"),
                row.getString("name_en"),
                Status.valueOf(row.getString("status")),
                row.getObject("valid_from", OffsetDateTime.class).toInstant(),
                until == null ? null : until.toInstant(),
                row.getString("reason"));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var kind = Kind.valueOf(row.getString("kind"));
        var body = row.getString("body");
        return new Entry(
                new EntryId(kind, row.getString("key")),
                row.getLong("version"),
                row.getString("name_zh"),
                row.getString("name_en"),
                body == null ? null : JSON.readValue(body, typeOf(kind)));
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

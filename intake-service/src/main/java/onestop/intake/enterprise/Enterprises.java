package onestop.intake.enterprise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.identifiers.CitizenNumber;
import onestop.intake.enterprise.Enterprise.Details;
import onestop.intake.personal.PersonalData;
import onestop.intake.personal.Phone;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the registry. */
@Repository
public class Enterprises {
    private static final String COLUMNS = """
             usci, name, kind, region_code, industry, parent_usci, scale, address, business_scope, established_on,
             representative, version
            """;
    private static final String SEALED = ", representative_number, representative_phone ";

    /** Entries that are read before the index is asked: a millisecond's worth. */
    private static final int LOOKED_AT_FIRST = 2_000;

    private final JdbcClient jdbc;
    private final PersonalData personal;

    Enterprises(JdbcClient jdbc, PersonalData personal) {
        this.jdbc = jdbc;
        this.personal = personal;
    }

    public Optional<Enterprise> find(String usci) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM enterprise WHERE usci = :usci")
                .param("usci", usci)
                .query((row, _) -> enterprise(row))
                .optional();
    }

    /** Those of the codes that are registered, by code. */
    public Map<String, Enterprise> findAll(Collection<String> uscis) {
        return jdbc
                .sql("SELECT " + COLUMNS + " FROM enterprise WHERE usci = ANY (:uscis)")
                .param("uscis", uscis.toArray(String[]::new))
                .query((row, _) -> enterprise(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Enterprise::usci, Function.identity()));
    }

    Optional<RegistryEntry> findEntry(String usci) {
        return Optional.ofNullable(findEntries(List.of(usci)).get(usci));
    }

    /** As {@link #findAll}, with the numbers of persons opened. */
    Map<String, RegistryEntry> findEntries(Collection<String> uscis) {
        return jdbc
                .sql("SELECT " + COLUMNS + SEALED + " FROM enterprise WHERE usci = ANY (:uscis)")
                .param("uscis", uscis.toArray(String[]::new))
                .query((row, _) -> entry(row))
                .list()
                .stream()
                .collect(Collectors.toMap(RegistryEntry::usci, Function.identity()));
    }

    int countBranches(String usci) {
        return jdbc.sql("SELECT count(*) FROM enterprise WHERE parent_usci = :usci")
                .param("usci", usci)
                .query(Integer.class)
                .single();
    }

    List<RegistryEntry> branches(String usci, String after, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + SEALED + """
                  FROM enterprise
                 WHERE parent_usci = :usci AND usci > :after
                 ORDER BY usci
                 LIMIT :limit
                """)
                .param("usci", usci)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list();
    }

    /** Those whose code begins like this, by code. */
    List<Enterprise> withCode(String beginning, String after, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM enterprise
                 WHERE usci >= :beginning AND usci < :beginning || '~' AND usci > :after
                 ORDER BY usci
                 LIMIT :limit
                """)
                .param("beginning", beginning)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> enterprise(row))
                .list();
    }

    /**
     * Those whose name holds all the words somewhere, by code. A word of many names is soon found by reading on from where the page
     * begins; only what is rarer is looked up, as the index has to bring all that fit before they are in order.
     *
     * @param words in small letters
     */
    List<Enterprise> withName(List<String> words, String after, int limit) {
        return jdbc.sql("""
                WITH near AS MATERIALIZED (
                    SELECT %1$s
                      FROM (SELECT * FROM enterprise WHERE usci > :after ORDER BY usci LIMIT :near) AS next
                     WHERE lower(name) LIKE ALL (:patterns::text[])
                     ORDER BY usci
                     LIMIT :limit)
                SELECT * FROM near WHERE (SELECT count(*) FROM near) = :limit
                 UNION ALL
                (SELECT %1$s
                   FROM enterprise
                  WHERE (SELECT count(*) FROM near) < :limit
                    AND name_parts @> :parts::text[] AND lower(name) LIKE ALL (:patterns::text[]) AND usci > :after
                  ORDER BY usci
                  LIMIT :limit)
                 ORDER BY usci
                """.formatted(COLUMNS))
                .param("near", LOOKED_AT_FIRST)
                .param(
                        "parts",
                        words.stream()
                                .flatMap(word -> parts(word).stream())
                                .distinct()
                                .toArray(String[]::new))
                .param(
                        "patterns",
                        words.stream()
                                .map(word -> "%" + word.replaceAll("([\\\\%_])", "\\\\$1") + "%")
                                .toArray(String[]::new))
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> enterprise(row))
                .list();
    }

    /** The pairs of neighbouring characters; a single character is its own part. */
    static List<String> parts(String word) {
        var characters = word.codePoints().mapToObj(Character::toString).toList();
        if (characters.size() == 1) {
            return characters;
        }
        var pairs = new ArrayList<String>();
        for (int i = 1; i < characters.size(); i++) {
            pairs.add(characters.get(i - 1) + characters.get(i));
        }
        return pairs;
    }

    /** Makes changes to the same enterprise take turns, also where there is no row yet to lock. */
    void lock(String usci) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:usci, 71327))")
                .param("usci", usci)
                .query((_, _) -> true)
                .list();
    }

    /**
     * Stores entries, each with its new version, and keeps them in the history.
     *
     * @throws StaleEntryException if one of them has not the version before any more; nothing is stored then, if the
     *     transaction ends with it
     */
    void save(Collection<RegistryEntry> entries, String by, Instant at) {
        var sorted = entries.stream()
                .sorted(Comparator.comparing(RegistryEntry::usci))
                .toList();
        int saved = jdbc.sql("""
                WITH saved AS (
                    INSERT INTO enterprise AS e (usci, name, kind, region_code, industry, parent_usci, scale, address,
                                                 business_scope, established_on, representative, representative_number,
                                                 representative_phone, registered_by, registered_at, changed_by,
                                                 changed_at, version)
                    SELECT n.usci, n.name, n.kind, n.region_code, n.industry, n.parent_usci, n.scale, n.address,
                           n.business_scope, n.established_on, n.representative, decode(n.number, 'hex'),
                           decode(n.phone, 'hex'), :by, :at, :by, :at,
                           n.version
                      FROM unnest(:uscis::text[], :names::text[], :kinds::text[], :regions::text[],
                                  :industries::text[], :parents::text[], :scales::text[], :addresses::text[],
                                  :scopes::text[], :established::date[], :representatives::text[], :numbers::text[],
                                  :phones::text[], :versions::bigint[])
                           AS n (usci, name, kind, region_code, industry, parent_usci, scale, address, business_scope,
                                 established_on, representative, number, phone, version)
                    ON CONFLICT (usci) DO UPDATE
                       SET name = excluded.name, kind = excluded.kind, region_code = excluded.region_code,
                           industry = excluded.industry, parent_usci = excluded.parent_usci, scale = excluded.scale,
                           address = excluded.address, business_scope = excluded.business_scope,
                           established_on = excluded.established_on, representative = excluded.representative,
                           representative_number = excluded.representative_number,
                           representative_phone = excluded.representative_phone, changed_by = excluded.changed_by,
                           changed_at = excluded.changed_at, version = excluded.version
                     WHERE e.version = excluded.version - 1
                    RETURNING e.*)
                INSERT INTO enterprise_version (usci, version, name, kind, region_code, industry, parent_usci, scale,
                                                address, business_scope, established_on, representative,
                                                representative_number, representative_phone, changed_by, changed_at)
                SELECT usci, version, name, kind, region_code, industry, parent_usci, scale, address, business_scope,
                       established_on, representative, representative_number, representative_phone, changed_by,
                       changed_at
                  FROM saved
                """)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("uscis", column(sorted, Enterprise::usci))
                .param("names", column(sorted, Enterprise::name))
                .param("kinds", column(sorted, entry -> entry.kind().name()))
                .param("regions", column(sorted, Enterprise::regionCode))
                .param("industries", column(sorted, Enterprise::industry))
                .param("parents", column(sorted, Enterprise::parentUsci))
                .param("scales", column(sorted, entry -> text(entry.details().scale())))
                .param("addresses", column(sorted, entry -> entry.details().address()))
                .param("scopes", column(sorted, entry -> entry.details().businessScope()))
                .param(
                        "established",
                        column(sorted, entry -> text(entry.details().establishedOn())))
                .param(
                        "representatives",
                        column(sorted, entry -> entry.details().representative()))
                .param(
                        "numbers",
                        sealed(
                                sorted,
                                entry -> entry.number() == null
                                        ? null
                                        : entry.number().value()))
                .param(
                        "phones",
                        sealed(
                                sorted,
                                entry -> entry.phone() == null
                                        ? null
                                        : entry.phone().value()))
                .param(
                        "versions",
                        sorted.stream()
                                .map(entry -> entry.enterprise().version())
                                .toArray(Long[]::new))
                .update();
        if (saved < sorted.size()) {
            throw new StaleEntryException();
        }
    }

    /** The entry as it stood after one change. */
    record Version(RegistryEntry entry, String changedBy, Instant changedAt) {}

    /** What the entry was, newest first. */
    List<Version> versions(String usci, long before, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + SEALED + """
                     , changed_by, changed_at
                  FROM enterprise_version
                 WHERE usci = :usci AND version < :before
                 ORDER BY version DESC
                 LIMIT :limit
                """)
                .param("usci", usci)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> new Version(
                        entry(row),
                        row.getString("changed_by"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    boolean isEmpty() {
        return jdbc.sql("SELECT NOT EXISTS (SELECT 1 FROM enterprise)")
                .query(Boolean.class)
                .single();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable String[] column(List<RegistryEntry> entries, Function<Enterprise, @Nullable String> of) {
        return entries.stream().map(entry -> of.apply(entry.enterprise())).toArray(String[]::new);
    }

    private @Nullable String[] sealed(List<RegistryEntry> entries, Function<RegistryEntry, @Nullable String> of) {
        return entries.stream()
                .map(of)
                .map(text -> text == null ? null : HexFormat.of().formatHex(personal.seal(text)))
                .toArray(String[]::new);
    }

    private RegistryEntry entry(ResultSet row) throws SQLException {
        var number = row.getBytes("representative_number");
        var phone = row.getBytes("representative_phone");
        return new RegistryEntry(
                enterprise(row),
                number == null ? null : new CitizenNumber(personal.open(number)),
                phone == null ? null : new Phone(personal.open(phone)));
    }

    private static Enterprise enterprise(ResultSet row) throws SQLException {
        var scale = row.getString("scale");
        return new Enterprise(
                row.getString("usci"),
                row.getString("name"),
                EnterpriseKind.valueOf(row.getString("kind")),
                row.getString("region_code"),
                row.getString("industry"),
                row.getString("parent_usci"),
                new Details(
                        scale == null ? null : EnterpriseScale.valueOf(scale),
                        row.getString("address"),
                        row.getString("business_scope"),
                        row.getObject("established_on", LocalDate.class),
                        row.getString("representative")),
                row.getLong("version"));
    }
}

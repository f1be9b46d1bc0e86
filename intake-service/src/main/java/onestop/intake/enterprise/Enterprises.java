package onestop.intake.enterprise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the registry. */
@Repository
public class Enterprises {
    private static final String COLUMNS = "usci, name, kind, region_code, industry, parent_usci, version";

    private final JdbcClient jdbc;

    Enterprises(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    int countBranches(String usci) {
        return jdbc.sql("SELECT count(*) FROM enterprise WHERE parent_usci = :usci")
                .param("usci", usci)
                .query(Integer.class)
                .single();
    }

    List<Enterprise> branches(String usci, String after, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM enterprise
                 WHERE parent_usci = :usci AND usci > :after
                 ORDER BY usci
                 LIMIT :limit
                """)
                .param("usci", usci)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> enterprise(row))
                .list();
    }

    /** Makes changes to the same enterprises take turns, also where there is no row yet to lock. */
    void lock(Collection<String> uscis) {
        jdbc.sql("""
                SELECT pg_advisory_xact_lock(hashtextextended(usci, 71327))
                  FROM (SELECT DISTINCT usci FROM unnest(:uscis::text[]) AS u (usci) ORDER BY usci) AS each
                """)
                .param("uscis", uscis.toArray(String[]::new))
                .query((_, _) -> true)
                .list();
    }

    void save(Collection<Enterprise> entries, String by, Instant at) {
        jdbc.sql("""
                INSERT INTO enterprise AS e (usci, name, kind, region_code, industry, parent_usci, registered_by,
                                             registered_at, changed_at, version)
                SELECT n.usci, n.name, n.kind, n.region_code, n.industry, n.parent_usci, :by, :at, :at, n.version
                  FROM unnest(:uscis::text[], :names::text[], :kinds::text[], :regions::text[], :industries::text[],
                              :parents::text[], :versions::bigint[])
                       AS n (usci, name, kind, region_code, industry, parent_usci, version)
                ON CONFLICT (usci) DO UPDATE
                   SET name = excluded.name, kind = excluded.kind, region_code = excluded.region_code,
                       industry = excluded.industry, parent_usci = excluded.parent_usci,
                       changed_at = excluded.changed_at, version = excluded.version
                """)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("uscis", column(entries, Enterprise::usci))
                .param("names", column(entries, Enterprise::name))
                .param("kinds", column(entries, entry -> entry.kind().name()))
                .param("regions", column(entries, Enterprise::regionCode))
                .param("industries", entries.stream().map(Enterprise::industry).toArray(String[]::new))
                .param("parents", entries.stream().map(Enterprise::parentUsci).toArray(String[]::new))
                .param("versions", entries.stream().map(Enterprise::version).toArray(Long[]::new))
                .update();
    }

    boolean isEmpty() {
        return jdbc.sql("SELECT NOT EXISTS (SELECT 1 FROM enterprise)")
                .query(Boolean.class)
                .single();
    }

    private static String[] column(Collection<Enterprise> entries, Function<Enterprise, String> of) {
        return entries.stream().map(of).toArray(String[]::new);
    }

    private static Enterprise enterprise(ResultSet row) throws SQLException {
        return new Enterprise(
                row.getString("usci"),
                row.getString("name"),
                EnterpriseKind.valueOf(row.getString("kind")),
                row.getString("region_code"),
                row.getString("industry"),
                row.getString("parent_usci"),
                row.getLong("version"));
    }
}

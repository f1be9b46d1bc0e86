package onestop.appeal.enterprises;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import onestop.appeal.enterprises.EnterpriseRegisteredConsumer.Registered;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of our copy of the enterprises. */
@Repository
public class Enterprises {
    /** Most enterprises in memory at once for one matching. */
    public static final int STRETCH = 10_000;

    private static final String SELECT = """
            SELECT e.serial, e.kind, e.region_code, e.industry, e.scale, e.established_on, p.credit, p.revenue_yuan, p.tax_yuan,
                   p.research_yuan, p.export_yuan, p.employees, p.last_revenue_yuan, p.last_tax_yuan, p.last_research_yuan,
                   p.last_export_yuan, p.last_employees
              FROM enterprise AS e
              LEFT JOIN enterprise_profile AS p ON p.serial = e.serial
            """;

    private final JdbcClient jdbc;

    Enterprises(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that come after this serial, in its order; fewer than a stretch only at the end. */
    public EnterpriseColumns after(int serial) {
        return columns(
                STRETCH,
                jdbc.sql(SELECT + " WHERE e.serial > :after AND e.registered ORDER BY e.serial LIMIT :most")
                        .param("after", serial)
                        .param("most", STRETCH));
    }

    /** Those of these that are registered still, by serial. */
    public EnterpriseColumns of(Collection<Integer> serials) {
        return columns(
                serials.size(),
                jdbc.sql(SELECT + " WHERE e.serial = ANY(:serials) AND e.registered ORDER BY e.serial")
                        .param("serials", serials.toArray(Integer[]::new)));
    }

    private static EnterpriseColumns columns(int expected, JdbcClient.StatementSpec query) {
        var columns = new EnterpriseColumns(expected);
        query.query(EnterpriseColumns.Row.class).list().forEach(columns::add);
        return columns;
    }

    public Optional<Integer> serialOf(String usci) {
        return jdbc.sql("SELECT serial FROM enterprise WHERE usci = :usci AND registered")
                .param("usci", usci)
                .query(Integer.class)
                .optional();
    }

    /** An enterprise by code and name. */
    public record Named(String usci, String name) {}

    public List<Named> named(Collection<Integer> serials) {
        return jdbc.sql("SELECT usci, name FROM enterprise WHERE serial = ANY(:serials) ORDER BY serial")
                .param("serials", serials.toArray(Integer[]::new))
                .query(new SimplePropertyRowMapper<>(Named.class))
                .list();
    }

    /** Which of these codes no registered enterprise has. */
    public List<String> unknownOf(Collection<String> uscis) {
        return jdbc.sql("""
                SELECT named.usci
                  FROM unnest(:uscis::text[]) AS named (usci)
                 WHERE NOT EXISTS (SELECT 1 FROM enterprise AS e WHERE e.usci = named.usci AND e.registered)
                """)
                .param("uscis", uscis.toArray(String[]::new))
                .query((row, _) -> row.getString("usci"))
                .list();
    }

    /** Stores the entries that are newer than what we have; answers the serials of those. */
    List<Integer> store(List<Registered> entries) {
        var changed = new ArrayList<Integer>();
        var sql = """
                INSERT INTO enterprise (usci, name, kind, region_code, industry, scale, established_on, registered, sequence)
                SELECT n.usci, n.name, n.kind, n.region_code, n.industry, n.scale, n.established_on::date, n.registered, n.sequence
                  FROM unnest(:uscis::text[], :names::text[], :kinds::text[], :regions::text[], :industries::text[],
                              :scales::text[], :established::text[], :registered::boolean[], :sequences::bigint[])
                       AS n (usci, name, kind, region_code, industry, scale, established_on, registered, sequence)
                 ORDER BY n.usci
                    ON CONFLICT (usci) DO UPDATE
                   SET name = excluded.name, kind = excluded.kind, region_code = excluded.region_code,
                       industry = excluded.industry, scale = excluded.scale, established_on = excluded.established_on,
                       registered = excluded.registered, sequence = excluded.sequence
                 WHERE enterprise.sequence < excluded.sequence
                RETURNING serial
                """;
        changed.addAll(jdbc.sql(sql)
                .param("uscis", column(entries, Registered::usci))
                .param("names", column(entries, Registered::name))
                .param("kinds", column(entries, Registered::kind))
                .param("regions", column(entries, Registered::regionCode))
                .param("industries", column(entries, Registered::industry))
                .param("scales", column(entries, Registered::scale))
                .param(
                        "established",
                        column(
                                entries,
                                entry -> entry.establishedOn() == null
                                        ? null
                                        : entry.establishedOn().toString()))
                .param("registered", entries.stream().map(_ -> true).toArray(Boolean[]::new))
                .param("sequences", entries.stream().map(Registered::sequence).toArray(Long[]::new))
                .query(Integer.class)
                .list());
        return changed;
    }

    private static @Nullable String[] column(List<Registered> entries, Function<Registered, @Nullable String> of) {
        return entries.stream().map(of).toArray(String[]::new);
    }

    /** The registry has taken the entry out: nothing is matched any more, what was pushed stays. */
    void remove(Collection<String> uscis) {
        jdbc.sql("UPDATE enterprise SET registered = false WHERE usci = ANY(:uscis)")
                .param("uscis", uscis.toArray(String[]::new))
                .update();
    }
}

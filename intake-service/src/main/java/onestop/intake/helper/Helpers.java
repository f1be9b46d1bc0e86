package onestop.intake.helper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** All SQL of the register of helpers. */
@Repository
class Helpers {
    /** Any number that nobody else locks by. */
    private static final long WHO_HAS_WHAT = 4_211_001L;

    private static final String COLUMNS = "h.account, h.name, h.region_code, h.full_time, h.active, h.version";
    private static final String IN_HAND = """
            (SELECT count(*)
               FROM help_request r
              WHERE r.helper = h.account
                AND r.status IN ('ENTRUSTED', 'ACCEPTED', 'HANDLED', 'DELIVERED', 'ARCHIVED', 'REPORTED', 'SUSPENDED'))
            """;

    private final JdbcClient jdbc;

    Helpers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Until the transaction ends nobody else gives or takes work: who has the least in hand is true when it is used. A
     * county has some ten helpers, and this takes milliseconds.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void lockWhoHasWhat() {
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
                .param("lock", WHO_HAS_WHAT)
                .query((_, _) -> true)
                .list();
    }

    Optional<Helper> find(String account) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM helper h WHERE h.account = :account")
                .param("account", account)
                .query((row, _) -> helper(row))
                .optional();
    }

    /** Of those who serve the place, the one with the least in hand; full-time helpers first when equal. */
    Optional<String> leastBusy(String regionCode) {
        return jdbc.sql("""
                SELECT h.account
                  FROM helper h
                 WHERE h.active AND starts_with(:region, h.region_prefix)
                 ORDER BY %s, h.full_time DESC, h.account
                 LIMIT 1
                """.formatted(IN_HAND))
                .param("region", regionCode)
                .query(String.class)
                .optional();
    }

    int inHand(String account) {
        return jdbc.sql("SELECT " + IN_HAND + " FROM helper h WHERE h.account = :account")
                .param("account", account)
                .query(Integer.class)
                .single();
    }

    record Line(Helper helper, int inHand) {}

    List<Line> page(@Nullable Boolean active, String after, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + ", " + IN_HAND + """
                 AS in_hand
                  FROM helper h
                 WHERE h.account > :after AND (:active::boolean IS NULL OR h.active = :active)
                 ORDER BY h.account
                 LIMIT :limit
                """)
                .param("after", after)
                .param("active", active)
                .param("limit", limit)
                .query((row, _) -> new Line(helper(row), row.getInt("in_hand")))
                .list();
    }

    /** The entry and its line of history, in one round trip. */
    void save(Helper helper, String by, Instant at) {
        jdbc.sql("""
                WITH saved AS (
                    INSERT INTO helper (account, name, region_code, region_prefix, full_time, active, changed_at,
                                        changed_by, version)
                    VALUES (:account, :name, :region, :prefix, :fullTime, :active, :at, :by, :version)
                    ON CONFLICT (account) DO UPDATE
                       SET name = excluded.name, region_code = excluded.region_code,
                           region_prefix = excluded.region_prefix, full_time = excluded.full_time,
                           active = excluded.active, changed_at = excluded.changed_at,
                           changed_by = excluded.changed_by, version = excluded.version
                    RETURNING account)
                INSERT INTO helper_history (account, version, region_code, full_time, active, changed_at, changed_by)
                SELECT account, :version, :region, :fullTime, :active, :at, :by FROM saved
                """)
                .param("account", helper.account())
                .param("name", helper.name())
                .param("region", helper.regionCode())
                .param("prefix", Helper.prefix(helper.regionCode()))
                .param("fullTime", helper.fullTime())
                .param("active", helper.active())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .param("version", helper.version())
                .update();
    }

    private static Helper helper(ResultSet row) throws SQLException {
        return new Helper(
                row.getString("account"),
                row.getString("name"),
                row.getString("region_code"),
                row.getBoolean("full_time"),
                row.getBoolean("active"),
                row.getLong("version"));
    }
}

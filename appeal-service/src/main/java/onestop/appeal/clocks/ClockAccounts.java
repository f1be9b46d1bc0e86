package onestop.appeal.clocks;

import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the clocks that were met had been counted until then. A later kind, urgency or calendar changes nothing about them, so they
 * cannot be counted again.
 */
@Repository
public class ClockAccounts {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    ClockAccounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the transaction that meets the clocks; what is kept stays. */
    public void keep(UUID appeal, List<DueTime> met) {
        if (met.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO clock_account (appeal_id, clock, started_at, account)
                SELECT :appeal, clock, started_at, account
                  FROM unnest(:clocks::text[], :started::timestamptz[], :accounts::jsonb[]) AS met (clock, started_at, account)
                    ON CONFLICT DO NOTHING
                """)
                .param("appeal", appeal)
                .param("clocks", met.stream().map(due -> due.clock().name()).toArray(String[]::new))
                .param(
                        "started",
                        met.stream()
                                .map(due ->
                                        due.startedAt().atOffset(ZoneOffset.UTC).toString())
                                .toArray(String[]::new))
                .param("accounts", met.stream().map(JSON::writeValueAsString).toArray(String[]::new))
                .update();
    }

    /** Those of one appeal; a redo that was ordered more than once has more than one. */
    public List<DueTime> of(UUID appeal) {
        return jdbc.sql("SELECT account FROM clock_account WHERE appeal_id = :appeal")
                .param("appeal", appeal)
                .query((row, _) -> JSON.readValue(row.getString("account"), DueTime.class))
                .list();
    }
}

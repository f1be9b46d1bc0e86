package onestop.approval.licences;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was granted before licences had rows looks afterwards as if it had had them. */
@ApprovalIT
class GrantedBeforeIT {
    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate script;

    @Autowired
    TestClock clock;

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    private record Row(
            String number, int version, String status, String validUntil, String supersededBy, long change) {}

    private List<Row> rows(String unit) {
        return jdbc.sql("""
                SELECT licence_number, version, status, coalesce(CAST(valid_until AS text), '') AS until,
                       coalesce(superseded_by, '') AS after, change
                  FROM licence WHERE unit = ? ORDER BY kind, version, licence_number
                """)
                .param(unit)
                .query((row, _) -> new Row(
                        row.getString("licence_number"),
                        row.getInt("version"),
                        row.getString("status"),
                        row.getString("until"),
                        row.getString("after"),
                        row.getLong("change")))
                .list();
    }

    private List<String> held(String unit) {
        return jdbc.sql("SELECT licence_number || version FROM licence_held WHERE unit = ? ORDER BY 1")
                .param(unit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    void theyAreAsIfTheyHadBeenThereFromTheGrantOn() throws IOException {
        var licensing = new Licensing(api, office, jdbc);
        licensing.granted(licensing.item("食品经营许可证", 60, false, false));
        clock.set(Instant.parse("2027-01-12T02:00:00Z"));
        licensing.granted(licensing.item("食品经营许可证", 60, true, false));
        clock.set(Instant.parse("2027-02-12T02:00:00Z"));
        var last = licensing.granted(licensing.item("食品经营许可证", 60, true, false));
        var permit = licensing.item("施工许可证", null, false, true);
        licensing.granted(permit);
        licensing.granted(permit);
        var rows = rows(licensing.unit);
        var held = held(licensing.unit);
        assertThat(rows).hasSize(5);
        assertThat(licensing.validUntil(last)).isEqualTo(LocalDate.of(2031, 3, 2));

        jdbc.sql("DELETE FROM licence_held WHERE unit = ?")
                .param(licensing.unit)
                .update();
        jdbc.sql("DELETE FROM licence WHERE unit = ?").param(licensing.unit).update();
        var migration = new ClassPathResource("db/migration/V0034__licences_granted_before.sql")
                .getContentAsString(StandardCharsets.UTF_8);
        // The history takes new rows only, so the entries of the test are there already.
        script.execute(migration.replaceFirst(";\\s*$", " ON CONFLICT DO NOTHING"));

        assertThat(rows(licensing.unit)).isEqualTo(rows);
        assertThat(held(licensing.unit)).isEqualTo(held);
    }
}

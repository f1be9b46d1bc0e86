package onestop.approval.lights;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onestop.approval.clocks.OfficeTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * How many working days a step may take: of an item, or of all that have none of their own. Read on each replica every now and then, so a
 * change reaches steps that begin half a minute later; limits that run already stay.
 */
@Repository
class StepLimits {
    static final String ANY = "*";

    private static final Logger log = LoggerFactory.getLogger(StepLimits.class);

    private final JdbcClient jdbc;
    private volatile Map<Key, StepLimit> known = Map.of();

    StepLimits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Key(String itemCode, String step) {}

    record StepLimit(String itemCode, String step, int workingDays, String setBy, OffsetDateTime setAt) {}

    @EventListener(ApplicationReadyEvent.class)
    @Scheduled(fixedDelayString = "${onestop.approval.step-limits-refresh:30s}")
    void refresh() {
        try {
            var read = new HashMap<Key, StepLimit>();
            all().forEach(one -> read.put(new Key(one.itemCode(), one.step()), one));
            known = Map.copyOf(read);
        } catch (DataAccessException e) {
            log.warn("The limits of steps could not be read, the known ones stay: {}", e.toString());
        }
    }

    int of(String itemCode, String step) {
        var limit = limit(itemCode, step);
        return limit == null ? Integer.MAX_VALUE : limit.workingDays();
    }

    /** Whether the limit became what it is on this day or later. */
    boolean changedSince(String itemCode, String step, LocalDate day) {
        var limit = limit(itemCode, step);
        return limit != null && !OfficeTime.dateOf(limit.setAt().toInstant()).isBefore(day);
    }

    private @Nullable StepLimit limit(String itemCode, String step) {
        if (known.isEmpty()) {
            refresh();
        }
        var own = known.get(new Key(itemCode, step));
        return own != null ? own : known.get(new Key(ANY, step));
    }

    /** At most three an item; a county has some hundreds of items. */
    List<StepLimit> all() {
        return jdbc.sql("SELECT item_code, step, working_days, set_by, set_at FROM step_limit ORDER BY item_code, step")
                .query((row, _) -> new StepLimit(
                        row.getString("item_code"),
                        row.getString("step"),
                        row.getInt("working_days"),
                        row.getString("set_by"),
                        OfficeTime.at(
                                row.getObject("set_at", OffsetDateTime.class).toInstant())))
                .list();
    }

    void set(String itemCode, String step, int workingDays, String by, Instant at) {
        jdbc.sql("""
                INSERT INTO step_limit AS l (item_code, step, working_days, set_by, set_at)
                VALUES (:itemCode, :step, :days, :by, :at)
                    ON CONFLICT (item_code, step) DO UPDATE
                   SET working_days = excluded.working_days, set_by = excluded.set_by, set_at = excluded.set_at
                """)
                .param("itemCode", itemCode)
                .param("step", step)
                .param("days", workingDays)
                .param("by", by)
                .param("at", OfficeTime.at(at))
                .update();
        refresh();
    }
}

package onestop.approval.partners;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onestop.approval.clocks.OfficeTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** Which units work in a system of their own. Few and seldom changed, so each replica keeps them in memory. */
@Repository
class PartnerUnits {
    private static final Logger log = LoggerFactory.getLogger(PartnerUnits.class);

    private final JdbcClient jdbc;
    private volatile Map<String, String> sourceOf = Map.of();

    PartnerUnits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record PartnerUnit(String unit, String source, String registeredBy, OffsetDateTime registeredAt) {}

    @EventListener(ApplicationReadyEvent.class)
    @Scheduled(fixedDelayString = "${onestop.approval.partners-refresh:15s}")
    void refresh() {
        try {
            var read = new HashMap<String, String>();
            all().forEach(one -> read.put(one.unit(), one.source()));
            sourceOf = Map.copyOf(read);
        } catch (DataAccessException e) {
            log.warn("The partner units could not be read, the known ones stay: {}", e.toString());
        }
    }

    boolean any() {
        return !sourceOf.isEmpty();
    }

    boolean isPartner(String unit) {
        return sourceOf.containsKey(unit);
    }

    /** The unit that events of this source speak for; read anew, as it decides who is believed. */
    Optional<String> unitOf(String source) {
        return jdbc.sql("SELECT unit FROM partner_unit WHERE source = :source")
                .param("source", source)
                .query(String.class)
                .optional();
    }

    /** At most as many as a county has departments. */
    List<PartnerUnit> all() {
        return jdbc.sql("SELECT unit, source, registered_by, registered_at FROM partner_unit ORDER BY unit")
                .query((row, _) -> new PartnerUnit(
                        row.getString("unit"),
                        row.getString("source"),
                        row.getString("registered_by"),
                        row.getObject("registered_at", OffsetDateTime.class)))
                .list();
    }

    /** @return false when the source speaks for another unit */
    boolean register(String unit, String source, String by, OffsetDateTime at) {
        try {
            jdbc.sql("""
                    INSERT INTO partner_unit (unit, source, registered_by, registered_at)
                    VALUES (:unit, :source, :by, :at)
                        ON CONFLICT (unit) DO UPDATE
                       SET source = excluded.source, registered_by = excluded.registered_by,
                           registered_at = excluded.registered_at, told_again_at = NULL
                    """)
                    .param("unit", unit)
                    .param("source", source)
                    .param("by", by)
                    .param("at", at)
                    .update();
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    /** Units that were registered before and whose tasks were not told once more; of several who ask at once one gets them. */
    List<String> toBeToldAgain(Instant registeredBefore, Instant now) {
        return jdbc.sql("""
                UPDATE partner_unit
                   SET told_again_at = :now
                 WHERE unit IN (SELECT unit FROM partner_unit
                                 WHERE told_again_at IS NULL AND registered_at < :before
                                   FOR UPDATE SKIP LOCKED)
                RETURNING unit
                """)
                .param("now", OfficeTime.at(now))
                .param("before", OfficeTime.at(registeredBefore))
                .query((row, _) -> row.getString(1))
                .list();
    }

    boolean remove(String unit) {
        return jdbc.sql("DELETE FROM partner_unit WHERE unit = :unit")
                        .param("unit", unit)
                        .update()
                == 1;
    }
}

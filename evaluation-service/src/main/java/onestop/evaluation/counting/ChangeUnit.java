package onestop.evaluation.counting;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import onestop.evaluation.counting.UnitMessages.Moved;
import onestop.evaluation.scale.Level;
import onestop.events.Outbox;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes a rating the right unit's when it was the wrong one's: the rating, its follow-up, what it is suspected of, its history,
 * the tallies and the event in the caller's transaction. The service itself stays with the unit that gave it, and so does the coverage.
 */
@Service
public class ChangeUnit {
    private final JdbcClient jdbc;
    private final RatingCounts counts;
    private final Outbox outbox;

    ChangeUnit(JdbcClient jdbc, RatingCounts counts, Outbox outbox) {
        this.jdbc = jdbc;
        this.counts = counts;
        this.outbox = outbox;
    }

    /** Nothing happens when it is that unit's already. To be called with the rating's order locked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void move(UUID rating, String unit, @Nullable String by, Instant at) {
        jdbc.sql("""
                WITH found AS (
                     SELECT id, unit FROM rating WHERE id = :rating AND unit <> :unit FOR UPDATE),
                moved AS (
                     UPDATE rating r SET unit = :unit, version = version + 1
                       FROM found
                      WHERE r.id = found.id
                     RETURNING r.id, r.version, found.unit AS from_unit, r.invitation_id, r.level,
                               r.standing = 'COUNTED' AND r.follow_up_of IS NULL AS counts),
                followed AS (
                     UPDATE rating r SET unit = :unit FROM found WHERE r.follow_up_of = found.id),
                noted AS (
                     INSERT INTO rating_unit_change (rating_id, version, from_unit, to_unit, changed_by, changed_at)
                     SELECT id, version, from_unit, :unit, :by, :at FROM moved)
                SELECT m.id, m.version, m.from_unit, m.invitation_id, m.level, m.counts, i.receipt_number
                  FROM moved m LEFT JOIN invitation i ON i.id = m.invitation_id
                """)
                .param("rating", rating)
                .param("unit", unit)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Moved(
                        row.getObject("id", UUID.class),
                        row.getInt("version"),
                        row.getObject("invitation_id", UUID.class),
                        row.getString("receipt_number"),
                        Level.valueOf(row.getString("level")),
                        row.getString("from_unit"),
                        unit,
                        row.getBoolean("counts")))
                .optional()
                .ifPresent(moved -> {
                    // Only now: a suspicion that came while this waited for the rating was not seen before.
                    jdbc.sql("UPDATE rating_suspicion SET unit = :unit WHERE rating_id = :rating")
                            .param("unit", unit)
                            .param("rating", rating)
                            .update();
                    if (moved.counts()) {
                        counts.move(moved.ratingId(), moved.from(), moved.to());
                    }
                    outbox.append(UnitMessages.changed(moved, at));
                });
    }
}

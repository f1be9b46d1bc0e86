package onestop.evaluation.counting;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.counting.StandingMessages.Changed;
import onestop.evaluation.scale.Level;
import onestop.events.Outbox;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sets ratings aside and takes them back: standing, history, tallies and events in the caller's transaction. */
@Service
public class ChangeStanding {
    private final JdbcClient jdbc;
    private final RatingCounts counts;
    private final Outbox outbox;

    ChangeStanding(JdbcClient jdbc, RatingCounts counts, Outbox outbox) {
        this.jdbc = jdbc;
        this.counts = counts;
        this.outbox = outbox;
    }

    /**
     * Moves those of the ratings that may come to have the standing; the others stay as they are. Of simultaneous calls
     * one moves a rating.
     *
     * @param reason a code such as {@code OBJECTION_UPHELD}: capitals and underscores, 3 to 40
     * @param by null when the platform does it
     * @return the ratings that have moved
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<UUID> move(Collection<UUID> ratings, Standing to, String reason, @Nullable String by, Instant at) {
        if (ratings.isEmpty()) {
            return List.of();
        }
        var changed = changed(ratings, to, reason, by, at);
        var entered = ids(changed.stream().filter(_ -> to == Standing.COUNTED).toList());
        var left =
                ids(changed.stream().filter(c -> c.from() == Standing.COUNTED).toList());
        counts.add(entered);
        counts.remove(left);
        outbox.append(changed.stream()
                .map(rating -> StandingMessages.changed(rating, to, reason, at))
                .toList());
        return ids(changed);
    }

    private List<Changed> changed(
            Collection<UUID> ratings, Standing to, String reason, @Nullable String by, Instant at) {
        var from = Arrays.stream(Standing.values())
                .filter(standing -> standing.mayBecome(to))
                .map(Standing::name)
                .toArray(String[]::new);
        return jdbc.sql("""
                WITH found AS (
                     SELECT id, standing FROM rating
                      WHERE id = ANY (:ratings) AND standing = ANY (:from)
                      ORDER BY id
                        FOR UPDATE),
                changed AS (
                     UPDATE rating r SET standing = :to, version = version + 1
                       FROM found
                      WHERE r.id = found.id
                     RETURNING r.id, r.version, found.standing AS from_standing, r.invitation_id, r.unit, r.level),
                noted AS (
                     INSERT INTO rating_standing_change
                            (rating_id, version, from_standing, to_standing, reason, changed_by, changed_at)
                     SELECT id, version, from_standing, :to, :reason, :by, :at FROM changed)
                SELECT c.id, c.version, c.from_standing, c.invitation_id, i.receipt_number, c.unit, c.level
                  FROM changed c LEFT JOIN invitation i ON i.id = c.invitation_id
                 ORDER BY c.id
                """)
                .param("ratings", ratings.toArray(UUID[]::new))
                .param("from", from)
                .param("to", to.name())
                .param("reason", reason)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Changed(
                        row.getObject("id", UUID.class),
                        row.getInt("version"),
                        Standing.valueOf(row.getString("from_standing")),
                        row.getObject("invitation_id", UUID.class),
                        row.getString("receipt_number"),
                        row.getString("unit"),
                        Level.valueOf(row.getString("level"))))
                .list();
    }

    private static List<UUID> ids(List<Changed> changed) {
        return changed.stream().map(Changed::ratingId).toList();
    }
}

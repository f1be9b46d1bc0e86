package onestop.evaluation.counting;

import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was rated before a day, by slice and key, as far as it is settled: earlier ratings that come in or stop to count take
 * it back to their day in their own transaction, and it is added up again when nothing has come for a while. What it says
 * is never late; it only reaches less far.
 */
@Repository
class SettledTally {
    /** Shared by all who change tallies, taken alone by who adds up: so that no change of an earlier day is still under way. */
    private static final long LOCK = 7_141;

    /** What became of adding up. */
    enum Outcome {
        ADDED,
        NOTHING_TO_ADD,
        /** Tallies are being changed. */
        BUSY
    }

    private static final String ADD_UP =
            """
            INSERT INTO rating_tally_before (day, slice, key, %1$s)
            SELECT :step, slice, key, %2$s
              FROM (SELECT slice, key, %1$s FROM rating_tally_before WHERE day = :settled
                     UNION ALL
                    SELECT slice, key, %1$s FROM rating_tally WHERE day >= :settled AND day < :step) AS s
             GROUP BY slice, key
             ORDER BY slice, key
            """.formatted(String.join(", ", TallySql.SUMS_AND_DEFAULTS), TallySql.sums(TallySql.SUMS_AND_DEFAULTS));

    private final JdbcClient jdbc;

    SettledTally(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Before tallies are changed, in a statement of its own: only a later one sees what was added up meanwhile. */
    void share() {
        jdbc.sql("SELECT pg_advisory_xact_lock_shared(:lock)")
                .param("lock", LOCK)
                .query((_, _) -> true)
                .single();
    }

    /** After the tallies of the ratings' days were changed, under {@link #share}. */
    void takeBack(UUID... ratings) {
        jdbc.sql("""
                UPDATE rating_tally_settled s
                   SET before = tally_step(r.day), lowered_at = clock_timestamp()
                  FROM (SELECT min(rated_on) AS day FROM rating WHERE id = ANY (:ratings)) r
                 WHERE s.before > r.day
                """).param("ratings", ratings).update();
    }

    /**
     * Adds up to the next step, unless tallies are being changed: those who change them never wait for long.
     *
     * @param last the last day up to which may be added up: today
     * @param quiet how long nothing of earlier days must have come
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Outcome addUp(LocalDate last, Duration quiet) {
        var alone = jdbc.sql("SELECT pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
        if (!alone) {
            return Outcome.BUSY;
        }
        var state = jdbc.sql("""
                SELECT before, lowered_at <= clock_timestamp() - make_interval(secs => :quiet) AS quiet,
                       (SELECT min(day) FROM rating_tally) AS earliest
                  FROM rating_tally_settled
                """)
                .param("quiet", quiet.toSeconds())
                .query(State.class)
                .single();
        var step = state.next();
        if (!state.quiet() || step == null || step.isAfter(last)) {
            return Outcome.NOTHING_TO_ADD;
        }
        jdbc.sql("DELETE FROM rating_tally_before WHERE day = :step")
                .param("step", step)
                .update();
        jdbc.sql(ADD_UP).param("settled", state.before()).param("step", step).update();
        jdbc.sql("UPDATE rating_tally_settled SET before = :step")
                .param("step", step)
                .update();
        return Outcome.ADDED;
    }

    /** @param earliest the first day of which there is a tally; null without any */
    private record State(
            LocalDate before, boolean quiet, @Nullable LocalDate earliest) {
        /** The step that comes next; where there was nothing yet, the one before the first rating. */
        @Nullable
        LocalDate next() {
            if (earliest == null) {
                return null;
            }
            var first = TallySteps.at(earliest);
            var after = TallySteps.after(before);
            return first.isAfter(after) ? first : after;
        }
    }
}

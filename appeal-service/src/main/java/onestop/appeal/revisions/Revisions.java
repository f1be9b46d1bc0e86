package onestop.appeal.revisions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All statements on revisions. */
@Repository
public class Revisions {
    private final JdbcClient jdbc;

    Revisions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public enum State {
        /** The case is open again. */
        REOPENED,
        /** It has ended a second time; {@code outcome} says how. */
        ENDED,
        /** There was nothing to reopen; {@code outcome} says why. */
        DECLINED
    }

    /**
     * What came of it for one case.
     *
     * @param about the case, or what was named where there was nothing to reopen
     * @param outcome GRANTED or REFUSED, how it ended otherwise, or why nothing was reopened; null while it is open
     */
    public record Revision(
            String about, State state, @Nullable String outcome, Instant since) {}

    /** In the order in which they came. */
    public List<Revision> of(UUID appealId) {
        return jdbc.sql("""
                SELECT about, state, outcome, since FROM appeal_revision WHERE appeal_id = :id ORDER BY began, about
                """)
                .param("id", appealId)
                .query((row, _) -> revision(row))
                .list();
    }

    private static Revision revision(ResultSet row) throws SQLException {
        return new Revision(
                row.getString("about"),
                State.valueOf(row.getString("state")),
                row.getString("outcome"),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }

    /**
     * @param appealNumber the number that the appeal is quoted by
     * @param sequence of the case, or of the asking that was declined: which time it was
     */
    record Begun(
            String appealNumber,
            String about,
            long sequence,
            State state,
            @Nullable String outcome,
            Instant at) {}

    record Ended(String caseNumber, long sequence, String outcome, Instant at) {}

    /** Keeps each once; of an appeal that is none of ours, nothing. */
    void begin(List<Begun> begun) {
        if (begun.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO appeal_revision (appeal_id, about, sequence, state, outcome, began, since)
                SELECT a.id, t.about, t.sequence, t.state, t.outcome, t.at, t.at
                  FROM unnest(:numbers::text[], :abouts::text[], :sequences::bigint[], :states::text[], :outcomes::text[],
                              :at::timestamptz[]) AS t (number, about, sequence, state, outcome, at)
                  JOIN appeal a ON a.number = t.number
                    ON CONFLICT DO NOTHING
                """)
                .param("numbers", texts(begun, Begun::appealNumber))
                .param("abouts", texts(begun, Begun::about))
                .param("sequences", texts(begun, one -> Long.toString(one.sequence())))
                .param("states", texts(begun, one -> one.state().name()))
                .param("outcomes", texts(begun, Begun::outcome))
                .param(
                        "at",
                        texts(begun, one -> one.at().atOffset(ZoneOffset.UTC).toString()))
                .update();
    }

    /** Only cases that are open again for an appeal have an end here. */
    void end(List<Ended> ended) {
        if (ended.isEmpty()) {
            return;
        }
        jdbc.sql("""
                UPDATE appeal_revision r SET state = 'ENDED', outcome = t.outcome, since = t.at
                  FROM unnest(:cases::text[], :sequences::bigint[], :outcomes::text[], :at::timestamptz[])
                       AS t (case_number, sequence, outcome, at)
                 WHERE r.about = t.case_number AND r.state = 'REOPENED' AND r.sequence < t.sequence
                """)
                .param("cases", texts(ended, Ended::caseNumber))
                .param("sequences", texts(ended, one -> Long.toString(one.sequence())))
                .param("outcomes", texts(ended, Ended::outcome))
                .param(
                        "at",
                        texts(ended, one -> one.at().atOffset(ZoneOffset.UTC).toString()))
                .update();
    }

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }
}

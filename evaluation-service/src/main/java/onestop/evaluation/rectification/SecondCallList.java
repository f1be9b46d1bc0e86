package onestop.evaluation.rectification;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Closed orders about which the office itself has to call once more, those first that have waited longest. */
@Repository
class SecondCallList {
    private static final RowMapper<Row> ROWS = new SimplePropertyRowMapper<>(Row.class);

    private final JdbcClient jdbc;

    SecondCallList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(
            UUID id,
            UUID originId,
            String unit,
            int round,
            Instant closedAt,
            int secondCalls,
            @Nullable Instant secondCalledAt) {}

    /**
     * One order.
     *
     * @param feedbackId whose contact is to be opened for the call
     * @param attempts calls that nobody answered
     * @param notBefore when the next one may be made; null when there was none
     */
    record Due(
            UUID rectificationId,
            UUID feedbackId,
            String unit,
            int round,
            OffsetDateTime closedAt,
            int attempts,
            @Nullable OffsetDateTime notBefore) {}

    Page<Due> due(@Nullable String after, Limit limit) {
        var position = Cursor.parts(after, 2);
        var sql = new StringBuilder("""
                SELECT id, origin_id, unit, round, closed_at, second_calls, second_called_at
                  FROM rectification
                 WHERE called_by_office AND status = 'CLOSED' AND second_answered_at IS NULL AND second_calls < 3
                """);
        if (!position.isEmpty()) {
            sql.append(" AND (closed_at, id) > (:closed::timestamptz, :id::uuid)");
        }
        sql.append(" ORDER BY closed_at, id LIMIT :rows");
        var statement = jdbc.sql(sql.toString()).param("rows", limit.plusOne());
        if (!position.isEmpty()) {
            statement = statement
                    .param("closed", Cursor.instant(position.getFirst()).toString())
                    .param("id", Cursor.uuid(position.getLast()));
        }
        var page = Page.of(statement.query(ROWS).list(), limit, row -> Cursor.of(row.closedAt(), row.id()));
        return new Page<>(page.items().stream().map(SecondCallList::due).toList(), page.next());
    }

    private static Due due(Row row) {
        var last = row.secondCalledAt();
        return new Due(
                row.id(),
                row.originId(),
                row.unit(),
                row.round(),
                CountyTime.at(row.closedAt()),
                row.secondCalls(),
                last == null ? null : CountyTime.at(last.plus(RectificationOrder.BETWEEN_ATTEMPTS)));
    }
}

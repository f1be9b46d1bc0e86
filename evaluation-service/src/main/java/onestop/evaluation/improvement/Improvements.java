package onestop.evaluation.improvement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Improvements as they are stored. */
@Repository
class Improvements {
    private static final String ALL = """
            id, kind, label, item, step, title, unit, owner, due_on, baseline_from, baseline_to, baseline_as_found, opened_by,
            opened_at, done_on, done_note, version
            """;
    private static final String COLUMNS = "SELECT " + ALL + " FROM improvement";

    private final JdbcClient jdbc;

    Improvements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Improvement improvement) {
        var pain = improvement.pain();
        jdbc.sql("""
                INSERT INTO improvement (id, kind, label, item, step, title, unit, owner, due_on, baseline_from,
                       baseline_to, baseline_as_found, opened_by, opened_at)
                VALUES (:id, :kind, :label, :item, :step, :title, :unit, :owner, :dueOn, :baselineFrom, :baselineTo,
                       :baselineAsFound, :openedBy, :openedAt)
                """)
                .param("id", improvement.id())
                .param("kind", pain.kind().name())
                .param("label", pain.label())
                .param("item", pain.item())
                .param("step", pain.step())
                .param("title", improvement.title())
                .param("unit", improvement.unit())
                .param("owner", improvement.owner())
                .param("dueOn", improvement.dueOn())
                .param("baselineFrom", improvement.baselineFrom())
                .param("baselineTo", improvement.baselineTo())
                .param("baselineAsFound", improvement.baselineAsFound())
                .param("openedBy", improvement.openedBy())
                .param("openedAt", improvement.openedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Improvement> find(UUID id) {
        return jdbc.sql(COLUMNS + " WHERE id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /**
     * Says that it is done; false when somebody has said so before. Where no period before was given it is the time between the opening
     * and that day, if there is any.
     */
    boolean done(Improvement improvement, LocalDate doneOn, String note, String by) {
        return jdbc.sql("""
                UPDATE improvement
                   SET done_on = :doneOn, done_by = :by, done_note = :note, version = version + 1,
                       baseline_from = CASE WHEN baseline_as_found AND :doneOn > :openedOn THEN :openedOn ELSE baseline_from END,
                       baseline_to = CASE WHEN baseline_as_found AND :doneOn > :openedOn THEN :doneOn - 1 ELSE baseline_to END,
                       baseline_as_found = baseline_as_found AND :doneOn <= :openedOn
                 WHERE id = :id AND done_on IS NULL
                """)
                        .param("id", improvement.id())
                        .param("openedOn", improvement.openedOn())
                        .param("doneOn", doneOn)
                        .param("note", note)
                        .param("by", by)
                        .update()
                == 1;
    }

    /** Those that are overdue and of which nobody has been told, and marks them as told; who asks at the same time takes others. */
    List<Improvement> takeOverdue(Instant now, int most) {
        return jdbc.sql("""
                WITH overdue AS (
                     SELECT id AS overdue_id FROM improvement
                      WHERE done_on IS NULL AND overdue_told_at IS NULL AND due_on < :today
                      ORDER BY due_on, id
                      LIMIT :most
                        FOR UPDATE SKIP LOCKED)
                UPDATE improvement SET overdue_told_at = :now, version = version + 1
                  FROM overdue
                 WHERE id = overdue_id
                RETURNING\s""" + ALL)
                .param("today", CountyTime.dayOf(now))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, _) -> read(row))
                .list();
    }

    /**
     * Whose improvements: those that the account answers for, and those of a unit.
     *
     * @param unit null for whoever manages none
     */
    record Whose(String owner, @Nullable String unit) {}

    /**
     * Newest first.
     *
     * @param unit all units when null
     * @param whose everybody's when null
     * @param overdueOn only those that are not done and were due before this day; all when null
     */
    Page<Improvement> page(
            @Nullable String unit,
            @Nullable Whose whose,
            @Nullable LocalDate overdueOn,
            @Nullable String after,
            Limit limit) {
        var position = Cursor.parts(after, 2);
        var sql = new StringBuilder(COLUMNS).append(" WHERE true");
        if (unit != null) {
            sql.append(" AND unit = :unit");
        }
        if (whose != null) {
            sql.append(" AND (owner = :owner OR unit = :ownUnit::text)");
        }
        if (overdueOn != null) {
            sql.append(" AND done_on IS NULL AND due_on < :overdueOn");
        }
        if (!position.isEmpty()) {
            sql.append(" AND (opened_at, id) < (:at::timestamptz, :id::uuid)");
        }
        sql.append(" ORDER BY opened_at DESC, id DESC LIMIT :rows");
        var statement = jdbc.sql(sql.toString()).param("rows", limit.plusOne());
        if (unit != null) {
            statement = statement.param("unit", unit);
        }
        if (whose != null) {
            statement = statement.param("owner", whose.owner()).param("ownUnit", whose.unit());
        }
        if (overdueOn != null) {
            statement = statement.param("overdueOn", overdueOn);
        }
        if (!position.isEmpty()) {
            statement = statement
                    .param("at", Cursor.instant(position.getFirst()).atOffset(ZoneOffset.UTC))
                    .param("id", Cursor.uuid(position.getLast()));
        }
        return Page.of(
                statement.query((row, _) -> read(row)).list(),
                limit,
                improvement -> Cursor.of(improvement.openedAt(), improvement.id()));
    }

    private static Improvement read(ResultSet row) throws SQLException {
        return new Improvement(
                row.getObject("id", UUID.class),
                new Pain(
                        Pain.Kind.valueOf(row.getString("kind")),
                        row.getString("label"),
                        row.getString("item"),
                        row.getString("step")),
                row.getString("title"),
                row.getString("unit"),
                row.getString("owner"),
                row.getObject("due_on", LocalDate.class),
                row.getObject("baseline_from", LocalDate.class),
                row.getObject("baseline_to", LocalDate.class),
                row.getBoolean("baseline_as_found"),
                row.getString("opened_by"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("done_on", LocalDate.class),
                row.getString("done_note"),
                row.getLong("version"));
    }
}

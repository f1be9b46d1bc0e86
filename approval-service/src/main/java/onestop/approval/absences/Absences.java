package onestop.approval.absences;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Declared absences. The database lets an officer have one stand-in a day. */
@Repository
class Absences {
    private static final String COLUMNS =
            "id, officer, unit, stand_in, from_on, until_on, reason, declared_by, declared_at";

    private final JdbcClient jdbc;

    Absences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Absence(
            UUID id,
            String officer,
            String unit,
            String standIn,
            LocalDate fromOn,
            LocalDate untilOn,
            String reason,
            String declaredBy,
            OffsetDateTime declaredAt) {

        String cursor() {
            return Cursor.of(untilOn, id);
        }
    }

    /** @return false when the officer is declared absent on one of the days */
    boolean insert(Absence one) {
        try {
            jdbc.sql("""
                    INSERT INTO absence (id, officer, unit, stand_in, from_on, until_on, reason, declared_by, declared_at)
                    VALUES (:id, :officer, :unit, :standIn, :fromOn, :untilOn, :reason, :declaredBy, :declaredAt)
                    """).paramSource(one).update();
            return true;
        } catch (DataIntegrityViolationException e) {
            if (String.valueOf(e.getMessage()).contains("absence_one_at_a_time")) {
                return false;
            }
            throw e;
        }
    }

    /** @param officer null for anybody of the unit */
    boolean end(UUID id, String unit, @Nullable String officer, String by, OffsetDateTime at) {
        return jdbc.sql("""
                UPDATE absence SET ended_by = :by, ended_at = :at
                 WHERE id = :id AND unit = :unit AND ended_at IS NULL AND (:officer::text IS NULL OR officer = :officer)
                """)
                        .param("id", id)
                        .param("unit", unit)
                        .param("officer", officer)
                        .param("by", by)
                        .param("at", at)
                        .update()
                == 1;
    }

    /** Present and coming ones of the unit, those that end first first. */
    Page<Absence> page(String unit, LocalDate today, @Nullable String after, Limit limit) {
        var parts = Cursor.parts(after, 2);
        LocalDate untilOn;
        UUID id;
        untilOn = parts.isEmpty() ? today : Cursor.date(parts.get(0));
        id = parts.isEmpty() ? new UUID(0, 0) : Cursor.uuid(parts.get(1));
        var rows = jdbc.sql("SELECT " + COLUMNS + """
                  FROM absence
                 WHERE unit = :unit AND ended_at IS NULL AND until_on >= :today AND (until_on, id) > (:untilOn, :id)
                 ORDER BY until_on, id
                 LIMIT :most
                """)
                .param("unit", unit)
                .param("today", today)
                .param("untilOn", untilOn)
                .param("id", id)
                .param("most", limit.plusOne())
                .query(Absences::absence)
                .list();
        return Page.of(rows, limit, Absence::cursor);
    }

    private static Absence absence(ResultSet row, int number) throws SQLException {
        return new Absence(
                row.getObject("id", UUID.class),
                row.getString("officer"),
                row.getString("unit"),
                row.getString("stand_in"),
                row.getObject("from_on", LocalDate.class),
                row.getObject("until_on", LocalDate.class),
                row.getString("reason"),
                row.getString("declared_by"),
                row.getObject("declared_at", OffsetDateTime.class));
    }
}

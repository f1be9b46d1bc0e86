package onestop.approval.clocks;

import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.workingdays.CalendarYear;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The calendar years we were told, kept beside the cases that are counted with them. */
@Repository
class CalendarRows {
    private final JdbcClient jdbc;

    CalendarRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<CalendarYear> all() {
        return jdbc.sql("SELECT year, off, work, source, published FROM calendar_year ORDER BY year")
                .query((row, _) -> new CalendarYear(
                        row.getInt("year"),
                        dates(row.getArray("off")),
                        dates(row.getArray("work")),
                        row.getString("source"),
                        row.getBoolean("published")))
                .list();
    }

    /** A year with other days than before asks for the running clocks to be counted anew. */
    void put(CalendarYear year) {
        jdbc.sql("""
                WITH stored AS (
                    INSERT INTO calendar_year AS known (year, off, work, source, published)
                    VALUES (:year, CAST(:off AS date[]), CAST(:work AS date[]), :source, :published)
                        ON CONFLICT (year) DO UPDATE
                       SET off = excluded.off, work = excluded.work, source = excluded.source,
                           published = excluded.published
                     WHERE (known.off, known.work, known.published) IS DISTINCT FROM
                           (excluded.off, excluded.work, excluded.published)
                 RETURNING year, source
                )
                INSERT INTO clock_recount (because)
                SELECT 'calendar ' || year || ': ' || source FROM stored
                """)
                .param("year", year.year())
                .param("off", texts(year.off()))
                .param("work", texts(year.work()))
                .param("source", year.source())
                .param("published", year.published())
                .update();
    }

    private static String[] texts(Collection<LocalDate> dates) {
        return dates.stream().sorted().map(LocalDate::toString).toArray(String[]::new);
    }

    private static Set<LocalDate> dates(Array column) throws SQLException {
        return Stream.of((Date[]) column.getArray()).map(Date::toLocalDate).collect(Collectors.toSet());
    }
}

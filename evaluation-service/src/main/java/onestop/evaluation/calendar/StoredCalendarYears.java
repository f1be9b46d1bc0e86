package onestop.evaluation.calendar;

import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import onestop.workingdays.CalendarYear;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The calendar years received so far. */
@Repository
class StoredCalendarYears {
    private final JdbcClient jdbc;

    StoredCalendarYears(JdbcClient jdbc) {
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

    /** Keeps the year unless a later version of it is here already. */
    void keep(CalendarYear year, long sequence) {
        jdbc.sql("""
                INSERT INTO calendar_year (year, off, work, source, published, sequence)
                VALUES (:year, :off::date[], :work::date[], :source, :published, :sequence)
                    ON CONFLICT (year) DO UPDATE
                   SET off = excluded.off, work = excluded.work, source = excluded.source,
                       published = excluded.published, sequence = excluded.sequence
                 WHERE calendar_year.sequence <= excluded.sequence
                """)
                .param("year", year.year())
                .param("off", texts(year.off()))
                .param("work", texts(year.work()))
                .param("source", year.source())
                .param("published", year.published())
                .param("sequence", sequence)
                .update();
    }

    private static String[] texts(Collection<LocalDate> dates) {
        return dates.stream().map(LocalDate::toString).toArray(String[]::new);
    }

    private static Set<LocalDate> dates(Array column) throws SQLException {
        return Arrays.stream((Date[]) column.getArray()).map(Date::toLocalDate).collect(Collectors.toSet());
    }
}

package onestop.appeal.clocks;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onestop.workingdays.CalendarYear;
import onestop.workingdays.WorkingDayCalendar;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The years of the calendar that arrived as events, so that they outlive a restart and reach every replica. */
@Repository
class KnownYears {
    private final JdbcClient jdbc;

    KnownYears(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<CalendarYear> find(int year) {
        return jdbc.sql("SELECT year, off, work, source, published FROM calendar_year WHERE year = :year")
                .param("year", year)
                .query(KnownYears::year)
                .optional();
    }

    List<CalendarYear> all() {
        return jdbc.sql("SELECT year, off, work, source, published FROM calendar_year ORDER BY year")
                .query(KnownYears::year)
                .list();
    }

    /** The shipped years, and over them those that have arrived since. */
    WorkingDayCalendar calendar() {
        var calendar = WorkingDayCalendar.shipped();
        for (var year : all()) {
            calendar = calendar.with(year);
        }
        return calendar;
    }

    void store(CalendarYear year) {
        jdbc.sql("""
                INSERT INTO calendar_year (year, off, work, source, published)
                VALUES (:year, :off::date[], :work::date[], :source, :published)
                    ON CONFLICT (year) DO UPDATE
                   SET off = excluded.off, work = excluded.work, source = excluded.source,
                       published = excluded.published, stored_at = now()
                """)
                .param("year", year.year())
                .param("off", texts(year.off()))
                .param("work", texts(year.work()))
                .param("source", year.source())
                .param("published", year.published())
                .update();
    }

    private static String[] texts(Set<LocalDate> days) {
        return days.stream().map(LocalDate::toString).toArray(String[]::new);
    }

    private static CalendarYear year(ResultSet row, int number) throws SQLException {
        return new CalendarYear(
                row.getInt("year"),
                days(row.getArray("off")),
                days(row.getArray("work")),
                row.getString("source"),
                row.getBoolean("published"));
    }

    private static Set<LocalDate> days(Array array) throws SQLException {
        var days = new TreeSet<LocalDate>();
        for (var day : Arrays.asList((java.sql.Date[]) array.getArray())) {
            days.add(day.toLocalDate());
        }
        return days;
    }
}

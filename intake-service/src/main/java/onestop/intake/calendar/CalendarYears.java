package onestop.intake.calendar;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onestop.workingdays.CalendarYear;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the calendar. */
@Repository
class CalendarYears {
    private final JdbcClient jdbc;

    CalendarYears(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Stored(CalendarYear year, long version) {}

    long revision() {
        return jdbc.sql("SELECT revision FROM reference_revision WHERE name = 'CALENDAR'")
                .query(Long.class)
                .single();
    }

    /** Makes changes of the calendar take turns. */
    void raiseRevision() {
        jdbc.sql("UPDATE reference_revision SET revision = revision + 1 WHERE name = 'CALENDAR'")
                .update();
    }

    List<Stored> all() {
        return jdbc.sql("SELECT year, off_days, work_days, source, published, version FROM calendar_year ORDER BY year")
                .query((row, _) -> stored(row))
                .list();
    }

    Optional<Stored> find(int year) {
        return jdbc.sql("""
                SELECT year, off_days, work_days, source, published, version
                  FROM calendar_year
                 WHERE year = :year
                """).param("year", year).query((row, _) -> stored(row)).optional();
    }

    void save(CalendarYear year, long version, Instant at) {
        jdbc.sql("""
                INSERT INTO calendar_year (year, off_days, work_days, source, published, version, changed_at)
                VALUES (:year, :off::date[], :work::date[], :source, :published, :version, :at)
                ON CONFLICT (year) DO UPDATE
                   SET off_days = excluded.off_days, work_days = excluded.work_days, source = excluded.source,
                       published = excluded.published, version = excluded.version, changed_at = excluded.changed_at
                """)
                .param("year", year.year())
                .param("off", texts(year.off()))
                .param("work", texts(year.work()))
                .param("source", year.source())
                .param("published", year.published())
                .param("version", version)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static String[] texts(Set<LocalDate> dates) {
        return dates.stream().map(LocalDate::toString).toArray(String[]::new);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                new CalendarYear(
                        row.getInt("year"),
                        dates(row, "off_days"),
                        dates(row, "work_days"),
                        row.getString("source"),
                        row.getBoolean("published")),
                row.getLong("version"));
    }

    private static Set<LocalDate> dates(ResultSet row, String column) throws SQLException {
        var dates = new TreeSet<LocalDate>();
        Arrays.stream((Date[]) row.getArray(column).getArray())
                .map(Date::toLocalDate)
                .forEach(dates::add);
        return dates;
    }
}

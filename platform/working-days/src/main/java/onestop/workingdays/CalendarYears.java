package onestop.workingdays;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The calendar years that come with this module. Later years arrive as data, through {@link Calendars#replace}. */
public final class CalendarYears {
    private static final int FIRST_SHIPPED = 2023;
    private static final int LAST_SHIPPED = 2026;
    private static final List<CalendarYear> SHIPPED = IntStream.rangeClosed(FIRST_SHIPPED, LAST_SHIPPED)
            .mapToObj(CalendarYears::read)
            .toList();

    private CalendarYears() {}

    /** All published years from 2023 to 2026, oldest first. */
    public static List<CalendarYear> shipped() {
        return SHIPPED;
    }

    private static CalendarYear read(int year) {
        var name = year + ".properties";
        var notice = new Properties();
        try (var resource = CalendarYears.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("calendar " + name + " is missing from the module");
            }
            notice.load(new InputStreamReader(resource, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new CalendarYear(
                year,
                dates(property(notice, "off")),
                dates(property(notice, "work")),
                property(notice, "source"),
                true);
    }

    /** Dates and ranges of dates (both ends included), separated by commas: {@code 2026-01-01..2026-01-03, 2026-04-05}. */
    private static Set<LocalDate> dates(String list) {
        var dates = new TreeSet<LocalDate>();
        for (var entry : list.split(",", -1)) {
            var ends = entry.strip().split("\\.\\.", -1);
            var last = LocalDate.parse(ends[ends.length - 1]);
            LocalDate.parse(ends[0]).datesUntil(last.plusDays(1)).forEach(dates::add);
        }
        return dates;
    }

    private static String property(Properties notice, String key) {
        var value = notice.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("a shipped calendar lacks \"" + key + "\"");
        }
        return value;
    }
}

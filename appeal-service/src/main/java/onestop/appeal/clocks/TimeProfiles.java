package onestop.appeal.clocks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import onestop.appeal.clocks.ServiceHours.Shift;
import onestop.appeal.clocks.TimeProfile.Extras;
import onestop.appeal.clocks.TimeProfile.Levels;
import onestop.appeal.clocks.TimeProfile.Rule;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import onestop.workingdays.Calendars;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The time profiles in the database. They never change, so what was read once is kept. */
@Repository
public class TimeProfiles {
    private final JdbcClient jdbc;
    private final Calendars calendars;
    private final Map<String, TimeProfile> read = new ConcurrentHashMap<>();

    TimeProfiles(JdbcClient jdbc, Calendars calendars) {
        this.jdbc = jdbc;
        this.calendars = calendars;
    }

    /** The timetable that appeals received at this instant start with. */
    public Timetable inUseAt(Instant receivedAt, WorkingDayCalendar calendar) {
        return timetable(codeInUseAt(receivedAt), calendar);
    }

    /** The timetable of an appeal that started with this profile, on the calendar as known now. */
    public Timetable timetable(String code) {
        return timetable(code, calendars.current());
    }

    public Timetable timetable(String code, WorkingDayCalendar calendar) {
        return new Timetable(profile(code), calendar);
    }

    TimeProfile profile(String code) {
        var known = read.get(code);
        if (known == null) {
            known = load(code);
            read.put(code, known);
        }
        return known;
    }

    String codeInUseAt(Instant at) {
        return jdbc.sql("""
                SELECT profile FROM time_profile_in_use
                 WHERE since <= :at
                 ORDER BY since DESC
                 LIMIT 1
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(String.class)
                .single();
    }

    /** Sets the profile that appeals start with from then on; what is set for that instant already stays. Answers what holds. */
    String use(String code, Instant since, String by, Instant now) {
        jdbc.sql("""
                INSERT INTO time_profile_in_use (since, profile, set_by, set_at) VALUES (:since, :profile, :by, :now)
                    ON CONFLICT DO NOTHING
                """)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("profile", code)
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        return codeInUseAt(since);
    }

    /** What is set for the time to come, by profile, the earliest of each. */
    Map<String, Instant> planned(Instant now) {
        return jdbc
                .sql("SELECT profile, min(since) AS since FROM time_profile_in_use WHERE since > :now GROUP BY profile")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> Map.entry(
                        row.getString("profile"),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public List<TimeProfile> all() {
        return codes().stream().map(this::profile).toList();
    }

    List<String> codes() {
        return jdbc.sql("SELECT code FROM time_profile ORDER BY code")
                .query((row, _) -> row.getString("code"))
                .list();
    }

    private TimeProfile load(String code) {
        var shifts = jdbc.sql("SELECT opens, closes FROM service_shift WHERE profile = :code ORDER BY opens")
                .param("code", code)
                .query((row, _) ->
                        new Shift(row.getObject("opens", LocalTime.class), row.getObject("closes", LocalTime.class)))
                .list();
        var rules = jdbc.sql("""
                SELECT clock, kind, urgent, blocked_class, amount, unit FROM time_limit
                 WHERE profile = :code
                 ORDER BY clock, urgent, kind NULLS FIRST, blocked_class
                """)
                .param("code", code)
                .query((row, _) -> new Rule(
                        Clock.valueOf(row.getString("clock")),
                        kind(row.getString("kind")),
                        row.getBoolean("urgent"),
                        blockedClass(row.getString("blocked_class")),
                        new TimeLimit(row.getInt("amount"), LimitUnit.valueOf(row.getString("unit")))))
                .list();
        return jdbc.sql("""
                SELECT code, name_zh, redo_working_days_at_least, return_working_days, returns_at_most,
                       call_back_attempts, call_back_gap_minutes, extension_days, extensions_at_most, complex_days,
                       reopen_working_days, remind_working_days, yellow_working_days_ahead, red_working_days, leader_working_days
                  FROM time_profile
                  JOIN time_profile_extra ON profile = code
                 WHERE code = :code
                """)
                .param("code", code)
                .query((row, _) -> new TimeProfile(
                        row.getString("code"),
                        row.getString("name_zh"),
                        new ServiceHours(shifts),
                        rules,
                        row.getInt("redo_working_days_at_least"),
                        row.getInt("return_working_days"),
                        row.getInt("returns_at_most"),
                        row.getInt("call_back_attempts"),
                        Duration.ofMinutes(row.getInt("call_back_gap_minutes")),
                        new Extras(
                                row.getInt("extension_days"),
                                row.getInt("extensions_at_most"),
                                row.getObject("complex_days", Integer.class),
                                row.getInt("reopen_working_days"),
                                new Levels(
                                        row.getInt("remind_working_days"),
                                        row.getInt("yellow_working_days_ahead"),
                                        row.getInt("red_working_days"),
                                        row.getInt("leader_working_days")))))
                .single();
    }

    private static @Nullable AppealKind kind(@Nullable String column) {
        return column == null ? null : AppealKind.valueOf(column);
    }

    private static @Nullable BlockedClass blockedClass(@Nullable String column) {
        return column == null ? null : BlockedClass.valueOf(column);
    }
}

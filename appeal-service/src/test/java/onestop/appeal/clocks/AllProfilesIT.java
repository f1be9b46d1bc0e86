package onestop.appeal.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import onestop.appeal.WholeService;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The profiles as they are in the database against the rules written down once more, and their clocks against counting minute by
 * minute and day by day on a calendar that is written down once more too.
 */
@WholeService
class AllProfilesIT {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Set<LocalDate> OFF =
            days("2026-01-01 2026-01-02 2026-01-03 2026-02-15 2026-02-16 2026-02-17 2026-02-18"
                    + " 2026-02-19 2026-02-20 2026-02-21 2026-02-22 2026-02-23 2026-04-04 2026-04-05 2026-04-06 2026-05-01 2026-05-02"
                    + " 2026-05-03 2026-05-04 2026-05-05 2026-06-19 2026-06-20 2026-06-21 2026-09-25 2026-09-26 2026-09-27 2026-10-01"
                    + " 2026-10-02 2026-10-03 2026-10-04 2026-10-05 2026-10-06 2026-10-07");
    private static final Set<LocalDate> WORK =
            days("2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10");

    @Autowired
    TimeProfiles profiles;

    private static Set<LocalDate> days(String listed) {
        var days = new HashSet<LocalDate>();
        Stream.of(listed.split(" ")).map(LocalDate::parse).forEach(days::add);
        return days;
    }

    /** Contact, opinion, answer, answer after the longest extension; m minutes of service, c by the clock, w and d days. */
    @ParameterizedTest
    @CsvSource({
        "SD_ENTERPRISE_2020, 1w, 3w, 15w, 30w, 30",
        "SD_ENTERPRISE_2115, 120m, 1w, 15w, 15w, ",
        "SD_HOTLINE_2020, -, -, 5w, 15w, 15",
        "SD_COMPLAINT_2017, -, -, 15w, 29w, 22",
        "ZAOZHUANG, 1w, 2w, 10w, 25w, 25",
        "ZHONGSHAN, 60m, 3w, 5w, 250w, ",
        "BEIJING_DRAFT, 1440c, -, 7d, 15d, 15",
        "JUNAN, 120m, 1w, 15w, 29w, "
    })
    void everyRowOfTheRulesIsData(
            String code, String contact, String opinion, String answer, String extended, Integer complex) {
        var timetable = profiles.timetable(code);
        var measure = new Measure(AppealKind.PROBLEM, false);
        var extras = timetable.profile().extras();
        assertThat(shown(timetable, Clock.CONTACT, measure)).isEqualTo(contact);
        assertThat(shown(timetable, Clock.OPINION, measure)).isEqualTo(opinion);
        assertThat(shown(timetable, Clock.SOLUTION, measure)).isEqualTo(answer);
        assertThat(extras.complexDays()).isEqualTo(complex);
        if (extras.extensionsAtMost() < 99) { // that one is followed to its end, however long it takes
            var longest = timetable
                    .limit(Clock.SOLUTION, measure)
                    .orElseThrow()
                    .extendedBy(extras.extensionDays() * extras.extensionsAtMost());
            assertThat(shown(longest)).isEqualTo(extended);
        }
        if (complex != null && extras.extensionsAtMost() == 1) {
            assertThat(timetable.limit(Clock.SOLUTION, measure).orElseThrow().amount() + extras.extensionDays())
                    .isEqualTo(complex);
        }
    }

    @Test
    void urgentOnesAreContactedAtOnceByEveryRule() {
        var urgent = new Measure(AppealKind.PROBLEM, true);
        for (var code : profiles.codes()) {
            assertThat(shown(profiles.timetable(code), Clock.CONTACT, urgent))
                    .as(code)
                    .isEqualTo(code.equals("ZHONGSHAN") ? "60c" : "120c");
        }
    }

    @Test
    void blockedMattersHaveTheirClassesByEveryRule() {
        for (var code : profiles.codes()) {
            assertThat(Stream.of(BlockedClass.values())
                            .map(each -> shown(
                                    profiles.timetable(code),
                                    Clock.SOLUTION,
                                    new Measure(AppealKind.BLOCKED_MATTER, each, false))))
                    .as(code)
                    .containsExactly("60m", "5w", "10w", "15w");
        }
    }

    @Test
    void aQuestionIsAnsweredAtOnceInZhongshan() {
        assertThat(shown(profiles.timetable("ZHONGSHAN"), Clock.SOLUTION, new Measure(AppealKind.CONSULT, false)))
                .isEqualTo("60m");
    }

    private static String shown(Timetable timetable, Clock clock, Measure measure) {
        return timetable.limit(clock, measure).map(AllProfilesIT::shown).orElse("-");
    }

    private static String shown(TimeLimit limit) {
        return limit.amount()
                + switch (limit.unit()) {
                    case SERVICE_MINUTES -> "m";
                    case CLOCK_MINUTES -> "c";
                    case WORKING_DAYS -> "w";
                    case CALENDAR_DAYS -> "d";
                };
    }

    @Test
    void everyClockOfEveryProfileAgreesWithCounting() {
        var random = new Random(20_260_302);
        var first = OffsetDateTime.parse("2026-01-01T00:00:00+08:00").toInstant();
        int compared = 0;
        for (var code : profiles.codes()) {
            var timetable = profiles.timetable(code);
            for (var measure : measures()) {
                for (int round = 0; round < 12; round++) {
                    var startedAt = first.plus(random.nextInt(60 * 24 * 290), ChronoUnit.MINUTES);
                    for (var clock : Clock.values()) {
                        int extended = clock == Clock.SOLUTION ? random.nextInt(8) : 0;
                        var due = timetable.due(clock, measure, startedAt, extended);
                        if (due.isPresent()) {
                            var limit = timetable.limit(clock, measure).orElseThrow();
                            assertThat(due.get().dueAt())
                                    .as(
                                            "%s %s %s from %s, %s and %d more",
                                            code, clock, measure, startedAt, limit, extended)
                                    .isEqualTo(counted(startedAt, limit, extended));
                            compared++;
                        }
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(4_000);
    }

    private static List<Measure> measures() {
        return Stream.concat(
                        Stream.of(AppealKind.values())
                                .filter(kind -> kind != AppealKind.BLOCKED_MATTER)
                                .map(kind -> new Measure(kind, false)),
                        Stream.of(BlockedClass.values())
                                .map(blockedClass -> new Measure(AppealKind.BLOCKED_MATTER, blockedClass, false)))
                .flatMap(measure -> Stream.of(measure, new Measure(measure.kind(), measure.blockedClass(), true)))
                .toList();
    }

    private static Instant counted(Instant startedAt, TimeLimit limit, int extended) {
        return switch (limit.unit()) {
            case CLOCK_MINUTES -> startedAt.plusSeconds(60L * limit.amount());
            case SERVICE_MINUTES -> minuteByMinute(startedAt, limit.amount());
            case CALENDAR_DAYS -> endOf(startedAt.atZone(SHANGHAI).toLocalDate().plusDays(limit.amount() + extended));
            case WORKING_DAYS -> dayByDay(startedAt.atZone(SHANGHAI).toLocalDate(), limit.amount() + extended);
        };
    }

    private static Instant minuteByMinute(Instant start, int minutes) {
        var minute = start;
        for (int left = minutes; left > 0; minute = minute.plus(1, ChronoUnit.MINUTES)) {
            var local = minute.atZone(SHANGHAI);
            var time = local.toLocalTime();
            boolean open = !time.isBefore(LocalTime.of(8, 30)) && time.isBefore(LocalTime.of(12, 0))
                    || !time.isBefore(LocalTime.of(14, 0)) && time.isBefore(LocalTime.of(17, 30));
            if (open && worked(local.toLocalDate())) {
                left--;
            }
        }
        return minute;
    }

    private static Instant dayByDay(LocalDate start, int days) {
        var day = start;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (worked(day)) {
                left--;
            }
        }
        return endOf(day);
    }

    private static boolean worked(LocalDate day) {
        return WORK.contains(day) || (!OFF.contains(day) && day.getDayOfWeek().getValue() <= 5);
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(SHANGHAI).toInstant().minus(1, ChronoUnit.MICROS);
    }
}

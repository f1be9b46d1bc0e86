package onestop.appeal.reading;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.appeal.clocks.Clock;
import onestop.appeal.clocks.ClockAccounts;
import onestop.appeal.clocks.DueTime;
import onestop.appeal.clocks.TimeProfiles;
import onestop.appeal.reading.AppealView.LimitView;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Accounts for every due time: what counted, what did not, and why; of a clock that was met, by the rules of that time. */
@RestController
class DueDatesController {
    private final AppealReader reader;
    private final TimeProfiles profiles;
    private final ClockAccounts accounts;
    private final Problems problems;

    DueDatesController(AppealReader reader, TimeProfiles profiles, ClockAccounts accounts, Problems problems) {
        this.reader = reader;
        this.profiles = profiles;
        this.accounts = accounts;
        this.problems = problems;
    }

    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.WINDOW,
        Role.HELPER,
        Role.UNIT_MANAGER,
        Role.APPEAL_COORDINATOR,
        Role.AUDITOR
    })
    @GetMapping("/api/appeal/appeals/{id}/due-dates")
    ResponseEntity<?> explain(@PathVariable UUID id, Caller caller) {
        var row = reader.find(id, Sight.of(caller));
        return row.isPresent()
                ? ResponseEntity.ok(explained(row.get()))
                : problems.reply(HttpStatus.NOT_FOUND, "no-such-appeal");
    }

    private DueDates explained(AppealRow row) {
        var timetable = profiles.timetable(row.profile());
        var met = accounts.of(row.id());
        var clocks = Arrays.stream(Clock.values())
                .filter(clock -> row.dueAt(clock) != null)
                .map(clock -> row.account(clock, met)
                        .or(() -> timetable.due(clock, row.measure(), row.startedAt(clock), row.extendedDays())))
                .flatMap(Optional::stream)
                .map(ExplainedClock::of)
                .toList();
        return new DueDates(row.id(), row.profile(), row.extendedDays(), reader.extensions(row.id()), clocks);
    }

    /** @param extendedDays how many days of the limit for the answer were given later */
    record DueDates(
            UUID id,
            String profile,
            int extendedDays,
            List<AppealReader.Extension> extensions,
            List<ExplainedClock> clocks) {}

    record ExplainedClock(
            Clock clock,
            LimitView limit,
            Instant startedAt,
            Instant dueAt,
            @Nullable LocalDate dueOn,
            boolean provisional,
            List<DueTime.Span> spans,
            List<DueTime.Day> days) {
        static ExplainedClock of(DueTime due) {
            return new ExplainedClock(
                    due.clock(),
                    LimitView.of(due.limit()),
                    due.startedAt(),
                    due.dueAt().truncatedTo(ChronoUnit.SECONDS),
                    due.dueOn(),
                    due.provisional(),
                    due.spans(),
                    due.days());
        }
    }
}

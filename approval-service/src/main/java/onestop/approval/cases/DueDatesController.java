package onestop.approval.cases;

import java.time.LocalDate;
import java.util.List;
import onestop.approval.clocks.CaseClock;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.workingdays.Calendars;
import onestop.workingdays.DueDate;
import onestop.workingdays.Pause;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Both due dates of a case, explained day by day. */
@RestController
class DueDatesController {
    private final ApprovalCases cases;
    private final Calendars calendars;
    private final Problems problems;

    DueDatesController(ApprovalCases cases, Calendars calendars, Problems problems) {
        this.cases = cases;
        this.calendars = calendars;
        this.problems = problems;
    }

    record DueDatesView(String caseNumber, DueDateView promised, DueDateView statutory, List<PauseView> pauses) {}

    record DueDateView(
            LocalDate startOn, int workingDays, @Nullable LocalDate dueOn, boolean provisional, List<DayView> days) {

        static DueDateView of(DueDate due) {
            return new DueDateView(
                    due.start(),
                    due.workingDays(),
                    due.dueOn(),
                    due.provisional(),
                    due.days().stream().map(DayView::of).toList());
        }
    }

    record DayView(
            LocalDate date,
            boolean counted,
            int number,
            DueDate.Reason reason,
            @Nullable String pause) {

        static DayView of(DueDate.Day day) {
            var pause = day.pause();
            return new DayView(
                    day.date(), day.counted(), day.number(), day.reason(), pause == null ? null : pause.kind());
        }
    }

    record PauseView(LocalDate afterOn, @Nullable LocalDate untilOn, String kind, String legalGround) {

        static PauseView of(Pause pause) {
            return new PauseView(pause.startExclusive(), pause.endInclusive(), pause.kind(), pause.legalGround());
        }
    }

    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.WINDOW,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.ISSUER,
        Role.UNIT_MANAGER,
        Role.EVALUATION_SUPERVISOR,
        Role.AUDITOR,
        Role.OPS,
        Role.PARTNER
    })
    @GetMapping("/api/approval/cases/{caseNumber}/due-dates")
    ResponseEntity<?> explain(@PathVariable String caseNumber, Caller caller) {
        var found = cases.look(List.of(caseNumber)).stream()
                .filter(one -> Readers.mayRead(caller, one.facts().involvedUnits(), null)
                        || Readers.mayRead(caller, one.proceedings().askedUnits(), null)
                        || concerns(caller, one.facts()))
                .findFirst();
        if (found.isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-case");
        }
        var clock = found.get().clock();
        return clock == null
                ? problems.reply(HttpStatus.CONFLICT, "no-clock")
                : ResponseEntity.ok(view(caseNumber, clock));
    }

    /** Whose case it is may know when it is due, and why. */
    private boolean concerns(Caller caller, CaseFacts facts) {
        return caller.isAny(Role.APPLICANT, Role.AGENT)
                && (caller.actsFor(facts.subjectUsci()) || caller.actsFor(cases.enterpriseOf(facts.receiptNumber())));
    }

    private DueDatesView view(String caseNumber, CaseClock clock) {
        var calendar = calendars.current();
        return new DueDatesView(
                caseNumber,
                DueDateView.of(clock.promised(calendar)),
                DueDateView.of(clock.statutory(calendar)),
                clock.pauses().stream().map(PauseView::of).toList());
    }
}

package onestop.appeal.appeals;

import java.time.Instant;
import java.util.Optional;
import onestop.appeal.clocks.Clock;
import onestop.appeal.clocks.DueTime;
import onestop.appeal.clocks.Measure;
import onestop.appeal.clocks.Timetable;
import onestop.appeal.words.AppealKind;
import org.jspecify.annotations.Nullable;

/**
 * The last instants at which each step of one appeal is in time. Profiles without contact or opinion leave those out.
 *
 * @param extendedDays by how many days of its own unit the limit for the answer was extended
 */
record DueTimes(
        @Nullable Instant contact,
        @Nullable Instant opinion,
        Instant solution,
        int extendedDays,
        @Nullable Redo redo) {

    record Redo(Instant startedAt, Instant dueAt) {}

    /** A clock that runs, and when it runs out. */
    record Next(Clock clock, Instant dueAt) {}

    static DueTimes starting(Timetable timetable, AppealKind kind, boolean urgent, Instant receivedAt) {
        return starting(timetable, new Measure(kind, urgent), receivedAt, 0);
    }

    static DueTimes starting(Timetable timetable, Measure measure, Instant receivedAt, int extendedDays) {
        return new DueTimes(
                dueAt(timetable.due(Clock.CONTACT, measure, receivedAt, 0)),
                dueAt(timetable.due(Clock.OPINION, measure, receivedAt, 0)),
                timetable
                        .due(Clock.SOLUTION, measure, receivedAt, extendedDays)
                        .map(DueTime::dueAt)
                        .orElseThrow(() -> new IllegalStateException(
                                timetable.profile().code() + " sets no limit for the answer")),
                extendedDays,
                null);
    }

    /** Where nobody can be contacted, no limit for that runs. */
    static DueTimes starting(Timetable timetable, Subject subject, int extendedDays) {
        var all = starting(timetable, subject.measure(), subject.receivedAt(), extendedDays);
        return subject.privacy().anonymous() ? new DueTimes(null, all.opinion, all.solution, extendedDays, null) : all;
    }

    DueTimes withRedo(Timetable timetable, AppealKind kind, boolean urgent, Instant orderedAt) {
        return withRedo(timetable, new Measure(kind, urgent), orderedAt);
    }

    DueTimes withRedo(Timetable timetable, Measure measure, Instant orderedAt) {
        var due = timetable.due(Clock.REDO, measure, orderedAt, 0).orElseThrow();
        return new DueTimes(contact, opinion, solution, extendedDays, new Redo(orderedAt, due.dueAt()));
    }

    /** The limit for the answer, longer by so many more days, counted from the receipt like the rest of it. */
    DueTimes extendedBy(Timetable timetable, Subject subject, int days) {
        int all = extendedDays + days;
        var due = timetable
                .due(Clock.SOLUTION, subject.measure(), subject.receivedAt(), all)
                .orElseThrow();
        return new DueTimes(contact, opinion, due.dueAt(), all, redo);
    }

    /** The same appeal on a changed calendar, or as another kind: what was met keeps the time it was measured against. */
    DueTimes recomputed(Timetable timetable, Subject subject, Progress progress) {
        var anew = starting(timetable, subject, extendedDays);
        var times = new DueTimes(
                progress.contactedAt() == null ? anew.contact : contact,
                progress.opinionAt() == null ? anew.opinion : opinion,
                progress.repliedAt() == null ? anew.solution : solution,
                extendedDays,
                redo);
        return redo == null ? times : times.withRedo(timetable, subject.measure(), redo.startedAt());
    }

    private static @Nullable Instant dueAt(Optional<DueTime> due) {
        return due.map(DueTime::dueAt).orElse(null);
    }
}

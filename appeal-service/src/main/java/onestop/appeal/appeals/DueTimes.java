package onestop.appeal.appeals;

import java.time.Instant;
import java.util.Optional;
import onestop.appeal.clocks.Clock;
import onestop.appeal.clocks.DueTime;
import onestop.appeal.clocks.Timetable;
import onestop.appeal.words.AppealKind;
import org.jspecify.annotations.Nullable;

/** The last instants at which each step of one appeal is in time. Profiles without contact or opinion leave those out. */
record DueTimes(
        @Nullable Instant contact,
        @Nullable Instant opinion,
        Instant solution,
        @Nullable Redo redo) {

    record Redo(Instant startedAt, Instant dueAt) {}

    /** A clock that runs, and when it runs out. */
    record Next(Clock clock, Instant dueAt) {}

    static DueTimes starting(Timetable timetable, AppealKind kind, boolean urgent, Instant receivedAt) {
        return new DueTimes(
                dueAt(timetable.due(Clock.CONTACT, kind, urgent, receivedAt)),
                dueAt(timetable.due(Clock.OPINION, kind, urgent, receivedAt)),
                timetable
                        .due(Clock.SOLUTION, kind, urgent, receivedAt)
                        .map(DueTime::dueAt)
                        .orElseThrow(() -> new IllegalStateException(
                                timetable.profile().code() + " sets no limit for the answer")),
                null);
    }

    DueTimes withRedo(Timetable timetable, AppealKind kind, boolean urgent, Instant orderedAt) {
        var due = timetable.due(Clock.REDO, kind, urgent, orderedAt).orElseThrow();
        return new DueTimes(contact, opinion, solution, new Redo(orderedAt, due.dueAt()));
    }

    /** The same appeal on a changed calendar: what was met keeps the time it was measured against. */
    DueTimes recomputed(Timetable timetable, Subject subject, Progress progress) {
        var anew = starting(timetable, subject.kind(), subject.urgent(), subject.receivedAt());
        var times = new DueTimes(
                progress.contactedAt() == null ? anew.contact : contact,
                progress.opinionAt() == null ? anew.opinion : opinion,
                progress.repliedAt() == null ? anew.solution : solution,
                redo);
        return redo == null ? times : times.withRedo(timetable, subject.kind(), subject.urgent(), redo.startedAt());
    }

    private static @Nullable Instant dueAt(Optional<DueTime> due) {
        return due.map(DueTime::dueAt).orElse(null);
    }
}

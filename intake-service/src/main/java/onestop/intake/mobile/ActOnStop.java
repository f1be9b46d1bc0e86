package onestop.intake.mobile;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import onestop.intake.application.LateEntries;
import onestop.intake.application.LateEntries.ToGiveOut;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.mobile.Stop.Transition;
import onestop.intake.mobile.StopState.Planned;
import onestop.intake.mobile.StopState.Started;
import onestop.web.Caller;
import onestop.web.ProblemException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is done with a stop itself: it starts, ends, is called off, and numbers are taken along for it. */
@Service
class ActOnStop {
    /** More than a vehicle ever takes in at one place. */
    static final int MOST_NUMBERS = 1_000;

    private final Stops stops;
    private final Operations operations;
    private final LateEntries files;
    private final InstantSource clock;

    ActOnStop(Stops stops, Operations operations, LateEntries files, InstantSource clock) {
        this.stops = stops;
        this.operations = operations;
        this.files = files;
        this.clock = clock;
    }

    @Transactional
    Stop start(Caller caller, UUID id, Instant at) {
        var stop = ofStaff(caller, id);
        return store(stop.start(at, caller.subject()));
    }

    @Transactional
    Stop end(Caller caller, UUID id, Instant at) {
        var stop = ofStaff(caller, id);
        return store(stop.end(at, caller.subject(), operations.last(id)));
    }

    @Transactional
    Stop cancel(UUID id, String reason) {
        return store(stops.lock(id).orElseThrow(() -> unknown(id)).cancel(reason));
    }

    /** Numbers of the stop's day, for one device. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<ToGiveOut> takeAlong(Caller caller, UUID id, String device, int count) {
        var stop = ofStaff(caller, id);
        var now = clock.instant();
        var day = ServiceHours.dateOf(stop.plan().from());
        switch (stop.state()) {
            case Planned _, Started _ -> {
                if (day.isBefore(ServiceHours.dateOf(now))) {
                    throw new ProblemException(
                            HttpStatus.CONFLICT,
                            "stop-on-another-day",
                            stop.plan().from());
                }
            }
            case StopState.Ended(var _, var at, var _) -> throw StopProblems.of(new Stop.Rejection.AlreadyEnded(at));
            case StopState.Cancelled(var reason) -> throw StopProblems.of(new Stop.Rejection.IsCancelled(reason));
        }
        int already = operations.countNumbers(id);
        if (already + count > MOST_NUMBERS) {
            throw new ProblemException(HttpStatus.CONFLICT, "too-many-numbers", already, MOST_NUMBERS);
        }
        var numbers = files.reserve(day, count);
        operations.insertNumbers(id, device, numbers, caller.subject(), now);
        return numbers;
    }

    /** The plan is public, so a stop may be known; acting at it is for its staff. */
    static void checkStaff(Caller caller, Stop stop) {
        if (!stop.has(caller.subject())) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "not-at-this-stop");
        }
    }

    private Stop ofStaff(Caller caller, UUID id) {
        var stop = stops.lock(id).orElseThrow(() -> unknown(id));
        checkStaff(caller, stop);
        return stop;
    }

    private Stop store(Transition transition) {
        return switch (transition) {
            case Transition.Applied(var next) -> {
                stops.update(next);
                yield next;
            }
            case Transition.Kept(var stop) -> stop;
            case Transition.Declined(var why) -> throw StopProblems.of(why);
        };
    }

    static ProblemException unknown(UUID id) {
        return new ProblemException(HttpStatus.NOT_FOUND, "unknown-stop", id);
    }
}

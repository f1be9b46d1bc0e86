package onestop.intake.mobile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.mobile.StopState.Cancelled;
import onestop.intake.mobile.StopState.Ended;
import onestop.intake.mobile.StopState.Planned;
import onestop.intake.mobile.StopState.Started;
import org.jspecify.annotations.Nullable;

/** One stop of the vehicle. An act yields the next state of it; nothing is mutated. */
record Stop(UUID id, Plan plan, StopState state, long version) {
    private static final Duration LONGEST = Duration.ofHours(24);

    /**
     * Where, when and with whom.
     *
     * @param villageCode null where the whole town is served at one place
     */
    record Plan(
            UUID route,
            String vehicleCode,
            String townCode,
            @Nullable String villageCode,
            String place,
            Instant from,
            Instant until,
            List<String> staff,
            List<String> windowCodes) {

        Plan {
            staff = List.copyOf(staff);
            windowCodes = List.copyOf(windowCodes);
        }

        String regionCode() {
            return villageCode == null ? townCode : villageCode;
        }
    }

    sealed interface Transition {
        record Applied(Stop next) implements Transition {}

        /** The same was done before, at the same time: a repetition. */
        record Kept(Stop stop) implements Transition {}

        record Declined(Rejection why) implements Transition {}
    }

    /** Why an act was declined. */
    sealed interface Rejection {
        record NotStarted() implements Rejection {}

        record AlreadyStarted(Instant at) implements Rejection {}

        record AlreadyEnded(Instant at) implements Rejection {}

        record IsCancelled(String reason) implements Rejection {}

        record OnAnotherDay(Instant plannedFrom) implements Rejection {}

        record EndOutOfRange(Instant earliest, Instant latest) implements Rejection {}
    }

    boolean has(String account) {
        return plan.staff().contains(account);
    }

    /** It begins, on the day it was planned for, whatever the hour. */
    Transition start(Instant at, String by) {
        return switch (state) {
            case Planned _ ->
                ServiceHours.dateOf(at).equals(ServiceHours.dateOf(plan.from()))
                        ? becomes(new Started(at, by))
                        : new Transition.Declined(new Rejection.OnAnotherDay(plan.from()));
            case Started(var since, var _) -> repeatedOr(since.equals(at), new Rejection.AlreadyStarted(since));
            case Ended(var start, var _, var _) ->
                repeatedOr(start.at().equals(at), new Rejection.AlreadyStarted(start.at()));
            case Cancelled(var reason) -> new Transition.Declined(new Rejection.IsCancelled(reason));
        };
    }

    /**
     * It ends.
     *
     * @param lastOperation when the last thing was done there, as far as it has been entered
     */
    Transition end(Instant at, String by, Optional<Instant> lastOperation) {
        return switch (state) {
            case Planned _ -> new Transition.Declined(new Rejection.NotStarted());
            case Started started -> {
                var earliest = lastOperation.filter(started.at()::isBefore).orElse(started.at());
                var latest = started.at().plus(LONGEST);
                yield at.isBefore(earliest) || at.isAfter(latest)
                        ? new Transition.Declined(new Rejection.EndOutOfRange(earliest, latest))
                        : becomes(new Ended(started, at, by));
            }
            case Ended(var _, var ended, var _) -> repeatedOr(ended.equals(at), new Rejection.AlreadyEnded(ended));
            case Cancelled(var reason) -> new Transition.Declined(new Rejection.IsCancelled(reason));
        };
    }

    Transition cancel(String reason) {
        return switch (state) {
            case Planned _ -> becomes(new Cancelled(reason));
            case Started(var since, var _) -> new Transition.Declined(new Rejection.AlreadyStarted(since));
            case Ended(var _, var ended, var _) -> new Transition.Declined(new Rejection.AlreadyEnded(ended));
            case Cancelled(var before) -> repeatedOr(before.equals(reason), new Rejection.IsCancelled(before));
        };
    }

    /** From when to when something can have been done here; why nothing can, if so. */
    sealed interface Served {
        record Between(Instant from, Instant until) implements Served {}

        record Never(Rejection why) implements Served {}
    }

    Served served(Instant now) {
        return switch (state) {
            case Planned _ -> new Served.Never(new Rejection.NotStarted());
            case Started(var since, var _) -> {
                var latest = since.plus(LONGEST);
                yield new Served.Between(since, now.isBefore(latest) ? now : latest);
            }
            case Ended(var start, var ended, var _) -> new Served.Between(start.at(), ended);
            case Cancelled(var reason) -> new Served.Never(new Rejection.IsCancelled(reason));
        };
    }

    private Transition repeatedOr(boolean repeated, Rejection why) {
        return repeated ? new Transition.Kept(this) : new Transition.Declined(why);
    }

    private Transition becomes(StopState next) {
        return new Transition.Applied(new Stop(id, plan, next, version + 1));
    }
}

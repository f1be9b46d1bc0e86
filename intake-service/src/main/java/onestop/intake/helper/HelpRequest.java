package onestop.intake.helper;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import onestop.intake.enterprise.Standing;
import onestop.intake.helper.HelpState.Accepted;
import onestop.intake.helper.HelpState.Archived;
import onestop.intake.helper.HelpState.AtWork;
import onestop.intake.helper.HelpState.Delivered;
import onestop.intake.helper.HelpState.Ended;
import onestop.intake.helper.HelpState.Entrusted;
import onestop.intake.helper.HelpState.FollowedUp;
import onestop.intake.helper.HelpState.HandedBack;
import onestop.intake.helper.HelpState.Handled;
import onestop.intake.helper.HelpState.Reported;
import onestop.intake.helper.HelpState.Suspended;
import onestop.intake.helper.HelpState.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * One request for help. An act yields the next state of it and a line of history; nothing is mutated.
 *
 * @param since when it came into this state
 * @param power the power of attorney under which the helper acts; null while there is none, or none is needed
 */
record HelpRequest(
        String number,
        Content content,
        HelpState state,
        Instant since,
        @Nullable UUID power,
        long version) {

    enum Side {
        APPLICANT,
        AGENT,
        HELPER,
        WINDOW
    }

    /** Who acts, and as what. */
    record Actor(String by, Side as) {}

    /**
     * What was asked for.
     *
     * @param projectNumber the number in a list of key projects, where one is helped
     */
    record Content(
            HelpMode mode,
            String usci,
            String regionCode,
            List<String> items,
            @Nullable String projectNumber,
            String matter,
            Actor requestedBy,
            Instant requestedAt) {

        Content {
            items = List.copyOf(items);
        }
    }

    enum Act {
        REQUESTED,
        ASSIGNED,
        ACCEPTED,
        HANDLED,
        DELIVERED,
        ARCHIVED,
        REPORTED,
        FOLLOWED_UP,
        SUSPENDED,
        RESUMED,
        HANDED_OVER,
        HANDED_BACK,
        ENDED
    }

    /** What is said with an act. */
    record Note(@Nullable String text, List<String> receiptNumbers) {
        static final Note NONE = new Note(null, List.of());

        Note {
            receiptNumbers = List.copyOf(receiptNumbers);
        }

        static Note of(@Nullable String text) {
            return new Note(text, List.of());
        }
    }

    /** The line of history an act leaves. */
    record Entry(Act act, Instant at, Actor by, Note note, List<HelpForm> forms) {}

    sealed interface Transition {
        record Applied(HelpRequest next, Entry entry) implements Transition {}

        record Declined(Rejection why) implements Transition {}
    }

    /** Why an act was declined. */
    sealed interface Rejection {
        /** The act belongs to another step. */
        record OutOfOrder(Act act, HelpStatus status) implements Rejection {}

        record AlreadyOver(HelpStatus status, Instant since) implements Rejection {}

        /** The helper may not act for the enterprise, or no longer. */
        record NoPower(Standing.Refused why) implements Rejection {}

        record SameHelper(String helper) implements Rejection {}
    }

    static HelpRequest requested(String number, Content content, @Nullable String helper) {
        return new HelpRequest(
                number,
                content,
                helper == null ? new Waiting() : new Entrusted(helper),
                content.requestedAt(),
                null,
                1);
    }

    Transition assign(String helper, Actor by, Instant at) {
        return state instanceof Waiting
                ? becomes(new Entrusted(helper), power, entry(Act.ASSIGNED, at, by, Note.NONE))
                : decline(Act.ASSIGNED);
    }

    /**
     * The helper takes it on.
     *
     * @param standing what the enterprise's powers allow the helper for these items
     */
    Transition accept(Actor by, Standing standing, Note note, Instant at) {
        if (!(state instanceof Entrusted(var helper))) {
            return decline(Act.ACCEPTED);
        }
        return switch (mandate(standing)) {
            case Mandate.None(var why) -> new Transition.Declined(new Rejection.NoPower(why));
            case Mandate.NotNeeded _ ->
                becomes(new Accepted(helper), null, entry(Act.ACCEPTED, at, by, note, HelpForm.ACCEPTANCE_SLIP));
            case Mandate.Under(var id) ->
                becomes(
                        new Accepted(helper),
                        id,
                        entry(Act.ACCEPTED, at, by, note, HelpForm.MANDATE, HelpForm.ACCEPTANCE_SLIP));
        };
    }

    /** Something was done for the enterprise; this can be said as often as something is done. */
    Transition handle(Actor by, Standing standing, Note note, Instant at) {
        return state instanceof AtWork work
                ? underMandate(new Handled(work.helper()), standing, entry(Act.HANDLED, at, by, note))
                : decline(Act.HANDLED);
    }

    Transition deliver(Actor by, Standing standing, Note note, Instant at) {
        return state instanceof Handled(var helper)
                ? underMandate(
                        new Delivered(helper), standing, entry(Act.DELIVERED, at, by, note, HelpForm.COMPLETION_SLIP))
                : decline(Act.DELIVERED);
    }

    Transition archive(Actor by, Note note, Instant at) {
        return state instanceof Delivered(var helper)
                ? becomes(new Archived(helper), power, entry(Act.ARCHIVED, at, by, note))
                : decline(Act.ARCHIVED);
    }

    Transition report(Actor by, Note note, Instant at) {
        return state instanceof Archived(var helper)
                ? becomes(new Reported(helper), power, entry(Act.REPORTED, at, by, note))
                : decline(Act.REPORTED);
    }

    Transition followUp(Actor by, boolean satisfied, Note note, Instant at) {
        return state instanceof Reported(var helper)
                ? becomes(new FollowedUp(helper, satisfied), power, entry(Act.FOLLOWED_UP, at, by, note))
                : decline(Act.FOLLOWED_UP);
    }

    Transition suspend(Actor by, String reason, Instant at) {
        return state instanceof AtWork work
                ? becomes(
                        new Suspended(work, reason),
                        power,
                        entry(Act.SUSPENDED, at, by, Note.of(reason), HelpForm.SUSPENSION_SLIP))
                : decline(Act.SUSPENDED);
    }

    /** It goes on where it stopped; acting for the enterprise needs a power that is in force now. */
    Transition resume(Actor by, Standing standing, Note note, Instant at) {
        if (!(state instanceof Suspended(var before, var _))) {
            return decline(Act.RESUMED);
        }
        return switch (mandate(standing)) {
            case Mandate.None(var why) -> new Transition.Declined(new Rejection.NoPower(why));
            case Mandate.NotNeeded _ -> becomes(before, null, entry(Act.RESUMED, at, by, note));
            case Mandate.Under(var id) ->
                becomes(before, id, entry(Act.RESUMED, at, by, note, HelpForm.RENEWED_MANDATE));
        };
    }

    /**
     * Another helper goes on with everything so far.
     *
     * @param standing of the other helper, who acts for the enterprise from now on if the step says so
     */
    Transition handOver(Actor by, String to, Standing standing, String reason, Instant at) {
        var helper = HelpStatus.helperOf(state);
        if (to.equals(helper)) {
            return new Transition.Declined(new Rejection.SameHelper(to));
        }
        var entry = entry(Act.HANDED_OVER, at, by, Note.of(reason));
        return switch (state) {
            // A power is looked at when the other helper accepts, or takes it up again.
            case Entrusted _ -> becomes(new Entrusted(to), null, entry);
            case Suspended(var before, var why) -> becomes(new Suspended(before.withHelper(to), why), power, entry);
            case AtWork work -> underMandate(work.withHelper(to), standing, entry);
            case Waiting _, Delivered _, Archived _, Reported _, FollowedUp _, HandedBack _, Ended _ ->
                decline(Act.HANDED_OVER);
        };
    }

    Transition handBack(Actor by, String reason, Instant at) {
        return switch (state) {
            case Entrusted _, AtWork _, Suspended _ ->
                becomes(
                        new HandedBack(Objects.requireNonNull(HelpStatus.helperOf(state)), reason),
                        power,
                        entry(Act.HANDED_BACK, at, by, Note.of(reason), HelpForm.COMPLETION_SLIP));
            case Waiting _, Delivered _, Archived _, Reported _, FollowedUp _, HandedBack _, Ended _ ->
                decline(Act.HANDED_BACK);
        };
    }

    Transition end(Actor by, String reason, Instant at) {
        return switch (state) {
            case Waiting _, Entrusted _, AtWork _, Suspended _ ->
                becomes(
                        new Ended(HelpStatus.helperOf(state), reason),
                        power,
                        entry(Act.ENDED, at, by, Note.of(reason), HelpForm.COMPLETION_SLIP));
            case Delivered _, Archived _, Reported _, FollowedUp _, HandedBack _, Ended _ -> decline(Act.ENDED);
        };
    }

    private sealed interface Mandate {
        record NotNeeded() implements Mandate {}

        record Under(UUID power) implements Mandate {}

        record None(Standing.Refused why) implements Mandate {}
    }

    private Mandate mandate(Standing standing) {
        if (content.mode() == HelpMode.ASSIST) {
            return new Mandate.NotNeeded();
        }
        return switch (standing) {
            case Standing.Agent(var id) -> new Mandate.Under(id);
            case Standing.Refused why -> new Mandate.None(why);
            // Being staff is no power of attorney.
            case Standing.Own _, Standing.Helper _, Standing.Clerk _ -> new Mandate.None(new Standing.NoPower());
        };
    }

    private Transition underMandate(HelpState next, Standing standing, Entry entry) {
        return switch (mandate(standing)) {
            case Mandate.None(var why) -> new Transition.Declined(new Rejection.NoPower(why));
            case Mandate.NotNeeded _ -> becomes(next, null, entry);
            case Mandate.Under(var id) -> becomes(next, id, entry);
        };
    }

    private static Entry entry(Act act, Instant at, Actor by, Note note, HelpForm... forms) {
        return new Entry(act, at, by, note, List.of(forms));
    }

    private Transition becomes(HelpState next, @Nullable UUID under, Entry entry) {
        return new Transition.Applied(new HelpRequest(number, content, next, entry.at(), under, version + 1), entry);
    }

    private Transition decline(Act act) {
        var status = HelpStatus.of(state);
        return new Transition.Declined(
                HelpStatus.OVER.contains(status)
                        ? new Rejection.AlreadyOver(status, since)
                        : new Rejection.OutOfOrder(act, status));
    }
}

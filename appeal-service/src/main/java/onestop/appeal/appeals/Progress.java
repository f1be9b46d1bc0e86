package onestop.appeal.appeals;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import onestop.appeal.appeals.AppealState.CallBack;
import onestop.appeal.units.UnitKey;
import org.jspecify.annotations.Nullable;

/**
 * What an appeal carries from state to state.
 *
 * @param returns how often units have given it back
 * @param repliedAt the first answer; a redo does not move it
 * @param redone whether the one redo that is the applicant's has been ordered, or followed from what they said
 * @param officeRedone whether the office has sent an answer back before the applicant was asked; that leaves the applicant theirs
 * @param extensions how often the limit was extended
 * @param reopened closed once and opened again
 * @param joinedTo the appeal about the same matter that is handled for both
 * @param jointUnits every unit that was ever asked for a part
 * @param earlier what the call-back about the office's own answer brought, while a unit answers anew
 */
record Progress(
        int returns,
        @Nullable Instant contactedAt,
        @Nullable Instant opinionAt,
        @Nullable Instant repliedAt,
        boolean redone,
        boolean officeRedone,
        int extensions,
        boolean reopened,
        @Nullable AppealId joinedTo,
        Set<UnitKey> jointUnits,
        @Nullable CallBack earlier) {
    static final Progress NONE = new Progress(0, null, null, null, false);

    Progress {
        jointUnits = Set.copyOf(jointUnits);
    }

    Progress(
            int returns,
            @Nullable Instant contactedAt,
            @Nullable Instant opinionAt,
            @Nullable Instant repliedAt,
            boolean redone) {
        this(returns, contactedAt, opinionAt, repliedAt, redone, false, 0, false, null, Set.of(), null);
    }

    Progress returned() {
        return new Progress(
                returns + 1,
                contactedAt,
                opinionAt,
                repliedAt,
                redone,
                officeRedone,
                extensions,
                reopened,
                joinedTo,
                jointUnits,
                earlier);
    }

    Progress contacted(Instant at) {
        return met(first(contactedAt, at), opinionAt, repliedAt);
    }

    Progress opinionGiven(Instant at) {
        return met(first(contactedAt, at), first(opinionAt, at), repliedAt);
    }

    Progress replied(Instant at) {
        return met(first(contactedAt, at), first(opinionAt, at), first(repliedAt, at));
    }

    private Progress met(@Nullable Instant contacted, @Nullable Instant opinion, @Nullable Instant replied) {
        return new Progress(
                returns,
                contacted,
                opinion,
                replied,
                redone,
                officeRedone,
                extensions,
                reopened,
                joinedTo,
                jointUnits,
                earlier);
    }

    Progress sentBack() {
        return redone(true, officeRedone, reopened);
    }

    Progress sentBackByTheOffice() {
        return redone(redone, true, reopened);
    }

    Progress openedAgain() {
        return redone(true, officeRedone, true);
    }

    private Progress redone(boolean byTheApplicant, boolean byTheOffice, boolean again) {
        return new Progress(
                returns,
                contactedAt,
                opinionAt,
                repliedAt,
                byTheApplicant,
                byTheOffice,
                extensions,
                again,
                joinedTo,
                jointUnits,
                earlier);
    }

    Progress extended() {
        return new Progress(
                returns,
                contactedAt,
                opinionAt,
                repliedAt,
                redone,
                officeRedone,
                extensions + 1,
                reopened,
                joinedTo,
                jointUnits,
                earlier);
    }

    Progress joined(@Nullable AppealId to) {
        return new Progress(
                returns,
                contactedAt,
                opinionAt,
                repliedAt,
                redone,
                officeRedone,
                extensions,
                reopened,
                to,
                jointUnits,
                earlier);
    }

    Progress withJointUnits(Set<UnitKey> more) {
        var all = new LinkedHashSet<>(jointUnits);
        all.addAll(more);
        return new Progress(
                returns,
                contactedAt,
                opinionAt,
                repliedAt,
                redone,
                officeRedone,
                extensions,
                reopened,
                joinedTo,
                all,
                earlier);
    }

    /** Keeps what a call-back brought through the states that have no room for it, or leaves it to a state that has. */
    Progress keeping(@Nullable CallBack callBack) {
        return new Progress(
                returns,
                contactedAt,
                opinionAt,
                repliedAt,
                redone,
                officeRedone,
                extensions,
                reopened,
                joinedTo,
                jointUnits,
                callBack);
    }

    private static Instant first(@Nullable Instant known, Instant now) {
        return known == null ? now : known;
    }
}

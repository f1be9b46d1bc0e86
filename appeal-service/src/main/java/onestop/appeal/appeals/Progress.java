package onestop.appeal.appeals;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import onestop.appeal.units.UnitKey;
import org.jspecify.annotations.Nullable;

/**
 * What an appeal carries from state to state.
 *
 * @param returns how often units have given it back
 * @param repliedAt the first answer; a redo does not move it
 * @param extensions how often the limit was extended
 * @param reopened closed once and opened again
 * @param joinedTo the appeal about the same matter that is handled for both
 * @param jointUnits every unit that was ever asked for a part
 */
record Progress(
        int returns,
        @Nullable Instant contactedAt,
        @Nullable Instant opinionAt,
        @Nullable Instant repliedAt,
        boolean redone,
        int extensions,
        boolean reopened,
        @Nullable AppealId joinedTo,
        Set<UnitKey> jointUnits) {
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
        this(returns, contactedAt, opinionAt, repliedAt, redone, 0, false, null, Set.of());
    }

    Progress returned() {
        return new Progress(
                returns + 1, contactedAt, opinionAt, repliedAt, redone, extensions, reopened, joinedTo, jointUnits);
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
        return new Progress(returns, contacted, opinion, replied, redone, extensions, reopened, joinedTo, jointUnits);
    }

    Progress sentBack() {
        return new Progress(
                returns, contactedAt, opinionAt, repliedAt, true, extensions, reopened, joinedTo, jointUnits);
    }

    Progress openedAgain() {
        return new Progress(returns, contactedAt, opinionAt, repliedAt, true, extensions, true, joinedTo, jointUnits);
    }

    Progress extended() {
        return new Progress(
                returns, contactedAt, opinionAt, repliedAt, redone, extensions + 1, reopened, joinedTo, jointUnits);
    }

    Progress joined(@Nullable AppealId to) {
        return new Progress(returns, contactedAt, opinionAt, repliedAt, redone, extensions, reopened, to, jointUnits);
    }

    Progress withJointUnits(Set<UnitKey> more) {
        var all = new LinkedHashSet<>(jointUnits);
        all.addAll(more);
        return new Progress(returns, contactedAt, opinionAt, repliedAt, redone, extensions, reopened, joinedTo, all);
    }

    private static Instant first(@Nullable Instant known, Instant now) {
        return known == null ? now : known;
    }
}

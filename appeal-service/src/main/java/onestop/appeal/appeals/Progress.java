package onestop.appeal.appeals;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an appeal carries from state to state.
 *
 * @param returns how often units have given it back
 * @param repliedAt the first answer; a redo does not move it
 */
record Progress(
        int returns,
        @Nullable Instant contactedAt,
        @Nullable Instant opinionAt,
        @Nullable Instant repliedAt,
        boolean redone) {
    static final Progress NONE = new Progress(0, null, null, null, false);

    Progress returned() {
        return new Progress(returns + 1, contactedAt, opinionAt, repliedAt, redone);
    }

    Progress contacted(Instant at) {
        return new Progress(returns, first(contactedAt, at), opinionAt, repliedAt, redone);
    }

    Progress opinionGiven(Instant at) {
        return new Progress(returns, first(contactedAt, at), first(opinionAt, at), repliedAt, redone);
    }

    Progress replied(Instant at) {
        return new Progress(returns, first(contactedAt, at), first(opinionAt, at), first(repliedAt, at), redone);
    }

    Progress sentBack() {
        return new Progress(returns, contactedAt, opinionAt, repliedAt, true);
    }

    private static Instant first(@Nullable Instant known, Instant now) {
        return known == null ? now : known;
    }
}

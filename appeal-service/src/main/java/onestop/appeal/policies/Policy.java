package onestop.appeal.policies;

import java.util.UUID;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Decision.Done;
import onestop.appeal.commands.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A policy with the numbers of its versions. A draft beside a published version changes nothing until it is published itself.
 *
 * @param round how often the policy was announced anew; an enterprise is told once in each
 */
record Policy(
        int serial,
        UUID id,
        String unit,
        State state,
        int round,
        @Nullable Integer publishedVersion,
        @Nullable Integer draftVersion,
        int lastVersion,
        @Nullable String withdrawnReason,
        long version) {
    enum State {
        DRAFT,
        PUBLISHED,
        WITHDRAWN
    }

    /** Opens a draft or goes on with the open one. */
    Decision<Policy> edit() {
        if (state == State.WITHDRAWN) {
            return Refusal.conflict("policy-withdrawn").declines();
        }
        int draft = draftVersion == null ? lastVersion + 1 : draftVersion;
        return new Done<>(new Policy(
                serial,
                id,
                unit,
                state,
                round,
                publishedVersion,
                draft,
                Math.max(lastVersion, draft),
                null,
                version + 1));
    }

    /** @param again whether those who were told of an earlier version are told again */
    Decision<Policy> publish(boolean again) {
        if (state == State.WITHDRAWN) {
            return Refusal.conflict("policy-withdrawn").declines();
        }
        if (draftVersion == null) {
            return Refusal.conflict("nothing-to-publish").declines();
        }
        int next = round == 0 ? 1 : again ? round + 1 : round;
        return new Done<>(new Policy(
                serial, id, unit, State.PUBLISHED, next, draftVersion, null, lastVersion, null, version + 1));
    }

    Decision<Policy> withdraw(String reason) {
        return switch (state) {
            case DRAFT -> Refusal.conflict("policy-not-published").declines();
            case WITHDRAWN -> Refusal.conflict("policy-withdrawn").declines();
            case PUBLISHED ->
                new Done<>(new Policy(
                        serial,
                        id,
                        unit,
                        State.WITHDRAWN,
                        round,
                        publishedVersion,
                        null,
                        lastVersion,
                        reason,
                        version + 1));
        };
    }
}

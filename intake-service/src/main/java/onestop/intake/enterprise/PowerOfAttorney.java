package onestop.intake.enterprise;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an enterprise allows an agent to do in its name.
 *
 * @param agent the agent's account
 * @param itemCodes null for every item
 * @param branchUscis whom it covers: branches, and the principal itself if it is named; null for all of them
 * @param validFrom the first day
 * @param validUntil the last day
 */
record PowerOfAttorney(
        UUID id,
        String principalUsci,
        String agent,
        @Nullable List<String> itemCodes,
        @Nullable List<String> branchUscis,
        LocalDate validFrom,
        LocalDate validUntil,
        Instant grantedAt,
        @Nullable Instant revokedAt,
        long version) {

    enum Status {
        NOT_YET,
        IN_FORCE,
        EXPIRED,
        REVOKED
    }

    Status status(LocalDate today) {
        if (revokedAt != null) {
            return Status.REVOKED;
        }
        if (today.isBefore(validFrom)) {
            return Status.NOT_YET;
        }
        return today.isAfter(validUntil) ? Status.EXPIRED : Status.IN_FORCE;
    }

    /** Those of the items that it does not cover. */
    List<String> itemsBeyond(Collection<String> items) {
        return beyond(itemCodes, items);
    }

    /** Those of the enterprises that it does not cover. */
    List<String> subjectsBeyond(Collection<String> subjects) {
        return beyond(branchUscis, subjects);
    }

    private static List<String> beyond(@Nullable List<String> covered, Collection<String> asked) {
        if (covered == null) {
            return List.of();
        }
        var known = Set.copyOf(covered);
        return asked.stream().filter(one -> !known.contains(one)).toList();
    }
}

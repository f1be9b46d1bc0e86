package onestop.intake.enterprise;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an enterprise allows an agent to do in its name.
 *
 * @param agent the agent's account
 * @param itemCodes null for every item
 * @param validUntil the last day
 */
record PowerOfAttorney(
        UUID id,
        String principalUsci,
        String agent,
        @Nullable List<String> itemCodes,
        LocalDate validFrom,
        LocalDate validUntil,
        @Nullable Instant revokedAt,
        long version) {

    enum Status {
        IN_FORCE,
        EXPIRED,
        REVOKED
    }

    Status status(LocalDate today) {
        if (revokedAt != null) {
            return Status.REVOKED;
        }
        return today.isAfter(validUntil) ? Status.EXPIRED : Status.IN_FORCE;
    }

    /** Those of the items that it does not cover. */
    List<String> beyond(List<String> items) {
        return itemCodes == null
                ? List.of()
                : items.stream().filter(item -> !itemCodes.contains(item)).toList();
    }
}

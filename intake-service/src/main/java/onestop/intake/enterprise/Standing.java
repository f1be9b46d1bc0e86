package onestop.intake.enterprise;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** In what capacity somebody may act for an enterprise, or why not. */
public sealed interface Standing {
    /** With the enterprise's own account. */
    record Own() implements Standing {}

    /** With a power of attorney. */
    record Agent(UUID power) implements Standing {}

    /** As staff of the hall who help. */
    record Helper() implements Standing {}

    /** As a clerk who enters what is handed over the counter. */
    record Clerk() implements Standing {}

    sealed interface Refused extends Standing {}

    /** Neither the enterprise's account nor anything that could make up for it. */
    record NotTheirs() implements Refused {}

    record NoPower() implements Refused {}

    record Expired(LocalDate on) implements Refused {}

    record Revoked(Instant at) implements Refused {}

    record TooNarrow(List<String> itemsBeyond) implements Refused {}

    /**
     * What the agent's powers allow. One that covers everything and is in force is enough; without one, the reason of
     * the power that comes nearest is told.
     *
     * @param powers all the agent ever had of this enterprise, newest first
     */
    static Standing ofAgent(List<PowerOfAttorney> powers, List<String> items, LocalDate today) {
        var inForce = powers.stream()
                .filter(power -> power.status(today) == PowerOfAttorney.Status.IN_FORCE)
                .toList();
        for (var power : inForce) {
            if (power.beyond(items).isEmpty()) {
                return new Agent(power.id());
            }
        }
        if (!inForce.isEmpty()) {
            return new TooNarrow(inForce.stream()
                    .map(power -> power.beyond(items))
                    .min(Comparator.comparing(List::size))
                    .orElseThrow());
        }
        return powers.isEmpty() ? new NoPower() : ended(powers.getFirst());
    }

    private static Refused ended(PowerOfAttorney power) {
        @Nullable Instant revoked = power.revokedAt();
        return revoked == null ? new Expired(power.validUntil()) : new Revoked(revoked);
    }
}

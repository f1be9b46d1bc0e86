package onestop.intake.enterprise;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
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

    /**
     * As staff of the hall who help.
     *
     * @param power where they act in the enterprise's name
     */
    record Helper(@Nullable UUID power) implements Standing {}

    /** As a clerk who enters what is handed over the counter. */
    record Clerk() implements Standing {}

    sealed interface Refused extends Standing {}

    /** Neither the enterprise's account nor anything that could make up for it. */
    record NotTheirs() implements Refused {}

    record NoPower() implements Refused {}

    /** A helper whom the enterprise has neither asked for help nor given a power of attorney. */
    record NotHelping() implements Refused {}

    record NotYet(LocalDate from) implements Refused {}

    record Expired(LocalDate on) implements Refused {}

    record Revoked(Instant at) implements Refused {}

    /** The power lacks items, or enterprises it would have to cover, or both. */
    record TooNarrow(List<String> itemsBeyond, List<String> subjectsBeyond) implements Refused {}

    /** Nobody may ask for these items in the enterprise's name: it is barred by law until the end of that day. */
    record Barred(String usci, LocalDate until, List<String> itemCodes) implements Refused {}

    /**
     * What the agent's powers allow. One that covers everything and is in force is enough; without one, the reason of
     * the power that comes nearest is told.
     *
     * @param powers all the agent ever had of this enterprise, newest first
     * @param subjects the enterprises something is asked for
     */
    static Standing ofAgent(
            List<PowerOfAttorney> powers, Collection<String> items, Collection<String> subjects, LocalDate today) {
        var inForce = powers.stream()
                .filter(power -> power.status(today) == PowerOfAttorney.Status.IN_FORCE)
                .toList();
        var lacking = inForce.stream()
                .map(power -> new TooNarrow(power.itemsBeyond(items), power.subjectsBeyond(subjects)))
                .toList();
        for (int i = 0; i < inForce.size(); i++) {
            if (lack(lacking.get(i)) == 0) {
                return new Agent(inForce.get(i).id());
            }
        }
        if (!inForce.isEmpty()) {
            return lacking.stream().min(Comparator.comparing(Standing::lack)).orElseThrow();
        }
        return powers.isEmpty() ? new NoPower() : notInForce(powers.getFirst(), today);
    }

    private static int lack(TooNarrow power) {
        return power.itemsBeyond().size() + power.subjectsBeyond().size();
    }

    private static Refused notInForce(PowerOfAttorney power, LocalDate today) {
        @Nullable Instant revoked = power.revokedAt();
        if (revoked != null) {
            return new Revoked(revoked);
        }
        return today.isBefore(power.validFrom()) ? new NotYet(power.validFrom()) : new Expired(power.validUntil());
    }
}

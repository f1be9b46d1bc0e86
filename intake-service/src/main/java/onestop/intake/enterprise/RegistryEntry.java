package onestop.intake.enterprise;

import onestop.identifiers.CitizenNumber;
import onestop.intake.personal.Phone;
import org.jspecify.annotations.Nullable;

/**
 * An entry with the numbers of the person who represents the enterprise. They stay inside this feature, and are shown
 * masked.
 */
record RegistryEntry(
        Enterprise enterprise,
        @Nullable CitizenNumber number,
        @Nullable Phone phone) {

    String usci() {
        return enterprise.usci();
    }

    /** Whether the other entry says the same; versions apart. */
    boolean saysTheSame(RegistryEntry other) {
        return withVersion(0).equals(other.withVersion(0));
    }

    RegistryEntry withVersion(long next) {
        return new RegistryEntry(enterprise.withVersion(next), number, phone);
    }
}

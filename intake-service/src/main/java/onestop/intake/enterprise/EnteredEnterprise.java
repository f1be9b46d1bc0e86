package onestop.intake.enterprise;

import onestop.intake.input.FieldErrors;
import org.jspecify.annotations.Nullable;

/**
 * An entry as somebody wants it to be.
 *
 * @param enterprise without the representative
 */
record EnteredEnterprise(Enterprise enterprise, @Nullable EnteredPerson representative) {
    static final String REPRESENTATIVE = "legalRepresentative";

    String usci() {
        return enterprise.usci();
    }

    /** The entry it makes of the one before. */
    RegistryEntry after(@Nullable RegistryEntry before, FieldErrors errors) {
        return representative == null
                ? new RegistryEntry(enterprise, null, null)
                : new RegistryEntry(
                        enterprise.representedBy(representative.name()),
                        representative.numberAfter(before, errors, REPRESENTATIVE),
                        representative.phoneAfter(before, errors, REPRESENTATIVE));
    }
}

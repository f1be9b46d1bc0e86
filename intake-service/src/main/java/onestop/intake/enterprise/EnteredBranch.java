package onestop.intake.enterprise;

import java.util.Objects;
import onestop.intake.enterprise.Enterprise.Details;
import onestop.intake.personal.Phone;
import org.jspecify.annotations.Nullable;

/** A branch as somebody wants it to be. What is null stays as it is. */
record EnteredBranch(
        String usci,
        String name,
        String regionCode,
        @Nullable String address,
        @Nullable String personInCharge,
        @Nullable Phone phone) {

    /** The entry it makes of the one before; the trade of a new branch is that of its parent. */
    RegistryEntry after(@Nullable RegistryEntry before, Enterprise parent) {
        var known = before == null ? new RegistryEntry(unknownBefore(parent), null, null) : before;
        var old = known.enterprise().details();
        var person = personInCharge == null ? old.representative() : personInCharge;
        boolean samePerson = Objects.equals(person, old.representative());
        var details = new Details(
                old.scale(),
                address == null ? old.address() : address,
                old.businessScope(),
                old.establishedOn(),
                person);
        return new RegistryEntry(
                new Enterprise(
                        usci,
                        name,
                        EnterpriseKind.BRANCH,
                        regionCode,
                        known.enterprise().industry(),
                        parent.usci(),
                        details,
                        0),
                samePerson ? known.number() : null,
                phone == null && samePerson ? known.phone() : phone);
    }

    private Enterprise unknownBefore(Enterprise parent) {
        return new Enterprise(
                usci, name, EnterpriseKind.BRANCH, regionCode, parent.industry(), parent.usci(), Details.NONE, 0);
    }
}

package onestop.intake.enterprise;

import java.util.HashSet;
import java.util.Set;
import onestop.intake.input.FieldErrors;
import onestop.intake.personal.PersonalInput;
import onestop.intake.region.Town;
import org.jspecify.annotations.Nullable;

/** Reads the branches of one list, which may name each only once. */
final class BranchReader {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_PERSON = 100;

    private final Enterprise parent;
    private final Set<String> already = new HashSet<>();
    private FieldErrors errors;

    BranchReader(Enterprise parent, FieldErrors errors) {
        this.parent = parent;
        this.errors = errors;
    }

    /** Notes what is wrong from now on somewhere else: with the row it belongs to. */
    BranchReader noting(FieldErrors elsewhere) {
        errors = elsewhere;
        return this;
    }

    /**
     * The branch, or null and errors.
     *
     * @param at what stands before the names of the fields
     */
    @Nullable
    EnteredBranch read(
            String at,
            @Nullable String usci,
            @Nullable String name,
            @Nullable String regionCode,
            @Nullable String address,
            @Nullable String personInCharge,
            @Nullable String phone) {
        var code = errors.usci(at + "usci", usci);
        boolean sound = code != null;
        if (code != null && !already.add(code)) {
            sound = wrong(at + "usci", "named-twice", code);
        }
        if (code != null && code.equals(parent.usci())) {
            sound = wrong(at + "usci", "not-a-branch-of-this", code);
        }
        if (name == null || name.isBlank()) {
            sound = wrong(at + "name", "required");
        } else if (name.length() > LONGEST_NAME) {
            sound = wrong(at + "name", "too-long", LONGEST_NAME);
        }
        if (regionCode == null || !regionCode.matches("[0-9]{12}|.*[^0-9].*")) {
            sound = wrong(at + "regionCode", "region-code");
        } else if (!Town.isPlace(regionCode)) {
            sound = wrong(at + "regionCode", "not-a-town", regionCode);
        }
        if (address != null && address.length() > LONGEST_NAME) {
            sound = wrong(at + "address", "too-long", LONGEST_NAME);
        }
        var person = personInCharge == null || personInCharge.isBlank() ? null : personInCharge.strip();
        if (person != null && person.length() > LONGEST_PERSON) {
            sound = wrong(at + "personInCharge", "too-long", LONGEST_PERSON);
        }
        var number = phone == null || phone.isBlank() ? null : phone;
        if (number != null && person == null) {
            sound = wrong(at + "personInCharge", "phone-of-nobody");
        }
        var readable = PersonalInput.phone(errors, at + "phone", number);
        if (number != null && readable == null) {
            sound = false;
        }
        return !sound || code == null || name == null || regionCode == null
                ? null
                : new EnteredBranch(
                        code,
                        name.strip(),
                        regionCode,
                        address == null || address.isBlank() ? null : address.strip(),
                        person,
                        readable);
    }

    private boolean wrong(String field, String code, Object... args) {
        errors.add(field, code, args);
        return false;
    }
}

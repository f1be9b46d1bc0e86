package onestop.intake.appointment;

import onestop.identifiers.CitizenNumber;
import onestop.intake.personal.Phone;
import org.jspecify.annotations.Nullable;

/** Who comes: the real name, and a number the person is known by, or both. It prints nothing of it. */
record Visitor(
        String name,
        @Nullable CitizenNumber citizenNumber,
        @Nullable Phone phone) {

    Visitor {
        if (citizenNumber == null && phone == null) {
            throw new IllegalArgumentException("a visitor is known by a number");
        }
    }

    @Override
    public String toString() {
        return "Visitor";
    }
}

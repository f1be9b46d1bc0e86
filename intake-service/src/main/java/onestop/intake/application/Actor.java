package onestop.intake.application;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts on a file, and in what capacity.
 *
 * @param powerOfAttorney the power an agent acts under
 * @param unit the unit of staff
 * @param windowCode the window at which staff have the applicant before them; null when nobody stands there
 */
record Actor(
        String by,
        Side as,
        @Nullable UUID powerOfAttorney,
        @Nullable String unit,
        @Nullable String windowCode) {

    Actor(String by, Side as, @Nullable UUID powerOfAttorney, @Nullable String unit) {
        this(by, as, powerOfAttorney, unit, null);
    }

    Actor at(@Nullable String window) {
        return new Actor(by, as, powerOfAttorney, unit, window);
    }

    enum Side {
        APPLICANT,
        AGENT,
        HELPER,
        WINDOW,
        ISSUER,
        /** Answers for the hall's clerks. */
        SUPERVISOR,
        /** The law itself: nothing was said, or nothing came, in time. */
        LAW;

        boolean standsForTheApplicant() {
            return this == APPLICANT || this == AGENT || this == HELPER;
        }

        /** Whether somebody of the hall acted, who is answerable for it. */
        boolean isStaff() {
            return this == WINDOW || this == ISSUER || this == SUPERVISOR;
        }
    }

    /** Stands in the acceptor's place when a file counts as accepted. */
    static final Actor LAW = new Actor("deemed-acceptance", Side.LAW, null, "XZSP");

    /** Stands in the place of whoever let a period run out. */
    static final Actor TIME = new Actor("time-limit", Side.LAW, null, "XZSP");

    /** The account of the hall's staff; null of those whom the hall serves, and of the law. */
    @Nullable
    String staff() {
        return as.isStaff() ? by : null;
    }

    String unitOrUnknown() {
        return unit == null ? "UNKNOWN" : unit;
    }
}

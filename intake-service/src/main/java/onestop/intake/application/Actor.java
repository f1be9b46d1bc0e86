package onestop.intake.application;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts on a file, and in what capacity.
 *
 * @param powerOfAttorney the power an agent acts under
 * @param unit the unit of staff
 */
record Actor(
        String by,
        Side as,
        @Nullable UUID powerOfAttorney,
        @Nullable String unit) {

    enum Side {
        APPLICANT,
        AGENT,
        HELPER,
        WINDOW,
        ISSUER,
        /** The law itself: nothing was said in time. */
        LAW
    }

    /** Stands in the acceptor's place when a file counts as accepted. */
    static final Actor LAW = new Actor("deemed-acceptance", Side.LAW, null, "XZSP");

    String unitOrUnknown() {
        return unit == null ? "UNKNOWN" : unit;
    }
}

package onestop.approval.integrity;

import java.util.Optional;

/** The life of a spot check: drawn, found sound or not; what is not sound is followed up, and that is sent back or closed. */
enum SpotCheckState {
    DRAWN,
    SOUND,
    FOUND,
    FOLLOWED_UP,
    CLOSED;

    /** What is done to a check. */
    enum Act {
        FOUND_SOUND,
        /** Something was done wrong that harmed nobody. */
        FOUND_FAULT,
        /** A rule of the law or of integrity was broken. */
        FOUND_BREACH,
        FOLLOWED_UP,
        SENT_BACK,
        CLOSED
    }

    /** Where the act leads; empty when it is not its turn. */
    Optional<SpotCheckState> after(Act act) {
        return Optional.ofNullable(
                switch (act) {
                    case FOUND_SOUND -> this == DRAWN ? SOUND : null;
                    case FOUND_FAULT, FOUND_BREACH -> this == DRAWN ? FOUND : null;
                    case FOLLOWED_UP -> this == FOUND ? FOLLOWED_UP : null;
                    case SENT_BACK -> this == FOLLOWED_UP ? FOUND : null;
                    case CLOSED -> this == FOLLOWED_UP ? CLOSED : null;
                });
    }
}

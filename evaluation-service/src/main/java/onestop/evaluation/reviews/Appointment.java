package onestop.evaluation.reviews;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That somebody may review, and for how long.
 *
 * @param reviewer the account
 * @param endsOn the last day; brought forward when the appointment is ended early
 */
record Appointment(
        UUID id,
        String reviewer,
        Kind kind,
        LocalDate startsOn,
        LocalDate endsOn,
        String appointedBy,
        Instant appointedAt,
        @Nullable String endReason) {

    /** The longest period, in days: five years, as long as deputies are elected for. */
    static final int LONGEST_DAYS = 1827;

    enum Kind {
        DEPUTY,
        ENTREPRENEUR,
        CITIZEN,
        MEDIA,
        /** Of the office itself. */
        INSPECTOR
    }
}

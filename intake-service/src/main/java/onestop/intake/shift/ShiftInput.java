package onestop.intake.shift;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import onestop.intake.input.FieldErrors;
import onestop.workingdays.DayKind;

/** What a shift and a pattern have to keep to. */
final class ShiftInput {
    static final int MOST_AN_HOUR = 20;
    private static final Duration SHORTEST = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(16);

    static void checkTimes(FieldErrors errors, LocalTime from, LocalTime to) {
        var length = Duration.between(from, to);
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            errors.add("to", "shift-length", SHORTEST.toMinutes(), LONGEST.toHours());
        }
    }

    static void checkDay(FieldErrors errors, ShiftKind kind, LocalDate on, DayKind day) {
        if (!kind.fits(day)) {
            errors.add(
                    "kind",
                    "shift-kind-of-day",
                    on,
                    Arrays.stream(ShiftKind.values())
                            .filter(other -> other.fits(day))
                            .toList());
        }
    }

    private ShiftInput() {}
}

package onestop.appeal.clocks;

import java.time.LocalTime;
import java.util.List;

/** When the offices are open on a working day. */
public record ServiceHours(List<Shift> shifts) {

    public ServiceHours {
        shifts = List.copyOf(shifts);
        for (int i = 1; i < shifts.size(); i++) {
            if (shifts.get(i).opens().isBefore(shifts.get(i - 1).closes())) {
                throw new IllegalArgumentException("the shifts overlap or are out of order: " + shifts);
            }
        }
    }

    public record Shift(LocalTime opens, LocalTime closes) {
        public Shift {
            if (!opens.isBefore(closes)) {
                throw new IllegalArgumentException(
                        "a shift opens before it closes, not %s to %s".formatted(opens, closes));
            }
        }
    }
}

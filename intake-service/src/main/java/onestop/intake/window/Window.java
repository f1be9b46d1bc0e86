package onestop.intake.window;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One window.
 *
 * @param closedOn its last day of use; null while there is none
 */
public record Window(
        String code,
        String nameZh,
        String nameEn,
        WindowType type,
        WindowLevel level,
        String regionCode,
        String unit,
        Skills skills,
        LocalDate openedOn,
        @Nullable LocalDate closedOn,
        long version) {

    public boolean inUse(LocalDate on) {
        return !on.isBefore(openedOn) && (closedOn == null || !on.isAfter(closedOn));
    }

    Window withVersion(long next) {
        return new Window(code, nameZh, nameEn, type, level, regionCode, unit, skills, openedOn, closedOn, next);
    }

    /** Whether everything but the version is the same. */
    boolean says(Window other) {
        return withVersion(0).equals(other.withVersion(0));
    }
}

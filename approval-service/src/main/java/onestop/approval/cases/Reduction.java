package onestop.approval.cases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** By how much the days used undercut the days the parts would take by law one after the other. */
public final class Reduction {
    private Reduction() {}

    /** Null while nothing was used or when there is nothing to compare with; negative when it took longer. */
    public static @Nullable Double of(@Nullable Integer workingDaysUsed, int baselineDays) {
        if (workingDaysUsed == null || baselineDays <= 0) {
            return null;
        }
        return BigDecimal.ONE
                .subtract(BigDecimal.valueOf(workingDaysUsed)
                        .divide(BigDecimal.valueOf(baselineDays), 4, RoundingMode.HALF_UP))
                .doubleValue();
    }
}

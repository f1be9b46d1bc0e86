package onestop.evaluation.indicators;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.util.UUID;
import onestop.evaluation.scale.Slice;
import org.jspecify.annotations.Nullable;

/**
 * A ranking as it was published.
 *
 * @param period a month such as 2026-03, or a year such as 2026
 * @param setVersion of the weighted set; null where the slice has none
 */
record Publication(
        UUID publicationId,
        Slice slice,
        String period,
        LocalDate from,
        LocalDate to,
        int minimumSample,
        @Nullable Integer setVersion,
        OffsetDateTime publishedAt) {

    /** The days of a month or of a year. */
    static Period days(String period) {
        if (period.length() == 4) {
            var year = Year.parse(period);
            return new Period(year.atDay(1), year.atMonth(12).atEndOfMonth());
        }
        var month = YearMonth.parse(period);
        return new Period(month.atDay(1), month.atEndOfMonth());
    }
}

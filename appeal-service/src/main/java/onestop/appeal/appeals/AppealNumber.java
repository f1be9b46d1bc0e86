package onestop.appeal.appeals;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The number that people quote: {@code SQ}, the day of receipt, a serial of six digits. */
record AppealNumber(String value) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);

    AppealNumber {
        if (!value.matches("SQ\\d{12}")) {
            throw new IllegalArgumentException("not the number of an appeal: " + value);
        }
    }

    static AppealNumber of(LocalDate day, long serial) {
        return new AppealNumber("SQ%s%06d".formatted(DAY.format(day), serial));
    }
}

package onestop.documents;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Dates and times as Chinese documents write them, in China's one zone. */
public final class ChineseTime {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public static String date(LocalDate date) {
        return date.getYear() + "年" + date.getMonthValue() + "月" + date.getDayOfMonth() + "日";
    }

    /** To the minute. */
    public static String moment(Instant instant) {
        var local = instant.atZone(ZONE);
        return date(local.toLocalDate()) + " %02d:%02d".formatted(local.getHour(), local.getMinute());
    }

    private ChineseTime() {}
}

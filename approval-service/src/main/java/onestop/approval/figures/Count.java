package onestop.approval.figures;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What is counted of finished cases and of lights; each is a column of the sums. */
enum Count {
    /** Finished cases; of a step, those that passed it. */
    CASES,
    GRANTED,
    ON_TIME_PROMISED,
    ON_TIME_STATUTORY,
    /** Working days by the clock of the case, without suspensions. */
    USED_DAYS,
    RETURNS,
    RETURNED_CASES,
    CORRECTIONS,
    CORRECTED_CASES,
    EXTENDED_CASES,
    WAITING_DAYS,
    WORKING_DAYS,
    SUSPENDED_DAYS,
    WAITING_SECONDS,
    WORKING_SECONDS,
    SUSPENDED_SECONDS,
    YELLOW,
    RED,
    BREACH,
    YELLOW_LIFTED,
    RED_LIFTED,
    BREACH_LIFTED,
    /** Lights that were answered, or lifted without an answer. */
    LIGHTS_REPLIED,
    STEP_LIGHT,
    STEP_LIGHT_LIFTED;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The same piece of SQL for each column. */
    static String each(UnaryOperator<String> sql) {
        return Arrays.stream(values()).map(Count::column).map(sql).collect(Collectors.joining(", "));
    }

    static String columns() {
        return each(column -> column);
    }
}

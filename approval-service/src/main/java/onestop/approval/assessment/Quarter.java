package onestop.approval.assessment;

import java.time.LocalDate;
import java.util.regex.Pattern;
import onestop.web.InvalidFieldException;

/** A quarter of a year, written {@code 2026-Q1}. */
record Quarter(int year, int number) implements Comparable<Quarter> {
    private static final Pattern TEXT = Pattern.compile("(20\\d\\d)-Q([1-4])");

    static Quarter parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new InvalidFieldException("quarter", "quarter");
        }
        return new Quarter(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    static Quarter of(LocalDate day) {
        return new Quarter(day.getYear(), (day.getMonthValue() + 2) / 3);
    }

    LocalDate firstDay() {
        return LocalDate.of(year, number * 3 - 2, 1);
    }

    LocalDate lastDay() {
        return firstDay().plusMonths(3).minusDays(1);
    }

    @Override
    public int compareTo(Quarter other) {
        return firstDay().compareTo(other.firstDay());
    }

    @Override
    public String toString() {
        return year + "-Q" + number;
    }
}

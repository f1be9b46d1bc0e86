package onestop.intake.sheet;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import onestop.intake.input.FieldErrors;
import org.jspecify.annotations.Nullable;

/** One row, read by the names of its columns. It collects what is wrong with it, the reader's findings included. */
public final class SheetRow {
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}(\\.0+)?");
    private static final List<DateTimeFormatter> DATES =
            List.of(formatter("uuuu-M-d"), formatter("uuuu/M/d"), formatter("uuuu.M.d"), formatter("uuuu年M月d日"));

    private final Table table;
    private final int number;
    private final Map<String, String> cells;
    private final FieldErrors errors = new FieldErrors();

    SheetRow(Table table, int number, Map<String, String> cells) {
        this.table = table;
        this.number = number;
        this.cells = Map.copyOf(cells);
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    public Table table() {
        return table;
    }

    /** As the spreadsheet counts: the headings are row 1. */
    public int number() {
        return number;
    }

    public FieldErrors errors() {
        return errors;
    }

    public boolean sound() {
        return !errors.any();
    }

    /** How errors name a cell: {@code rows[7].usci}. */
    public String field(String column) {
        return "%s[%d].%s".formatted(table.name(), number, column);
    }

    public void wrong(String column, String code, Object... args) {
        errors.add(field(column), code, args);
    }

    /** The text without blanks around it; empty when the cell is, or when there is no such column in the file. */
    public String text(String column) {
        return cells.getOrDefault(column, "");
    }

    public boolean has(String column) {
        return cells.containsKey(column);
    }

    /** The text; an empty one is an error of the row. */
    public String required(String column) {
        var text = text(column);
        if (text.isEmpty()) {
            wrong(column, "required");
        }
        return text;
    }

    /** A whole number, or null: the cell is empty, or holds something else, which is an error of the row. */
    public @Nullable Integer number(String column) {
        var text = text(column);
        if (text.isEmpty()) {
            return null;
        }
        if (!WHOLE.matcher(text).matches()) {
            wrong(column, "whole-number");
            return null;
        }
        int point = text.indexOf('.');
        return Integer.valueOf(point < 0 ? text : text.substring(0, point));
    }

    /** Yes or no in English or Chinese, or null as with {@link #number}. */
    public @Nullable Boolean yes(String column) {
        return switch (text(column).toLowerCase(Locale.ROOT)) {
            case "" -> null;
            case "true", "yes", "y", "1", "是", "√" -> true;
            case "false", "no", "n", "0", "否", "×" -> false;
            default -> {
                wrong(column, "true-or-false");
                yield null;
            }
        };
    }

    /** A date as people write it, or null as with {@link #number}. */
    public @Nullable LocalDate date(String column) {
        var text = text(column);
        if (text.isEmpty()) {
            return null;
        }
        for (var format : DATES) {
            try {
                return LocalDate.parse(text, format);
            } catch (DateTimeParseException _) {
                // the next format may fit
            }
        }
        wrong(column, "date");
        return null;
    }

    /** A value of an enumeration by its name in any case, or null as with {@link #number}. */
    public <E extends Enum<E>> @Nullable E oneOf(String column, Class<E> type) {
        var text = text(column);
        if (text.isEmpty()) {
            return null;
        }
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        wrong(column, "one-of", List.of(type.getEnumConstants()));
        return null;
    }

    @Override
    public String toString() {
        return table.name() + "[" + number + "]";
    }
}

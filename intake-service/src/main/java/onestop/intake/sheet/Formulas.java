package onestop.intake.sheet;

import java.util.regex.Pattern;

/**
 * Texts that a spreadsheet would take for a formula. They are written with an apostrophe before them, which is taken away
 * again when they are read. Plain numbers are left alone.
 */
final class Formulas {
    private static final Pattern DANGEROUS = Pattern.compile("'*[=+\\-@\\t\\r].*", Pattern.DOTALL);
    private static final Pattern MARKED = Pattern.compile("'+[=+\\-@\\t\\r].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");

    static String escaped(String text) {
        return DANGEROUS.matcher(text).matches() && !NUMBER.matcher(text).matches() ? "'" + text : text;
    }

    static String unescaped(String text) {
        return MARKED.matcher(text).matches() ? text.substring(1) : text;
    }

    private Formulas() {}
}

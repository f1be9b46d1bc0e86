package onestop.intake.figures;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a figure measures.
 *
 * @param code its name for programs, unique in the service: {@code DEEMED_ACCEPTANCES}
 * @param unit what the numerator counts
 * @param cuts by what it is kept; it is always the whole county's when it is kept by nothing
 */
public record FigureDefinition(
        String code, String nameZh, String nameEn, Measure measure, CountedUnit unit, Set<Cut> cuts) {

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,59}");

    public enum Measure {
        /** So many. */
        COUNT,
        /** A part of a whole: numerator ÷ denominator, 0 to 1. */
        SHARE,
        /** So many for each: numerator ÷ denominator. */
        MEAN
    }

    public enum CountedUnit {
        UNIT,
        ITEM,
        PACKAGE,
        FILE,
        CASE,
        MATERIAL,
        VISIT,
        ENTERPRISE,
        BRANCH,
        DOCUMENT,
        WINDOW,
        DEVICE,
        PERSON,
        PERSON_TIME,
        PROJECT,
        TOWN,
        VILLAGE,
        APPOINTMENT,
        TICKET,
        CONSULTATION,
        CORRECTION,
        WORKING_DAY,
        MINUTE
    }

    /** By what a figure can be asked for. */
    public enum Cut {
        PERIOD,
        REGION,
        WINDOW
    }

    public FigureDefinition {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("not a code of a figure: " + code);
        }
        cuts = Set.copyOf(cuts);
    }

    public static FigureDefinition count(String code, String nameZh, String nameEn, CountedUnit unit, Cut... cuts) {
        return new FigureDefinition(code, nameZh, nameEn, Measure.COUNT, unit, Set.of(cuts));
    }

    public static FigureDefinition share(String code, String nameZh, String nameEn, CountedUnit unit, Cut... cuts) {
        return new FigureDefinition(code, nameZh, nameEn, Measure.SHARE, unit, Set.of(cuts));
    }

    public static FigureDefinition mean(String code, String nameZh, String nameEn, CountedUnit unit, Cut... cuts) {
        return new FigureDefinition(code, nameZh, nameEn, Measure.MEAN, unit, Set.of(cuts));
    }

    public Figure of(long count) {
        return new Figure(this, count, null);
    }

    public Figure of(long numerator, long denominator) {
        return new Figure(this, numerator, denominator);
    }
}

package onestop.intake.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.figures.FigureDefinition.Cut;
import org.jspecify.annotations.Nullable;

/**
 * What figures are asked for.
 *
 * @param from the first day; null from the beginning
 * @param to the last day, itself included; null until now
 * @param region a county or a town, 12 digits; null for everywhere
 * @param window null for all windows and all ways without one
 */
public record FigureQuery(
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String region,
        @Nullable String window) {

    /** Before every record of the service and after it; for statements that take two bounds. */
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    private static final LocalDate LAST = LocalDate.of(2200, 1, 1);
    private static final int COUNTY_DIGITS = 6;
    private static final int TOWN_DIGITS = 9;
    private static final String COUNTY_ENDS = "000000";

    public static final FigureQuery EVERYTHING = new FigureQuery(null, null, null, null);

    public LocalDate firstDay() {
        return from == null ? FIRST : from;
    }

    public LocalDate lastDay() {
        return to == null ? LAST : to;
    }

    /** The first moment of the period, where a statement compares times. */
    public Instant start() {
        return firstDay().atStartOfDay(ServiceHours.ZONE).toInstant();
    }

    /** The first moment after the period. */
    public Instant end() {
        return lastDay().plusDays(1).atStartOfDay(ServiceHours.ZONE).toInstant();
    }

    /** How every division code inside the region begins: 6 digits of a county, 9 of a town; empty for everywhere. */
    public String regionPrefix() {
        if (region == null) {
            return "";
        }
        return region.substring(0, region.endsWith(COUNTY_ENDS) ? COUNTY_DIGITS : TOWN_DIGITS);
    }

    Set<Cut> cuts() {
        var cuts = EnumSet.noneOf(Cut.class);
        if (from != null || to != null) {
            cuts.add(Cut.PERIOD);
        }
        if (region != null) {
            cuts.add(Cut.REGION);
        }
        if (window != null) {
            cuts.add(Cut.WINDOW);
        }
        return cuts;
    }
}

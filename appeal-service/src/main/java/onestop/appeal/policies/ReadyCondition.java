package onestop.appeal.policies;

import java.time.LocalDate;
import java.util.List;
import onestop.appeal.enterprises.EnterpriseColumns;
import onestop.appeal.enterprises.Figure;
import onestop.appeal.policies.Share.Comparison;
import org.jspecify.annotations.Nullable;

/**
 * A condition made ready for one day and for any number of enterprises. Outcomes are ordered, so that "all" is the least of its parts,
 * "any" the greatest, and "not" the negative: Kleene's logic of three values.
 */
@FunctionalInterface
interface ReadyCondition {
    int MISSES = -1;
    int UNKNOWN = 0;
    int FITS = 1;

    int on(EnterpriseColumns enterprises, int row);

    static ReadyCondition of(Condition condition, LocalDate today) {
        return switch (condition) {
            case Condition.All(var parts) -> all(ready(parts, today));
            case Condition.Any(var parts) -> any(ready(parts, today));
            case Condition.Not(var part) -> {
                var inner = of(part, today);
                yield (enterprises, row) -> -inner.on(enterprises, row);
            }
            case Condition.IndustryIn(var industries) ->
                (enterprises, row) -> {
                    var own = enterprises.industry(row);
                    return own == null ? UNKNOWN : outcome(industries.contains(own));
                };
            case Condition.ScaleIn(var scales) ->
                (enterprises, row) -> {
                    var own = enterprises.scale(row);
                    return own == null ? UNKNOWN : outcome(scales.contains(own));
                };
            case Condition.KindIn(var kinds) -> (enterprises, row) -> outcome(kinds.contains(enterprises.kind(row)));
            case Condition.RegionIn(var areas) -> region(areas.toArray(Area[]::new));
            case Condition.CreditIn(var grades) ->
                (enterprises, row) -> {
                    var own = enterprises.credit(row);
                    return own == null ? UNKNOWN : outcome(grades.contains(own));
                };
            case Condition.AgeMonths(var min, var max) -> age(min, max, today);
            case Condition.FigureBetween(var figure, var min, var max) -> {
                long least = min == null ? Long.MIN_VALUE : min;
                long most = max == null ? Long.MAX_VALUE : max;
                yield (enterprises, row) -> {
                    if (!enterprises.knows(figure, row)) {
                        return UNKNOWN;
                    }
                    long own = enterprises.value(figure, row);
                    return outcome(least <= own && own <= most);
                };
            }
            case Condition.FigureAgainst(var figure, var least, var most) ->
                against(figure, least == null ? null : least.comparison(), most == null ? null : most.comparison());
        };
    }

    private static ReadyCondition[] ready(List<Condition> parts, LocalDate today) {
        return parts.stream().map(part -> of(part, today)).toArray(ReadyCondition[]::new);
    }

    private static ReadyCondition all(ReadyCondition[] parts) {
        return (enterprises, row) -> {
            int worst = FITS;
            for (var part : parts) {
                worst = Math.min(worst, part.on(enterprises, row));
                if (worst == MISSES) {
                    return MISSES;
                }
            }
            return worst;
        };
    }

    private static ReadyCondition any(ReadyCondition[] parts) {
        return (enterprises, row) -> {
            int best = MISSES;
            for (var part : parts) {
                best = Math.max(best, part.on(enterprises, row));
                if (best == FITS) {
                    return FITS;
                }
            }
            return best;
        };
    }

    private static ReadyCondition region(Area[] areas) {
        return (enterprises, row) -> {
            long own = enterprises.region(row);
            for (var area : areas) {
                if (area.covers(own)) {
                    return FITS;
                }
            }
            return MISSES;
        };
    }

    /** "At least 12 months" is: established a year ago or before. "At most 36": not yet 37 full months. */
    private static ReadyCondition age(@Nullable Integer min, @Nullable Integer max, LocalDate today) {
        long latest = min == null ? Long.MAX_VALUE : today.minusMonths(min).toEpochDay();
        long after = max == null ? Long.MIN_VALUE : today.minusMonths(max + 1L).toEpochDay();
        return (enterprises, row) -> {
            if (!enterprises.knowsAge(row)) {
                return UNKNOWN;
            }
            int own = enterprises.establishedEpochDay(row);
            return outcome(own <= latest && own > after);
        };
    }

    /** A side that misses decides, whatever is unknown of the other one. */
    private static ReadyCondition against(Figure figure, @Nullable Comparison least, @Nullable Comparison most) {
        return (enterprises, row) -> {
            if (!enterprises.knows(figure, row)) {
                return UNKNOWN;
            }
            long own = enterprises.value(figure, row);
            int lower = least == null ? FITS : side(least, own, enterprises, row, 1);
            int upper = most == null ? FITS : side(most, own, enterprises, row, -1);
            return Math.min(lower, upper);
        };
    }

    /** @param sign 1 where the figure has to reach the share, -1 where it may not pass it */
    private static int side(Comparison share, long own, EnterpriseColumns enterprises, int row, int sign) {
        return enterprises.knows(share.of(), row) ? outcome(sign * share.compare(own, enterprises, row) >= 0) : UNKNOWN;
    }

    private static int outcome(boolean fits) {
        return fits ? FITS : MISSES;
    }
}

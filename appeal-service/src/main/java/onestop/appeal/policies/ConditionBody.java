package onestop.appeal.policies;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import onestop.appeal.enterprises.CreditGrade;
import onestop.appeal.enterprises.EnterpriseKind;
import onestop.appeal.enterprises.EnterpriseScale;
import onestop.appeal.enterprises.Figure;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/**
 * A condition as it is written and stored: {@code {"all": […]}}, {@code {"any": […]}}, {@code {"not": {…}}}, or a field with {@code in},
 * with {@code min} and {@code max}, or with {@code atLeast} and {@code atMost}, which compare it with another field.
 */
record ConditionBody(
        @Nullable List<ConditionBody> all,
        @Nullable List<ConditionBody> any,
        @Nullable ConditionBody not,
        @Nullable Field field,
        @Nullable List<String> in,
        @Nullable Long min,
        @Nullable Long max,
        @Nullable ShareBody atLeast,
        @Nullable ShareBody atMost) {
    static final int MOST_PARTS = 20;
    static final int MOST_VALUES = 200;
    static final int DEEPEST = 4;
    private static final int LONGEST_INDUSTRY = 100;
    private static final int OLDEST_MONTHS = 12 * 200;

    /** What a condition can ask about. */
    enum Field {
        INDUSTRY,
        SCALE,
        KIND,
        REGION,
        CREDIT,
        AGE_MONTHS,
        REVENUE_YUAN,
        TAX_YUAN,
        RESEARCH_YUAN,
        EXPORT_YUAN,
        EMPLOYEES,
        REVENUE_LAST_YEAR_YUAN,
        TAX_LAST_YEAR_YUAN,
        RESEARCH_LAST_YEAR_YUAN,
        EXPORT_LAST_YEAR_YUAN,
        EMPLOYEES_LAST_YEAR;

        /** The figure of the same name; nothing for what is no figure. */
        @Nullable
        Figure figure() {
            return switch (this) {
                case INDUSTRY, SCALE, KIND, REGION, CREDIT, AGE_MONTHS -> null;
                case REVENUE_YUAN,
                        TAX_YUAN,
                        RESEARCH_YUAN,
                        EXPORT_YUAN,
                        EMPLOYEES,
                        REVENUE_LAST_YEAR_YUAN,
                        TAX_LAST_YEAR_YUAN,
                        RESEARCH_LAST_YEAR_YUAN,
                        EXPORT_LAST_YEAR_YUAN,
                        EMPLOYEES_LAST_YEAR -> Figure.valueOf(name());
            };
        }
    }

    /** A share of another figure: {@code {"field": "REVENUE_YUAN", "factor": 0.03}}. Without a factor the figure itself. */
    record ShareBody(@Nullable Field field, @Nullable BigDecimal factor) {}

    /** @throws InvalidFieldException naming the place by its path */
    Condition read(String path) {
        return read(path, 1);
    }

    private Condition read(String path, int depth) {
        long forms = IntStream.of(all == null ? 0 : 1, any == null ? 0 : 1, not == null ? 0 : 1, field == null ? 0 : 1)
                .sum();
        if (forms != 1 || (field == null && (in != null || hasRange() || hasShares()))) {
            throw new InvalidFieldException(path, "one-form");
        }
        if (depth > DEEPEST) {
            throw new InvalidFieldException(path, "too-deep", DEEPEST);
        }
        if (all != null) {
            return new Condition.All(parts(all, path + ".all", depth));
        }
        if (any != null) {
            return new Condition.Any(parts(any, path + ".any", depth));
        }
        if (not != null) {
            return new Condition.Not(not.read(path + ".not", depth + 1));
        }
        return leaf(path, Objects.requireNonNull(field));
    }

    private static List<Condition> parts(List<ConditionBody> bodies, String path, int depth) {
        if (bodies.isEmpty() || bodies.size() > MOST_PARTS) {
            throw new InvalidFieldException(path, "between", 1, MOST_PARTS);
        }
        return IntStream.range(0, bodies.size())
                .mapToObj(i -> part(bodies.get(i), path + "[" + i + "]", depth))
                .toList();
    }

    private static Condition part(@Nullable ConditionBody body, String path, int depth) {
        if (body == null) {
            throw new InvalidFieldException(path, "required");
        }
        return body.read(path, depth + 1);
    }

    private Condition leaf(String path, Field about) {
        return switch (about) {
            case INDUSTRY -> new Condition.IndustryIn(industries(path));
            case SCALE -> new Condition.ScaleIn(words(path, EnterpriseScale.class));
            case KIND -> new Condition.KindIn(words(path, EnterpriseKind.class));
            case CREDIT -> new Condition.CreditIn(words(path, CreditGrade.class));
            case REGION -> new Condition.RegionIn(areas(path));
            case AGE_MONTHS -> {
                range(path, OLDEST_MONTHS);
                yield new Condition.AgeMonths(min == null ? null : min.intValue(), max == null ? null : max.intValue());
            }
            case REVENUE_YUAN,
                    TAX_YUAN,
                    RESEARCH_YUAN,
                    EXPORT_YUAN,
                    EMPLOYEES,
                    REVENUE_LAST_YEAR_YUAN,
                    TAX_LAST_YEAR_YUAN,
                    RESEARCH_LAST_YEAR_YUAN,
                    EXPORT_LAST_YEAR_YUAN,
                    EMPLOYEES_LAST_YEAR -> figure(path, Figure.valueOf(about.name()));
        };
    }

    private boolean hasRange() {
        return min != null || max != null;
    }

    private boolean hasShares() {
        return atLeast != null || atMost != null;
    }

    private Condition figure(String path, Figure figure) {
        if (!hasShares()) {
            range(path, Long.MAX_VALUE);
            return new Condition.FigureBetween(figure, min, max);
        }
        if (hasRange() || in != null) {
            throw new InvalidFieldException(path, "one-measure");
        }
        var least = share(path + ".atLeast", atLeast, figure);
        var most = share(path + ".atMost", atMost, figure);
        if (least != null
                && most != null
                && least.of() == most.of()
                && least.factor().compareTo(most.factor()) > 0) {
            throw new InvalidFieldException(path, "min-above-max");
        }
        return new Condition.FigureAgainst(figure, least, most);
    }

    private static @Nullable Share share(String path, @Nullable ShareBody body, Figure figure) {
        if (body == null) {
            return null;
        }
        var of = body.field() == null ? null : body.field().figure();
        if (of == null || of == figure) {
            throw new InvalidFieldException(path + ".field", "another-figure");
        }
        var factor = body.factor() == null ? BigDecimal.ONE : body.factor();
        if (!Share.possible(factor)) {
            throw new InvalidFieldException(path + ".factor", "factor-range", Share.GREATEST, Share.MOST_DECIMALS);
        }
        return new Share(of, factor);
    }

    private List<String> values(String path) {
        if (hasRange() || hasShares()) {
            throw new InvalidFieldException(path, "takes-in");
        }
        if (in == null || in.isEmpty() || in.size() > MOST_VALUES) {
            throw new InvalidFieldException(path + ".in", "between", 1, MOST_VALUES);
        }
        if (in.stream().anyMatch(value -> value == null || value.isBlank())) {
            throw new InvalidFieldException(path + ".in", "required");
        }
        return in;
    }

    private Set<String> industries(String path) {
        var named = new LinkedHashSet<String>();
        for (var value : values(path)) {
            if (value.length() > LONGEST_INDUSTRY) {
                throw new InvalidFieldException(path + ".in", "between", 1, LONGEST_INDUSTRY);
            }
            named.add(value.strip());
        }
        return Set.copyOf(named);
    }

    private <E extends Enum<E>> Set<E> words(String path, Class<E> type) {
        var known = EnumSet.noneOf(type);
        for (var value : values(path)) {
            known.add(Arrays.stream(type.getEnumConstants())
                    .filter(word -> word.name().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new InvalidFieldException(path + ".in", "one-of", EnumSet.allOf(type))));
        }
        return known;
    }

    private List<Area> areas(String path) {
        return values(path).stream()
                .map(code -> Area.find(code).orElseThrow(() -> new InvalidFieldException(path + ".in", "division")))
                .toList();
    }

    private void range(String path, long greatest) {
        if (in != null || hasShares() || !hasRange()) {
            throw new InvalidFieldException(path, "takes-range");
        }
        if ((min != null && (min < 0 || min > greatest)) || (max != null && (max < 0 || max > greatest))) {
            throw new InvalidFieldException(path, "out-of-range");
        }
        if (min != null && max != null && min > max) {
            throw new InvalidFieldException(path, "min-above-max");
        }
    }
}

package onestop.appeal.policies;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.appeal.enterprises.CreditGrade;
import onestop.appeal.enterprises.EnterpriseColumns;
import onestop.appeal.enterprises.EnterpriseKind;
import onestop.appeal.enterprises.EnterpriseScale;
import onestop.appeal.enterprises.Figure;
import onestop.appeal.policies.ConditionBody.Field;
import org.jspecify.annotations.Nullable;

/** Conditions in words, for officers and enterprises. */
final class ConditionWords {
    static String zh(Condition condition) {
        return switch (condition) {
            case Condition.All(var parts) -> joined(parts, "，且", ConditionWords::zh);
            case Condition.Any(var parts) -> joined(parts, "，或", ConditionWords::zh);
            case Condition.Not(var part) -> "不符合：" + zh(part);
            case Condition.IndustryIn(var industries) -> "行业为" + String.join("、", industries);
            case Condition.ScaleIn(var scales) -> "企业规模为" + joined(scales, "、", EnterpriseScale::zh);
            case Condition.KindIn(var kinds) -> "主体类型为" + joined(kinds, "、", EnterpriseKind::zh);
            case Condition.RegionIn(var areas) -> "注册地在" + joined(areas, "、", Area::code);
            case Condition.CreditIn(var grades) -> "信用等级为" + joined(grades, "、", CreditGrade::name);
            case Condition.AgeMonths(var min, var max) -> range("成立月数", min, max, "不少于", "不超过", "，");
            case Condition.FigureBetween(var figure, var min, var max) ->
                range(figure.zh(), min, max, "不少于", "不超过", "，");
            case Condition.FigureAgainst(var figure, var least, var most) ->
                range(figure.zh(), least == null ? null : zh(least), most == null ? null : zh(most), "不少于", "不超过", "，");
        };
    }

    static String en(Condition condition) {
        return switch (condition) {
            case Condition.All(var parts) -> joined(parts, ", and ", ConditionWords::en);
            case Condition.Any(var parts) -> joined(parts, ", or ", ConditionWords::en);
            case Condition.Not(var part) -> "not: " + en(part);
            case Condition.IndustryIn(var industries) -> "industry is " + String.join(", ", industries);
            case Condition.ScaleIn(var scales) -> "size is " + joined(scales, ", ", EnterpriseScale::en);
            case Condition.KindIn(var kinds) -> "legal form is " + joined(kinds, ", ", EnterpriseKind::en);
            case Condition.RegionIn(var areas) -> "registered in " + joined(areas, ", ", Area::code);
            case Condition.CreditIn(var grades) -> "credit grade is " + joined(grades, ", ", CreditGrade::name);
            case Condition.AgeMonths(var min, var max) ->
                range("months since establishment", min, max, " at least ", " at most ", ",");
            case Condition.FigureBetween(var figure, var min, var max) ->
                range(figure.en(), min, max, " at least ", " at most ", ",");
            case Condition.FigureAgainst(var figure, var least, var most) ->
                range(
                        figure.en(),
                        least == null ? null : en(least),
                        most == null ? null : en(most),
                        " at least ",
                        " at most ",
                        ",");
        };
    }

    private static String zh(Share share) {
        return switch (share.factor().compareTo(BigDecimal.ONE)) {
            case 0 -> share.of().zh();
            case 1 -> share.of().zh() + "的" + share.factor().toPlainString() + "倍";
            default -> share.of().zh() + "的" + percent(share) + "%";
        };
    }

    private static String en(Share share) {
        return switch (share.factor().compareTo(BigDecimal.ONE)) {
            case 0 -> share.of().en();
            case 1 -> share.factor().toPlainString() + " times " + share.of().en();
            default -> percent(share) + " % of " + share.of().en();
        };
    }

    private static String percent(Share share) {
        return share.factor().movePointRight(2).stripTrailingZeros().toPlainString();
    }

    /** What is known of the enterprise in this respect; nothing for several respects at once. */
    static @Nullable String own(Condition condition, EnterpriseColumns enterprises, int row, LocalDate today) {
        return switch (condition) {
            case Condition.All _, Condition.Any _ -> null;
            case Condition.Not(var part) -> own(part, enterprises, row, today);
            case Condition.IndustryIn _ -> enterprises.industry(row);
            case Condition.ScaleIn _ -> name(enterprises.scale(row));
            case Condition.KindIn _ -> name(enterprises.kind(row));
            case Condition.RegionIn _ -> "%012d".formatted(enterprises.region(row));
            case Condition.CreditIn _ -> name(enterprises.credit(row));
            case Condition.AgeMonths _ ->
                enterprises
                        .establishedOn(row)
                        .map(day -> Long.toString(ChronoUnit.MONTHS.between(day, today)))
                        .orElse(null);
            case Condition.FigureBetween(var figure, var _, var _) -> figure(figure, enterprises, row);
            case Condition.FigureAgainst(var figure, var _, var _) -> figure(figure, enterprises, row);
        };
    }

    private static @Nullable String figure(Figure figure, EnterpriseColumns enterprises, int row) {
        return enterprises.knows(figure, row) ? Long.toString(enterprises.value(figure, row)) : null;
    }

    /** What a number that misses would have to come to; nothing where no number is asked for, or none is missed. */
    static @Nullable String needed(Condition condition, EnterpriseColumns enterprises, int row, LocalDate today) {
        return switch (condition) {
            case Condition.AgeMonths(var min, var max) ->
                enterprises
                        .establishedOn(row)
                        .map(day -> missed(ChronoUnit.MONTHS.between(day, today), decimal(min), decimal(max)))
                        .orElse(null);
            case Condition.FigureBetween(var figure, var min, var max) ->
                enterprises.knows(figure, row)
                        ? missed(enterprises.value(figure, row), decimal(min), decimal(max))
                        : null;
            case Condition.FigureAgainst(var figure, var least, var most) ->
                enterprises.knows(figure, row)
                        ? missed(
                                enterprises.value(figure, row),
                                amount(least, enterprises, row, RoundingMode.CEILING),
                                amount(most, enterprises, row, RoundingMode.FLOOR))
                        : null;
            case Condition.All _,
                    Condition.Any _,
                    Condition.Not _,
                    Condition.IndustryIn _,
                    Condition.ScaleIn _,
                    Condition.KindIn _,
                    Condition.RegionIn _,
                    Condition.CreditIn _ -> null;
        };
    }

    private static @Nullable BigDecimal decimal(@Nullable Number bound) {
        return bound == null ? null : BigDecimal.valueOf(bound.longValue());
    }

    private static @Nullable BigDecimal amount(
            @Nullable Share share, EnterpriseColumns enterprises, int row, RoundingMode rounding) {
        return share == null || !enterprises.knows(share.of(), row)
                ? null
                : share.amount(enterprises.value(share.of(), row), rounding);
    }

    private static @Nullable String missed(long own, @Nullable BigDecimal least, @Nullable BigDecimal most) {
        var is = BigDecimal.valueOf(own);
        if (least != null && is.compareTo(least) < 0) {
            return least.toPlainString();
        }
        return most != null && is.compareTo(most) > 0 ? most.toPlainString() : null;
    }

    /** Which fields a condition asks about that nothing is known of. */
    static EnumSet<Field> unknown(Condition condition, EnterpriseColumns enterprises, int row) {
        var fields = EnumSet.noneOf(Field.class);
        addUnknown(condition, enterprises, row, fields);
        return fields;
    }

    private static void addUnknown(Condition condition, EnterpriseColumns enterprises, int row, EnumSet<Field> fields) {
        switch (condition) {
            case Condition.All(var parts) -> parts.forEach(part -> addUnknown(part, enterprises, row, fields));
            case Condition.Any(var parts) -> parts.forEach(part -> addUnknown(part, enterprises, row, fields));
            case Condition.Not(var part) -> addUnknown(part, enterprises, row, fields);
            case Condition.IndustryIn _ -> addIf(enterprises.industry(row) == null, Field.INDUSTRY, fields);
            case Condition.ScaleIn _ -> addIf(enterprises.scale(row) == null, Field.SCALE, fields);
            case Condition.CreditIn _ -> addIf(enterprises.credit(row) == null, Field.CREDIT, fields);
            case Condition.AgeMonths _ -> addIf(!enterprises.knowsAge(row), Field.AGE_MONTHS, fields);
            case Condition.KindIn _, Condition.RegionIn _ -> {}
            case Condition.FigureBetween(var figure, var _, var _) -> addUnknown(figure, enterprises, row, fields);
            case Condition.FigureAgainst(var figure, var least, var most) -> {
                addUnknown(figure, enterprises, row, fields);
                if (least != null) {
                    addUnknown(least.of(), enterprises, row, fields);
                }
                if (most != null) {
                    addUnknown(most.of(), enterprises, row, fields);
                }
            }
        }
    }

    private static void addUnknown(Figure figure, EnterpriseColumns enterprises, int row, EnumSet<Field> fields) {
        addIf(!enterprises.knows(figure, row), Field.valueOf(figure.name()), fields);
    }

    private static void addIf(boolean unknown, Field field, EnumSet<Field> fields) {
        if (unknown) {
            fields.add(field);
        }
    }

    private static @Nullable String name(@Nullable Enum<?> word) {
        return word == null ? null : word.name();
    }

    private static <T> String joined(Collection<T> parts, String between, Function<T, String> words) {
        return parts.stream().map(words).collect(Collectors.joining(between));
    }

    private static String range(
            String what, @Nullable Object min, @Nullable Object max, String least, String most, String between) {
        return what
                + Stream.of(min == null ? "" : least + min, max == null ? "" : most + max)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(between));
    }

    /** The parts a person is told about one by one. */
    static List<Condition> parts(Condition condition) {
        return condition instanceof Condition.All(var parts) ? parts : List.of(condition);
    }

    private ConditionWords() {}
}

package onestop.appeal.policies;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.appeal.enterprises.CreditGrade;
import onestop.appeal.enterprises.EnterpriseColumns;
import onestop.appeal.enterprises.EnterpriseKind;
import onestop.appeal.enterprises.EnterpriseScale;
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
        };
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
            case Condition.FigureBetween(var figure, var _, var _) ->
                enterprises.knows(figure, row) ? Long.toString(enterprises.value(figure, row)) : null;
        };
    }

    private static @Nullable String name(@Nullable Enum<?> word) {
        return word == null ? null : word.name();
    }

    private static <T> String joined(Collection<T> parts, String between, Function<T, String> words) {
        return parts.stream().map(words).collect(Collectors.joining(between));
    }

    private static String range(
            String what, @Nullable Number min, @Nullable Number max, String least, String most, String between) {
        return what
                + java.util.stream.Stream.of(min == null ? "" : least + min, max == null ? "" : most + max)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(between));
    }

    /** The parts a person is told about one by one. */
    static List<Condition> parts(Condition condition) {
        return condition instanceof Condition.All(var parts) ? parts : List.of(condition);
    }

    private ConditionWords() {}
}

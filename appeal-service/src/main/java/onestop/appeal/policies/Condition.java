package onestop.appeal.policies;

import java.util.List;
import java.util.Set;
import onestop.appeal.enterprises.CreditGrade;
import onestop.appeal.enterprises.EnterpriseKind;
import onestop.appeal.enterprises.EnterpriseScale;
import onestop.appeal.enterprises.Figure;
import org.jspecify.annotations.Nullable;

/** Whom a clause is meant for. A bound that is absent does not limit. */
sealed interface Condition {
    record All(List<Condition> parts) implements Condition {}

    record Any(List<Condition> parts) implements Condition {}

    record Not(Condition part) implements Condition {}

    record IndustryIn(Set<String> industries) implements Condition {}

    record ScaleIn(Set<EnterpriseScale> scales) implements Condition {}

    record KindIn(Set<EnterpriseKind> kinds) implements Condition {}

    record RegionIn(List<Area> areas) implements Condition {}

    record CreditIn(Set<CreditGrade> grades) implements Condition {}

    /** Full months since the establishment. */
    record AgeMonths(@Nullable Integer min, @Nullable Integer max) implements Condition {}

    record FigureBetween(
            Figure figure, @Nullable Long min, @Nullable Long max) implements Condition {}

    /** One figure against a share of another: staff not fewer than a year ago, research of 3 % of the revenue. */
    record FigureAgainst(
            Figure figure, @Nullable Share least, @Nullable Share most) implements Condition {}
}

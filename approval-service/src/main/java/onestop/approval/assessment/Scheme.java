package onestop.approval.assessment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import onestop.approval.figures.UnitFigures.OfUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a unit is assessed: {@code promised x rate + statutory x rate + (conduct - deductions)}, the last part not below zero.
 * A case that ended without a decision was finished too, in time or not.
 *
 * @param pointsConduct what deductions are taken from; with the other two points it makes 100
 * @param perRed points deducted per red light and hundred finished cases; the others likewise
 * @param mostBreachesForExcellent with more breaches of the statutory limit the best grade is out of reach
 * @param leastCases with fewer finished cases a unit is not rated
 */
record Scheme(
        int version,
        LocalDate countsFrom,
        int pointsPromised,
        int pointsStatutory,
        int pointsConduct,
        BigDecimal perRed,
        BigDecimal perBreach,
        BigDecimal perUnanswered,
        BigDecimal perReturn,
        BigDecimal excellentFrom,
        BigDecimal goodFrom,
        BigDecimal qualifiedFrom,
        int mostBreachesForExcellent,
        int leastCases,
        String source) {
    private static final int PRECISE = 10;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @param score 0 to 100 with two decimals; null when not rated */
    record Result(@Nullable BigDecimal score, Grade grade) {}

    Result assess(OfUnit unit) {
        long cases = unit.decided() + unit.ended();
        if (cases < leastCases) {
            return new Result(null, Grade.NOT_RATED);
        }
        var finished = BigDecimal.valueOf(cases);
        var conduct = BigDecimal.valueOf(pointsConduct)
                .subtract(deductions(unit).multiply(HUNDRED).divide(finished, PRECISE, RoundingMode.HALF_UP))
                .max(BigDecimal.ZERO);
        var score = points(pointsPromised, unit.onTimePromised() + unit.endedOnTimePromised(), finished)
                .add(points(pointsStatutory, unit.onTimeStatutory() + unit.endedOnTimeStatutory(), finished))
                .add(conduct)
                .setScale(2, RoundingMode.HALF_UP);
        return new Result(score, grade(score, unit.breach()));
    }

    private static BigDecimal points(int points, long inTime, BigDecimal finished) {
        return BigDecimal.valueOf(points)
                .multiply(BigDecimal.valueOf(inTime))
                .divide(finished, PRECISE, RoundingMode.HALF_UP);
    }

    private BigDecimal deductions(OfUnit unit) {
        return perRed.multiply(BigDecimal.valueOf(unit.red()))
                .add(perBreach.multiply(BigDecimal.valueOf(unit.breach())))
                .add(perUnanswered.multiply(BigDecimal.valueOf(unit.unanswered())))
                .add(perReturn.multiply(BigDecimal.valueOf(unit.returns())));
    }

    private Grade grade(BigDecimal score, long breaches) {
        if (score.compareTo(excellentFrom) >= 0 && breaches <= mostBreachesForExcellent) {
            return Grade.EXCELLENT;
        }
        if (score.compareTo(goodFrom) >= 0) {
            return Grade.GOOD;
        }
        return score.compareTo(qualifiedFrom) >= 0 ? Grade.QUALIFIED : Grade.UNQUALIFIED;
    }
}

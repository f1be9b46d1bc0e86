package onestop.appeal.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTests {
    @ParameterizedTest
    @CsvSource({
        "11, 12, 91.67",
        "12, 12, 100.00",
        "0, 12, 0.00",
        "1, 3, 33.33",
        "2, 3, 66.67",
        "99999, 100000, 99.99", // not all
        "1, 100000, 0.01", // not nothing
        "9999999999, 10000000000, 99.99"
    })
    void aPercentageHasTwoDecimalsAndNeverFlatters(long numerator, long denominator, BigDecimal percent) {
        assertThat(Rate.of(numerator, denominator).percent()).isEqualTo(percent);
    }

    @Test
    void nothingToCountIsNoRate() {
        assertThat(Rate.of(0, 0).percent()).isNull();
    }

    @Test
    void aShareIsNotMoreThanTheWhole() {
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.of(2, 1));
    }
}

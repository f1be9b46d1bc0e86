package onestop.intake.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import onestop.intake.input.Complaints;
import onestop.intake.input.FieldErrors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    @ParameterizedTest
    @ValueSource(strings = {"13812341234", "138 1234 1234", "138-1234-1234", "+8613812341234", "0086 138 1234 1234"})
    void howeverItIsWrittenItIsTheSameNumber(String text) {
        assertThat(new Phone(text).value()).isEqualTo("13812341234");
    }

    @Test
    void onlyFirstThreeAndLastFourDigitsAreShown() {
        assertThat(new Phone("13812341234")).hasToString("138****1234");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "12812341234", "1381234123", "138123412345", "0539-2032115", "1381234123x", "１３８１２３４１２３４"})
    void whatIsNoMobileNumberIsRefusedWithoutRepeatingIt(String text) {
        var failure = assertThatIllegalArgumentException().isThrownBy(() -> new Phone(text));
        if (!text.isEmpty()) {
            failure.withMessageNotContaining(text);
        }
        assertThat(Phone.isPhone(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "11010519491231002, citizen-number-length",
        "1101051949123100ZX, citizen-number-alphabet",
        "99010519491231002X, citizen-number-region",
        "110105194913310021, citizen-number-birth-date",
        "110105202712310021, citizen-number-birth-date",
        "371327199003070012, citizen-number-check-digit"
    })
    void whatIsWrongWithACitizenNumberIsNamed(String text, String rule) {
        var errors = new FieldErrors();

        assertThat(PersonalInput.citizenNumber(errors, "person.citizenNumber", text, TODAY))
                .isNull();

        assertThat(Complaints.of(Assertions.catchThrowable(errors::throwIfAny)))
                .containsExactly("person.citizenNumber " + rule);
    }

    @Test
    void whatIsRightOrLeftOutIsNoError() {
        var errors = new FieldErrors();

        assertThat(PersonalInput.citizenNumber(errors, "n", "11010519491231002x", TODAY))
                .hasToString("110105********002X");
        assertThat(PersonalInput.phone(errors, "p", "13812341234")).hasToString("138****1234");
        assertThat(PersonalInput.citizenNumber(errors, "n", null, TODAY)).isNull();
        assertThat(PersonalInput.phone(errors, "p", null)).isNull();
        assertThat(errors.any()).isFalse();
    }
}

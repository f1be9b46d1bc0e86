package onestop.identifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import onestop.identifiers.CitizenNumber.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CitizenNumberTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @Test
    void theStandardsExampleIsAccepted() {
        assertThat(CitizenNumber.problem("11010519491231002X", TODAY)).isEmpty();
        assertThat(CitizenNumber.of("11010519491231002x", TODAY)).isEqualTo(new CitizenNumber("11010519491231002X"));
        assertThat(new CitizenNumber(" 11010519491231002x ").value()).isEqualTo("11010519491231002X");
    }

    @ParameterizedTest
    @CsvSource({
        "371327199003070012, CHECK_DIGIT",
        "110105194912310021, CHECK_DIGIT",
        "11010519490229002X, BIRTH_DATE",
        "11010518991231002X, BIRTH_DATE",
        "11010519491331002X, BIRTH_DATE",
        "110105209912310025, BIRTH_DATE",
        "99010519491231002X, REGION",
        "1101051949123100X2, ALPHABET",
        "11010519491231002市, ALPHABET",
        "11010519491231002, LENGTH",
        "'', LENGTH",
    })
    void aFalseNumberIsRefusedWithoutRepeatingIt(String text, Fault fault) {
        assertThat(CitizenNumber.findFault(text, TODAY)).contains(fault);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CitizenNumber.of(text, TODAY))
                .withMessage(fault.text())
                .withMessageNotContaining("0105");
    }

    @Test
    void aBearerIsBornByToday() {
        var bornOn = LocalDate.of(1949, 12, 31);

        assertThat(CitizenNumber.problem("11010519491231002X", bornOn)).isEmpty();
        assertThat(CitizenNumber.findFault("11010519491231002X", bornOn.minusDays(1)))
                .contains(Fault.BIRTH_DATE);
    }

    @Test
    void noTextAtAllIsTooShort() {
        assertThat(CitizenNumber.findFault(null, TODAY)).contains(Fault.LENGTH);
        assertThatIllegalArgumentException().isThrownBy(() -> new CitizenNumber("371327199003070012"));
    }

    @Test
    void itIsPrintedMasked() {
        var number = new CitizenNumber("11010519491231002X");

        assertThat(number.masked()).isEqualTo("110105********002X");
        assertThat("file of " + number).doesNotContain("19491231").contains("110105********002X");
    }

    @Property
    void noTextMakesTheCheckFail(@ForAll String text) {
        assertThat(CitizenNumber.findFault(text, TODAY)).isNotNull();
    }
}

package onestop.identifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import onestop.identifiers.Usci.Fault;
import onestop.identifiers.Usci.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsciTests {
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "914403001922038216",
                "91110108551385082Q",
                "9152000071430580XT",
                "91370200163562681G",
                "12441500196720244T",
                "91350100M000100Y43",
                "91371327MA3DEM0A2G",
                "91371327MA3DEM0B0B",
                "91371327MA3DEM0C98"
            })
    void trueCodesAreAccepted(String code) {
        assertThat(Usci.problem(code)).isEmpty();
        assertThat(new Usci(code).value()).isEqualTo(code);
        assertThat(Usci.withCheckDigit(code.substring(0, 17)).value()).isEqualTo(code);
    }

    @Test
    void lowerCaseAndBlanksAroundAreNormalised() {
        assertThat(new Usci(" 91350100m000100y43\n")).isEqualTo(new Usci("91350100M000100Y43"));
        assertThat(Usci.problem("9152000071430580xt")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "91350100M000100Y4Z, ALPHABET, 18, Z",
        "9I350100M000100Y43, ALPHABET, 2, I",
        "91350100M0O0100Y43, ALPHABET, 11, O",
        "91350100S000100Y43, ALPHABET, 9, S",
        "91350100V000100Y43, ALPHABET, 9, V",
        "91350100z000100Y43, ALPHABET, 9, Z",
        "91350100M000100Y4市, ALPHABET, 18, 市",
        "91350100M 00100Y43, ALPHABET, 10, U+0020",
        "91350A00M000100Y43, REGION, 6, A",
        "91350100M000100Y44, CHECK_DIGIT, 18, 4",
        "91350100M000100Y34, CHECK_DIGIT, 18, 4",
        "91371327MA3DEM0A2X, CHECK_DIGIT, 18, X",
        "91350100M000100Y4, LENGTH, 17, ''",
        "91350100M000100Y433, LENGTH, 19, ''",
        "'', LENGTH, 0, ''",
    })
    void aFalseCodeIsRefusedWithWhatIsWrongAndWhere(String text, Fault fault, int position, String found) {
        assertThat(Usci.findProblem(text)).contains(new Problem(fault, position, found));
        assertThat(Usci.problem(text)).get().asString().contains(String.valueOf(position));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Usci(text))
                .withMessage(Usci.problem(text).orElseThrow());
    }

    @Test
    void theRightCheckCharacterIsNotTold() {
        assertThat(Usci.problem("91350100M000100Y44")).get().asString().doesNotContain("\"3\"");
    }

    @Test
    void noTextAtAllIsTooShort() {
        assertThat(Usci.findProblem(null)).contains(new Problem(Fault.LENGTH, 0, ""));
    }

    @Test
    void aWrongInnerCheckCharacterIsAWarningOnly() {
        assertThat(new Usci("91350100M000100Y43").warning()).isEmpty();
        assertThat(new Usci("914403001922038216").warning()).isEmpty();
        assertThat(new Usci("9152000071430580XT").warning()).isEmpty();

        var unusual = Usci.withCheckDigit("91350100M000100Y5");

        assertThat(unusual.warning()).get().asString().contains("9 to 17");
    }

    @Test
    void aCodeTellsItsParts() {
        var code = new Usci("91371327MA3DEM0A2G");

        assertThat(code.regionCode()).isEqualTo("371327");
        assertThat(code.organisationCode()).isEqualTo("MA3DEM0A2");
        assertThat(code).hasToString("91371327MA3DEM0A2G").isLessThan(new Usci("91371327MA3DEM0B0B"));
    }

    @Test
    void aCheckDigitIsOnlyGivenToAWellFormedStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Usci.withCheckDigit("91350100M000100Y"))
                .withMessageContaining("seventeen");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Usci.withCheckDigit("9135O100M000100Y4"))
                .withMessageContaining("Character 5");
    }

    @Property
    void everyWellFormedStartHasACodeInEitherCase(@ForAll("starts") String first17) {
        var code = Usci.withCheckDigit(first17);

        assertThat(Usci.problem(code.value())).isEmpty();
        assertThat(new Usci(code.value().toLowerCase(Locale.ROOT))).isEqualTo(code);
    }

    @Property
    void oneMistypedCharacterIsAlwaysFound(
            @ForAll("starts") String first17,
            @ForAll @IntRange(min = 0, max = 17) int place,
            @ForAll @IntRange(min = 1, max = 30) int shift) {
        var code = new StringBuilder(Usci.withCheckDigit(first17).value());
        code.setCharAt(place, ALPHABET.charAt((ALPHABET.indexOf(code.charAt(place)) + shift) % 31));

        assertThat(Usci.problem(code.toString())).isPresent();
    }

    @Property
    void twoNeighboursExchangedAreAlwaysFound(
            @ForAll("starts") String first17, @ForAll @IntRange(min = 0, max = 16) int place) {
        var code = Usci.withCheckDigit(first17).value();
        var exchanged =
                code.substring(0, place) + code.charAt(place + 1) + code.charAt(place) + code.substring(place + 2);

        assertThat(Usci.problem(exchanged).isPresent()).isEqualTo(!exchanged.equals(code));
    }

    @Property
    void noTextMakesTheCheckFail(@ForAll String text) {
        assertThat(Usci.problem(text)).isNotNull();
    }

    @Provide
    Arbitrary<String> starts() {
        var any = Arbitraries.of(ALPHABET.chars().mapToObj(c -> (char) c).toList());
        return Combinators.combine(
                        any.list().ofSize(2),
                        Arbitraries.integers().between(0, 999_999),
                        any.list().ofSize(9))
                .as((kind, region, organisation) -> text(kind) + "%06d".formatted(region) + text(organisation));
    }

    private static String text(Iterable<Character> characters) {
        var text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }
}

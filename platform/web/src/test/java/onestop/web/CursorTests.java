package onestop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTests {
    @Test
    void whatWentInComesOut() {
        assertThat(Cursor.parts(Cursor.of("2026-03-02T04:00:00Z", 7, "莒南", "")))
                .containsExactly("2026-03-02T04:00:00Z", "7", "莒南", "");
    }

    @Test
    void theFirstPageHasNoCursor() {
        assertThat(Cursor.parts(null)).isEmpty();
        assertThat(Cursor.parts("")).isEmpty();
        assertThat(Cursor.parts(null, 2)).isEmpty();
    }

    @Test
    void aCursorNeedsNoEscapingInAUrl() {
        assertThat(Cursor.of("a?b&c=d e/f", "莒南")).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "nonsense", "AAAA", "AAAAAAA", "!!", "莒"})
    void aCursorWeDidNotMakeIsRefused(String cursor) {
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> Cursor.parts(cursor))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("after"));
    }

    @Test
    void aChangedCursorIsRefused() {
        var cursor = Cursor.of("2026-03-02", 7);
        for (int i = 0; i < cursor.length(); i++) {
            var changed = cursor.substring(0, i) + (cursor.charAt(i) == 'A' ? 'B' : 'A') + cursor.substring(i + 1);
            assertThat(acceptedAs(changed)).as(changed).isIn(List.of(), Cursor.parts(cursor));
        }
    }

    private static List<String> acceptedAs(String cursor) {
        try {
            return Cursor.parts(cursor);
        } catch (InvalidFieldException _) {
            return List.of();
        }
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        assertThatExceptionOfType(InvalidFieldException.class).isThrownBy(() -> Cursor.parts(Cursor.of("a"), 2));
    }

    @Test
    void aSortKeyIsReadAsWhatItWas() {
        var at = Instant.parse("2026-03-02T04:00:00.123456Z");
        var day = LocalDate.of(2026, 3, 2);
        var id = UUID.randomUUID();

        var parts = Cursor.parts(
                Cursor.of(at, at.atOffset(ZoneOffset.ofHours(8)), day, id, 7L, new BigDecimal("98.12345678")), 6);

        assertThat(Cursor.instant(parts.get(0))).isEqualTo(at);
        assertThat(Cursor.instant(parts.get(1))).isEqualTo(at);
        assertThat(Cursor.date(parts.get(2))).isEqualTo(day);
        assertThat(Cursor.uuid(parts.get(3))).isEqualTo(id);
        assertThat(Cursor.number(parts.get(4))).isEqualTo(7);
        assertThat(Cursor.decimal(parts.get(5))).isEqualTo("98.12345678");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E999999999", "1E-41", "1E41", "12345678901234567890123456789012345678901"})
    void aDecimalThatNoListSortsByIsRefused(String part) {
        assertThatExceptionOfType(InvalidFieldException.class).isThrownBy(() -> Cursor.decimal(part));
    }

    static List<Consumer<String>> readers() {
        return List.of(
                Cursor::instant,
                Cursor::date,
                Cursor::uuid,
                Cursor::number,
                Cursor::decimal,
                Cursor::integer,
                Cursor::rank);
    }

    @Test
    void aPlaceByMomentAndIdIsReadAsAWhole() {
        var place = new Cursor.Moment(Instant.parse("2026-03-02T04:00:00.123456Z"), UUID.randomUUID());

        assertThat(Cursor.Moment.of(Cursor.of(place.at(), place.id()))).isEqualTo(place);
        assertThat(Cursor.Moment.of(null)).isNull();
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> Cursor.Moment.of(Cursor.of(place.at())));
    }

    @Test
    void aWholeNumberHasThirtyTwoBits() {
        assertThat(Cursor.integer("2147483647")).isEqualTo(Integer.MAX_VALUE);
        assertThatExceptionOfType(InvalidFieldException.class).isThrownBy(() -> Cursor.integer("2147483648"));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void aSortKeyOfAnotherListIsRefused(Consumer<String> reader) {
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> reader.accept("~"))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("after"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+300000-01-01T00:00:00Z", "-5000-01-01T00:00:00Z", "1799-12-31T00:00:00Z"})
    void aMomentThatNoListHoldsIsRefused(String far) {
        assertThatExceptionOfType(InvalidFieldException.class).isThrownBy(() -> Cursor.instant(far));
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> Cursor.date(far.substring(0, far.indexOf('T'))));
    }

    @Test
    void anEndlessCursorIsRefused() {
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> Cursor.parts(Cursor.of("a".repeat(2000))));
    }
}

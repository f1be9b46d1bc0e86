package onestop.intake.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TownTests {
    @Test
    void theCountyHasSixteenTownsEachWithItsOwnCode() {
        assertThat(Town.values()).hasSize(16);
        assertThat(Town.values())
                .extracting(Town::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("371327[0-9]{3}000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"371327102000", "大店镇", "大店", " 大店 ", "dadian"})
    void aTownIsFoundByCodeAndByName(String text) {
        assertThat(Town.find(text)).contains(Town.DADIAN);
    }

    @Test
    void theStreetOfficeIsNoTownByName() {
        assertThat(Town.find("十字路")).contains(Town.SHIZILU);
        assertThat(Town.find("十字路街道")).contains(Town.SHIZILU);
        assertThat(Town.find("十字路镇")).isEmpty();
        assertThat(Town.find("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"371327999000", "371327000000", "37132710200", "3713271020000", "37132710200A", ""})
    void whatIsNoPlaceIsRefused(String code) {
        assertThat(Town.isPlace(code)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"371327102000", "371302001000", "110101001000"})
    void anEnterpriseMayAlsoBeOutsideTheCounty(String code) {
        assertThat(Town.isPlace(code)).isTrue();
    }
}

package onestop.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractTests {
    static List<String> everyType() {
        return RestContract.SERVICE.types();
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void theSampleOfEachEventKeepsItsSchemaAndShowsEveryRequiredField(String type) {
        RestContract.SERVICE.assertEvent(type, RestContract.SERVICE.sample(type));
        assertThatThrownBy(() -> RestContract.SERVICE.assertEvent(type, "{}")).isInstanceOf(AssertionError.class);
    }

    @Test
    void everyBodyIsShownByAnExample() {
        assertThat(RestContract.SERVICE.bodiesWithoutExample()).isEmpty();
    }

    @Test
    void everyExampleKeepsItsSchema() {
        assertThat(RestContract.SERVICE.assertExamples()).isGreaterThan(20);
    }
}

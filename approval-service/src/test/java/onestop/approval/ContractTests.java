package onestop.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ContractTests {
    static Stream<String> everyType() {
        return Contract.types().stream();
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void theSampleOfEachEventKeepsItsSchemaAndShowsEveryRequiredField(String type) {
        assertThat(Contract.violations(type, Contract.sample(type))).isEmpty();
        assertThat(Contract.violations(type, "{}")).isNotEmpty();
        assertThat(new JsonMapper().readTree(Contract.sample(type)).propertyNames())
                .isSubsetOf(Contract.schemaJson(type).get("properties").propertyNames());
    }
}

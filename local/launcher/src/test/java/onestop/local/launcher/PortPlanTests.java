package onestop.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortPlanTests {

    @TempDir
    Path folder;

    @Test
    void whatNobodySetsIsUsual() {
        var plan = PortPlan.wanted(Map.of("ONESTOP_GATEWAY_PORT", "9000", "ONESTOP_KAFKA_PORT", " ")::get);

        assertThat(plan.of(Port.GATEWAY)).isEqualTo(9000);
        assertThat(plan.of(Port.KAFKA)).isEqualTo(19092);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "0", "65536", "-1", "80 80"})
    void whatIsNoPortIsSaidWithTheVariable(String value) {
        assertThatThrownBy(() -> PortPlan.wanted(Map.of("ONESTOP_INTAKE_PORT", value)::get))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("ONESTOP_INTAKE_PORT")
                .hasMessageContaining(value);
    }

    @Test
    void twoOnOnePortAreBothNamed() {
        assertThatThrownBy(() -> PortPlan.wanted(Map.of("ONESTOP_INTAKE_PORT", "8102")::get))
                .hasMessageContaining("ONESTOP_INTAKE_PORT")
                .hasMessageContaining("ONESTOP_APPROVAL_PORT")
                .hasMessageContaining("8102");
    }

    @Test
    void aSavedPlanIsReadAgainWhateverTheVariablesSay() {
        var plan = PortPlan.random();
        plan.save(folder.resolve("ports"));

        assertThat(PortPlan.saved(folder.resolve("ports"))).contains(plan);
        assertThat(PortPlan.saved(folder.resolve("none"))).isEmpty();
    }

    @Test
    void onlyAVariableThatAsksForSomethingElseContradicts() {
        var plan = PortPlan.wanted(Map.of("ONESTOP_GATEWAY_PORT", "9000")::get);

        assertThat(plan.contradictedBy(Map.of("ONESTOP_GATEWAY_PORT", "9000")::get))
                .isEmpty();
        assertThat(plan.contradictedBy(Map.<String, String>of()::get)).isEmpty();
        assertThat(plan.contradictedBy(Map.of("ONESTOP_GATEWAY_PORT", "9001")::get))
                .contains(Port.GATEWAY);
    }
}

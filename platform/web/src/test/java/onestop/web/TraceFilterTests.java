package onestop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFilterTests {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest
    @ValueSource(
            strings = {"00-" + TRACE + "-00f067aa0ba902b7-01", "01-" + TRACE + "-00f067aa0ba902b7-00-later-version"})
    void theTraceOfTheCallerIsContinued(String traceParent) {
        assertThat(TraceFilter.idOf(traceParent)).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rubbish",
                "00-" + TRACE + "-0000000000000000-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "ff-" + TRACE + "-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
            })
    void aTraceThatIsNotWellFormedIsReplaced(String traceParent) {
        assertThat(TraceFilter.idOf(traceParent)).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
    }

    @Test
    void newTracesDiffer() {
        var ids = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            ids.add(TraceFilter.idOf(null));
        }
        assertThat(ids).hasSize(1_000);
    }
}

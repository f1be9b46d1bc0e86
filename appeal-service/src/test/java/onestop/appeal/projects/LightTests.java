package onestop.appeal.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LightTests {
    @ParameterizedTest
    @CsvSource({
        "2026-03-10, , 2026-03-03, GREEN",
        "2026-03-10, , 2026-03-04, YELLOW",
        "2026-03-10, , 2026-03-10, YELLOW",
        "2026-03-10, , 2026-03-11, RED",
        "2026-03-10, 2026-03-10, 2026-04-01, DONE",
        "2026-03-10, 2026-03-11, 2026-04-01, DONE_LATE"
    })
    void timeAloneTurnsTheLight(LocalDate dueOn, @Nullable LocalDate doneOn, LocalDate today, Light expected) {
        assertThat(Light.of(dueOn, doneOn, true, today)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-10, , ", "2026-03-10, 2026-03-10, DONE", "2026-03-10, 2026-03-11, DONE_LATE"})
    void inAProjectThatIsOverOnlyWhatWasReachedHasALight(
            LocalDate dueOn, @Nullable LocalDate doneOn, @Nullable Light expected) {
        assertThat(Light.of(dueOn, doneOn, false, LocalDate.of(2026, 4, 1))).isEqualTo(expected);
    }
}

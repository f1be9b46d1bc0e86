package onestop.approval.lights;

import static org.assertj.core.api.Assertions.assertThat;

import onestop.approval.lights.ReplyToLight.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyToLightTests {
    @ParameterizedTest
    @CsvSource({
        "TURNED,   ANSWERED, DONE",
        "TURNED,   LIFTED,   DONE",
        "ANSWERED, ANSWERED, ALREADY_ANSWERED",
        "ANSWERED, LIFTED,   DONE",
        "LIFTED,   ANSWERED, ALREADY_LIFTED",
        "LIFTED,   LIFTED,   ALREADY_LIFTED"
    })
    void everyStateOfALightAgainstEveryReply(LightState state, LightState reply, Outcome outcome) {
        assertThat(ReplyToLight.next(state, reply)).isEqualTo(outcome);
    }
}

package onestop.appeal.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import onestop.appeal.clocks.ServiceHours.Shift;
import onestop.appeal.clocks.TimeProfile.Rule;
import onestop.appeal.words.AppealKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class TimeProfileTests {
    private final List<Rule> rules = new ArrayList<>(List.of(
            rule(null, false, 1),
            rule(AppealKind.HELP, false, 2),
            rule(null, true, 3),
            rule(AppealKind.HELP, true, 4)));

    @RepeatedTest(5) // whatever the order of the rules
    void theMostParticularRuleHolds() {
        Collections.shuffle(rules);
        var profile = profile();
        assertThat(profile.limit(Clock.CONTACT, new Measure(AppealKind.CONSULT, false)))
                .contains(days(1));
        assertThat(profile.limit(Clock.CONTACT, new Measure(AppealKind.HELP, false)))
                .contains(days(2));
        assertThat(profile.limit(Clock.CONTACT, new Measure(AppealKind.CONSULT, true)))
                .contains(days(3));
        assertThat(profile.limit(Clock.CONTACT, new Measure(AppealKind.HELP, true)))
                .contains(days(4));
    }

    @Test
    void aClockWithoutARuleDoesNotRun() {
        assertThat(profile().limit(Clock.OPINION, new Measure(AppealKind.HELP, true)))
                .isEmpty();
    }

    private TimeProfile profile() {
        var hours = new ServiceHours(List.of(new Shift(LocalTime.of(9, 0), LocalTime.of(10, 0))));
        return new TimeProfile("TEST", "测试", hours, rules, 3, 2, 2, 3, Duration.ZERO);
    }

    private static Rule rule(@Nullable AppealKind kind, boolean urgent, int days) {
        return new Rule(Clock.CONTACT, kind, urgent, days(days));
    }

    private static TimeLimit days(int amount) {
        return new TimeLimit(amount, LimitUnit.WORKING_DAYS);
    }
}

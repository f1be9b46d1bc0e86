package onestop.intake.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReachTests {
    private static final String HALL = "371327000000";
    private static final String DADIAN = "371327102000";
    private static final String FANGQIAN = "371327103000";

    @Test
    void aTownSeesItselfAndTheCountyHallTheCounty() {
        assertThat(Reach.covers(clerk(DADIAN), DADIAN)).isTrue();
        assertThat(Reach.covers(clerk(DADIAN), FANGQIAN)).isFalse();
        assertThat(Reach.covers(clerk(DADIAN), HALL)).isFalse();
        assertThat(Reach.covers(clerk(HALL), DADIAN)).isTrue();
        assertThat(Reach.covers(clerk(HALL), "371302000000"))
                .as("another county")
                .isFalse();
        assertThat(Reach.covers(clerk(null), DADIAN))
                .as("no place of work is told")
                .isTrue();
        assertThat(Reach.covers(clerk(DADIAN), "1")).isFalse();
        assertThat(Reach.covers(new Caller("ops", "", Set.of(Role.OPS, Role.WINDOW), null, DADIAN, Set.of()), FANGQIAN))
                .isTrue();
    }

    private static Caller clerk(@Nullable String region) {
        return new Caller("clerk", "", Set.of(Role.WINDOW), "XZSP", region, Set.of());
    }
}

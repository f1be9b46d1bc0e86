package onestop.intake.enterprise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final Instant REVOKED = Instant.parse("2026-03-01T04:00:00Z");

    private static PowerOfAttorney power(@Nullable List<String> items, LocalDate until, @Nullable Instant revoked) {
        return new PowerOfAttorney(
                UUID.randomUUID(), "91371327MA3DEM0A2G", "agent", items, TODAY.minusDays(9), until, revoked, 1);
    }

    @Test
    void aPowerForEverythingIsEnough() {
        var power = power(null, TODAY, null);

        assertThat(Standing.ofAgent(List.of(power), List.of("QY-BG-MC"), TODAY))
                .isEqualTo(new Standing.Agent(power.id()));
    }

    @Test
    void withoutAnyPowerAnAgentIsAStranger() {
        assertThat(Standing.ofAgent(List.of(), List.of("QY-BG-MC"), TODAY)).isEqualTo(new Standing.NoPower());
    }

    @Test
    void itEndsWithItsLastDay() {
        var power = power(null, TODAY, null);

        assertThat(Standing.ofAgent(List.of(power), List.of(), TODAY.plusDays(1)))
                .isEqualTo(new Standing.Expired(TODAY));
    }

    @Test
    void aRevokedOneIsWorthNothing() {
        assertThat(Standing.ofAgent(List.of(power(null, TODAY, REVOKED)), List.of(), TODAY))
                .isEqualTo(new Standing.Revoked(REVOKED));
    }

    @Test
    void aNarrowOneNamesWhatItLacks() {
        var power = power(List.of("QY-BG-MC"), TODAY, null);

        assertThat(Standing.ofAgent(List.of(power), List.of("QY-BG-MC", "SW-BG"), TODAY))
                .isEqualTo(new Standing.TooNarrow(List.of("SW-BG")));
        assertThat(Standing.ofAgent(List.of(power), List.of("QY-BG-MC"), TODAY))
                .isEqualTo(new Standing.Agent(power.id()));
    }

    @Test
    void oneThatHoldsIsFoundBesideOthersThatDoNot() {
        var holds = power(null, TODAY.plusDays(1), null);

        assertThat(Standing.ofAgent(
                        List.of(power(null, TODAY, REVOKED), power(List.of("SW-BG"), TODAY, null), holds),
                        List.of("QY-BG-MC"),
                        TODAY))
                .isEqualTo(new Standing.Agent(holds.id()));
    }
}

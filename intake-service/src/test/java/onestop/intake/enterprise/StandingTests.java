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
    private static final Instant GRANTED = Instant.parse("2026-02-21T04:00:00Z");
    private static final Instant REVOKED = Instant.parse("2026-03-01T04:00:00Z");
    private static final String PRINCIPAL = "91371327MA3DEM0A2G";
    private static final String BRANCH = "91371327MA3DEM0B0B";
    private static final String OTHER_BRANCH = "91371327MA3DEM0C98";

    private static PowerOfAttorney power(@Nullable List<String> items, LocalDate until, @Nullable Instant revoked) {
        return power(items, null, TODAY.minusDays(9), until, revoked);
    }

    private static PowerOfAttorney power(
            @Nullable List<String> items,
            @Nullable List<String> branches,
            LocalDate from,
            LocalDate until,
            @Nullable Instant revoked) {
        return new PowerOfAttorney(
                UUID.randomUUID(), PRINCIPAL, "agent", items, branches, from, until, GRANTED, revoked, 1);
    }

    private static PowerOfAttorney forBranches(String... branches) {
        return power(null, List.of(branches), TODAY, TODAY, null);
    }

    private static Standing standing(PowerOfAttorney power, String... items) {
        return Standing.ofAgent(List.of(power), List.of(items), List.of(PRINCIPAL), TODAY);
    }

    private static Standing standingFor(PowerOfAttorney power, String... subjects) {
        return Standing.ofAgent(List.of(power), List.of("QY-BG-MC"), List.of(subjects), TODAY);
    }

    @Test
    void aPowerForEverythingIsEnough() {
        var power = power(null, TODAY, null);

        assertThat(standing(power, "QY-BG-MC")).isEqualTo(new Standing.Agent(power.id()));
        assertThat(standingFor(power, PRINCIPAL, BRANCH, OTHER_BRANCH)).isEqualTo(new Standing.Agent(power.id()));
    }

    @Test
    void withoutAnyPowerAnAgentIsAStranger() {
        assertThat(Standing.ofAgent(List.of(), List.of("QY-BG-MC"), List.of(PRINCIPAL), TODAY))
                .isEqualTo(new Standing.NoPower());
    }

    @Test
    void itBeginsWithItsFirstDayAndEndsWithItsLast() {
        var power = power(null, null, TODAY, TODAY.plusDays(1), null);

        assertThat(Standing.ofAgent(List.of(power), List.of(), List.of(), TODAY.minusDays(1)))
                .isEqualTo(new Standing.NotYet(TODAY));
        assertThat(Standing.ofAgent(List.of(power), List.of(), List.of(), TODAY))
                .isEqualTo(new Standing.Agent(power.id()));
        assertThat(Standing.ofAgent(List.of(power), List.of(), List.of(), TODAY.plusDays(1)))
                .isEqualTo(new Standing.Agent(power.id()));
        assertThat(Standing.ofAgent(List.of(power), List.of(), List.of(), TODAY.plusDays(2)))
                .isEqualTo(new Standing.Expired(TODAY.plusDays(1)));
    }

    @Test
    void aRevokedOneIsWorthNothing() {
        assertThat(standing(power(null, TODAY, REVOKED))).isEqualTo(new Standing.Revoked(REVOKED));
        assertThat(standing(power(null, null, TODAY.plusDays(1), TODAY.plusDays(2), REVOKED)))
                .isEqualTo(new Standing.Revoked(REVOKED));
    }

    @Test
    void aNarrowOneNamesTheItemsItLacks() {
        var power = power(List.of("QY-BG-MC"), TODAY, null);

        assertThat(standing(power, "QY-BG-MC", "SW-BG")).isEqualTo(new Standing.TooNarrow(List.of("SW-BG"), List.of()));
        assertThat(standing(power, "QY-BG-MC")).isEqualTo(new Standing.Agent(power.id()));
    }

    @Test
    void aNarrowOneNamesTheBranchesItLacks() {
        var power = forBranches(BRANCH);

        assertThat(standingFor(power, BRANCH)).isEqualTo(new Standing.Agent(power.id()));
        assertThat(standingFor(power, BRANCH, OTHER_BRANCH))
                .isEqualTo(new Standing.TooNarrow(List.of(), List.of(OTHER_BRANCH)));
    }

    @Test
    void oneForBranchesCoversItsPrincipalOnlyIfThatIsNamed() {
        assertThat(standingFor(forBranches(BRANCH), PRINCIPAL, BRANCH))
                .isEqualTo(new Standing.TooNarrow(List.of(), List.of(PRINCIPAL)));
        var both = forBranches(PRINCIPAL, BRANCH);
        assertThat(standingFor(both, PRINCIPAL, BRANCH)).isEqualTo(new Standing.Agent(both.id()));
    }

    @Test
    void twoNarrowOnesDoNotMakeAWideOneAndTheNearerIsTold() {
        var items = power(List.of("SW-BG"), TODAY, null);
        var branches = forBranches(BRANCH);

        assertThat(Standing.ofAgent(
                        List.of(branches, items), List.of("QY-BG-MC", "SW-BG"), List.of(BRANCH, OTHER_BRANCH), TODAY))
                .isEqualTo(new Standing.TooNarrow(List.of(), List.of(OTHER_BRANCH)));
    }

    @Test
    void oneThatHoldsIsFoundBesideOthersThatDoNot() {
        var holds = power(null, TODAY.plusDays(1), null);

        assertThat(Standing.ofAgent(
                        List.of(power(null, TODAY, REVOKED), power(List.of("SW-BG"), TODAY, null), holds),
                        List.of("QY-BG-MC"),
                        List.of(PRINCIPAL),
                        TODAY))
                .isEqualTo(new Standing.Agent(holds.id()));
    }
}

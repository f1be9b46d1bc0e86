package onestop.intake.enterprise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import onestop.intake.enterprise.CreditStanding.Bar;
import onestop.intake.enterprise.CreditStanding.Kind;
import onestop.intake.enterprise.CreditStanding.Mark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreditStandingTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    private static Mark mark(CreditGround ground, @Nullable List<String> items, @Nullable LocalDate until) {
        return new Mark(ground, items, "basis", TODAY, until);
    }

    @Test
    void withoutMarksItIsGood() {
        assertThat(CreditStanding.GOOD.kind()).isEqualTo(Kind.GOOD);
        assertThat(CreditStanding.GOOD.takenOnTrust()).isTrue();
        assertThat(CreditStanding.GOOD.bar(List.of("QY-BG-MC"))).isEmpty();
    }

    @Test
    void whoBrokeFaithIsNotTakenOnTrustButMayAsk() {
        var dishonest = new CreditStanding(List.of(mark(CreditGround.BAD_CREDIT, null, null)));

        assertThat(dishonest.kind()).isEqualTo(Kind.DISHONEST);
        assertThat(dishonest.takenOnTrust()).isFalse();
        assertThat(dishonest.bar(List.of("QY-BG-MC"))).isEmpty();
    }

    @Test
    void aBarConcernsItsItemsOnlyAndTheLongestIsTold() {
        var barred = new CreditStanding(List.of(
                mark(CreditGround.FALSE_MATERIAL, List.of("SP-XK"), TODAY.plusYears(1)),
                mark(CreditGround.OBTAINED_BY_FRAUD, List.of("SP-XK", "SW-BG"), TODAY.plusYears(3))));

        assertThat(barred.kind()).isEqualTo(Kind.BARRED);
        assertThat(barred.takenOnTrust()).isFalse();
        assertThat(barred.bar(List.of("QY-BG-MC"))).isEmpty();
        assertThat(barred.bar(List.of("QY-BG-MC", "SP-XK")))
                .contains(new Bar(CreditGround.OBTAINED_BY_FRAUD, TODAY.plusYears(3), List.of("SP-XK")));
    }

    @Test
    void aBarWithoutItemsConcernsEveryItem() {
        var barred = new CreditStanding(List.of(mark(CreditGround.FALSE_MATERIAL, null, TODAY.plusYears(1))));

        assertThat(barred.bar(List.of("QY-BG-MC", "SW-BG")))
                .contains(new Bar(CreditGround.FALSE_MATERIAL, TODAY.plusYears(1), List.of("QY-BG-MC", "SW-BG")));
    }
}

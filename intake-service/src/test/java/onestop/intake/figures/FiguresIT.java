package onestop.intake.figures;

import static onestop.intake.Calls.OPS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.IntakeTest;
import onestop.web.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntakeTest
class FiguresIT {
    private static final Person MANAGER = new Person("manager", Role.UNIT_MANAGER, "XZSP", List.of());

    @Autowired
    Calls calls;

    @Test
    void everyFigureIsToldWithWhatItWasDividedBy() {
        var answer = calls.get(MANAGER, "/figures").must(200).body();

        assertThat(answer.path("notKept")).isEmpty();
        assertThat(answer.path("figures").valueStream())
                .isNotEmpty()
                .allSatisfy(figure -> assertThat(figure.has("denominator"))
                        .as("%s", figure)
                        .isEqualTo(!figure.path("measure").asString().equals("COUNT")));
    }

    @Test
    void theCatalogueIsCountedAsItStoodAtTheEndOfThePeriod() {
        assertThat(calls.get(OPS, "/figures/UNITS_UNDER_RATING")
                        .must(200)
                        .body()
                        .path("value")
                        .asInt())
                .isGreaterThanOrEqualTo(10);
        assertThat(calls.get(OPS, "/figures/PACKAGES_CHANGE?to=2020-01-01")
                        .must(200)
                        .body()
                        .path("value")
                        .asInt())
                .isZero();
    }

    @Test
    void aQuestionThatMakesNoSenseIsToldFieldByField() {
        assertThat(calls.get(OPS, "/figures?from=2026-03-02&to=2026-03-01&region=3713&window=" + "w".repeat(41))
                        .must(400)
                        .errors())
                .containsExactlyInAnyOrder("to ends-before-start", "region county-or-town", "window too-long");
        calls.get(OPS, "/figures?from=yesterday").must(400);
        assertThat(calls.get(OPS, "/figures/APPLICATION_ITEMS?region=371327102000&window=C1")
                        .must(400)
                        .errors())
                .containsExactly("region figure-not-kept-by", "window figure-not-kept-by");
        calls.get(OPS, "/figures/NO_SUCH").declines(404, "unknown-figure");
    }

    @Test
    void whoDoesNotAnswerForTheHallSeesNoFigures() {
        calls.get(Calls.WINDOW, "/figures").must(403);
        calls.get(Calls.NOBODY, "/figures/APPLICATION_ITEMS").must(401);
    }
}

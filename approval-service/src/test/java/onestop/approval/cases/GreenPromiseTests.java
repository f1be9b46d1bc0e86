package onestop.approval.cases;

import static onestop.approval.cases.FileExamples.aFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import onestop.approval.cases.AcceptedFile.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreenPromiseTests {
    private final GreenPromise sixty = new GreenPromise(60);

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2", "3, 2", "5, 3", "10, 6", "15, 9", "20, 12"})
    void isAShareOfTheOrdinaryPromiseInWholeDaysAndNeverNothing(int ordinary, int green) {
        assertThat(sixty.workingDays(ordinary)).isEqualTo(green);
        assertThat(new GreenPromise(1).workingDays(ordinary)).isEqualTo(Math.min(ordinary, 1));
        assertThat(new GreenPromise(100).workingDays(ordinary)).isEqualTo(ordinary);
    }

    @Test
    void changesNothingButThePromiseOfAFileOnTheGreenChannel() {
        var ordinary =
                aFile().promised("A", "SWJ", 0).reviewed("B", "SWJ", 1, "A").build();
        assertThat(sixty.of(ordinary)).isSameAs(ordinary);

        var file = aFile().promised("A", "SWJ", 0)
                .reviewed("B", "SWJ", 1, "A")
                .verifiedOnSite("C", "SWJ", 1)
                .greenChannel()
                .build();
        var green = sixty.of(file);

        assertThat(green.items()).extracting(Item::promisedDays).containsExactly(2, 2, 2);
        assertThat(green.items()).extracting(Item::statutoryDays).containsExactly(20, 20, 20);
        assertThat(green.items()).extracting(item -> item.promised(3)).isEqualTo(file.items());
        assertThat(CriticalPath.of(CasePlan.of(green)).workingDays())
                .as("two stages of two days")
                .isEqualTo(4);
        assertThat(CriticalPath.of(CasePlan.of(file)).workingDays()).isEqualTo(6);
    }

    @Test
    void aShareThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new GreenPromise(0)).hasMessageContaining("promised-percent");
        assertThatThrownBy(() -> new GreenPromise(101)).hasMessageContaining("promised-percent");
    }
}

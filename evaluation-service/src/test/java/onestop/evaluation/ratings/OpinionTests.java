package onestop.evaluation.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import onestop.evaluation.scale.Label;
import onestop.evaluation.scale.Level;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpinionTests {
    private static final Map<String, Label> LABELS = Map.of(
            "510", new Label("510", Level.VERY_SATISFIED, "一窗受理一次办结", "", true, true, 2),
            "209", new Label("209", Level.DISSATISFIED, "未在承诺时间内办结", "", true, true, 2),
            "201", new Label("201", Level.DISSATISFIED, null, null, true, false, 1));

    @Test
    void aGoodRatingNeedsNoReason() {
        assertThat(opinion(Level.BASICALLY_SATISFIED, null, null))
                .isEqualTo(new Opinion(Level.BASICALLY_SATISFIED, List.of(), null));
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"DISSATISFIED", "VERY_DISSATISFIED"})
    void aBadRatingSaysWhy(Level level) {
        refused(level, List.of(), "   ", "labels", "bad-rating-says-why");
        refused(level, null, null, "labels", "bad-rating-says-why");
        assertThat(opinion(level, null, " 等了太久 ").text()).isEqualTo("等了太久");
    }

    @Test
    void aLabelIsReasonEnough() {
        assertThat(opinion(Level.DISSATISFIED, List.of("209", "209"), null).labels())
                .containsExactly("209");
    }

    @Test
    void aLabelOfAnotherLevelIsNamed() {
        refused(Level.DISSATISFIED, List.of("209", "510"), null, "labels[1]", "label-of-another-level");
        refused(Level.VERY_SATISFIED, List.of("209"), null, "labels[0]", "label-of-another-level");
    }

    @Test
    void anUnknownLabelAndOneOfTheOlderSetAreRefused() {
        refused(Level.DISSATISFIED, List.of("299"), null, "labels[0]", "unknown-label");
        refused(Level.DISSATISFIED, List.of("201"), null, "labels[0]", "label-not-in-use");
    }

    @Test
    void theTextHasAtMost150CharactersHoweverManyBytesTheyTake() {
        assertThat(opinion(Level.SATISFIED, null, "好".repeat(150)).text()).hasSize(150);
        assertThat(opinion(Level.SATISFIED, null, "😀".repeat(150)).text()).hasSize(300);
        refused(Level.SATISFIED, null, "好".repeat(151), "text", "text-too-long");
        refused(Level.SATISFIED, null, "😀".repeat(151), "text", "text-too-long");
    }

    private static Opinion opinion(Level level, @Nullable List<String> labels, @Nullable String text) {
        return Opinion.of(level, labels, text, code -> Optional.ofNullable(LABELS.get(code)));
    }

    private static void refused(
            Level level, @Nullable List<String> labels, @Nullable String text, String field, String code) {
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> opinion(level, labels, text))
                .satisfies(e -> assertThat(e.field() + " " + e.code()).isEqualTo(field + " " + code));
    }
}

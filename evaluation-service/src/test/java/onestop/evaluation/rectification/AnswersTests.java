package onestop.evaluation.rectification;

import static onestop.evaluation.rectification.Step.Kind.CALLED_BACK;
import static onestop.evaluation.rectification.Step.Kind.CHECK_FAILED;
import static onestop.evaluation.rectification.Step.Kind.FOLLOWED_UP;
import static onestop.evaluation.rectification.Step.Kind.FOLLOW_UP_WITHDRAWN;
import static onestop.evaluation.rectification.Step.Kind.REOPENED;
import static onestop.evaluation.rectification.Step.Kind.SECOND_CALL_BACK_ANSWERED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import onestop.evaluation.rectification.Answers.Said;
import onestop.evaluation.rectification.Answers.Standing;
import org.junit.jupiter.api.Test;

class AnswersTests {
    private static final Instant NOON = Instant.parse("2026-03-05T04:00:00Z");

    @Test
    void whereNothingWasSaidNothingStands() {
        assertThat(answers().followUp()).isEmpty();
        assertThat(answers().of(1)).isNull();
        assertThat(answers().roundOf(NOON)).contains(1);
    }

    @Test
    void aFollowUpTakesThePlaceOfWhatWasSaidBeforeOfItsRound() {
        var answers = answers(said(1, CALLED_BACK, 1, true), said(2, FOLLOWED_UP, 1, false), openedAgain(3));

        assertThat(answers.followUp()).contains(new Standing(new Tally.Answer(1, false), true));
        assertThat(answers.of(1)).isFalse();
        assertThat(answers.of(2)).isNull();
    }

    @Test
    void whatWasAnsweredSinceTakesThePlaceOfAFollowUp() {
        var calledBack = answers(said(1, FOLLOWED_UP, 1, true), said(2, REOPENED, 1, false));
        var asked = answers(said(1, FOLLOWED_UP, 1, true), said(2, SECOND_CALL_BACK_ANSWERED, 1, false));

        assertThat(calledBack.followUp()).isEmpty();
        assertThat(asked.followUp()).isEmpty();
        assertThat(asked.of(1)).isFalse();
        assertThat(asked.roundOf(at(1))).isEmpty();
    }

    @Test
    void whatIsWithdrawnStandsNoMoreAndItsRoundIsKnown() {
        var answers = answers(
                said(1, CALLED_BACK, 1, true),
                said(2, FOLLOWED_UP, 1, false),
                openedAgain(3),
                said(4, FOLLOW_UP_WITHDRAWN, 1, false),
                said(5, CALLED_BACK, 2, false));

        assertThat(answers.followUp()).isEmpty();
        assertThat(answers.of(1)).isTrue();
        assertThat(answers.of(2)).isFalse();
        assertThat(answers.roundOf(at(2)))
                .as("what was answered since is of another round")
                .contains(1);
    }

    @Test
    void whatWasAnsweredOtherwiseOfItsRoundKeepsAWithdrawnOneOut() {
        var answers = answers(
                said(1, FOLLOWED_UP, 1, true), said(2, FOLLOW_UP_WITHDRAWN, 1, true), said(3, REOPENED, 1, false));

        assertThat(answers.roundOf(at(1))).isEmpty();
    }

    @Test
    void oneThatWasBelievedAgainIsWithdrawnAgain() {
        var answers = answers(
                said(1, FOLLOWED_UP, 1, true),
                openedAgain(2),
                said(3, FOLLOW_UP_WITHDRAWN, 1, true),
                said(4, FOLLOWED_UP, 1, true));

        assertThat(answers.followUp()).contains(new Standing(new Tally.Answer(1, true), null));
    }

    @Test
    void whatWasNeverHeardIsOfTheRoundInWhichItWasSaid() {
        var answers = answers(openedAgain(2), new Said(CHECK_FAILED, at(4), null));

        assertThat(answers.roundOf(at(1))).contains(1);
        assertThat(answers.roundOf(at(3))).contains(2);
        assertThat(answers.roundOf(at(5))).contains(3);
    }

    @Test
    void aFollowUpThatWasFoundInvalidIsNotTheOneThatCameAfterIt() {
        var answers = answers(said(1, FOLLOWED_UP, 1, true), said(2, FOLLOW_UP_WITHDRAWN, 1, true), openedAgain(3));

        assertThat(answers.roundOf(at(4))).contains(2);
    }

    private static Answers answers(Said... all) {
        return new Answers(List.of(all));
    }

    private static Said said(int hour, Step.Kind kind, int round, boolean satisfied) {
        return new Said(kind, at(hour), new Tally.Answer(round, satisfied));
    }

    private static Said openedAgain(int hour) {
        return new Said(REOPENED, at(hour), null);
    }

    private static Instant at(int hour) {
        return NOON.plusSeconds(hour * 3600L);
    }
}

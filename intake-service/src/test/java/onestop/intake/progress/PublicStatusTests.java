package onestop.intake.progress;

import static org.assertj.core.api.Assertions.assertThat;

import onestop.intake.application.FileStatus;
import onestop.intake.progress.PublicStatus.Turn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PublicStatusTests {
    @ParameterizedTest
    @CsvSource({
        "SUBMITTED, false, false, RECEIVED, WINDOW, ",
        "PRE_REVIEWED, false, false, RECEIVED, WINDOW, ",
        "CORRECTION_REQUESTED, false, false, RECEIVED, APPLICANT, ",
        "ACCEPTED, false, false, ACCEPTED, DEPARTMENTS, ",
        "ACCEPTED, true, false, IN_APPROVAL, DEPARTMENTS, ",
        "ACCEPTED, true, true, DECIDED, COLLECTION, GRANTED",
        "ACCEPTED_DEFERRED, true, false, IN_APPROVAL, DEPARTMENTS, ",
        "ACCEPTED_DEFERRED, true, true, DECIDED, APPLICANT, GRANTED",
        "DELIVERED, true, true, DELIVERED, , GRANTED",
        "REFUSED, false, false, DECIDED, , NOT_ACCEPTED",
        "WITHDRAWN, true, false, DECIDED, , WITHDRAWN",
        "TERMINATED, true, false, DECIDED, , TERMINATED",
        "LAPSED, false, false, DECIDED, , LAPSED"
    })
    void fiveWordsForAllStates(
            FileStatus status,
            boolean opened,
            boolean finished,
            PublicStatus told,
            @Nullable Turn turn,
            @Nullable String outcome) {
        assertThat(PublicStatus.of(status, opened, finished)).isEqualTo(told);
        assertThat(PublicStatus.waitingFor(status, finished)).isEqualTo(turn);
        assertThat(PublicStatus.outcome(status, finished ? "GRANTED" : null)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatWasHandedOutStandsElsewhereWhileItIsOpenAgain(FileStatus status) {
        assertThat(PublicStatus.standing(status, false)).isEqualTo(status);
        assertThat(PublicStatus.standing(status, true))
                .isEqualTo(status == FileStatus.DELIVERED ? FileStatus.ACCEPTED : status);
    }

    @ParameterizedTest
    @EnumSource
    void everyStateHasAWord(FileStatus status) {
        assertThat(PublicStatus.of(status, false, false)).isNotNull();
    }
}

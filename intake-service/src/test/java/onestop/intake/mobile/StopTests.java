package onestop.intake.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.mobile.Stop.Plan;
import onestop.intake.mobile.Stop.Rejection;
import onestop.intake.mobile.Stop.Served;
import onestop.intake.mobile.Stop.Transition;
import onestop.intake.mobile.Stop.Transition.Applied;
import onestop.intake.mobile.Stop.Transition.Declined;
import onestop.intake.mobile.Stop.Transition.Kept;
import onestop.intake.mobile.StopState.Cancelled;
import onestop.intake.mobile.StopState.Ended;
import onestop.intake.mobile.StopState.Planned;
import onestop.intake.mobile.StopState.Started;
import org.junit.jupiter.api.Test;

class StopTests {
    private static final Instant FROM = Instant.parse("2026-03-02T01:00:00Z");
    private static final Instant BEGUN = FROM.plusSeconds(120);
    private static final Instant OVER = FROM.plus(Duration.ofHours(3));
    private static final Started STARTED = new Started(BEGUN, "window");
    private static final Optional<Instant> NOTHING_DONE = Optional.empty();

    private static Stop in(StopState state) {
        return new Stop(
                new UUID(0, 1),
                new Plan(
                        new UUID(0, 2),
                        "CHE-1",
                        "371327102000",
                        "371327102201",
                        "文化广场",
                        FROM,
                        OVER,
                        List.of("window"),
                        List.of("CHE-1-1")),
                state,
                4);
    }

    private static StopState after(Transition transition) {
        assertThat(transition).isInstanceOf(Applied.class);
        var next = ((Applied) transition).next();
        assertThat(next.version()).isEqualTo(5);
        return next.state();
    }

    @Test
    void aPlannedStopStartsOnItsDayOrIsCalledOff() {
        var planned = in(new Planned());

        assertThat(after(planned.start(BEGUN, "window"))).isEqualTo(STARTED);
        assertThat(planned.start(BEGUN.plus(Duration.ofDays(1)), "window"))
                .isEqualTo(new Declined(new Rejection.OnAnotherDay(FROM)));
        assertThat(planned.end(OVER, "window", NOTHING_DONE)).isEqualTo(new Declined(new Rejection.NotStarted()));
        assertThat(after(planned.cancel("暴雨"))).isEqualTo(new Cancelled("暴雨"));
        assertThat(planned.served(OVER)).isEqualTo(new Served.Never(new Rejection.NotStarted()));
    }

    @Test
    void aStartedStopEndsAfterWhatWasDoneThere() {
        var started = in(STARTED);

        assertThat(after(started.end(OVER, "li", NOTHING_DONE))).isEqualTo(new Ended(STARTED, OVER, "li"));
        assertThat(after(started.end(OVER, "li", Optional.of(OVER)))).isEqualTo(new Ended(STARTED, OVER, "li"));
        var latest = BEGUN.plus(Duration.ofHours(24));
        assertThat(started.end(OVER, "li", Optional.of(OVER.plusSeconds(1))))
                .isEqualTo(new Declined(new Rejection.EndOutOfRange(OVER.plusSeconds(1), latest)));
        assertThat(started.end(FROM, "li", NOTHING_DONE))
                .isEqualTo(new Declined(new Rejection.EndOutOfRange(BEGUN, latest)));
        assertThat(started.end(latest.plusSeconds(1), "li", NOTHING_DONE))
                .isEqualTo(new Declined(new Rejection.EndOutOfRange(BEGUN, latest)));
        assertThat(started.cancel("暴雨")).isEqualTo(new Declined(new Rejection.AlreadyStarted(BEGUN)));
        assertThat(started.start(BEGUN, "li")).isEqualTo(new Kept(started));
        assertThat(started.start(OVER, "li")).isEqualTo(new Declined(new Rejection.AlreadyStarted(BEGUN)));
    }

    @Test
    void whatHasEndedStaysSo() {
        var ended = in(new Ended(STARTED, OVER, "li"));

        assertThat(ended.start(BEGUN, "li")).isEqualTo(new Kept(ended));
        assertThat(ended.start(OVER, "li")).isEqualTo(new Declined(new Rejection.AlreadyStarted(BEGUN)));
        assertThat(ended.end(OVER, "li", NOTHING_DONE)).isEqualTo(new Kept(ended));
        assertThat(ended.end(BEGUN, "li", NOTHING_DONE)).isEqualTo(new Declined(new Rejection.AlreadyEnded(OVER)));
        assertThat(ended.cancel("暴雨")).isEqualTo(new Declined(new Rejection.AlreadyEnded(OVER)));
        assertThat(ended.served(OVER.plus(Duration.ofDays(2)))).isEqualTo(new Served.Between(BEGUN, OVER));

        var cancelled = in(new Cancelled("暴雨"));
        var declined = new Declined(new Rejection.IsCancelled("暴雨"));
        assertThat(cancelled.start(BEGUN, "li")).isEqualTo(declined);
        assertThat(cancelled.end(OVER, "li", NOTHING_DONE)).isEqualTo(declined);
        assertThat(cancelled.cancel("大风")).isEqualTo(declined);
        assertThat(cancelled.cancel("暴雨")).isEqualTo(new Kept(cancelled));
        assertThat(cancelled.served(OVER)).isEqualTo(new Served.Never(new Rejection.IsCancelled("暴雨")));
    }

    @Test
    void aStopThatNobodyEndedIsServedForADayAtMost() {
        assertThat(in(STARTED).served(OVER)).isEqualTo(new Served.Between(BEGUN, OVER));
        assertThat(in(STARTED).served(BEGUN.plus(Duration.ofDays(3))))
                .isEqualTo(new Served.Between(BEGUN, BEGUN.plus(Duration.ofHours(24))));
    }
}

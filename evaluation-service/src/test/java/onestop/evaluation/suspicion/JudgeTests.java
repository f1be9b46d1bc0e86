package onestop.evaluation.suspicion;

import static onestop.evaluation.suspicion.Reason.BEFORE_SERVICE;
import static onestop.evaluation.suspicion.Reason.DEVICE;
import static onestop.evaluation.suspicion.Reason.DWELL;
import static onestop.evaluation.suspicion.Reason.SAME_WORDS;
import static onestop.evaluation.suspicion.Reason.STAFF_SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.invitations.InvitationId;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import onestop.evaluation.suspicion.Suspicions.Before;
import org.junit.jupiter.api.Test;

class JudgeTests {
    private static final Instant NOW = Instant.parse("2026-03-05T04:00:00Z");
    private static final Duration TEN = Duration.ofMinutes(10);
    private static final SuspicionRules RULES =
            new SuspicionRules(5, 30, 40, TEN, Duration.ofSeconds(2), 20, TEN, Duration.ofHours(12));
    private static final Device OF_SOMEBODY = new Device(new byte[] {1}, new byte[] {3}, false);
    private static final Device OF_THE_HALL = new Device(new byte[] {2}, new byte[] {2}, true);
    private static final Before NOTHING = new Before(0, 0, 0, NOW.minusSeconds(60), true, false);

    @Test
    void anOrdinaryRatingIsNot() {
        assertThat(reasons(rating(Channel.QR_CODE, true), NOTHING)).isEmpty();
        assertThat(reasons(rating(Channel.PC, false), new Before(4, 0, 19, null, true, false)))
                .as("whoever is signed in reads where we do not see it")
                .isEmpty();
        assertThat(reasons(rating(Channel.PC, false), new Before(0, 0, 0, NOW.minusMillis(1999), true, false)))
                .as("unless it is seen")
                .containsExactly(DWELL);
    }

    @Test
    void oneDeviceForManyIsAndADeviceOfTheHallMayServeMore() {
        assertThat(reasons(rating(Channel.QR_CODE, true), with(5, 0))).containsExactly(DEVICE);
        assertThat(reasons(rating(Channel.HALL_TABLET, true), with(5, 0)))
                .as("a channel is claimed, a device of the hall is proven")
                .containsExactly(DEVICE);
        assertThat(reasons(rating(OF_THE_HALL, Channel.HALL_TABLET, true), with(29, 0)))
                .isEmpty();
        assertThat(reasons(rating(OF_THE_HALL, Channel.QR_CODE, true), with(30, 0)))
                .containsExactly(DEVICE);
    }

    @Test
    void oneAddressAndBrowserForManyIsWhateverTheDeviceCallsItself() {
        var behindOneAddress = new Before(0, 40, 0, NOW.minusSeconds(60), true, false);

        assertThat(reasons(rating(Channel.QR_CODE, true), behindOneAddress)).containsExactly(DEVICE);
        assertThat(reasons(rating(Channel.QR_CODE, true), new Before(0, 39, 0, NOW.minusSeconds(60), true, false)))
                .isEmpty();
        assertThat(reasons(rating(OF_THE_HALL, Channel.HALL_TABLET, true), behindOneAddress))
                .as("a device of the hall is itself")
                .isEmpty();
    }

    @Test
    void ratingWithoutReadingIs() {
        assertThat(reasons(rating(Channel.SMS, true), new Before(0, 0, 0, null, true, false)))
                .containsExactly(DWELL);
        assertThat(reasons(rating(Channel.SMS, false), new Before(0, 0, 0, null, false, false)))
                .as("signed in, and read by nobody anywhere")
                .containsExactly(DWELL);
        assertThat(reasons(rating(Channel.SMS, true), new Before(0, 0, 0, NOW.minusMillis(1999), true, false)))
                .containsExactly(DWELL);
        assertThat(reasons(rating(Channel.SMS, true), new Before(0, 0, 0, NOW.minusSeconds(2), true, false)))
                .isEmpty();
    }

    @Test
    void theSameWordsAgainAndAgainAre() {
        assertThat(reasons(rating(Channel.PC, false), with(0, 20))).containsExactly(SAME_WORDS);
        var levelAlone =
                new Given(id(), NOW, "XZSP", Level.VERY_SATISFIED, List.of(), null, Channel.PC, OF_SOMEBODY, false);
        assertThat(reasons(levelAlone, with(0, 500))).isEmpty();
    }

    @Test
    void theOrderOfLabelsMakesNoOtherWords() {
        assertThat(said("510", "517")).isEqualTo(said("517", "510")).isNotEqualTo(said("510"));
    }

    @Test
    void aRatingBeforeTheServiceIs() {
        var early = new Given(
                id(), NOW.plusSeconds(61), "XZSP", Level.SATISFIED, List.of(), null, Channel.PC, OF_SOMEBODY, false);

        assertThat(reasons(early, NOTHING)).containsExactly(BEFORE_SERVICE);
        var byAnotherClock = new Given(
                id(), NOW.plusSeconds(60), "XZSP", Level.SATISFIED, List.of(), null, Channel.PC, OF_SOMEBODY, false);
        assertThat(reasons(byAnotherClock, NOTHING)).isEmpty();
    }

    @Test
    void theDeviceOfAClerkIsAndReasonsAdd() {
        assertThat(reasons(rating(Channel.QR_CODE, true), new Before(9, 0, 30, null, true, true)))
                .containsExactly(DEVICE, DWELL, SAME_WORDS, STAFF_SESSION);
    }

    @Test
    void rulesWithoutANumberAreNone() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new SuspicionRules(0, 1, 1, TEN, TEN, 1, TEN, TEN));
    }

    private static List<Reason> reasons(Given rating, Before before) {
        return Judge.reasons(RULES, rating, before, NOW);
    }

    private static Before with(int ofTheDevice, int inTheSameWords) {
        return new Before(ofTheDevice, 0, inTheSameWords, NOW.minusSeconds(60), true, false);
    }

    private static String said(String... labels) {
        return new Given(id(), NOW, "XZSP", Level.VERY_SATISFIED, List.of(labels), null, Channel.PC, OF_SOMEBODY, false)
                .said();
    }

    private static Given rating(Channel channel, boolean byCode) {
        return rating(OF_SOMEBODY, channel, byCode);
    }

    private static Given rating(Device device, Channel channel, boolean byCode) {
        return new Given(
                id(),
                NOW.minusSeconds(3600),
                "XZSP",
                Level.VERY_SATISFIED,
                List.of("510"),
                null,
                channel,
                device,
                byCode);
    }

    private static InvitationId id() {
        return new InvitationId(new UUID(0, 1));
    }
}

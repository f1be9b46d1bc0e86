package onestop.evaluation.suspicion;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.invitations.InvitationId;
import onestop.evaluation.personal.Sealing;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.suspicion.Suspicions.Before;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds what is suspicious about a rating, in the transaction that stores it. */
@Service
@EnableConfigurationProperties(SuspicionRules.class)
public class Judge {
    /** Services are dated by the clocks of other services. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final Suspicions suspicions;
    private final SuspicionRules rules;
    private final Sealing sealing;

    Judge(Suspicions suspicions, SuspicionRules rules, Sealing sealing) {
        this.suspicions = suspicions;
        this.rules = rules;
        this.sealing = sealing;
    }

    /** Notes that a device looks at the address of an invitation; a repetition changes nothing. */
    @Transactional
    public void looked(InvitationId invitation, byte[] device, boolean byStaff, Instant at) {
        suspicions.look(invitation.value(), device, byStaff, at);
    }

    /** Why the rating is under suspicion; empty when it is not. To be called before it is stored. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Reason> reasons(Given rating, Instant at) {
        var device = rating.device();
        if (device != null) {
            suspicions.oneAtATime(device);
        }
        var before = suspicions.before(
                rating.invitation().value(),
                device,
                at.minus(rules.deviceWithin()),
                sealing.fingerprint(rating.said()),
                at.minus(rules.sameWordsWithin()),
                at.minus(rules.staffWithin()));
        return reasons(rules, rating, before, at);
    }

    static List<Reason> reasons(SuspicionRules rules, Given rating, Before before, Instant at) {
        var reasons = new ArrayList<Reason>();
        if (before.ofTheDevice() >= (ofTheHall(rating.channel()) ? rules.hallDeviceRatings() : rules.deviceRatings())) {
            reasons.add(Reason.DEVICE);
        }
        var lookedAt = before.lookedAt();
        if (rating.byCode()
                && (lookedAt == null || Duration.between(lookedAt, at).compareTo(rules.dwell()) < 0)) {
            reasons.add(Reason.DWELL);
        }
        if (before.inTheSameWords() >= rules.sameWords()) {
            reasons.add(Reason.SAME_WORDS);
        }
        if (at.plus(CLOCKS_DIFFER).isBefore(rating.servedAt())) {
            reasons.add(Reason.BEFORE_SERVICE);
        }
        if (before.staffDevice()) {
            reasons.add(Reason.STAFF_SESSION);
        }
        return reasons;
    }

    private static boolean ofTheHall(Channel channel) {
        return channel == Channel.HALL_TABLET || channel == Channel.HALL_TERMINAL || channel == Channel.PHONE;
    }

    /** Keeps where a rating came from and what was suspicious about it, when it has been stored. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void stored(UUID ratingId, Given rating, List<Reason> reasons, Instant at) {
        suspicions.keep(ratingId, rating.unit(), rating.device(), sealing.fingerprint(rating.said()), reasons, at);
    }
}

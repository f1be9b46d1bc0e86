package onestop.evaluation.suspicion;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import onestop.evaluation.counting.ChangeStanding;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.invitations.InvitationId;
import onestop.evaluation.personal.Sealing;
import onestop.evaluation.rectification.HearFollowUp;
import onestop.evaluation.suspicion.Suspicions.Before;
import onestop.evaluation.suspicion.Suspicions.Earlier;
import onestop.evaluation.suspicion.Suspicions.Said;
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
    private final ChangeStanding standings;
    private final HearFollowUp orders;

    Judge(Suspicions suspicions, SuspicionRules rules, Sealing sealing, ChangeStanding standings, HearFollowUp orders) {
        this.suspicions = suspicions;
        this.rules = rules;
        this.sealing = sealing;
        this.standings = standings;
        this.orders = orders;
    }

    /** Notes that a device reads invitations, by code or signed in; of one that nobody knows nothing is noted. */
    @Transactional
    public void looked(Collection<InvitationId> invitations, Device device, boolean byStaff, Instant at) {
        var ids = invitations.stream().map(InvitationId::value).toList();
        suspicions.look(ids, device.fingerprint(), byStaff, at);
        if (byStaff && device.named()) {
            suspicions.look(ids, device.place(), true, at); // under another name, or none, it is the same
        }
    }

    /** Whether the rating was given on this device. */
    public boolean cameFrom(UUID ratingId, Device device) {
        return suspicions.cameFrom(ratingId, device.fingerprint());
    }

    /** Why the rating is under suspicion; empty when it is not. To be called before it is stored. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Reason> reasons(Given rating, Instant at) {
        var device = rating.device();
        suspicions.oneAtATime(device.fingerprint());
        if (device.named()) {
            suspicions.oneAtATime(device.place());
        }
        var words = sealing.fingerprint(rating.said());
        if (rating.inWords()) {
            suspicions.oneAtATime(words);
        }
        var before = suspicions.before(
                rating.invitation().value(),
                device,
                at.minus(rules.deviceWithin()),
                words,
                at.minus(rules.sameWordsWithin()),
                at.minus(rules.staffWithin()));
        return reasons(rules, rating, before, at);
    }

    static List<Reason> reasons(SuspicionRules rules, Given rating, Before before, Instant at) {
        var reasons = new ArrayList<Reason>();
        var ofTheHall = rating.device().ofTheHall();
        if (before.ofTheDevice() >= (ofTheHall ? rules.hallDeviceRatings() : rules.deviceRatings())
                || (!ofTheHall && before.ofThePlace() >= rules.placeRatings())) {
            reasons.add(Reason.DEVICE);
        }
        var lookedAt = before.lookedAt();
        // Whoever is signed in may have read on another device; a code is read nowhere else.
        if (lookedAt == null
                ? rating.byCode() || !before.looked()
                : Duration.between(lookedAt, at).compareTo(rules.dwell()) < 0) {
            reasons.add(Reason.DWELL);
        }
        if (rating.inWords() && before.inTheSameWords() >= rules.sameWords()) {
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

    /**
     * Why each of these is under suspicion, in their order; they count among each other. As many statements as for one, and
     * one list after the other where their words are the same. To be called before they are stored.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<List<Reason>> reasons(List<Collected> ratings) {
        var said = ratings.stream()
                .map(rating -> new Said(sealing.fingerprint(rating.said()), rating.ratedAt()))
                .toList();
        suspicions.oneAtATime(IntStream.range(0, ratings.size())
                .filter(i -> ratings.get(i).inWords())
                .mapToObj(i -> said.get(i).fingerprint())
                .toList());
        var before = suspicions.inTheSameWords(said, rules.sameWordsWithin(), rules.sameWords());
        var among = among(said);
        var reasons = new ArrayList<List<Reason>>();
        for (int i = 0; i < ratings.size(); i++) {
            var rating = ratings.get(i);
            var found = new ArrayList<Reason>();
            if (rating.inWords() && before.get(i) + among[i] >= rules.sameWords()) {
                found.add(Reason.SAME_WORDS);
            }
            if (rating.ratedAt().plus(CLOCKS_DIFFER).isBefore(rating.servedAt())) {
                found.add(Reason.BEFORE_SERVICE);
            }
            reasons.add(found);
        }
        return reasons;
    }

    /** How many of them said the same shortly before each. */
    private int[] among(List<Said> all) {
        var counts = new int[all.size()];
        var recent = new HashMap<String, ArrayDeque<Instant>>();
        IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparing(i -> all.get(i).at()))
                .forEach(i -> {
                    var at = all.get(i).at();
                    var same = recent.computeIfAbsent(all.get(i).words(), _ -> new ArrayDeque<>());
                    while (!same.isEmpty() && !same.getFirst().isAfter(at.minus(rules.sameWordsWithin()))) {
                        same.removeFirst();
                    }
                    counts[i] = same.size();
                    same.addLast(at);
                });
        return counts;
    }

    /** Keeps what was said and what was suspicious about it, when they have been stored; all lists in one order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void stored(List<UUID> ids, List<Collected> ratings, List<List<Reason>> reasons, Instant at) {
        suspicions.keep(
                ids,
                ratings.stream()
                        .map(rating -> new Said(sealing.fingerprint(rating.said()), rating.ratedAt()))
                        .toList(),
                ratings.stream().map(Collected::unit).toList(),
                reasons,
                at);
    }

    /**
     * Keeps where a rating came from and what was suspicious about it, when it has been stored. What makes a device
     * suspicious are all its ratings together, so those before are set aside, too, and the orders forget what they heard in
     * follow-ups until that is cleared; not what others gave from the same address.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void stored(UUID ratingId, Given rating, List<Reason> reasons, Instant at) {
        var device = rating.device();
        suspicions.keep(ratingId, rating.unit(), device, sealing.fingerprint(rating.said()), reasons, at);
        if (reasons.contains(Reason.DEVICE)) {
            var since = at.minus(rules.deviceWithin());
            orders.lock(suspicions.followedUp(device.fingerprint(), since)); // an order is locked before a rating
            var earlier = suspicions.suspectEarlier(device.fingerprint(), since, at);
            standings.move(earlier.stream().map(Earlier::id).toList(), Standing.SUSPECT, "SUSPICION_RAISED", null, at);
            earlier.stream()
                    .map(Earlier::followUpOf)
                    .filter(Objects::nonNull)
                    .forEach(first -> orders.withdrawn(first, at));
        }
    }
}

package onestop.evaluation.partners;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.evaluation.counting.ChangeStanding;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.facts.CheckLabels;
import onestop.evaluation.facts.CheckLabels.Labelled;
import onestop.evaluation.partners.PartnerRating.Key;
import onestop.evaluation.partners.PartnerRatings.First;
import onestop.evaluation.partners.PartnerRatings.FollowUp;
import onestop.evaluation.partners.PartnerRatings.Valid;
import onestop.evaluation.ratings.RatingMessages;
import onestop.evaluation.rectification.HearFollowUp;
import onestop.evaluation.rectification.InvalidateOrder;
import onestop.events.Outbox;
import onestop.web.InvalidFieldException;
import org.springframework.stereotype.Component;

/**
 * What other systems say of ratings later: that one was found invalid, and what its rater said once more after the
 * rectification. There are few of either.
 */
@Component
class LaterWords {
    private static final String TOLD_TO_THE_UNIT = "收集评价的系统认定该评价无效 / found invalid by the system that collected it";

    private final PartnerRatings ratings;
    private final ChangeStanding standings;
    private final InvalidateOrder invalidateOrder;
    private final HearFollowUp orders;
    private final WaitingFollowUps waiting;
    private final CheckLabels checkLabels;
    private final Outbox outbox;

    LaterWords(
            PartnerRatings ratings,
            ChangeStanding standings,
            InvalidateOrder invalidateOrder,
            HearFollowUp orders,
            WaitingFollowUps waiting,
            CheckLabels checkLabels,
            Outbox outbox) {
        this.ratings = ratings;
        this.standings = standings;
        this.invalidateOrder = invalidateOrder;
        this.orders = orders;
        this.waiting = waiting;
        this.checkLabels = checkLabels;
        this.outbox = outbox;
    }

    /** Those among these that are there count no more, and what they led to ends. Ratings that were given here are not among them. */
    void invalid(Collection<PartnerRating> found, Instant at) {
        if (found.isEmpty()) {
            return;
        }
        var valid = ratings.valid(found);
        valid.stream()
                .filter(Valid::handled)
                .forEach(one -> invalidateOrder.ofRating(one.id(), one.source().name(), TOLD_TO_THE_UNIT, at));
        valid.stream()
                .map(Valid::followUpOf)
                .filter(Objects::nonNull)
                .sorted()
                .forEach(first -> orders.withdrawn(first, at));
        standings.move(
                valid.stream().map(Valid::id).toList(), Standing.INVALIDATED, "FOUND_INVALID_BY_SOURCE", null, at);
    }

    /** Nothing new is taken in of the files of these until the transaction ends; to be called before their orders are locked. */
    void hold(Collection<PartnerRating> ratingsOfFiles, List<PartnerRating> followUps) {
        var firsts = ratings.firsts(followUps).values().stream().map(First::receiptNumber);
        var named = ratingsOfFiles.stream()
                .map(PartnerRating::service)
                .map(service -> service == null ? null : service.receiptNumber());
        var files = Stream.concat(firsts, named).filter(Objects::nonNull).collect(Collectors.toSet());
        if (!files.isEmpty()) {
            checkLabels.hold(files);
        }
    }

    /**
     * A first rating has one follow-up, whoever brings it first. What comes before its first rating, or before that was put
     * right, waits for it; what follows up what is not to be put right is refused.
     */
    TakeRatings.Outcome followUps(List<PartnerRating> said, Instant at) {
        var sorted = sort(said);
        waiting.keep(sorted.early(), at);
        var stored = take(sorted.ready(), at);
        return new TakeRatings.Outcome(
                stored.stream().map(FollowUp::rating).toList(),
                sorted.refused(),
                outrun(sorted.ready(), stored),
                sorted.early().stream().map(PartnerRating::key).collect(Collectors.toSet()));
    }

    /** Those whose first rating was followed up here or under another number, before them or in the same moment. */
    private Set<Key> outrun(List<FollowUp> ready, List<FollowUp> stored) {
        var taken = stored.stream().map(one -> one.rating().key()).collect(Collectors.toSet());
        var others = ready.stream()
                .map(FollowUp::rating)
                .filter(one -> !taken.contains(one.key()))
                .toList();
        if (others.isEmpty()) {
            return Set.of();
        }
        var there = ratings.stored(others);
        return others.stream()
                .map(PartnerRating::key)
                .filter(key -> !there.contains(key))
                .collect(Collectors.toSet());
    }

    /** Takes what has waited, where its time has come; returns what waits no more. */
    List<Key> takeUp(List<PartnerRating> waited, Instant at) {
        hold(List.of(), waited);
        var sorted = sort(waited);
        take(sorted.ready(), at);
        var still = Stream.concat(sorted.early().stream(), sorted.refused().keySet().stream())
                .map(PartnerRating::key)
                .collect(Collectors.toSet());
        return waited.stream()
                .map(PartnerRating::key)
                .filter(key -> !still.contains(key))
                .toList();
    }

    private List<FollowUp> take(List<FollowUp> ready, Instant at) {
        var stored = ready.isEmpty() ? ready : ratings.insertFollowUps(ready);
        heard(stored, at);
        return stored;
    }

    /** What can be taken, what comes too early and what is refused; what is there already is in none of them. */
    private record Sorted(
            List<FollowUp> ready, List<PartnerRating> early, Map<PartnerRating, InvalidFieldException> refused) {}

    private Sorted sort(List<PartnerRating> said) {
        var sorted = new Sorted(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
        var firsts = ratings.firsts(said);
        var ids = firsts.values().stream().map(First::id).toList();
        var awaiting = orders.awaiting(ids);
        var open = orders.open(ids);
        var there = ratings.stored(said);
        for (int i = 0; i < said.size(); i++) {
            var one = said.get(i);
            var first = firsts.get(i);
            if (there.contains(one.key())) {
                continue;
            }
            if (first == null || open.contains(first.id())) {
                sorted.early().add(one);
            } else if (awaiting.contains(first.id())) {
                sorted.ready().add(new FollowUp(UUID.randomUUID(), first, one));
            } else {
                sorted.refused().put(one, new InvalidFieldException("number", "nothing-to-follow-up"));
            }
        }
        return sorted;
    }

    private void heard(List<FollowUp> stored, Instant at) {
        checkLabels.given(
                stored.stream()
                        .filter(one -> one.first().receiptNumber() != null)
                        .map(one -> new Labelled(
                                one.id(),
                                Objects.requireNonNull(one.first().receiptNumber()),
                                one.rating().labels()))
                        .toList(),
                at);
        var contacts = new HashMap<UUID, String>();
        for (var one : stored) {
            if (one.rating().contact() != null) {
                contacts.put(one.id(), one.rating().contact());
            }
        }
        ratings.keepContacts(contacts);
        ratings.keepDimensions(stored.stream()
                .filter(one -> !one.rating().dimensions().isEmpty())
                .collect(Collectors.toMap(FollowUp::id, one -> one.rating().dimensions())));
        var effective = stored.stream().filter(one -> one.rating().effective()).toList();
        orders.given(satisfied(effective), at);
        outbox.append(effective.stream()
                .filter(one -> one.first().receiptNumber() != null)
                .map(one -> RatingMessages.followedUp(
                        one.id(),
                        Objects.requireNonNull(one.first().receiptNumber()),
                        one.first().id(),
                        one.first().unit(),
                        one.first().matter(),
                        one.rating().level(),
                        one.rating().channel(),
                        one.rating().ratedAt(),
                        at))
                .toList());
    }

    private static Map<UUID, Boolean> satisfied(List<FollowUp> stored) {
        return stored.stream()
                .collect(Collectors.toMap(
                        one -> one.first().id(), one -> one.rating().level().good()));
    }
}

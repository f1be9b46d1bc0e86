package onestop.evaluation.partners;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.evaluation.catalogue.HallWindows;
import onestop.evaluation.catalogue.HallWindows.Place;
import onestop.evaluation.counting.ChangeStanding;
import onestop.evaluation.counting.RatingCounts;
import onestop.evaluation.counting.RatingCounts.Counted;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.partners.PartnerRating.Key;
import onestop.evaluation.partners.PartnerRatings.Stored;
import onestop.evaluation.rectification.BadRating;
import onestop.evaluation.rectification.OpenRectification;
import onestop.evaluation.scale.Dimension;
import onestop.evaluation.scale.Level;
import onestop.evaluation.suspicion.JudgeOthers;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes a batch of ratings in: stored, counted, and the bad ones dispatched, in the caller's transaction. */
@Service
class TakeRatings {
    /** What the service is called in an order, since the source does not tell which it was. */
    private static final String SERVICE = "REPORTED";

    private final PartnerRatings ratings;
    private final KnownInCatalogue catalogue;
    private final HallWindows windows;
    private final RateOurServices ourServices;
    private final JudgeOthers judgeOthers;
    private final LaterWords laterWords;
    private final RatingCounts counts;
    private final ChangeStanding standings;
    private final OpenRectification rectifications;
    private final List<WhenTaken> listeners;

    TakeRatings(
            PartnerRatings ratings,
            KnownInCatalogue catalogue,
            HallWindows windows,
            RateOurServices ourServices,
            JudgeOthers judgeOthers,
            LaterWords laterWords,
            RatingCounts counts,
            ChangeStanding standings,
            OpenRectification rectifications,
            List<WhenTaken> listeners) {
        this.ratings = ratings;
        this.catalogue = catalogue;
        this.windows = windows;
        this.ourServices = ourServices;
        this.judgeOthers = judgeOthers;
        this.laterWords = laterWords;
        this.counts = counts;
        this.standings = standings;
        this.rectifications = rectifications;
        this.listeners = listeners;
    }

    /**
     * What became of a batch; what is in none of these had been taken in before.
     *
     * @param taken those that were new
     * @param refused those that do not hold, with the reason
     * @param ratedAlready those whose service is rated, or whose first rating is followed up, here or by another source
     * @param waiting follow-ups that came before what they follow up
     */
    record Outcome(
            List<PartnerRating> taken,
            Map<PartnerRating, InvalidFieldException> refused,
            Set<Key> ratedAlready,
            Set<Key> waiting) {

        Outcome(List<PartnerRating> taken, Map<PartnerRating, InvalidFieldException> refused, Set<Key> ratedAlready) {
            this(taken, refused, ratedAlready, Set.of());
        }

        Outcome and(Outcome other) {
            var bothTaken =
                    Stream.concat(taken.stream(), other.taken().stream()).toList();
            var bothRefused = new HashMap<>(refused);
            bothRefused.putAll(other.refused());
            var bothRated = new HashSet<>(ratedAlready);
            bothRated.addAll(other.ratedAlready());
            return new Outcome(bothTaken, bothRefused, bothRated, waiting.isEmpty() ? other.waiting() : waiting);
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome take(Collection<PartnerRating> sent, Instant at) {
        var notKnown = catalogue.refused(sent, PartnerRating::unit, PartnerRating::item, "item");
        if (notKnown.isEmpty()) {
            return takeKnown(sent, at);
        }
        var known =
                sent.stream().filter(rating -> !notKnown.containsKey(rating)).toList();
        return takeKnown(known, at).and(new Outcome(List.of(), notKnown, Set.of()));
    }

    private Outcome takeKnown(Collection<PartnerRating> batch, Instant at) {
        var firsts = batch.stream().filter(rating -> !rating.followUp()).toList();
        var followUps = batch.stream().filter(PartnerRating::followUp).toList();
        var outcome = takeFirsts(firsts, followUps, at);
        laterWords.invalid(invalid(firsts, outcome), at);
        if (firsts.size() == batch.size()) {
            return outcome;
        }
        var after = laterWords.followUps(followUps, at);
        laterWords.invalid(invalid(followUps, after), at);
        return outcome.and(after);
    }

    private static List<PartnerRating> invalid(List<PartnerRating> ratings, Outcome outcome) {
        return ratings.stream()
                .filter(rating -> !rating.effective() && !outcome.refused().containsKey(rating))
                .toList();
    }

    private Outcome takeFirsts(Collection<PartnerRating> batch, List<PartnerRating> followUps, Instant at) {
        if (batch.stream().allMatch(rating -> rating.service() == null)) {
            holdFiles(batch, followUps);
            var stored = ratings.insert(placed(batch));
            finish(stored, List.of(), at);
            return new Outcome(stored.stream().map(Stored::rating).toList(), Map.of(), Set.of());
        }
        var read = ourServices.read(batch);
        holdFiles(batch, followUps);
        var first = new HashMap<
                Key, PartnerRating>(); // of those that hold: a row that does not may be sent again, put right
        batch.stream()
                .filter(rating -> !read.refused().containsKey(rating))
                .forEach(rating -> first.putIfAbsent(rating.key(), rating));
        var stored = ratings.insert(placed(read.ofOthers().stream()
                .filter(rating -> rating == first.get(rating.key()))
                .toList()));
        var tried = placed(
                read.ofServices().stream()
                        .filter(one -> one.rating() == first.get(one.rating().key()))
                        .toList(),
                OfOurService::nowhere,
                OfOurService::window,
                OfOurService::at);
        var inserted = ourServices.insert(tried, at);
        var ofServices = inserted.stored();
        finish(stored, ofServices, at);
        standings.move(inserted.replaced(), Standing.INVALIDATED, "RATED_IN_TIME", null, at);
        return new Outcome(
                Stream.concat(
                                stored.stream().map(Stored::rating),
                                ofServices.stream().map(OfOurService::rating))
                        .toList(),
                read.refused(),
                ratedAlready(tried, ofServices));
    }

    /** All files of a batch at once, and before the orders; ratings alone are held when they are stored. */
    private void holdFiles(Collection<PartnerRating> firsts, List<PartnerRating> followUps) {
        if (!followUps.isEmpty()) {
            laterWords.hold(firsts, followUps);
        }
    }

    private Collection<PartnerRating> placed(Collection<PartnerRating> ratings) {
        return placed(ratings, PartnerRating::nowhere, PartnerRating::window, PartnerRating::at);
    }

    /** With the places of their windows, where they do not say where they were given. */
    private <T> Collection<T> placed(
            Collection<T> rows,
            Predicate<T> nowhere,
            Function<T, @Nullable String> window,
            BiFunction<T, Place, T> at) {
        var places = windows.places(rows.stream()
                .filter(nowhere)
                .map(window)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        return places.isEmpty()
                ? rows
                : rows.stream()
                        .map(row -> {
                            var place = nowhere.test(row) ? places.get(window.apply(row)) : null;
                            return place == null ? row : at.apply(row, place);
                        })
                        .toList();
    }

    /** Of services that could not be rated by this: those whose number is not there were rated otherwise. */
    private Set<Key> ratedAlready(Collection<OfOurService> all, List<OfOurService> stored) {
        var left = new ArrayList<>(all.stream().map(OfOurService::rating).toList());
        left.removeAll(stored.stream().map(OfOurService::rating).collect(Collectors.toSet()));
        var keys = left.stream().map(PartnerRating::key).collect(Collectors.toCollection(HashSet::new));
        keys.removeAll(ratings.stored(left));
        return keys;
    }

    private void finish(List<Stored> stored, List<OfOurService> ofServices, Instant at) {
        if (stored.isEmpty() && ofServices.isEmpty()) {
            return;
        }
        if (!stored.isEmpty()) {
            var told = stored.stream()
                    .map(Stored::rating)
                    .map(rating -> new WhenTaken.Taken(rating.source(), rating.number(), rating.unit(), rating.item()))
                    .toList();
            listeners.forEach(listener -> listener.taken(told, at));
            judgeOthers.later(stored.getFirst().id(), stored.getLast().id(), stored.size());
        }
        ratings.keepContacts(contacts(stored, ofServices));
        var dimensions = dimensions(stored, ofServices);
        ratings.keepDimensions(dimensions);
        // Orders before tallies: what many transactions change is held as short as can be.
        var bad = Stream.concat(
                        stored.stream()
                                .filter(one -> opensAnOrder(one.rating()))
                                .map(TakeRatings::badRating),
                        ofServices.stream()
                                .filter(one -> opensAnOrder(one.rating()))
                                .map(RateOurServices::badRating))
                .toList();
        if (!bad.isEmpty()) {
            rectifications.open(bad, at);
        }
        stored.stream().filter(one -> !one.rating().effective()).forEach(one -> dimensions.remove(one.id()));
        ofServices.stream()
                .filter(one -> one.standing() != Standing.COUNTED)
                .forEach(one -> dimensions.remove(one.id()));
        var counting = stored.stream().filter(one -> one.rating().effective()).toList();
        if (ofServices.isEmpty()) {
            counts.taken(counting, one -> counted(one.rating()), dimensions.keySet());
        } else {
            count(counting, ourServices.counted(ofServices), dimensions.keySet());
        }
    }

    private static boolean opensAnOrder(PartnerRating rating) {
        return rating.effective() && rating.level().bad();
    }

    /** All in one pass over the tallies: two would lock in no order. */
    private void count(List<Stored> stored, Map<UUID, Counted> ofServices, Set<UUID> inDimensions) {
        counts.taken(
                Stream.concat(stored.stream().map(one -> counted(one.rating())), ofServices.values().stream())
                        .toList(),
                one -> one,
                inDimensions);
        counts.served(ofServices.keySet());
    }

    private static Map<UUID, Map<Dimension, Level>> dimensions(List<Stored> stored, List<OfOurService> ofServices) {
        var dimensions = new HashMap<UUID, Map<Dimension, Level>>();
        stored.forEach(one -> dimensions.put(one.id(), one.rating().dimensions()));
        ofServices.forEach(one -> dimensions.put(one.id(), one.rating().dimensions()));
        dimensions.values().removeIf(Map::isEmpty);
        return dimensions;
    }

    private static Map<UUID, String> contacts(List<Stored> stored, List<OfOurService> ofServices) {
        var contacts = new HashMap<UUID, String>();
        for (var one : stored) {
            if (one.rating().contact() != null) {
                contacts.put(one.id(), one.rating().contact());
            }
        }
        for (var one : ofServices) {
            if (one.rating().contact() != null) {
                contacts.put(one.id(), one.rating().contact());
            }
        }
        return contacts;
    }

    private static BadRating badRating(Stored stored) {
        var rating = stored.rating();
        return new BadRating(
                stored.id(),
                rating.number(),
                SERVICE,
                rating.item(),
                rating.unit(),
                rating.level(),
                rating.labels(),
                rating.text(),
                rating.anonymous());
    }

    private static Counted counted(PartnerRating rating) {
        return new Counted(
                rating.unit(),
                rating.item(),
                rating.window(),
                rating.officer(),
                rating.town(),
                rating.regionLevel(),
                rating.channel(),
                rating.level(),
                rating.ratedOn());
    }
}

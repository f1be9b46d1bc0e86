package onestop.evaluation.partners;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onestop.evaluation.counting.RatingCounts.Counted;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.facts.CheckLabels;
import onestop.evaluation.facts.CheckLabels.Labelled;
import onestop.evaluation.invitations.Invitations;
import onestop.evaluation.invitations.InvitedService;
import onestop.evaluation.invitations.ServiceNumber;
import onestop.evaluation.ratings.RatingMessages;
import onestop.evaluation.rectification.BadRating;
import onestop.evaluation.suspicion.Collected;
import onestop.evaluation.suspicion.Judge;
import onestop.events.Outbox;
import onestop.web.InvalidFieldException;
import onestop.workingdays.Calendars;
import onestop.workingdays.WorkingDayCalendar;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.stereotype.Component;

/**
 * Ratings of services that were given here and that another system has collected. They are ratings of ours in every way: one
 * for each service whatever the channel, held against the facts, under suspicion where they give rise to it, published. A
 * batch takes as many statements as one of them.
 */
@Component
class RateOurServices {
    private final Invitations invitations;
    private final PartnerRatings ratings;
    private final Judge judge;
    private final CheckLabels checkLabels;
    private final Outbox outbox;
    private final Calendars calendars;
    private final InstantSource clock;
    private final String ours;

    RateOurServices(
            Invitations invitations,
            PartnerRatings ratings,
            Judge judge,
            CheckLabels checkLabels,
            Outbox outbox,
            Calendars calendars,
            InstantSource clock,
            @Value("${onestop.evaluation.own-receipts}") String ours) {
        this.invitations = invitations;
        this.ratings = ratings;
        this.judge = judge;
        this.checkLabels = checkLabels;
        this.outbox = outbox;
        this.calendars = calendars;
        this.clock = clock;
        this.ours = ours;
    }

    /** A batch, sorted out. */
    record Read(
            List<OfOurService> ofServices,
            List<PartnerRating> ofOthers,
            Map<PartnerRating, InvalidFieldException> refused) {}

    /** Finds the services that are named. A file of another system is none of ours; one of our own that nobody knows is an error. */
    Read read(Collection<PartnerRating> batch) {
        var named = batch.stream()
                .map(PartnerRating::service)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var known = invitations.known(named);
        var calendar = calendars.current();
        var found = new ArrayList<PartnerRating>();
        var services = new ArrayList<InvitedService>();
        var others = new ArrayList<PartnerRating>();
        var refused = new HashMap<PartnerRating, InvalidFieldException>();
        for (var rating : batch) {
            var number = rating.service();
            if (number == null || !isOurs(number, known)) {
                others.add(rating);
                continue;
            }
            try {
                services.add(rateable(rating, number, known, calendar));
                found.add(rating);
            } catch (InvalidFieldException e) {
                refused.put(rating, e);
            }
        }
        return new Read(judged(found, services), others, refused);
    }

    private boolean isOurs(ServiceNumber service, Map<ServiceNumber, Invitations.Known> known) {
        return service.receiptNumber().startsWith(ours)
                || Objects.requireNonNull(known.get(service)).file();
    }

    /** As whoever rates here is told: no such service, too late; and nobody gives a rating by default for us. */
    private static InvitedService rateable(
            PartnerRating rating,
            ServiceNumber number,
            Map<ServiceNumber, Invitations.Known> known,
            WorkingDayCalendar calendar) {
        var here = Objects.requireNonNull(known.get(number));
        if (!here.file()) {
            throw new InvalidFieldException("receiptNumber", "no-such-file");
        }
        var service = here.service();
        if (service == null) {
            throw new InvalidFieldException("serviceNumber", "no-such-service", number.serviceNumber());
        }
        if (!rating.channel().active()) {
            throw new InvalidFieldException("channel", "channel-not-for-raters", rating.channel());
        }
        var openUntil = service.openUntil(calendar);
        if (rating.ratedOn().isAfter(openUntil)) {
            throw new InvalidFieldException("ratedAt", "rated-too-late", openUntil);
        }
        return service;
    }

    private List<OfOurService> judged(List<PartnerRating> found, List<InvitedService> services) {
        if (found.isEmpty()) {
            return List.of();
        }
        var ids = new TimeOrderedIds(clock.instant());
        var reasons = judge.reasons(IntStream.range(0, found.size())
                .mapToObj(i -> collected(found.get(i), services.get(i)))
                .toList());
        return IntStream.range(0, found.size())
                .mapToObj(i -> new OfOurService(
                        // An id in the order of time tells the time, to whoever reads an anonymous rating, too.
                        found.get(i).anonymous() ? UUID.randomUUID() : ids.next(),
                        found.get(i),
                        services.get(i),
                        found.get(i).effective() ? reasons.get(i) : List.of()))
                .toList();
    }

    /**
     * What was stored of a batch.
     *
     * @param replaced ratings by default that these have taken the place of; to be set aside
     */
    record Inserted(List<OfOurService> stored, Collection<UUID> replaced) {}

    /**
     * Stores those whose service is not rated yet, or rated by default only, with all that belongs to a rating but its order and
     * the tallies.
     */
    Inserted insert(Collection<OfOurService> ratingsOfOurs, Instant at) {
        if (ratingsOfOurs.isEmpty()) {
            return new Inserted(List.of(), List.of());
        }
        var first = ratings.insertOfServices(ratingsOfOurs);
        var left = without(ratingsOfOurs, first);
        var replaced = left.isEmpty() ? Map.<UUID, UUID>of() : makeRoom(left, at);
        var stored = replaced.isEmpty() ? first : withThoseInTheirPlace(first, left, replaced.keySet());
        tell(stored, at);
        return new Inserted(stored, replaced.values());
    }

    private static List<OfOurService> without(Collection<OfOurService> all, List<OfOurService> stored) {
        if (all.size() == stored.size()) {
            return List.of();
        }
        var ids = stored.stream().map(OfOurService::id).collect(Collectors.toSet());
        return all.stream().filter(one -> !ids.contains(one.id())).toList();
    }

    /** A row that had been taken in before takes no place. */
    private Map<UUID, UUID> makeRoom(List<OfOurService> left, Instant at) {
        var known = ratings.stored(left.stream().map(OfOurService::rating).toList());
        return ratings.replaceDefaults(
                left.stream()
                        .filter(one -> !known.contains(one.rating().key()))
                        .map(OfOurService::invitation)
                        .toList(),
                at);
    }

    private List<OfOurService> withThoseInTheirPlace(
            List<OfOurService> first, List<OfOurService> left, Set<UUID> replaced) {
        var added = ratings.insertOfServices(
                left.stream().filter(one -> replaced.contains(one.invitation())).toList());
        if (added.size() != replaced.size()) {
            throw new CannotAcquireLockException("a number of a source was stored meanwhile: the batch is tried again");
        }
        return Stream.concat(first.stream(), added.stream()).toList();
    }

    private void tell(List<OfOurService> stored, Instant at) {
        if (stored.isEmpty()) {
            return;
        }
        invitations.rated(stored.stream().map(OfOurService::invitation).toList(), at);
        judge.stored(
                stored.stream().map(OfOurService::id).toList(),
                stored.stream()
                        .map(one -> collected(one.rating(), one.service()))
                        .toList(),
                stored.stream().map(OfOurService::reasons).toList(),
                at);
        checkLabels.given(
                stored.stream()
                        .map(one -> new Labelled(
                                one.id(),
                                one.service().receiptNumber(),
                                one.rating().labels()))
                        .toList(),
                at);
        outbox.append(stored.stream()
                .filter(one -> one.rating().effective())
                .map(one -> RatingMessages.given(
                        one.id(),
                        one.service(),
                        one.rating().level(),
                        one.rating().labels(),
                        one.rating().channel(),
                        one.standing(),
                        one.rating().ratedAt(),
                        at))
                .toList());
    }

    /** What counts of these, and under what. */
    Map<UUID, Counted> counted(List<OfOurService> stored) {
        return stored.stream()
                .filter(one -> one.standing() == Standing.COUNTED)
                .collect(Collectors.toMap(OfOurService::id, OfOurService::counted));
    }

    static BadRating badRating(OfOurService one) {
        var rating = one.rating();
        var service = one.service();
        return new BadRating(
                one.id(),
                service.receiptNumber(),
                service.service().name(),
                service.matter(),
                service.unit(),
                rating.level(),
                rating.labels(),
                rating.text(),
                rating.anonymous());
    }

    private static Collected collected(PartnerRating rating, InvitedService service) {
        return new Collected(
                service.unit(), rating.level(), rating.labels(), rating.text(), service.servedAt(), rating.ratedAt());
    }
}

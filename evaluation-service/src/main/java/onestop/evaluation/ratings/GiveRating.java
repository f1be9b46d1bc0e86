package onestop.evaluation.ratings;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.RatingCounts;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.facts.CheckLabels;
import onestop.evaluation.invitations.InvitationId;
import onestop.evaluation.invitations.Invitations;
import onestop.evaluation.invitations.InvitedService;
import onestop.evaluation.ratings.RatingRejection.AlreadyRated;
import onestop.evaluation.ratings.RatingRejection.CodeUsed;
import onestop.evaluation.ratings.RatingRejection.NoSuchInvitation;
import onestop.evaluation.ratings.RatingRejection.RatingClosed;
import onestop.evaluation.rectification.BadRating;
import onestop.evaluation.rectification.OpenRectification;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Dimension;
import onestop.evaluation.scale.Level;
import onestop.evaluation.suspicion.Device;
import onestop.evaluation.suspicion.Given;
import onestop.evaluation.suspicion.Judge;
import onestop.events.Outbox;
import onestop.web.Caller;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes a rating. Rating, counters, events and the order of a bad one commit together or not at all. */
@Service
class GiveRating {
    private final Invitations invitations;
    private final Raters raters;
    private final Ratings ratings;
    private final RatingCounts counts;
    private final Judge judge;
    private final CheckLabels checkLabels;
    private final OpenRectification openRectification;
    private final Outbox outbox;
    private final Calendars calendars;
    private final InstantSource clock;

    GiveRating(
            Invitations invitations,
            Raters raters,
            Ratings ratings,
            RatingCounts counts,
            Judge judge,
            CheckLabels checkLabels,
            OpenRectification openRectification,
            Outbox outbox,
            Calendars calendars,
            InstantSource clock) {
        this.invitations = invitations;
        this.raters = raters;
        this.ratings = ratings;
        this.counts = counts;
        this.judge = judge;
        this.checkLabels = checkLabels;
        this.openRectification = openRectification;
        this.outbox = outbox;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** What is to be stored, from whom, and where it was said. */
    record Command(
            Opinion opinion,
            Map<Dimension, Level> dimensions,
            Channel channel,
            boolean anonymous,
            @Nullable String contact) {}

    sealed interface Result {
        record Taken(UUID ratingId) implements Result {}

        record Refused(RatingRejection why) implements Result {}
    }

    /** For whoever is signed in and acts for the enterprise that received the service, or was its agent in the file. */
    @Transactional(propagation = Propagation.MANDATORY)
    Result give(InvitationId invitation, Command command, Caller rater, Device device) {
        return invitations
                .find(invitation)
                .filter(service -> service.isOf(rater))
                .map(service -> give(service, command, rater, device, false))
                .orElseGet(() -> new Result.Refused(new NoSuchInvitation()));
    }

    /** For whoever holds the code of the service, signed in or not. */
    @Transactional(propagation = Propagation.MANDATORY)
    Result giveByCode(InvitedService service, Command command, @Nullable Caller rater, Device device) {
        return give(service, command, rater, device, true);
    }

    private Result give(
            InvitedService service, Command command, @Nullable Caller rater, Device device, boolean byCode) {
        var now = CountyTime.now(clock);
        var refused = refusal(service, rater, now);
        if (refused.isPresent()) {
            return new Result.Refused(refused.get());
        }
        var given = given(service, command, device, byCode);
        var reasons = judge.reasons(given, now);
        var standing = reasons.isEmpty() ? Standing.COUNTED : Standing.SUSPECT;
        return ratings.insert(service, command, rater == null ? null : rater.subject(), standing, now)
                .<Result>map(id -> {
                    invitations.rated(service.id(), byCode, now);
                    checkLabels.given(
                            id, service.receiptNumber(), command.opinion().labels(), now); // files before orders
                    judge.stored(id, given, reasons, now);
                    return taken(id, service, command, standing, now);
                })
                .orElseGet(() -> new Result.Refused(
                        byCode && invitations.ratedByCode(service.id()) ? new CodeUsed() : new AlreadyRated()));
    }

    private static Given given(InvitedService service, Command command, Device device, boolean byCode) {
        var opinion = command.opinion();
        return new Given(
                service.id(),
                service.servedAt(),
                service.unit(),
                opinion.level(),
                opinion.labels(),
                opinion.text(),
                command.channel(),
                device,
                byCode);
    }

    private Optional<RatingRejection> refusal(InvitedService service, @Nullable Caller rater, Instant now) {
        var notThem = raters.refusal(service.receiptNumber(), service.enterprise(), service.agent(), rater);
        if (notThem.isPresent()) {
            return notThem;
        }
        var openUntil = service.openUntil(calendars.current());
        return CountyTime.dayOf(now).isAfter(openUntil) ? Optional.of(new RatingClosed(openUntil)) : Optional.empty();
    }

    /** The order of a bad one is opened whatever its standing: what is said in it may be so. */
    private Result.Taken taken(UUID ratingId, InvitedService service, Command command, Standing standing, Instant now) {
        var opinion = command.opinion();
        counts.given(ratingId);
        outbox.append(RatingMessages.given(ratingId, service, opinion, command.channel(), standing, now));
        if (opinion.level().bad()) {
            openRectification.open(
                    new BadRating(
                            ratingId,
                            service.receiptNumber(),
                            service.service().name(),
                            service.matter(),
                            service.unit(),
                            opinion.level(),
                            opinion.labels(),
                            opinion.text(),
                            command.anonymous()),
                    now);
        }
        return new Result.Taken(ratingId);
    }
}

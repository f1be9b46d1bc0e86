package onestop.evaluation.ratings;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.RatingCounts;
import onestop.evaluation.invitations.InvitationId;
import onestop.evaluation.invitations.Invitations;
import onestop.evaluation.invitations.InvitedService;
import onestop.evaluation.ratings.RatingRejection.AlreadyRated;
import onestop.evaluation.ratings.RatingRejection.NoSuchInvitation;
import onestop.evaluation.ratings.RatingRejection.OfficerOfTheFile;
import onestop.evaluation.ratings.RatingRejection.RatingClosed;
import onestop.evaluation.ratings.RatingRejection.StaffCannotRate;
import onestop.evaluation.rectification.BadRating;
import onestop.evaluation.rectification.OpenRectification;
import onestop.evaluation.scale.Channel;
import onestop.events.Outbox;
import onestop.web.Caller;
import onestop.web.Role;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes a rating. Rating, counters, events and the order of a bad one commit together or not at all. */
@Service
class GiveRating {
    private static final Role[] STAFF = {
        Role.HELPER,
        Role.WINDOW,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.ISSUER,
        Role.UNIT_MANAGER,
        Role.EVALUATION_SUPERVISOR,
        Role.APPEAL_COORDINATOR,
        Role.AUDITOR,
        Role.OPS
    };

    private final Invitations invitations;
    private final Ratings ratings;
    private final RatingCounts counts;
    private final OpenRectification openRectification;
    private final Outbox outbox;
    private final Calendars calendars;
    private final InstantSource clock;

    GiveRating(
            Invitations invitations,
            Ratings ratings,
            RatingCounts counts,
            OpenRectification openRectification,
            Outbox outbox,
            Calendars calendars,
            InstantSource clock) {
        this.invitations = invitations;
        this.ratings = ratings;
        this.counts = counts;
        this.openRectification = openRectification;
        this.outbox = outbox;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** What is to be stored, from whom, and where it was said. */
    record Command(
            InvitationId invitation,
            Opinion opinion,
            Channel channel,
            boolean anonymous,
            @Nullable String contact) {}

    sealed interface Result {
        record Taken(UUID ratingId) implements Result {}

        record Refused(RatingRejection why) implements Result {}
    }

    @Transactional(propagation = Propagation.MANDATORY)
    Result give(Command command, Caller rater) {
        var now = CountyTime.now(clock);
        var found = invitations.find(command.invitation()).filter(service -> rater.actsFor(service.enterprise()));
        if (found.isEmpty()) {
            return new Result.Refused(new NoSuchInvitation());
        }
        var service = found.get();
        return refusal(service, rater, now)
                .<Result>map(Result.Refused::new)
                .orElseGet(() -> ratings.insert(service, command, rater.subject(), now)
                        .<Result>map(id -> taken(id, service, command, now))
                        .orElseGet(() -> new Result.Refused(new AlreadyRated())));
    }

    private Optional<RatingRejection> refusal(InvitedService service, Caller rater, Instant now) {
        if (rater.isAny(STAFF)) {
            return Optional.of(new StaffCannotRate());
        }
        if (invitations.workedOn(service.receiptNumber(), rater.subject())) {
            return Optional.of(new OfficerOfTheFile());
        }
        var openUntil = service.openUntil(calendars.current());
        return CountyTime.dayOf(now).isAfter(openUntil) ? Optional.of(new RatingClosed(openUntil)) : Optional.empty();
    }

    private Result.Taken taken(UUID ratingId, InvitedService service, Command command, Instant now) {
        var opinion = command.opinion();
        counts.given(ratingId);
        outbox.append(RatingMessages.given(ratingId, service, opinion, command.channel(), now));
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

package onestop.evaluation.ratings;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.facts.CheckLabels;
import onestop.evaluation.invitations.InvitationId;
import onestop.evaluation.ratings.GiveRating.Result;
import onestop.evaluation.ratings.RatingRejection.AlreadyFollowedUp;
import onestop.evaluation.ratings.RatingRejection.NothingToFollowUp;
import onestop.evaluation.ratings.Ratings.Stored;
import onestop.evaluation.rectification.HearFollowUp;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import onestop.evaluation.suspicion.Device;
import onestop.evaluation.suspicion.Given;
import onestop.evaluation.suspicion.Judge;
import onestop.evaluation.suspicion.WhenCleared;
import onestop.events.Outbox;
import onestop.web.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes what a rater says once more after the unit has put things right (追评). The first rating stays the one that
 * counts; this one tells whether the rater is satisfied with what was put right.
 */
@Service
class FollowUp implements WhenCleared {
    private final Raters raters;
    private final Ratings ratings;
    private final HearFollowUp orders;
    private final Judge judge;
    private final CheckLabels checkLabels;
    private final Outbox outbox;
    private final InstantSource clock;

    FollowUp(
            Raters raters,
            Ratings ratings,
            HearFollowUp orders,
            Judge judge,
            CheckLabels checkLabels,
            Outbox outbox,
            InstantSource clock) {
        this.raters = raters;
        this.ratings = ratings;
        this.orders = orders;
        this.judge = judge;
        this.checkLabels = checkLabels;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The follow-up of the rating of a service of ours. One under suspicion is kept and heard when it is cleared. */
    @Transactional(propagation = Propagation.MANDATORY)
    Result give(Stored first, GiveRating.Command command, @Nullable Caller rater, Device device, boolean byCode) {
        var receiptNumber = Objects.requireNonNull(first.receiptNumber());
        var notThem = raters.refusal(receiptNumber, first.enterprise(), first.agent(), rater);
        if (notThem.isPresent()) {
            return new Result.Refused(notThem.get());
        }
        var now = CountyTime.now(clock);
        var given = given(first, command, device, byCode);
        var reasons = judge.reasons(given, now); // before the order: all lock devices first, then files
        checkLabels.hold(List.of(receiptNumber));
        if (!orders.awaits(first.ratingId())) {
            return new Result.Refused(new NothingToFollowUp());
        }
        var standing = reasons.isEmpty() ? Standing.COUNTED : Standing.SUSPECT;
        Optional<UUID> stored =
                ratings.insertFollowUp(first, command, rater == null ? null : rater.subject(), standing, now);
        stored.ifPresent(id -> {
            checkLabels.given(id, receiptNumber, command.opinion().labels(), now);
            judge.stored(id, given, reasons, now);
            if (standing == Standing.COUNTED) {
                orders.given(first.ratingId(), !command.opinion().level().bad(), now);
                tell(id, first, command.opinion().level(), command.channel(), now, now);
            }
        });
        return stored.<Result>map(Result.Taken::new).orElseGet(() -> new Result.Refused(new AlreadyFollowedUp()));
    }

    /** As a rating of the same service; what it could come before is the first one. */
    private static Given given(Stored first, GiveRating.Command command, Device device, boolean byCode) {
        var opinion = command.opinion();
        return new Given(
                new InvitationId(Objects.requireNonNull(first.invitationId())),
                first.ratedAt(),
                first.unit(),
                opinion.level(),
                opinion.labels(),
                opinion.text(),
                command.channel(),
                device,
                byCode);
    }

    private void tell(UUID id, Stored first, Level level, Channel channel, Instant ratedAt, Instant at) {
        outbox.append(RatingMessages.followedUp(
                id,
                Objects.requireNonNull(first.receiptNumber(), "only ratings of our own services are followed up here"),
                first.ratingId(),
                first.unit(),
                first.matter(),
                level,
                channel,
                ratedAt,
                at));
    }

    /** A follow-up that was under suspicion is heard, if there is still an order to hear it; others are told of it once. */
    @Override
    public void cleared(UUID ratingId, Instant at) {
        ratings.find(ratingId)
                .ifPresent(later -> Optional.ofNullable(later.followUpOf())
                        .flatMap(ratings::find)
                        .ifPresent(first -> {
                            orders.believed(first.ratingId(), !later.level().bad(), later.ratedAt(), at);
                            if (!ratings.countedBefore(ratingId)) {
                                tell(ratingId, first, later.level(), later.channel(), later.ratedAt(), at);
                            }
                        }));
    }
}

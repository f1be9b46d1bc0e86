package onestop.evaluation.ratings;

import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.ratings.GiveRating.Result;
import onestop.evaluation.ratings.RatingRejection.AlreadyFollowedUp;
import onestop.evaluation.ratings.RatingRejection.NothingToFollowUp;
import onestop.evaluation.ratings.Ratings.Stored;
import onestop.evaluation.rectification.HearFollowUp;
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
class FollowUp {
    private final Raters raters;
    private final Ratings ratings;
    private final HearFollowUp orders;
    private final Outbox outbox;
    private final InstantSource clock;

    FollowUp(Raters raters, Ratings ratings, HearFollowUp orders, Outbox outbox, InstantSource clock) {
        this.raters = raters;
        this.ratings = ratings;
        this.orders = orders;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The follow-up of the rating of a service of ours. */
    @Transactional(propagation = Propagation.MANDATORY)
    Result give(Stored first, GiveRating.Command command, @Nullable Caller rater) {
        var notThem =
                raters.refusal(Objects.requireNonNull(first.receiptNumber()), first.enterprise(), first.agent(), rater);
        if (notThem.isPresent()) {
            return new Result.Refused(notThem.get());
        }
        if (!orders.awaits(first.ratingId())) {
            return new Result.Refused(new NothingToFollowUp());
        }
        var now = CountyTime.now(clock);
        Optional<UUID> stored = ratings.insertFollowUp(first, command, rater == null ? null : rater.subject(), now);
        stored.ifPresent(id -> {
            orders.given(first.ratingId(), !command.opinion().level().bad(), now);
            outbox.append(RatingMessages.followedUp(id, first, command.opinion(), command.channel(), now));
        });
        return stored.<Result>map(Result.Taken::new).orElseGet(() -> new Result.Refused(new AlreadyFollowedUp()));
    }
}

package onestop.evaluation.feedback;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Predicate;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.feedback.Feedback.Status;
import onestop.evaluation.rectification.BadFinding;
import onestop.evaluation.rectification.OpenRectification;
import onestop.evaluation.rectification.Origin;
import onestop.evaluation.scale.Target;
import onestop.events.Outbox;
import onestop.web.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Decides what becomes of a feedback, replies, and makes public. Feedback, order and event commit together. */
@Service
class FollowFeedbackUp {
    private final FeedbackRows rows;
    private final OpenRectification rectification;
    private final Outbox outbox;
    private final InstantSource clock;

    FollowFeedbackUp(FeedbackRows rows, OpenRectification rectification, Outbox outbox, InstantSource clock) {
        this.rows = rows;
        this.rectification = rectification;
        this.outbox = outbox;
        this.clock = clock;
    }

    enum Decision {
        ORDER,
        APPEAL,
        DISMISS
    }

    sealed interface Result {
        record Done(Feedback feedback) implements Result {}

        record Unknown() implements Result {}

        record AlreadyDecided(Status status) implements Result {}

        /** Nothing is made public without a reply. */
        record NoReply() implements Result {}

        /** Whom it is about neither decides on it nor makes it public. */
        record OwnMatter() implements Result {}

        /** It has changed since it was read: another reply may have been written. */
        record Stale() implements Result {}

        /** What was found mistaken or malicious is not made public. */
        record FoundInvalid() implements Result {}
    }

    /**
     * What becomes of it, decided once.
     *
     * @param reason what nothing follows for, or what the appeals are told; names nobody
     */
    @Transactional
    Result decide(UUID id, Decision decision, @Nullable String reason, Caller caller) {
        var found = rows.findLocked(id);
        if (found.isEmpty()) {
            return new Result.Unknown();
        }
        var feedback = found.get();
        var by = caller.subject();
        if (feedback.concerns(by, caller.unit())) {
            return new Result.OwnMatter();
        }
        if (!feedback.undecided()) {
            return new Result.AlreadyDecided(feedback.status());
        }
        var now = CountyTime.now(clock);
        switch (decision) {
            case ORDER -> {
                var order = rectification.open(
                        new BadFinding(
                                Origin.OPEN_FEEDBACK,
                                id,
                                feedback.target() == Target.ITEM ? feedback.targetCode() : null,
                                feedback.unit(),
                                feedback.levelOfOrder(),
                                feedback.text(),
                                feedback.reachable()),
                        now);
                rows.decide(id, Status.ORDERED, by, reason, order.value(), now);
            }
            case APPEAL -> {
                rows.decide(id, Status.REFERRED, by, reason, null, now);
                outbox.append(FeedbackMessages.referred(feedback, reason == null ? "" : reason, now));
            }
            case DISMISS -> rows.decide(id, Status.DISMISSED, by, reason, null, now);
        }
        return done(id);
    }

    @Transactional
    Result reply(UUID id, Predicate<Feedback> visible, String replyZh, @Nullable String replyEn, String by) {
        if (rows.findLocked(id).filter(visible).isEmpty()) {
            return new Result.Unknown();
        }
        rows.reply(id, replyZh, replyEn, by, CountyTime.now(clock));
        return done(id);
    }

    /**
     * Makes the reply public that was read, or takes it back.
     *
     * @param version of the feedback as it was read
     * @param publicText what the feedback said, in words that name nobody; null to show the reply alone
     */
    @Transactional
    Result publish(UUID id, long version, boolean published, @Nullable String publicText, Caller caller) {
        var found = rows.findLocked(id);
        if (found.isEmpty()) {
            return new Result.Unknown();
        }
        var by = caller.subject();
        if (found.get().concerns(by, caller.unit())) {
            return new Result.OwnMatter();
        }
        if (found.get().version() != version) {
            return new Result.Stale();
        }
        if (published && found.get().replyZh() == null) {
            return new Result.NoReply();
        }
        if (published && found.get().status() == Status.INVALIDATED) {
            return new Result.FoundInvalid();
        }
        rows.publish(id, published, publicText, by, CountyTime.now(clock));
        return done(id);
    }

    private Result done(UUID id) {
        return new Result.Done(rows.find(id).orElseThrow());
    }
}

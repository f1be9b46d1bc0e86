package onestop.evaluation.feedback;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.feedback.FeedbackRows.Written;
import onestop.evaluation.scale.Target;
import onestop.events.Outbox;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes a feedback in. The same one sent again is the same; another one under its number is refused. */
@Service
class GiveFeedback {
    /** How long photographs may follow. */
    static final Duration PHOTOS_WITHIN = Duration.ofHours(1);

    private final FeedbackRows rows;
    private final FeedbackPoints points;
    private final Outbox outbox;
    private final InstantSource clock;

    GiveFeedback(FeedbackRows rows, FeedbackPoints points, Outbox outbox, InstantSource clock) {
        this.rows = rows;
        this.points = points;
        this.outbox = outbox;
        this.clock = clock;
    }

    sealed interface Result {
        record Taken(Feedback feedback, boolean first) implements Result {}

        record NoSuchPoint() implements Result {}

        record PointRemoved() implements Result {}

        record NumberTaken() implements Result {}
    }

    @Transactional
    Result give(Written written, String pointCode) {
        var point = points.find(pointCode);
        if (point.isEmpty()) {
            return new Result.NoSuchPoint();
        }
        var before = rows.ofWriter(written.number());
        if (before.isPresent()) {
            return again(before.get(), written, pointCode);
        }
        if (point.get().removedAt() != null) {
            return new Result.PointRemoved();
        }
        var complaint = complaint(written);
        var now = CountyTime.now(clock);
        boolean first = rows.insert(written, complaint, point.get(), now);
        var stored = rows.ofWriter(written.number()).orElseThrow();
        if (first && stored.target() == Target.OFFICER) {
            outbox.append(FeedbackMessages.officerNamed(stored.id(), stored.targetCode(), now));
        }
        return first ? new Result.Taken(stored, true) : again(stored, written, pointCode);
    }

    private boolean complaint(Written written) {
        return written.complaint() || (written.text() != null && rows.readsLikeAComplaint(written.text()));
    }

    private Result again(Feedback stored, Written written, String pointCode) {
        // Not by the contact: whoever knows the rest would learn whose it is, by trying.
        var same = pointCode.equals(stored.pointCode())
                && stored.level() == written.level()
                && Objects.equals(stored.text(), written.text())
                && stored.anonymous() == written.anonymous();
        return same ? new Result.Taken(stored, false) : new Result.NumberTaken();
    }

    /** The feedback of this writer, if it still takes photographs. */
    Optional<UUID> takingPhotos(UUID writersNumber) {
        return rows.ofWriter(writersNumber)
                .filter(Feedback::undecided)
                .filter(feedback -> feedback.pointCode() != null)
                .filter(feedback ->
                        !CountyTime.now(clock).isAfter(feedback.receivedAt().plus(PHOTOS_WITHIN)))
                .map(Feedback::id);
    }
}

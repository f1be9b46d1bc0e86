package onestop.evaluation.ratings;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.ratings.Ratings.Stored;
import onestop.evaluation.rectification.RectificationProgress.Progress;
import onestop.evaluation.rectification.Status;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Label;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Source;
import org.jspecify.annotations.Nullable;

/** A rating as one reader sees it; what the reader may not see is not there. No view says who the rater is. */
record RatingView(
        UUID ratingId,
        @Nullable UUID invitationId,
        @Nullable String receiptNumber,
        @Nullable Integer serviceNumber,
        String service,
        @Nullable Source source,
        @Nullable String sourceNumber,
        String unit,
        String matter,
        Level level,
        boolean good,
        List<Label> labels,
        @Nullable String text,
        Channel channel,
        boolean anonymous,
        OffsetDateTime ratedAt,
        @Nullable String contact,
        @Nullable Rectification rectification) {

    /** Of a service that another system gave, nobody here knows which it was. */
    private static final String REPORTED = "REPORTED";

    record Rectification(
            UUID rectificationId, Status status, @Nullable String result) {}

    /** For the enterprise that rated. */
    static RatingView forTheGiver(Stored rating, List<Label> labels, @Nullable Progress order) {
        return of(rating, labels, order, true, null);
    }

    /** For the unit and the auditor: an anonymous rating without what leads to its file. */
    static RatingView forTheUnit(Stored rating, List<Label> labels, @Nullable Progress order) {
        return of(rating, labels, order, !rating.anonymous(), null);
    }

    /** For the supervisor, who calls back. */
    static RatingView forTheSupervisor(
            Stored rating, List<Label> labels, @Nullable Progress order, @Nullable String contact) {
        return of(rating, labels, order, true, contact);
    }

    private static RatingView of(
            Stored rating, List<Label> labels, @Nullable Progress order, boolean fileShown, @Nullable String contact) {
        return new RatingView(
                rating.ratingId(),
                fileShown ? rating.invitationId() : null,
                fileShown ? rating.receiptNumber() : null,
                fileShown ? rating.serviceNumber() : null,
                rating.service() == null ? REPORTED : rating.service().name(),
                rating.source(),
                fileShown ? rating.sourceNumber() : null,
                rating.unit(),
                rating.matter(),
                rating.level(),
                rating.level().good(),
                labels,
                rating.text(),
                rating.channel(),
                rating.anonymous(),
                CountyTime.at(rating.ratedAt()),
                contact,
                order == null ? null : new Rectification(order.rectificationId(), order.status(), order.result()));
    }
}

package onestop.evaluation.ratings;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.ratings.Ratings.Stored;
import onestop.evaluation.rectification.RectificationProgress.Progress;
import onestop.evaluation.rectification.Status;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Dimension;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Source;
import org.jspecify.annotations.Nullable;

/**
 * A rating as one reader sees it; what the reader may not see is not there. No view says who the rater is.
 *
 * @param ratedAt null for the unit, of an anonymous rating: to the second it would tell who stood at the counter
 * @param standing null while the rating counts, and for whoever is not to learn that it is under suspicion
 * @param followUp what the rater said after the rectification
 * @param appeals the newest appeals that name it; of an anonymous rating neither the unit nor the auditor is told, as an appeal says
 *     whose it is
 */
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
        List<RatedLabel> labels,
        @Nullable String text,
        @Nullable Map<Dimension, Level> dimensions,
        Channel channel,
        boolean anonymous,
        @Nullable OffsetDateTime ratedAt,
        LocalDate ratedOn,
        @Nullable Standing standing,
        @Nullable String contact,
        @Nullable Rectification rectification,
        @Nullable FollowUpView followUp,
        @Nullable List<AppealLine> appeals) {

    /** Of a service that another system gave, nobody here knows which it was. */
    private static final String REPORTED = "REPORTED";

    record Rectification(
            UUID rectificationId, Status status, @Nullable String result) {}

    record FollowUpView(
            UUID ratingId,
            Level level,
            boolean good,
            List<RatedLabel> labels,
            @Nullable String text,
            Channel channel,
            @Nullable OffsetDateTime ratedAt,
            LocalDate ratedOn) {

        FollowUpView ofTheDay() {
            return new FollowUpView(ratingId, level, good, labels, text, channel, null, ratedOn);
        }
    }

    /** @param outcome absent until it is closed */
    record AppealLine(
            UUID appealId,
            String number,
            OffsetDateTime receivedAt,
            @Nullable String outcome) {}

    /** What belongs to a rating. */
    record Beside(
            List<RatedLabel> labels,
            Map<Dimension, Level> dimensions,
            @Nullable Progress order,
            @Nullable FollowUpView followUp,
            List<AppealLine> appeals) {}

    /** For the enterprise that rated. */
    static RatingView forTheGiver(Stored rating, Beside beside) {
        return of(rating, beside, true, false, null);
    }

    /** For the unit: an anonymous rating without what leads to its file, and of its time only the day. */
    static RatingView forTheUnit(Stored rating, Beside beside) {
        return of(rating, beside, !rating.anonymous(), false, null);
    }

    /** For the auditor: what the unit reads, when exactly it was given, and whether it is under suspicion. */
    static RatingView forTheAuditor(Stored rating, Beside beside) {
        return of(rating, beside, !rating.anonymous(), true, null);
    }

    /** For the supervisor, who calls back. */
    static RatingView forTheSupervisor(Stored rating, Beside beside, @Nullable String contact) {
        return of(rating, beside, true, true, contact);
    }

    static FollowUpView followUp(Stored rating, List<RatedLabel> labels) {
        return new FollowUpView(
                rating.ratingId(),
                rating.level(),
                rating.level().good(),
                labels,
                rating.text(),
                rating.channel(),
                CountyTime.at(rating.ratedAt()),
                CountyTime.dayOf(rating.ratedAt()));
    }

    private static RatingView of(
            Stored rating, Beside beside, boolean fileShown, boolean suspicionShown, @Nullable String contact) {
        var order = beside.order();
        var followUp = beside.followUp();
        boolean timeShown = fileShown || suspicionShown;
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
                beside.labels(),
                rating.text(),
                beside.dimensions().isEmpty() ? null : beside.dimensions(),
                rating.channel(),
                rating.anonymous(),
                timeShown ? CountyTime.at(rating.ratedAt()) : null,
                CountyTime.dayOf(rating.ratedAt()),
                shown(rating.standing(), suspicionShown),
                contact,
                order == null ? null : new Rectification(order.rectificationId(), order.status(), order.result()),
                followUp == null || timeShown ? followUp : followUp.ofTheDay(),
                fileShown && !beside.appeals().isEmpty() ? beside.appeals() : null);
    }

    private static @Nullable Standing shown(Standing standing, boolean suspicionShown) {
        return standing == Standing.INVALIDATED || standing == Standing.SUSPECT && suspicionShown ? standing : null;
    }
}

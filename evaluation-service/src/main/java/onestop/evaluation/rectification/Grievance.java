package onestop.evaluation.rectification;

import java.util.List;
import java.util.UUID;
import onestop.evaluation.scale.Level;
import org.jspecify.annotations.Nullable;

/**
 * What an order is about: what was said of which unit, but not by whom.
 *
 * @param originId the rating, the feedback or the finding
 * @param receiptNumber null where no file is concerned
 * @param service kind of the service, null where none was given
 * @param matter the item or package by its code in the catalogue, null where none is concerned
 * @param unit who has to put it right; another one after an objection of the wrong unit
 * @param anonymous whether the rater withheld the name, or of a finding, whether nobody left a contact
 */
record Grievance(
        Origin origin,
        UUID originId,
        @Nullable String receiptNumber,
        @Nullable String service,
        @Nullable String matter,
        String unit,
        Level level,
        List<String> labels,
        @Nullable String text,
        boolean anonymous) {

    Grievance {
        if (!level.bad()) {
            throw new IllegalArgumentException("only what is bad is rectified, not " + level);
        }
        labels = List.copyOf(labels);
    }

    static Grievance of(BadRating rating) {
        return new Grievance(
                Origin.RATING,
                rating.ratingId(),
                rating.receiptNumber(),
                rating.service(),
                rating.matter(),
                rating.unit(),
                rating.level(),
                rating.labels(),
                rating.text(),
                rating.anonymous());
    }

    static Grievance of(BadFinding finding) {
        return new Grievance(
                finding.origin(),
                finding.id(),
                null,
                null,
                finding.matter(),
                finding.unit(),
                finding.level(),
                List.of(),
                finding.text(),
                !finding.reachable());
    }

    /**
     * Whether an officer whom this is about may learn of it: not of what a rater said without a name, as the officer knows who was
     * there; but of a review, which is by an appointed reviewer and tells neither who nor at what time.
     */
    boolean toldToOfficers() {
        return !anonymous || origin == Origin.REVIEW;
    }

    Grievance at(String otherUnit) {
        return new Grievance(
                origin, originId, receiptNumber, service, matter, otherUnit, level, labels, text, anonymous);
    }
}

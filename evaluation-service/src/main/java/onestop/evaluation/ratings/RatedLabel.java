package onestop.evaluation.ratings;

import onestop.evaluation.facts.FactCheck;
import onestop.evaluation.scale.Label;
import onestop.evaluation.scale.Level;
import org.jspecify.annotations.Nullable;

/**
 * A label on a rating.
 *
 * @param factCheck what the files say about its claim; null for a label of opinion
 */
record RatedLabel(
        String code,
        Level level,
        @Nullable String labelZh,
        @Nullable String labelEn,
        boolean core,
        boolean usingStatus,
        int labelSet,
        @Nullable FactCheck factCheck) {

    static RatedLabel of(Label label, @Nullable FactCheck factCheck) {
        return new RatedLabel(
                label.code(),
                label.level(),
                label.labelZh(),
                label.labelEn(),
                label.core(),
                label.usingStatus(),
                label.labelSet(),
                factCheck);
    }
}

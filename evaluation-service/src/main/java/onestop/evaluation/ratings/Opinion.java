package onestop.evaluation.ratings;

import java.util.List;
import onestop.evaluation.scale.Label;
import onestop.evaluation.scale.Labels;
import onestop.evaluation.scale.Level;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/** What a rater says: a level, labels of that level, words. A bad opinion says why. */
record Opinion(Level level, List<String> labels, @Nullable String text) {
    static final int MOST_LABELS = 8;
    static final int LONGEST_TEXT = 150;

    /**
     * Checks what was sent.
     *
     * @throws InvalidFieldException naming the field that does not hold
     */
    static Opinion of(Level level, @Nullable List<String> labels, @Nullable String text, Labels known) {
        var codes =
                labels == null ? List.<String>of() : labels.stream().distinct().toList();
        if (codes.size() > MOST_LABELS) {
            throw new InvalidFieldException("labels", "too-many-labels", MOST_LABELS);
        }
        for (int i = 0; i < codes.size(); i++) {
            check(codes.get(i), "labels[" + i + "]", level, known);
        }
        var words = text == null || text.isBlank() ? null : text.strip();
        if (words != null && words.codePointCount(0, words.length()) > LONGEST_TEXT) {
            throw new InvalidFieldException("text", "text-too-long", LONGEST_TEXT);
        }
        if (level.bad() && codes.isEmpty() && words == null) {
            throw new InvalidFieldException("labels", "bad-rating-says-why");
        }
        return new Opinion(level, codes, words);
    }

    private static void check(String code, String field, Level level, Labels known) {
        Label label = known.find(code).orElseThrow(() -> new InvalidFieldException(field, "unknown-label", code));
        if (label.level() != level) {
            throw new InvalidFieldException(
                    field, "label-of-another-level", code, label.level().name());
        }
        if (!label.usingStatus()) {
            throw new InvalidFieldException(field, "label-not-in-use", code);
        }
    }
}

package onestop.evaluation.ratings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import onestop.evaluation.scale.Label;
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
    static Opinion of(
            Level level,
            @Nullable List<String> labels,
            @Nullable String text,
            Function<String, Optional<Label>> known) {
        var sent = labels == null ? List.<String>of() : labels;
        for (int i = 0; i < sent.size(); i++) {
            check(sent.get(i), "labels[" + i + "]", level, known);
        }
        var codes = sent.stream().distinct().toList();
        var words = text == null || text.isBlank() ? null : text.strip();
        if (words != null && words.codePointCount(0, words.length()) > LONGEST_TEXT) {
            throw new InvalidFieldException("text", "text-too-long", LONGEST_TEXT);
        }
        if (level.bad() && codes.isEmpty() && words == null) {
            throw new InvalidFieldException("labels", "bad-rating-says-why");
        }
        return new Opinion(level, codes, words);
    }

    private static void check(String code, String field, Level level, Function<String, Optional<Label>> known) {
        Label label = known.apply(code).orElseThrow(() -> new InvalidFieldException(field, "unknown-label", code));
        if (label.level() != level) {
            throw new InvalidFieldException(
                    field, "label-of-another-level", code, label.level().name());
        }
        if (!label.usingStatus()) {
            throw new InvalidFieldException(field, "label-not-in-use", code);
        }
    }
}

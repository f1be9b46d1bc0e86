package onestop.approval.cases;

import org.jspecify.annotations.Nullable;

/** What an approver decides. */
sealed interface Verdict {
    record Grant(@Nullable String grounds) implements Verdict {}

    /** A refusal names its grounds and the remedies against it (行政许可法 art. 38). */
    record Refuse(String grounds, String remedies) implements Verdict {}
}

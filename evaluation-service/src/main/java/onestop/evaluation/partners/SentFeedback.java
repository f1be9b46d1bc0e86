package onestop.evaluation.partners;

import org.jspecify.annotations.Nullable;

/** An open feedback as a partner writes it; nothing of it has been checked. */
record SentFeedback(
        @Nullable String source,
        @Nullable String number,
        @Nullable String target,
        @Nullable String targetCode,
        @Nullable String unit,
        @Nullable String town,
        @Nullable String regionLevel,
        @Nullable String level,
        @Nullable String text,
        @Nullable Boolean complaint,
        @Nullable Boolean anonymous,
        @Nullable String contact,
        @Nullable String writtenAt) {}

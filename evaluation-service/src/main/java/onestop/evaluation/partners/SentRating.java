package onestop.evaluation.partners;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rating as a partner writes it; nothing of it has been checked. */
public record SentRating(
        @Nullable String source,
        @Nullable String number,
        @Nullable String unit,
        @Nullable String item,
        @Nullable String window,
        @Nullable String officer,
        @Nullable String town,
        @Nullable String regionLevel,
        @Nullable String level,
        @Nullable List<@Nullable String> labels,

        @Nullable String text,

        @Nullable String channel,
        @Nullable Boolean anonymous,

        @Nullable String ratedAt,
        @Nullable String receiptNumber,
        @Nullable Integer serviceNumber,
        @Nullable String contact,
        @Nullable Boolean followUp,
        @Nullable Boolean effective) {}

package onestop.evaluation.invitations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is reported of a file beside its services; what has not been told is null. */
record FileDetails(
        @Nullable String mainItem,
        @Nullable String caseType,
        @Nullable Integer promisedDays,
        @Nullable Integer statutoryDays,
        @Nullable Boolean online,
        @Nullable String regionCode,
        @Nullable Instant acceptedAt,
        @Nullable Instant finishedAt) {
    static final FileDetails NONE = new FileDetails(null, null, null, null, null, null, null, null);

    static FileDetails finished(@Nullable Instant at) {
        return new FileDetails(null, null, null, null, null, null, null, at);
    }

    /** What is known stays, what was missing is filled in. */
    FileDetails and(FileDetails more) {
        return new FileDetails(
                first(mainItem, more.mainItem),
                first(caseType, more.caseType),
                first(promisedDays, more.promisedDays),
                first(statutoryDays, more.statutoryDays),
                first(online, more.online),
                first(regionCode, more.regionCode),
                first(acceptedAt, more.acceptedAt),
                first(finishedAt, more.finishedAt));
    }

    private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }
}

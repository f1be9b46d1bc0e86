package onestop.evaluation.invitations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file beside its services; what has not been told is null.
 *
 * @param enterpriseName readable here, and sealed where it is stored
 * @param agent the mark of whoever handed it in for the enterprise; of a consultation, of who asked
 */
record FileDetails(
        @Nullable String mainItem,
        @Nullable String caseType,
        @Nullable Integer promisedDays,
        @Nullable Integer statutoryDays,
        @Nullable Boolean online,
        @Nullable String regionCode,
        @Nullable Instant acceptedAt,
        @Nullable Instant finishedAt,
        @Nullable String enterpriseName,
        @Nullable String agent) {
    static final FileDetails NONE = new FileDetails(null, null, null, null, null, null, null, null, null, null);

    static FileDetails finished(@Nullable Instant at) {
        return new FileDetails(null, null, null, null, null, null, null, at, null, null);
    }

    /** Nobody's name is written where this is written. */
    @Override
    public String toString() {
        return "FileDetails[" + mainItem + ", " + acceptedAt + ", " + finishedAt + "]";
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
                first(finishedAt, more.finishedAt),
                first(enterpriseName, more.enterpriseName),
                first(agent, more.agent));
    }

    private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }
}

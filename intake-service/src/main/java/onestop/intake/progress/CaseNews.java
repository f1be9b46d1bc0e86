package onestop.intake.progress;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a case from its events. Later news win, whenever they come; earlier news that come late only fill
 * in what is still unknown.
 *
 * @param version the sender's version of the case after the event
 * @param status null when the news leave the case where it stands and only move its days
 * @param waitsFor for which case it waits again; null unless it does
 * @param reopened it was decided or had ended before, and is open again
 */
record CaseNews(
        String caseNumber,
        String receiptNumber,
        long version,
        @Nullable Status status,
        @Nullable String outcome,
        @Nullable String grounds,
        @Nullable LocalDate promisedDueOn,
        @Nullable LocalDate statutoryDueOn,
        @Nullable Boolean provisional,
        @Nullable OffsetDateTime openedAt,
        @Nullable OffsetDateTime decidedAt,
        @Nullable String licenceNumber,
        @Nullable String licenceNameZh,
        @Nullable String waitsFor,
        boolean reopened) {

    enum Status {
        OPENED,
        EXAMINED,
        SUSPENDED,
        DECIDED,
        NOT_STARTED,
        WAITING
    }

    CaseNews and(CaseNews other) {
        boolean otherIsLater = other.version > version;
        var later = otherIsLater ? other : this;
        var earlier = otherIsLater ? this : other;
        return new CaseNews(
                caseNumber,
                receiptNumber,
                later.version,
                known(later.status, earlier.status),
                known(later.outcome, earlier.outcome),
                known(later.grounds, earlier.grounds),
                known(later.promisedDueOn, earlier.promisedDueOn),
                known(later.statutoryDueOn, earlier.statutoryDueOn),
                known(later.provisional, earlier.provisional),
                known(later.openedAt, earlier.openedAt),
                known(later.decidedAt, earlier.decidedAt),
                known(later.licenceNumber, earlier.licenceNumber),
                known(later.licenceNameZh, earlier.licenceNameZh),
                later.status == null ? earlier.waitsFor : later.waitsFor,
                reopened || other.reopened);
    }

    private static <T> @Nullable T known(@Nullable T later, @Nullable T earlier) {
        return later == null ? earlier : later;
    }
}

package onestop.appeal.appeals;

import org.jspecify.annotations.Nullable;

/**
 * What an appeal is about, as far as it is named. A rating is named together with its file.
 *
 * @param itemCode the service item, by its code in the catalogue
 * @param feedbackId the open feedback that was referred to us
 * @param unit the unit it is about: complained of, or found at fault
 */
record About(
        @Nullable String receiptNumber,
        @Nullable String caseNumber,
        @Nullable String ratingId,
        @Nullable String itemCode,
        @Nullable String feedbackId,
        @Nullable String unit) {
    static final About NOTHING = new About(null, null, null);

    About {
        if (ratingId != null && receiptNumber == null) {
            throw new IllegalArgumentException("a rating is named together with its file");
        }
    }

    About(@Nullable String receiptNumber, @Nullable String caseNumber, @Nullable String ratingId) {
        this(receiptNumber, caseNumber, ratingId, null, null, null);
    }

    /** Nobody is kept from an appeal that names no file. */
    boolean namesNoFile() {
        return receiptNumber == null && caseNumber == null;
    }
}

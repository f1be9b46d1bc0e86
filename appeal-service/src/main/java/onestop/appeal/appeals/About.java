package onestop.appeal.appeals;

import org.jspecify.annotations.Nullable;

/** What an appeal is about, as far as the applicant names it. A rating is named together with its file. */
record About(
        @Nullable String receiptNumber,
        @Nullable String caseNumber,
        @Nullable String ratingId) {
    static final About NOTHING = new About(null, null, null);

    About {
        if (ratingId != null && receiptNumber == null) {
            throw new IllegalArgumentException("a rating is named together with its file");
        }
    }

    boolean namesNothing() {
        return equals(NOTHING);
    }
}

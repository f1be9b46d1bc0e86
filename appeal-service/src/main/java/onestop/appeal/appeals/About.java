package onestop.appeal.appeals;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an appeal is about, as far as it is named. A rating is named together with its file.
 *
 * @param itemCode the service item, by its code in the catalogue
 * @param feedbackId the open feedback that was referred to us
 * @param unit the unit it is about: complained of, or found at fault
 * @param negativeAnswerId a window's report that it said no
 */
record About(
        @Nullable String receiptNumber,
        @Nullable String caseNumber,
        @Nullable String ratingId,
        @Nullable String itemCode,
        @Nullable String feedbackId,
        @Nullable String unit,
        @Nullable UUID negativeAnswerId) {
    static final About NOTHING = new About(null, null, null);

    About {
        if (ratingId != null && receiptNumber == null) {
            throw new IllegalArgumentException("a rating is named together with its file");
        }
    }

    About(@Nullable String receiptNumber, @Nullable String caseNumber, @Nullable String ratingId) {
        this(receiptNumber, caseNumber, ratingId, null, null, null, null);
    }

    /** Nobody is kept from an appeal that names no file, no report and no feedback. */
    boolean keepsNobodyAway() {
        return namesNoFile() && feedbackId == null;
    }

    boolean namesNoFile() {
        return receiptNumber == null && caseNumber == null && negativeAnswerId == null;
    }

    /** With another file; the item is the one that the file is about, or, if that is not known, what it was. */
    About with(File file, @Nullable String itemOfFile) {
        return new About(
                file.receiptNumber(),
                file.caseNumber(),
                ratingId,
                itemOfFile == null ? itemCode : itemOfFile,
                feedbackId,
                unit,
                file.negativeAnswerId());
    }

    About withItem(@Nullable String item) {
        return new About(receiptNumber, caseNumber, ratingId, item, feedbackId, unit, negativeAnswerId);
    }

    File file() {
        return new File(receiptNumber, caseNumber, negativeAnswerId);
    }

    /** The part of it that keeps people from handling the appeal. */
    record File(
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable UUID negativeAnswerId) {
        @Override
        public String toString() {
            return Stream.of(receiptNumber, caseNumber, negativeAnswerId == null ? null : negativeAnswerId.toString())
                    .flatMap(Stream::ofNullable)
                    .collect(Collectors.joining(", "));
        }
    }
}

package onestop.approval.licences;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A licence as it stands.
 *
 * @param version counts the licences of its kind for its holder
 * @param enterpriseUsci who applied: the holder, or the parent of a branch
 * @param validUntil last day of its validity; null when it is not limited in time
 * @param renewalDays calendar days before the last day by which renewal must be asked
 * @param months how long a renewal holds; null when it is not limited in time
 * @param face counts the prints that differ
 * @param facedAt when the present print came into being: the issue, or the last renewal
 * @param change counts what happened to it
 */
record Licence(
        String number,
        long entry,
        int version,
        String kind,
        String nameZh,
        String caseNumber,
        String receiptNumber,
        String itemCode,
        String itemNameZh,
        String unit,
        String unitNameZh,
        String subjectUsci,
        String subjectName,
        String enterpriseUsci,
        LicenceStatus status,
        Instant issuedAt,
        LocalDate validFrom,
        @Nullable LocalDate validUntil,
        int renewalDays,
        @Nullable Integer months,
        @Nullable Instant endedAt,
        @Nullable String legalGround,
        @Nullable String supersededBy,
        int face,
        Instant facedAt,
        int template,
        long change) {

    /** The last day on which renewal can be asked (art. 50: thirty days before the end, unless other rules say otherwise). */
    @Nullable
    LocalDate renewalUntil() {
        return validUntil == null ? null : validUntil.minusDays(renewalDays);
    }

    /** The same with another last day. */
    Licence until(LocalDate day) {
        return new Licence(
                number,
                entry,
                version,
                kind,
                nameZh,
                caseNumber,
                receiptNumber,
                itemCode,
                itemNameZh,
                unit,
                unitNameZh,
                subjectUsci,
                subjectName,
                enterpriseUsci,
                status,
                issuedAt,
                validFrom,
                day,
                renewalDays,
                months,
                endedAt,
                legalGround,
                supersededBy,
                face,
                facedAt,
                template,
                change);
    }
}

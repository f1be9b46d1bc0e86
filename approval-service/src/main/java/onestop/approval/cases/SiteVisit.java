package onestop.approval.cases;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A verification on site (现场核查). Two or more officers do it (行政许可法 art. 34): one writes the record, another who was there signs it.
 *
 * @param visitedOn when they were there
 * @param findings what they found
 * @param by who wrote the record
 * @param signedBy the second officer; null until the record is signed
 */
record SiteVisit(
        LocalDate visitedOn,
        String place,
        String findings,
        String by,
        Instant at,
        @Nullable String signedBy,
        @Nullable Instant signedAt) {

    @JsonIgnore
    boolean isSigned() {
        return signedBy != null;
    }

    SiteVisit signed(String officer, Instant when) {
        return new SiteVisit(visitedOn, place, findings, by, at, officer, when);
    }
}

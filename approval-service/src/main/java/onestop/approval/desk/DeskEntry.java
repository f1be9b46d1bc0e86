package onestop.approval.desk;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import onestop.web.Cursor;
import org.jspecify.annotations.Nullable;

/** One line of the queue. */
record DeskEntry(
        String caseNumber,
        String receiptNumber,
        String itemCode,
        String itemNameZh,
        String itemNameEn,
        String caseType,
        int stage,
        String status,
        SubjectView subject,
        boolean greenChannel,
        @Nullable LocalDate promisedDueOn,
        @Nullable LocalDate statutoryDueOn,
        boolean provisional,
        @Nullable String assignedTo,
        OffsetDateTime startedAt,
        long version,
        @JsonIgnore LocalDate urgentOn) {

    record SubjectView(String usci, String name, String regionCode) {}

    String cursor() {
        return Cursor.of(greenChannel ? 0 : 1, urgentOn, caseNumber);
    }
}

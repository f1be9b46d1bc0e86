package onestop.approval.lights;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import onestop.web.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * One light with its replies.
 *
 * @param dueOn the due date it measures
 */
record LightView(
        String light,
        String caseNumber,
        String receiptNumber,
        String itemCode,
        String unit,
        Severity severity,
        LocalDate dueOn,
        OffsetDateTime turnedAt,
        LightState state,
        @Nullable Reply answer,
        @Nullable Reply lift) {

    record Reply(String by, OffsetDateTime at, String reason) {}

    @JsonIgnore
    String cursor() {
        return Cursor.of(severity.gravity(), light);
    }
}

package onestop.approval.files;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;

/** A file as its readers see it, with one page of its cases. Parts that intake-service told are shown as told. */
record FileView(
        String receiptNumber,
        String kind,
        @Nullable String packageCode,
        String channel,
        EnterpriseView enterprise,
        String status,
        String leadUnit,
        List<String> units,
        OffsetDateTime receivedAt,
        OffsetDateTime acceptedAt,
        @Nullable String acceptedBy,
        @Nullable String acceptedByUnit,
        boolean deemed,
        @Nullable String windowCode,
        @JsonRawValue @Nullable String greenChannel,
        @JsonRawValue String deferredMaterials,
        CountsView counts,
        @Nullable String outcome,
        @Nullable OffsetDateTime finishedAt,
        @Nullable Integer workingDaysUsed,
        @JsonRawValue String baseline,
        @Nullable Double timeReduction,
        List<String> officers,
        long version,
        Page<CaseLine> cases) {

    record EnterpriseView(String usci, String name) {}

    record CountsView(int cases, int waiting, int inHand, int granted, int refused, int notStarted, int withdrawn) {}

    record SubjectView(String usci, String name, String regionCode) {}

    record CaseLine(
            String caseNumber,
            String itemCode,
            String itemNameZh,
            String itemNameEn,
            String unit,
            String caseType,
            int stage,
            String status,
            SubjectView subject,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            boolean provisional,
            @Nullable OffsetDateTime decidedAt,
            long version) {}
}

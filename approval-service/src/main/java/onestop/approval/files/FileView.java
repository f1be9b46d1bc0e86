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
        Progress progress,
        @Nullable PromiseView promise,
        @Nullable String outcome,
        @Nullable OffsetDateTime finishedAt,
        @Nullable Integer workingDaysUsed,
        @JsonRawValue String baseline,
        @Nullable Double timeReduction,
        List<String> officers,
        long version,
        Page<CaseLine> cases) {

    record EnterpriseView(String usci, String name) {}

    record CountsView(
            int cases, int waiting, int inHand, int granted, int refused, int notStarted, int withdrawn, int ended) {}

    /** How far a file is. */
    enum Progress {
        /** No case is closed. */
        OPEN,
        /** Some results are there, others still open. */
        PARTLY_DONE,
        DONE,
        WITHDRAWN
    }

    /**
     * When the file is due if every case keeps its promise: its critical path, at most 45 working days, 60 with an approval of the
     * head of the government (行政许可法 art. 42). It moves with extensions; suspensions of a case move the case's own dates only.
     *
     * @param criticalPath the longest chain of cases of which each waits for the one before
     */
    record PromiseView(
            LocalDate startOn,
            int workingDays,
            @Nullable LocalDate dueOn,
            boolean provisional,
            @JsonRawValue String criticalPath) {}

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

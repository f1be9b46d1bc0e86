package onestop.approval.cases;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import onestop.approval.cases.CaseState.Licence;
import org.jspecify.annotations.Nullable;

/** One case as its readers see it. */
record CaseView(
        String caseNumber,
        String receiptNumber,
        String itemCode,
        long itemVersion,
        String itemNameZh,
        String itemNameEn,
        String unit,
        String caseType,
        int stage,
        String status,
        SubjectView subject,
        boolean greenChannel,
        @Nullable OffsetDateTime startedAt,
        @Nullable ClockView clock,
        @Nullable String assignedTo,
        List<String> waitsFor,
        @Nullable ExaminationView examination,
        @Nullable ExaminationView review,
        @Nullable SuspensionView suspension,
        @Nullable DecisionView decision,
        @Nullable NotStartedView notStarted,
        @Nullable OffsetDateTime withdrawnAt,
        @Nullable EndingView ending,
        boolean onSiteVerification,
        @Nullable VisitView visit,
        @Nullable HearingView hearing,
        List<OpinionsView> opinions,
        long version,
        List<ActView> history) {

    record SubjectView(String usci, String name, String regionCode) {}

    record ClockView(
            LocalDate startOn,
            int promisedDays,
            @Nullable Integer ordinaryPromisedDays,
            int statutoryDays,
            int extensionDays,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            boolean provisional) {}

    record ExaminationView(String outcome, String by, OffsetDateTime at, String opinion) {}

    record SuspensionView(
            String kind,
            String legalGround,
            int expectedWorkingDays,
            OffsetDateTime since,
            LocalDate expectedUntilOn,
            List<DefectView> defects,
            @Nullable String supervisorReason) {}

    record DefectView(String material, String fault, String text) {}

    record DecisionView(
            String outcome,
            String by,
            OffsetDateTime at,
            @Nullable String grounds,
            @Nullable String remedies,
            int workingDaysUsed,
            boolean onTimePromised,
            boolean onTimeStatutory,
            @Nullable Licence licence) {}

    record NotStartedView(String because, OffsetDateTime at) {}

    record EndingView(String kind, String by, OffsetDateTime at, String grounds) {}

    record VisitView(
            LocalDate visitedOn,
            String place,
            String findings,
            String by,
            OffsetDateTime at,
            @Nullable String signedBy,
            @Nullable OffsetDateTime signedAt) {}

    record HearingView(
            LocalDate toldOn,
            LocalDate askUntilOn,
            @Nullable LocalDate askedOn,
            @Nullable LocalDate holdUntilOn,
            @Nullable LocalDate plannedOn,
            @Nullable String place,
            @Nullable String chair,
            @Nullable LocalDate heldOn,
            @Nullable LocalDate waivedOn) {}

    record OpinionsView(
            int request,
            List<String> units,
            String rule,
            @Nullable Integer agreementPercent,
            String question,
            String askedBy,
            OffsetDateTime askedAt,
            LocalDate dueOn,
            String standing,
            List<AnswerView> answers,
            @Nullable String withdrawnBecause) {}

    record AnswerView(String unit, boolean agrees, String opinion, String by, OffsetDateTime at) {}

    record ActView(
            String act,
            String by,
            OffsetDateTime at,
            @JsonRawValue String details) {}
}

package onestop.approval.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import onestop.approval.cases.CaseState.Decided;
import onestop.approval.cases.CaseState.Licence;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.clocks.DueDates;
import onestop.approval.clocks.OfficeTime;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/** What happened, as other systems are told. The names are literals: renaming a class must not rename a contract. */
final class CaseMessages {
    static final Topic TOPIC = Topic.facts("onestop.approval.case");

    /** A decision is delivered within ten working days (行政许可法 art. 44). */
    private static final int DELIVERY_WORKING_DAYS = 10;

    private static final String PREFIX = "onestop.approval.case.";

    private CaseMessages() {}

    /**
     * Nobody else is told of an assignment, or of a withdrawal that intake-service told us. Each act of a person names who acted: whoever
     * acted on a case handles no appeal about it.
     */
    static Optional<OutgoingEvent> of(Applied applied, Moment now) {
        var next = applied.next();
        var by = applied.by();
        return switch (applied.event()) {
            case CaseEvent.Opened _ -> Optional.of(opened(next.facts(), next.version(), due(next, now), now.at()));
            case CaseEvent.Assigned _, CaseEvent.Withdrawn _ -> Optional.empty();
            case CaseEvent.Reviewed _ -> Optional.of(passed("reviewed.v1", next, by, now));
            case CaseEvent.Returned(var from, var to, var _) -> Optional.of(returned(next, from, to, by, now));
            case CaseEvent.Extended(var days, var rank, var _, var reason) ->
                Optional.of(extended(next, days, rank, reason, by, now));
            case CaseEvent.Recounted(var before, var limits, var because) ->
                Optional.of(recounted(next, before, limits, because, now));
            case CaseEvent.Examined _ -> Optional.of(passed("examined.v1", next, by, now));
            case CaseEvent.Suspended(var why, var defects) -> Optional.of(suspended(next, why, defects, by, now));
            case CaseEvent.Resumed(var ended) -> Optional.of(paused("resumed.v1", next, ended.kind(), by, now));
            case CaseEvent.Granted _, CaseEvent.Refused _ -> Optional.of(decided(next, now));
            case CaseEvent.NotStarted(var because) -> Optional.of(unstarted("not-started.v1", next, because, now));
            case CaseEvent.WaitsAgain(var because) -> Optional.of(unstarted("waits-again.v1", next, because, now));
            case CaseEvent.Ended(var kind, var grounds) -> Optional.of(ended(next, kind, grounds, now));
            case CaseEvent.Reopened(var _, var appealNumber, var _) -> Optional.of(reopened(next, appealNumber, now));
            case CaseEvent.OpinionsAsked(var request) -> Optional.of(opinionsAsked(next, request, by, now));
            case CaseEvent.OpinionGiven(var request, var answer) ->
                Optional.of(opinionGiven(next, request, answer, by, now));
            case CaseEvent.HearingPlanned(var hearing) -> Optional.of(hearingPlanned(next, hearing, by, now));
            case CaseEvent.VisitRecorded _ -> Optional.of(proceeded(next, "VISIT_RECORDED", by, now));
            case CaseEvent.VisitSigned _ -> Optional.of(proceeded(next, "VISIT_SIGNED", by, now));
            case CaseEvent.RequestWithdrawn _ -> Optional.of(proceeded(next, "REQUEST_WITHDRAWN", by, now));
            case CaseEvent.HearingAsked _ -> Optional.of(proceeded(next, "HEARING_ASKED", by, now));
            case CaseEvent.HearingHeld _ -> Optional.of(proceeded(next, "HEARING_HELD", by, now));
            case CaseEvent.HearingWaived _ -> Optional.of(proceeded(next, "HEARING_WAIVED", by, now));
        };
    }

    static OutgoingEvent opened(CaseFacts facts, long version, DueDates due, Instant at) {
        return event(
                "opened.v1",
                facts,
                version,
                at,
                new Opened(
                        facts.receiptNumber(),
                        facts.caseNumber(),
                        facts.itemCode(),
                        facts.unit(),
                        facts.subjectUsci(),
                        facts.stage(),
                        due.promisedOn(),
                        due.statutoryOn(),
                        due.provisional()));
    }

    private static OutgoingEvent passed(String type, ApprovalCase next, String by, Moment now) {
        var facts = next.facts();
        return event(
                type,
                next,
                now,
                new Passed(facts.receiptNumber(), facts.caseNumber(), facts.itemCode(), facts.unit(), "PASS", by));
    }

    /** What goes on beside the steps; what was found, said or asked is read in the case. */
    private static OutgoingEvent proceeded(ApprovalCase next, String what, String by, Moment now) {
        var facts = next.facts();
        return event(
                "proceeded.v1",
                next,
                now,
                new Proceeded(facts.receiptNumber(), facts.caseNumber(), facts.itemCode(), facts.unit(), what, by));
    }

    private static OutgoingEvent returned(ApprovalCase next, CaseStep from, CaseStep to, String by, Moment now) {
        var facts = next.facts();
        return event(
                "returned.v1",
                next,
                now,
                new Returned(
                        facts.receiptNumber(),
                        facts.caseNumber(),
                        facts.itemCode(),
                        facts.unit(),
                        from.name(),
                        to.name(),
                        by));
    }

    private static OutgoingEvent extended(
            ApprovalCase next, int workingDays, ExtensionRank rank, String reason, String by, Moment now) {
        var facts = next.facts();
        var due = due(next, now);
        return event(
                "extended.v1",
                next,
                now,
                new Extended(
                        facts.receiptNumber(),
                        facts.caseNumber(),
                        facts.itemCode(),
                        facts.unit(),
                        workingDays,
                        rank.name(),
                        reason,
                        OfficeTime.at(now.at()),
                        due.promisedOn(),
                        due.statutoryOn(),
                        by));
    }

    private static OutgoingEvent recounted(
            ApprovalCase next, DueDates before, List<MovedLimit> limits, String because, Moment now) {
        var facts = next.facts();
        var due = due(next, now);
        return event(
                "recounted.v1",
                next,
                now,
                new Recounted(
                        facts.receiptNumber(),
                        facts.caseNumber(),
                        facts.itemCode(),
                        facts.unit(),
                        because,
                        before.promisedOn(),
                        before.statutoryOn(),
                        due.promisedOn(),
                        due.statutoryOn(),
                        due.provisional(),
                        limits.isEmpty() ? null : limits));
    }

    /** What exactly is wrong is said in the letter; here only in which material and of which kind. */
    private static OutgoingEvent suspended(
            ApprovalCase next, CaseState.Suspension why, List<Defect> defects, String by, Moment now) {
        var facts = next.facts();
        var due = due(next, now);
        return event(
                "suspended.v1",
                next,
                now,
                new SuspendedData(
                        facts.receiptNumber(),
                        facts.caseNumber(),
                        facts.unit(),
                        why.kind().name(),
                        OfficeTime.at(now.at()),
                        due.promisedOn(),
                        due.statutoryOn(),
                        by,
                        why.expectedUntilOn(),
                        defects.isEmpty()
                                ? null
                                : defects.stream()
                                        .map(one -> new DefectData(
                                                one.material(), one.fault().name()))
                                        .toList()));
    }

    private static OutgoingEvent paused(String type, ApprovalCase next, SuspensionKind kind, String by, Moment now) {
        var facts = next.facts();
        var due = due(next, now);
        return event(
                type,
                next,
                now,
                new Paused(
                        facts.receiptNumber(),
                        facts.caseNumber(),
                        kind.name(),
                        OfficeTime.at(now.at()),
                        due.promisedOn(),
                        due.statutoryOn(),
                        by.equals(ApprovalCase.SYSTEM) ? null : by));
    }

    private static OutgoingEvent decided(ApprovalCase next, Moment now) {
        if (!(next.state() instanceof Decided decided)) {
            throw new IllegalStateException("a decision leads to a decided case");
        }
        var facts = next.facts();
        var judgement = decided.judgement();
        var due = due(next, now);
        return event(
                "decided.v1",
                next,
                now,
                new DecidedData(
                        facts.receiptNumber(),
                        facts.caseNumber(),
                        facts.itemCode(),
                        facts.unit(),
                        facts.subjectUsci(),
                        decided instanceof CaseState.Granted ? "GRANTED" : "REFUSED",
                        judgement.grounds(),
                        OfficeTime.at(judgement.at()),
                        judgement.by(),
                        judgement.workingDaysUsed(),
                        due.promisedOn(),
                        due.statutoryOn(),
                        judgement.onTimePromised(),
                        judgement.onTimeStatutory(),
                        decided instanceof CaseState.Granted granted ? granted.licence() : null,
                        next.officers().stream().sorted().toList(),
                        now.inWorkingDays(DELIVERY_WORKING_DAYS)));
    }

    private static OutgoingEvent unstarted(String type, ApprovalCase next, String because, Moment now) {
        var facts = next.facts();
        return event(
                type,
                next,
                now,
                new Unstarted(
                        facts.receiptNumber(),
                        facts.caseNumber(),
                        facts.itemCode(),
                        facts.unit(),
                        facts.subjectUsci(),
                        because));
    }

    private static OutgoingEvent ended(ApprovalCase next, EndKind kind, String grounds, Moment now) {
        var facts = next.facts();
        return event(
                "ended.v1",
                next,
                now,
                new Ended(
                        facts.receiptNumber(),
                        facts.caseNumber(),
                        facts.itemCode(),
                        facts.unit(),
                        facts.subjectUsci(),
                        kind.name(),
                        grounds,
                        OfficeTime.at(now.at()),
                        next.officers().stream().sorted().toList()));
    }

    private static OutgoingEvent reopened(ApprovalCase next, String appealNumber, Moment now) {
        var facts = next.facts();
        var due = due(next, now);
        return event(
                "reopened.v1",
                next,
                now,
                new Reopened(
                        facts.receiptNumber(),
                        facts.caseNumber(),
                        facts.itemCode(),
                        facts.unit(),
                        facts.subjectUsci(),
                        appealNumber,
                        due.promisedOn(),
                        due.statutoryOn(),
                        due.provisional()));
    }

    /** The question itself is read in the case, by those who may. */
    private static OutgoingEvent opinionsAsked(ApprovalCase next, OpinionRequest request, String by, Moment now) {
        var facts = next.facts();
        return event(
                "opinions-asked.v1",
                next,
                now,
                new OpinionsAsked(
                        facts.receiptNumber(),
                        facts.caseNumber(),
                        facts.itemCode(),
                        facts.unit(),
                        request.number(),
                        request.units(),
                        request.rule().name(),
                        request.dueOn(),
                        by));
    }

    private static OutgoingEvent opinionGiven(
            ApprovalCase next, OpinionRequest request, OpinionRequest.Answer answer, String by, Moment now) {
        var facts = next.facts();
        return event(
                "opinion-given.v1",
                next,
                now,
                new OpinionGiven(
                        facts.receiptNumber(),
                        facts.caseNumber(),
                        facts.itemCode(),
                        facts.unit(),
                        request.number(),
                        answer.unit(),
                        answer.agrees(),
                        request.standing().name(),
                        by));
    }

    private static OutgoingEvent hearingPlanned(ApprovalCase next, Hearing hearing, String by, Moment now) {
        var facts = next.facts();
        return event(
                "hearing-planned.v1",
                next,
                now,
                new HearingPlanned(
                        facts.receiptNumber(),
                        facts.caseNumber(),
                        facts.itemCode(),
                        facts.unit(),
                        hearing.plannedOn(),
                        hearing.place(),
                        hearing.chair(),
                        by));
    }

    static OutgoingEvent fileFinished(FileProgress file, Moment now) {
        var used = file.workingDaysUsed();
        return new OutgoingEvent(
                TOPIC,
                file.receiptNumber(),
                PREFIX + "file-finished.v1",
                file.receiptNumber(),
                file.version(),
                now.at(),
                new FileFinished(
                        file.receiptNumber(),
                        file.packageCode(),
                        file.enterpriseUsci(),
                        file.leadUnit(),
                        OfficeTime.at(now.at()),
                        file.outcome().name(),
                        file.granted(),
                        file.refused(),
                        file.notStarted(),
                        file.ended(),
                        used == null ? 1 : used,
                        file.baselineStatutoryDays(),
                        file.timeReduction(),
                        file.materialReductionRate(),
                        file.officers()));
    }

    /** The first results of a file are there while others are still to come. */
    static OutgoingEvent filePartlyDone(FileProgress file, Moment now) {
        return new OutgoingEvent(
                TOPIC,
                file.receiptNumber(),
                PREFIX + "file-partly-done.v1",
                file.receiptNumber(),
                file.version(),
                now.at(),
                new FilePartlyDone(
                        file.receiptNumber(),
                        file.packageCode(),
                        OfficeTime.at(now.at()),
                        file.granted(),
                        file.refused(),
                        file.notStarted(),
                        file.ended(),
                        file.casesInHand() + file.casesWaiting()));
    }

    private static OutgoingEvent event(String type, ApprovalCase next, Moment now, Object data) {
        return event(type, next.facts(), next.version(), now.at(), data);
    }

    private static OutgoingEvent event(String type, CaseFacts facts, long version, Instant at, Object data) {
        return new OutgoingEvent(TOPIC, facts.receiptNumber(), PREFIX + type, facts.caseNumber(), version, at, data);
    }

    private static DueDates due(ApprovalCase next, Moment now) {
        return now.dueDates(next.runningClock());
    }

    private record Opened(
            String receiptNumber,
            String caseNumber,
            String item,
            String unit,
            String subject,
            int stage,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            boolean provisional) {}

    private record Passed(
            String receiptNumber, String caseNumber, String item, String unit, String outcome, String officer) {}

    private record Proceeded(
            String receiptNumber, String caseNumber, String item, String unit, String what, String officer) {}

    private record Returned(
            String receiptNumber,
            String caseNumber,
            String item,
            String unit,
            String from,
            String to,
            String officer) {}

    private record Extended(
            String receiptNumber,
            String caseNumber,
            String item,
            String unit,
            int workingDays,
            String rank,
            String reason,
            OffsetDateTime at,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            String officer) {}

    private record Recounted(
            String receiptNumber,
            String caseNumber,
            String item,
            String unit,
            String because,
            @Nullable LocalDate promisedDueOnBefore,
            @Nullable LocalDate statutoryDueOnBefore,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            boolean provisional,
            @Nullable List<MovedLimit> limits) {}

    private record SuspendedData(
            String receiptNumber,
            String caseNumber,
            String unit,
            String kind,
            OffsetDateTime at,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            String officer,
            LocalDate expectedUntilOn,
            @Nullable List<DefectData> defects) {}

    private record DefectData(String material, String fault) {}

    private record Paused(
            String receiptNumber,
            String caseNumber,
            String kind,
            OffsetDateTime at,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            @Nullable String officer) {}

    private record DecidedData(
            String receiptNumber,
            String caseNumber,
            String item,
            String unit,
            String subject,
            String outcome,
            @Nullable String grounds,
            OffsetDateTime decidedAt,
            String decidedBy,
            int workingDaysUsed,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            boolean onTimePromised,
            boolean onTimeStatutory,
            @Nullable Licence licence,
            List<String> officers,
            LocalDate deliveryDueOn) {}

    private record Unstarted(
            String receiptNumber, String caseNumber, String item, String unit, String subject, String because) {}

    private record Ended(
            String receiptNumber,
            String caseNumber,
            String item,
            String unit,
            String subject,
            String kind,
            String grounds,
            OffsetDateTime endedAt,
            List<String> officers) {}

    private record Reopened(
            String receiptNumber,
            String caseNumber,
            String item,
            String unit,
            String subject,
            String appealNumber,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            boolean provisional) {}

    private record OpinionsAsked(
            String receiptNumber,
            String caseNumber,
            String item,
            String unit,
            int request,
            List<String> askedUnits,
            String rule,
            LocalDate dueOn,
            String officer) {}

    private record OpinionGiven(
            String receiptNumber,
            String caseNumber,
            String item,
            String unit,
            int request,
            String askedUnit,
            boolean agrees,
            String standing,
            String officer) {}

    private record HearingPlanned(
            String receiptNumber,
            String caseNumber,
            String item,
            String unit,
            @Nullable LocalDate hearingOn,
            @Nullable String place,
            @Nullable String chair,
            String officer) {}

    private record FilePartlyDone(
            String receiptNumber,
            @Nullable String packageCode,
            OffsetDateTime at,
            int granted,
            int refused,
            int notStarted,
            int ended,
            int open) {}

    private record FileFinished(
            String receiptNumber,
            @Nullable String packageCode,
            String enterpriseUsci,
            String leadUnit,
            OffsetDateTime finishedAt,
            String outcome,
            int granted,
            int refused,
            int notStarted,
            int ended,
            int workingDaysUsed,
            int baselineStatutoryDays,
            @Nullable Double timeReduction,
            @Nullable Double materialReductionRate,
            List<String> officers) {}
}

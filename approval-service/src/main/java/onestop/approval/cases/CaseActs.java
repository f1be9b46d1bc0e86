package onestop.approval.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onestop.approval.cases.CaseState.Decided;
import onestop.approval.cases.CaseState.Granted;
import onestop.approval.cases.CaseState.Refused;
import onestop.approval.cases.CaseState.Suspension;
import onestop.approval.cases.CaseState.ToDecide;
import onestop.approval.cases.CaseState.ToReview;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.clocks.DueDates;

/** How an event is entered in the history of its case: the name of the act, and what a later reader has to know of it. */
final class CaseActs {
    private CaseActs() {}

    static String name(CaseEvent event) {
        return switch (event) {
            case CaseEvent.Opened _ -> "OPENED";
            case CaseEvent.Assigned _ -> "ASSIGNED";
            case CaseEvent.Examined _ -> "EXAMINED";
            case CaseEvent.Reviewed _ -> "REVIEWED";
            case CaseEvent.Returned _ -> "RETURNED";
            case CaseEvent.Extended _ -> "EXTENDED";
            case CaseEvent.Recounted _ -> "RECOUNTED";
            case CaseEvent.Suspended _ -> "SUSPENDED";
            case CaseEvent.Resumed _ -> "RESUMED";
            case CaseEvent.Granted _ -> "GRANTED";
            case CaseEvent.Refused _ -> "REFUSED";
            case CaseEvent.NotStarted _ -> "NOT_STARTED";
            case CaseEvent.WaitsAgain _ -> "WAITS_AGAIN";
            case CaseEvent.Withdrawn _ -> "WITHDRAWN";
            case CaseEvent.Ended(var kind, var _) -> kind.name();
            case CaseEvent.Reopened _ -> "REOPENED";
            case CaseEvent.VisitRecorded _ -> "VISIT_RECORDED";
            case CaseEvent.VisitSigned _ -> "VISIT_SIGNED";
            case CaseEvent.OpinionsAsked _ -> "OPINIONS_ASKED";
            case CaseEvent.OpinionGiven _ -> "OPINION_GIVEN";
            case CaseEvent.RequestWithdrawn _ -> "REQUEST_WITHDRAWN";
            case CaseEvent.HearingAsked _ -> "HEARING_ASKED";
            case CaseEvent.HearingPlanned _ -> "HEARING_PLANNED";
            case CaseEvent.HearingHeld _ -> "HEARING_HELD";
            case CaseEvent.HearingWaived _ -> "HEARING_WAIVED";
        };
    }

    static Map<String, Object> details(Applied applied) {
        return switch (applied.event()) {
            case CaseEvent.Opened _, CaseEvent.Withdrawn _ -> Map.of();
            case CaseEvent.Assigned(var officer, var insteadOf) ->
                insteadOf == null ? Map.of("officer", officer) : Map.of("officer", officer, "insteadOf", insteadOf);
            case CaseEvent.Examined _ -> examination(applied.next().state());
            case CaseEvent.Reviewed _ -> review(applied.next().state());
            case CaseEvent.Returned(var from, var to, var reason) ->
                Map.of("from", from.name(), "to", to.name(), "reason", reason);
            case CaseEvent.Extended(var days, var rank, var approvedBy, var reason) ->
                Map.of(
                        "workingDays", days,
                        "rank", rank.name(),
                        "approvedBy", approvedBy,
                        "reason", reason,
                        "legalGround", "行政许可法第四十二条");
            case CaseEvent.Recounted(var before, var limits, var because) -> recount(before, limits, because);
            case CaseEvent.Suspended(var why, var defects) ->
                suspension(why, applied.next().proceedings(), defects);
            case CaseEvent.Resumed(var ended) -> Map.of("kind", ended.kind().name());
            case CaseEvent.Granted _, CaseEvent.Refused _ ->
                decision(applied.next().state());
            case CaseEvent.NotStarted(var because) -> Map.of("because", because);
            case CaseEvent.WaitsAgain(var because) -> Map.of("because", because);
            case CaseEvent.Ended(var _, var grounds) -> Map.of("reason", grounds);
            case CaseEvent.Reopened(var _, var appealNumber, var reason) ->
                Map.of("appealNumber", appealNumber, "reason", reason);
            case CaseEvent.VisitRecorded(var visit) ->
                Map.of(
                        "visitedOn", visit.visitedOn().toString(),
                        "place", visit.place(),
                        "findings", visit.findings());
            case CaseEvent.VisitSigned(var visit) ->
                Map.of("visitedOn", visit.visitedOn().toString(), "recordedBy", visit.by());
            case CaseEvent.OpinionsAsked(var request) -> asked(request);
            case CaseEvent.OpinionGiven(var request, var answer) ->
                Map.of(
                        "request", request.number(),
                        "unit", answer.unit(),
                        "agrees", answer.agrees(),
                        "opinion", answer.opinion());
            case CaseEvent.RequestWithdrawn(var request) ->
                Map.of("request", request.number(), "reason", String.valueOf(request.withdrawnBecause()));
            case CaseEvent.HearingAsked(var hearing) ->
                Map.of(
                        "askedOn",
                        String.valueOf(hearing.askedOn()),
                        "holdUntilOn",
                        String.valueOf(hearing.holdUntilOn()));
            case CaseEvent.HearingPlanned(var hearing) ->
                Map.of(
                        "hearingOn", String.valueOf(hearing.plannedOn()),
                        "place", String.valueOf(hearing.place()),
                        "chair", String.valueOf(hearing.chair()));
            case CaseEvent.HearingHeld(var hearing, var record) ->
                Map.of("heldOn", String.valueOf(hearing.heldOn()), "record", record);
            case CaseEvent.HearingWaived(var _, var reason) -> Map.of("reason", reason);
        };
    }

    private static Map<String, Object> examination(CaseState state) {
        var examined = state instanceof ToReview(var one) ? one : state instanceof ToDecide(var one) ? one : null;
        return examined == null ? Map.of() : Map.of("outcome", "PASS", "opinion", examined.opinion());
    }

    private static Map<String, Object> review(CaseState state) {
        var review = state instanceof ToDecide(var examined) && examined != null ? examined.review() : null;
        return review == null ? Map.of() : Map.of("outcome", "PASS", "opinion", review.opinion());
    }

    private static Map<String, Object> suspension(Suspension why, Proceedings proceed, List<Defect> defects) {
        var hearing = proceed.hearing();
        var correction = why.kind() == SuspensionKind.CORRECTION ? proceed.correction() : null;
        var details = new LinkedHashMap<String, Object>();
        details.put("kind", why.kind().name());
        details.put("legalGround", why.legalGround());
        details.put("expectedWorkingDays", why.expectedWorkingDays());
        if (why.kind() == SuspensionKind.HEARING && hearing != null) {
            details.put("askUntilOn", hearing.askUntilOn().toString());
        }
        if (correction != null && correction.supervisorReason() != null) {
            details.put("supervisorReason", correction.supervisorReason());
        }
        if (!defects.isEmpty()) {
            details.put(
                    "defects",
                    defects.stream()
                            .map(one -> Map.of(
                                    "material",
                                    one.material(),
                                    "fault",
                                    one.fault().name(),
                                    "text",
                                    one.text()))
                            .toList());
        }
        return details;
    }

    private static Map<String, Object> asked(OpinionRequest request) {
        var details = new LinkedHashMap<String, Object>();
        details.put("request", request.number());
        details.put("units", request.units());
        details.put("rule", request.rule().name());
        if (request.agreementPercent() != null) {
            details.put("agreementPercent", request.agreementPercent());
        }
        details.put("question", request.question());
        details.put("dueOn", request.dueOn().toString());
        return details;
    }

    private static Map<String, Object> recount(DueDates before, List<MovedLimit> limits, String because) {
        var details = new LinkedHashMap<String, Object>();
        details.put("because", because);
        if (before.promisedOn() != null) {
            details.put("promisedDueOnBefore", before.promisedOn().toString());
        }
        if (before.statutoryOn() != null) {
            details.put("statutoryDueOnBefore", before.statutoryOn().toString());
        }
        if (!limits.isEmpty()) {
            details.put("limits", limits.stream().map(CaseActs::limit).toList());
        }
        return details;
    }

    private static Map<String, Object> limit(MovedLimit moved) {
        var details = new LinkedHashMap<String, Object>();
        details.put("what", moved.what().name());
        if (moved.request() != null) {
            details.put("request", moved.request());
        }
        details.put("before", moved.before().toString());
        details.put("now", moved.now().toString());
        return details;
    }

    private static Map<String, Object> decision(CaseState state) {
        var details = new LinkedHashMap<String, Object>();
        if (state instanceof Decided decided && decided.judgement().grounds() != null) {
            details.put("grounds", decided.judgement().grounds());
        }
        switch (state) {
            case Granted granted ->
                details.put("licenceNumber", granted.licence().number());
            case Refused refused -> details.put("remedies", refused.remedies());
            default -> throw new IllegalStateException("a decision leads to a decided case");
        }
        return details;
    }
}

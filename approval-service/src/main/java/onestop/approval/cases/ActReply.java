package onestop.approval.cases;

import java.time.LocalDate;
import onestop.approval.cases.ActOnCases.Outcome;
import onestop.approval.cases.CaseState.Granted;
import onestop.approval.cases.CaseState.Licence;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.cases.Transition.Declined;
import onestop.approval.clocks.DueDates;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What an officer is told after an act on one case. */
record ActReply(
        String caseNumber,
        String receiptNumber,
        String status,
        long version,
        @Nullable String assignedTo,
        @Nullable LocalDate promisedDueOn,
        @Nullable LocalDate statutoryDueOn,
        @Nullable Licence licence,
        @Nullable String fileStatus) {

    static ResponseEntity<?> of(Outcome outcome, CaseProblems problems) {
        return switch (outcome.transition()) {
            case Applied(var next, var _, var _) ->
                ResponseEntity.ok().eTag(Versions.etag(next.version())).body(of(next, outcome));
            case Declined(var why) -> {
                var problem = problems.of(why);
                yield ResponseEntity.status(problem.getStatus())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(problem);
            }
        };
    }

    private static ActReply of(ApprovalCase next, Outcome outcome) {
        DueDates due = outcome.due();
        return new ActReply(
                next.facts().caseNumber(),
                next.facts().receiptNumber(),
                CaseRow.status(next.state()),
                next.version(),
                next.assignedTo(),
                due == null ? null : due.promisedOn(),
                due == null ? null : due.statutoryOn(),
                next.state() instanceof Granted granted ? granted.licence() : null,
                outcome.fileStatus());
    }
}

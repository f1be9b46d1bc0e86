package onestop.approval.cases;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import onestop.approval.cases.CaseCommand.Decide;
import onestop.approval.cases.CaseCommand.Examine;
import onestop.approval.cases.CaseCommand.Review;
import onestop.approval.cases.CaseState.Granted;
import onestop.approval.cases.CaseState.Licence;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.cases.Transition.Declined;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** One act on many cases, such as all branches of one parent. Each case has a result of its own. */
@RestController
class ManyCasesController {
    private final ActOnCases act;
    private final ApprovalCases cases;
    private final CaseProblems caseProblems;
    private final Problems problems;
    private final Idempotency idempotency;

    ManyCasesController(
            ActOnCases act,
            ApprovalCases cases,
            CaseProblems caseProblems,
            Problems problems,
            Idempotency idempotency) {
        this.act = act;
        this.cases = cases;
        this.caseProblems = caseProblems;
        this.problems = problems;
        this.idempotency = idempotency;
    }

    /** Which cases an act is about. */
    private interface SelectingBody {
        @Nullable
        String receiptNumber();

        @Nullable
        String itemCode();

        @Nullable
        List<String> caseNumbers();
    }

    record ExaminationsBody(
            @Nullable @PlainText @Size(min = 1, max = 50) String receiptNumber,
            @Nullable @PlainText @Size(min = 1, max = 50) String itemCode,

            @Nullable @Size(min = 1, max = ActOnCases.MOST)
            List<@NotBlank @PlainText @Size(max = 50) String> caseNumbers,

            @NotNull ExamineCaseController.Outcome outcome,
            @NotBlank @PlainText @Size(max = 4000) String opinion)
            implements SelectingBody {}

    record ReviewsBody(
            @Nullable @PlainText @Size(min = 1, max = 50) String receiptNumber,
            @Nullable @PlainText @Size(min = 1, max = 50) String itemCode,

            @Nullable @Size(min = 1, max = ActOnCases.MOST)
            List<@NotBlank @PlainText @Size(max = 50) String> caseNumbers,

            @NotNull ReviewCaseController.Outcome outcome,
            @NotBlank @PlainText @Size(max = 4000) String opinion)
            implements SelectingBody {}

    record DecisionsBody(
            @Nullable @PlainText @Size(min = 1, max = 50) String receiptNumber,
            @Nullable @PlainText @Size(min = 1, max = 50) String itemCode,

            @Nullable @Size(min = 1, max = ActOnCases.MOST)
            List<@NotBlank @PlainText @Size(max = 50) String> caseNumbers,

            @NotNull DecideCaseController.Outcome outcome,
            @Nullable @PlainText @Size(max = 4000) String grounds,
            @Nullable @PlainText @Size(max = 2000) String remedies)
            implements SelectingBody {}

    record BatchReply(int done, int declined, boolean more, List<Result> results) {}

    record Result(
            String caseNumber,
            boolean done,
            @Nullable String status,
            @Nullable Long version,
            @Nullable Licence licence,
            @Nullable ProblemDetail problem) {}

    /** @param more whether the file holds more such cases than one call takes */
    private record Selection(Set<String> caseNumbers, boolean more) {}

    @Allowed(Role.EXAMINER)
    @PostMapping("/api/approval/examinations")
    ResponseEntity<?> examine(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ExaminationsBody body,
            Caller caller) {
        return once(caller, key, body, "EXAMINATION", new Examine(body.opinion()));
    }

    @Allowed(Role.REVIEWER)
    @PostMapping("/api/approval/reviews")
    ResponseEntity<?> review(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ReviewsBody body,
            Caller caller) {
        return once(caller, key, body, "REVIEW", new Review(body.opinion()));
    }

    @Allowed(Role.APPROVER)
    @PostMapping("/api/approval/decisions")
    ResponseEntity<?> decide(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody DecisionsBody body,
            Caller caller) {
        var verdict = DecideCaseController.verdict(body.outcome(), body.grounds(), body.remedies());
        return once(caller, key, body, "DECISION", new Decide(verdict));
    }

    private ResponseEntity<?> once(
            Caller caller, @Nullable String key, SelectingBody body, String step, CaseCommand command) {
        var officer = Officers.of(caller);
        requireSelection(body);
        return idempotency.once(caller, key, body, () -> reply(officer, step, body, command));
    }

    /** Cases are named by their numbers, or by their file and possibly item; a file may come along with numbers. */
    private static void requireSelection(SelectingBody body) {
        if (body.receiptNumber() == null && body.caseNumbers() == null) {
            throw new InvalidFieldException("receiptNumber", "receipt-or-cases");
        }
        if (body.itemCode() != null && (body.receiptNumber() == null || body.caseNumbers() != null)) {
            throw new InvalidFieldException("itemCode", "item-with-receipt-only");
        }
    }

    private ResponseEntity<?> reply(Officer officer, String step, SelectingBody body, CaseCommand command) {
        var receiptNumber = body.receiptNumber();
        if (receiptNumber != null && !cases.involves(receiptNumber, officer.unit())) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-file");
        }
        var selection = select(officer, step, body);
        var results = act.act(selection.caseNumbers(), officer, command).stream()
                .map(this::result)
                .toList();
        int done = (int) results.stream().filter(Result::done).count();
        return ResponseEntity.ok(new BatchReply(done, results.size() - done, selection.more(), results));
    }

    private Selection select(Officer officer, String step, SelectingBody body) {
        var receiptNumber = body.receiptNumber();
        var itemCode = body.itemCode();
        var caseNumbers = body.caseNumbers();
        if (caseNumbers != null) {
            return new Selection(new LinkedHashSet<>(caseNumbers), false);
        }
        if (receiptNumber == null) {
            throw new IllegalStateException("nothing selects cases");
        }
        var found = cases.waitingFor(
                step, receiptNumber, officer.unit(), itemCode == null ? "" : itemCode, ActOnCases.MOST + 1);
        boolean more = found.size() > ActOnCases.MOST;
        return new Selection(new LinkedHashSet<>(more ? found.subList(0, ActOnCases.MOST) : found), more);
    }

    private Result result(ActOnCases.Outcome outcome) {
        return switch (outcome.transition()) {
            case Applied(var next, var _, var _) ->
                new Result(
                        outcome.caseNumber(),
                        true,
                        CaseRow.status(next.state()),
                        next.version(),
                        next.state() instanceof Granted granted ? granted.licence() : null,
                        null);
            case Declined(var why) -> new Result(outcome.caseNumber(), false, null, null, null, caseProblems.of(why));
        };
    }
}

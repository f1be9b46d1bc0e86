package onestop.appeal.blocked;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import onestop.appeal.blocked.BlockedMessages.MonthOfItem;
import onestop.appeal.blocked.NegativeAnswers.NegativeAnswer;
import onestop.appeal.recusal.FileOfficers;
import onestop.appeal.units.OwnUnit;
import onestop.appeal.units.UnitKey;
import onestop.events.Outbox;
import onestop.identifiers.Usci;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A window reports that it said no; the office looks at it; units and the office read what items cannot be done. */
@RestController
class NegativeAnswersController {
    private static final int MOST_ITEMS = 200;
    private static final int MOST_DAYS = 400;

    private final NegativeAnswers answers;
    private final FileOfficers fileOfficers;
    private final BlockedAnalysis analysis;
    private final BlockedSequences sequences;
    private final Outbox outbox;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    NegativeAnswersController(
            NegativeAnswers answers,
            FileOfficers fileOfficers,
            BlockedAnalysis analysis,
            BlockedSequences sequences,
            Outbox outbox,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.answers = answers;
        this.fileOfficers = fileOfficers;
        this.analysis = analysis;
        this.sequences = sequences;
        this.outbox = outbox;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    @Allowed(Role.WINDOW)
    @PostMapping("/api/appeal/negative-answers")
    ResponseEntity<?> report(
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody NegativeAnswerBody body,
            Caller caller) {
        return idempotency.once(caller, key, body, () -> {
            var unit = answers.unitOf(body.itemCode())
                    .orElseThrow(() -> new InvalidFieldException("itemCode", "unknown-item"));
            var receipt = body.receiptNumber();
            if (receipt != null) {
                answers.lockFiles(List.of(receipt));
                var reported = answers.reported(receipt, body.itemCode());
                if (reported.isPresent()) {
                    return problems.reply(HttpStatus.CONFLICT, "refusal-is-reported", reported.get());
                }
            }
            if (body.usci() != null && Usci.findProblem(body.usci()).isPresent()) {
                throw new InvalidFieldException("usci", "usci-check-digit");
            }
            var answer = new NegativeAnswer(
                    UUID.randomUUID(),
                    body.itemCode(),
                    unit,
                    body.cause(),
                    body.legalBasis().strip(),
                    body.text().strip(),
                    body.receiptNumber(),
                    body.usci(),
                    caller.subject(),
                    clock.instant(),
                    null);
            answers.insert(answer);
            long sequence = Objects.requireNonNull(sequences
                    .next(List.of(answer.itemCode()), answer.reportedAt())
                    .get(answer.itemCode()));
            outbox.append(BlockedMessages.answered(answer, sequence));
            return ResponseEntity.created(URI.create("/api/appeal/negative-answers/" + answer.id()))
                    .body(answer);
        });
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/api/appeal/negative-answers/{id}/review")
    ResponseEntity<?> review(@PathVariable UUID id, @Valid @RequestBody ReviewBody body, Caller caller) {
        if (answers.find(id).isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-negative-answer");
        }
        // Neither who has said no, nor whom they answer to, nor who answers to them.
        if (fileOfficers.partOf(caller.subject(), null, null, id, null).isPresent()) {
            return problems.reply(HttpStatus.FORBIDDEN, "recused");
        }
        return answers.review(id, body.justified(), body.note().strip(), caller.subject(), clock.instant())
                ? ResponseEntity.ok(answers.find(id).orElseThrow())
                : problems.reply(HttpStatus.CONFLICT, "already-reviewed");
    }

    @Allowed({Role.WINDOW, Role.UNIT_MANAGER, Role.APPEAL_COORDINATOR, Role.AUDITOR})
    @GetMapping("/api/appeal/negative-answers")
    Page<NegativeAnswer> list(
            @RequestParam(required = false) @Nullable @Pattern(regexp = UnitKey.PATTERN) String unit,
            @RequestParam(required = false) @Nullable @Pattern(regexp = "[0-9A-Za-z-]{1,64}") String itemCode,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        boolean all = caller.isAny(Role.APPEAL_COORDINATOR, Role.AUDITOR);
        boolean clerkOnly = !all && !caller.is(Role.UNIT_MANAGER);
        var ofUnit = all || clerkOnly ? unit : OwnUnit.of(caller, unit);
        var position = Cursor.Moment.of(after);
        var page = answers.list(
                ofUnit,
                clerkOnly ? caller.subject() : null,
                itemCode,
                position == null ? null : position.at(),
                position == null ? null : position.id(),
                limit.plusOne());
        return Page.of(page, limit, answer -> Cursor.of(answer.reportedAt(), answer.id()));
    }

    /** By item, over at most 400 days; the items with most that could not be done first, 200 of them. */
    @Allowed({Role.UNIT_MANAGER, Role.APPEAL_COORDINATOR, Role.AUDITOR, Role.EVALUATION_SUPERVISOR})
    @GetMapping("/api/appeal/blocked-matters/analysis")
    Analysis analyse(
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @RequestParam(required = false) @Nullable @Pattern(regexp = UnitKey.PATTERN) String unit,
            Caller caller) {
        if (to.isBefore(from)) {
            throw new InvalidFieldException("to", "before-from", from);
        }
        if (to.isAfter(from.plusDays(MOST_DAYS))) {
            throw new InvalidFieldException("to", "period-too-long", MOST_DAYS);
        }
        var ofUnit = OwnUnit.unlessAny(caller, unit, Role.APPEAL_COORDINATOR, Role.AUDITOR, Role.EVALUATION_SUPERVISOR);
        return new Analysis(
                from,
                to,
                analysis.count(from, to, ofUnit, clock.instant(), MOST_ITEMS).stream()
                        .map(ItemLine::of)
                        .toList());
    }

    record NegativeAnswerBody(
            @NotNull @Pattern(regexp = "[0-9A-Za-z-]{1,64}") String itemCode,
            @NotNull Cause cause,
            @NotBlank @Size(max = 500) String legalBasis,
            @NotBlank @Size(max = 1000) String text,

            @Nullable @Pattern(regexp = "[0-9A-Za-z-]{1,64}")
            String receiptNumber,

            @Nullable @Pattern(regexp = "[0-9A-Z]{18}") String usci) {}

    record ReviewBody(
            @NotNull Boolean justified,
            @NotBlank @Size(max = 1000) String note) {}

    record Analysis(LocalDate from, LocalDate to, List<ItemLine> items) {}

    record ItemLine(
            String itemCode,
            @Nullable String unit,
            long blockedMatters,
            long late,
            long negativeAnswers,
            long unjustified,
            Map<String, Integer> causes) {
        static ItemLine of(MonthOfItem item) {
            return new ItemLine(
                    item.itemCode(),
                    item.unit().isEmpty() ? null : item.unit(),
                    item.blockedMatters(),
                    item.late(),
                    item.negativeAnswers(),
                    item.unjustified(),
                    item.causes());
        }
    }
}

package onestop.approval.integrity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.regex.Pattern;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.input.PlainText;
import onestop.approval.integrity.Reports.Content;
import onestop.approval.integrity.Reports.Kind;
import onestop.approval.integrity.Reports.ReportView;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Anybody reports, and asks with the number what became of it; the supervision reads, but for what is said of its own unit. */
@RestController
class ReportController {
    /** Long enough that nobody else has the same by chance: it leads to the report's number. */
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{16,200}");

    private static final long MOST_SECONDS = 3_600;

    private final KeepReports keep;
    private final Reports reports;
    private final ReportLimit limits;
    private final Problems problems;
    private final InstantSource clock;

    ReportController(KeepReports keep, Reports reports, ReportLimit limits, Problems problems, InstantSource clock) {
        this.keep = keep;
        this.reports = reports;
        this.limits = limits;
        this.problems = problems;
        this.clock = clock;
    }

    record ReportBody(
            @NotNull Kind kind,
            @Nullable @PlainText @Size(max = 50) String unit,
            @Nullable @PlainText @Size(max = 50) String caseNumber,
            @Nullable LocalDate happenedOn,
            @NotBlank @PlainText @Size(max = 4000) String what,
            @Nullable @PlainText @Size(max = 200) String contact) {}

    enum Handling {
        PASSED_ON,
        FOUNDED,
        UNFOUNDED
    }

    record HandlingBody(
            @NotNull Handling outcome,
            @NotBlank @PlainText @Size(max = 4000) String text) {}

    record StandingView(String number, ReportState state, OffsetDateTime receivedAt) {}

    record HandledView(UUID id, ReportState state) {}

    @Open
    @PostMapping("/api/approval/integrity/reports")
    ResponseEntity<?> report(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ReportBody body,
            HttpServletRequest request) {
        if (key == null) {
            throw new InvalidFieldException("Idempotency-Key", "required");
        }
        if (!KEY.matcher(key).matches()) {
            throw new InvalidFieldException("Idempotency-Key", "report-key");
        }
        var on = body.happenedOn();
        if (on != null && (on.isAfter(OfficeTime.dateOf(clock.instant())) || on.getYear() < 2000)) {
            throw new InvalidFieldException("happenedOn", "not-in-the-future");
        }
        var wait = limits.take(request.getRemoteAddr());
        if (!wait.isZero()) {
            long seconds = Math.clamp(wait.toSeconds() + 1, 1, MOST_SECONDS);
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problems.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-reports", seconds));
        }
        var content = new Content(body.kind(), body.unit(), body.caseNumber(), on, body.what(), body.contact());
        return keep.receive(key, content)
                .<ResponseEntity<?>>map(receipt -> ResponseEntity.status(HttpStatus.CREATED)
                        .body(new StandingView(receipt.number(), receipt.state(), receipt.receivedAt())))
                .orElseGet(() -> problems.reply(HttpStatus.CONFLICT, "idempotency-key-reused"));
    }

    @Open
    @GetMapping("/api/approval/integrity/report-standings/{number}")
    ResponseEntity<?> standing(@PathVariable String number) {
        return reports.ofNumber(number)
                .<ResponseEntity<?>>map(receipt ->
                        ResponseEntity.ok(new StandingView(receipt.number(), receipt.state(), receipt.receivedAt())))
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "no-such-report"));
    }

    @Allowed({Role.AUDITOR, Role.EVALUATION_SUPERVISOR})
    @GetMapping("/api/approval/integrity/reports")
    Page<ReportView> list(
            @RequestParam(required = false) @Nullable ReportState state,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        return reports.page(state, Supervision.unitOf(caller), after, limit);
    }

    @Allowed({Role.AUDITOR, Role.EVALUATION_SUPERVISOR})
    @PutMapping("/api/approval/integrity/reports/{id}/handling")
    ResponseEntity<?> handle(@PathVariable UUID id, @Valid @RequestBody HandlingBody body, Caller caller) {
        var next = ReportState.valueOf(body.outcome().name());
        return switch (keep.handle(id, next, body.text(), caller.subject(), Supervision.unitOf(caller))) {
            case DONE -> ResponseEntity.ok(new HandledView(id, next));
            case NO_SUCH_REPORT -> problems.reply(HttpStatus.NOT_FOUND, "no-such-report");
            case NOT_ITS_TURN -> problems.reply(HttpStatus.CONFLICT, "report-settled");
        };
    }
}

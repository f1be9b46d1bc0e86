package onestop.approval.partners;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import onestop.approval.cases.ActAsTold;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.input.PlainText;
import onestop.approval.partners.PartnerUnits.PartnerUnit;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.ProblemException;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The register of partner units, and their acts by call. The partner's reference takes the place of an idempotency key. */
@RestController
class PartnerController {
    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9-]{1,50}");

    private final TakeInActs acts;
    private final PartnerUnits units;
    private final TellTasks tasks;
    private final Problems problems;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    PartnerController(
            TakeInActs acts,
            PartnerUnits units,
            TellTasks tasks,
            Problems problems,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.acts = acts;
        this.units = units;
        this.tasks = tasks;
        this.problems = problems;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    record PartnerUnitBody(
            @NotBlank @PlainText @Size(max = 200) String source) {}

    record Registered(String unit, String source, int tasksTold) {}

    record PartnerUnitsView(List<PartnerUnit> items) {}

    record ActView(
            String reference,
            boolean done,
            boolean repeated,
            @Nullable String status,
            @Nullable Long version,
            @Nullable String problem,
            @Nullable String detail) {}

    @Allowed(Role.OPS)
    @PutMapping("/api/approval/partner-units/{unit}")
    ResponseEntity<?> register(@PathVariable String unit, @Valid @RequestBody PartnerUnitBody body, Caller caller) {
        if (!UNIT.matcher(unit).matches()) {
            throw new InvalidFieldException("unit", "unit-key");
        }
        var now = clock.instant();
        var told = transaction.execute(_ -> units.register(unit, body.source(), caller.subject(), OfficeTime.at(now))
                ? tasks.tellOpen(unit, now)
                : -1);
        if (told == null || told < 0) {
            return problems.reply(HttpStatus.CONFLICT, "source-of-another", body.source());
        }
        units.refresh();
        return ResponseEntity.ok(new Registered(unit, body.source(), told));
    }

    @Allowed(Role.OPS)
    @DeleteMapping("/api/approval/partner-units/{unit}")
    ResponseEntity<?> remove(@PathVariable String unit) {
        if (!units.remove(unit)) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-partner", unit);
        }
        units.refresh();
        return ResponseEntity.noContent().build();
    }

    @Allowed({Role.OPS, Role.AUDITOR})
    @GetMapping("/api/approval/partner-units")
    PartnerUnitsView list() {
        return new PartnerUnitsView(units.all());
    }

    /** Answered 200 whether done or declined: the answer says which, and stays the same when the reference is told again. */
    @Allowed(Role.PARTNER)
    @PostMapping("/api/approval/partner-acts")
    ResponseEntity<?> act(@Valid @RequestBody ActBody body, Caller caller) {
        var unit = caller.unit();
        if (unit == null || unit.isBlank()) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "no-unit");
        }
        if (!units.isPartner(unit)) {
            return problems.reply(HttpStatus.FORBIDDEN, "no-such-partner", unit);
        }
        var told = body.of(unit);
        ActAsTold.incomplete(told).ifPresent(field -> {
            throw new InvalidFieldException(field, "needed-for-the-act");
        });
        var taken = acts.take(body.reference(), told);
        if (!taken.sameAct()) {
            return problems.reply(HttpStatus.CONFLICT, "reference-used", body.reference());
        }
        var answer = taken.answer();
        return ResponseEntity.ok(new ActView(
                body.reference(),
                answer.done(),
                taken.repeated(),
                answer.status(),
                answer.version(),
                answer.problem(),
                answer.detail()));
    }
}

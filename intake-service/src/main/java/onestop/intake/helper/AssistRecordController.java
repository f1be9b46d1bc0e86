package onestop.intake.helper;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import onestop.intake.enterprise.Enterprises;
import onestop.intake.helper.AssistRecords.AssistRecord;
import onestop.intake.helper.AssistRecords.Place;
import onestop.intake.helper.AssistRecords.Way;
import onestop.intake.input.FieldErrors;
import onestop.intake.personal.PersonalData;
import onestop.intake.personal.PersonalInput;
import onestop.intake.personal.Phone;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whom a helper served, with a request or without: one record is one person served once. */
@RestController
@RequestMapping("/api/intake/assist-records")
class AssistRecordController {
    private static final Duration OLDEST = Duration.ofDays(31);

    private final AssistRecords records;
    private final Helpers helpers;
    private final HelpRequests requests;
    private final Enterprises enterprises;
    private final PersonalData personal;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    AssistRecordController(
            AssistRecords records,
            Helpers helpers,
            HelpRequests requests,
            Enterprises enterprises,
            PersonalData personal,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.records = records;
        this.helpers = helpers;
        this.requests = requests;
        this.enterprises = enterprises;
        this.personal = personal;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    record RecordBody(
            @NotNull Way way,
            @NotNull Place place,
            @Nullable Instant servedAt,
            @Nullable String enterpriseUsci,
            @Size(max = 20) @Nullable String visitorPhone,
            @Pattern(regexp = "[0-9]{12}") @Nullable String regionCode,
            @Size(max = 40) @Nullable String requestNumber,
            @Size(max = 60) @Nullable String projectNumber,
            @Size(max = 500) @Nullable String note) {}

    record RecordView(
            UUID id,
            String helper,
            Instant servedAt,
            Way way,
            Place place,
            @Nullable String enterpriseUsci,
            @Nullable String visitorPhone,
            String regionCode,
            @Nullable String requestNumber,
            @Nullable String projectNumber,
            @Nullable String note,
            boolean delivery) {}

    @Allowed(Role.HELPER)
    @PostMapping
    ResponseEntity<?> enter(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody RecordBody body) {
        return idempotency.once(caller, key, body, () -> enter(caller, body));
    }

    private ResponseEntity<?> enter(Caller caller, RecordBody body) {
        var helper = helpers.find(caller.subject()).filter(Helper::active).orElse(null);
        if (helper == null) {
            return problems.reply(HttpStatus.CONFLICT, "not-registered-as-helper", caller.subject());
        }
        var now = clock.instant();
        var servedAt = body.servedAt() == null ? now : body.servedAt().truncatedTo(ChronoUnit.MICROS);
        var errors = new FieldErrors();
        if (servedAt.isAfter(now)) {
            errors.add("servedAt", "in-the-future", now);
        } else if (servedAt.isBefore(now.minus(OLDEST))) {
            errors.add("servedAt", "too-long-ago", OLDEST.toDays());
        }
        var usci = body.enterpriseUsci() == null ? null : errors.usci("enterpriseUsci", body.enterpriseUsci());
        if (usci != null && enterprises.find(usci).isEmpty()) {
            errors.add("enterpriseUsci", "unknown-enterprise", usci);
        }
        var phone = PersonalInput.phone(errors, "visitorPhone", body.visitorPhone());
        var request = body.requestNumber() == null
                ? null
                : requests.find(body.requestNumber())
                        .filter(one -> caller.subject().equals(HelpStatus.helperOf(one.state())))
                        .orElse(null);
        if (body.requestNumber() != null && request == null) {
            errors.add("requestNumber", "not-your-request", body.requestNumber());
        }
        errors.throwIfAny();
        var record = new AssistRecord(
                UUID.randomUUID(),
                helper.account(),
                servedAt,
                body.way(),
                body.place(),
                usci == null && request != null ? request.content().usci() : usci,
                phone == null ? null : personal.seal(phone.value()),
                body.regionCode() == null ? helper.regionCode() : body.regionCode(),
                body.requestNumber(),
                body.projectNumber() == null && request != null
                        ? request.content().projectNumber()
                        : body.projectNumber(),
                body.note(),
                false);
        records.insert(record, now);
        return ResponseEntity.status(HttpStatus.CREATED).body(view(record));
    }

    /** A helper's own; the hall's of all helpers. */
    @Allowed({Role.HELPER, Role.WINDOW, Role.OPS})
    @GetMapping
    Page<RecordView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var place = Cursor.Moment.of(after);
        var rows = records.page(caller.isAny(Role.WINDOW, Role.OPS) ? null : caller.subject(), place, limit.plusOne());
        return Page.of(
                rows.stream().map(this::view).toList(), limit, record -> Cursor.of(record.servedAt(), record.id()));
    }

    private RecordView view(AssistRecord record) {
        var phone = record.visitorPhone();
        return new RecordView(
                record.id(),
                record.helper(),
                record.servedAt(),
                record.way(),
                record.place(),
                record.enterpriseUsci(),
                phone == null ? null : new Phone(personal.open(phone)).masked(),
                record.regionCode(),
                record.requestNumber(),
                record.projectNumber(),
                record.note(),
                record.delivery());
    }
}

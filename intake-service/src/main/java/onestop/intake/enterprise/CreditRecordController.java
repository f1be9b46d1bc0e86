package onestop.intake.enterprise;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.enterprise.CreditStanding.Mark;
import onestop.intake.input.FieldErrors;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Marks on the credit of enterprises: made by departments, lifted by the one that made them. */
@RestController
@RequestMapping("/api/intake")
class CreditRecordController {
    private static final int LONGEST_TEXT = 500;
    /** That many at a time would be a mistake, and each file that is handed in reads them. */
    private static final int MOST_AT_A_TIME = 50;

    private static final int OLDEST_YEARS = 10;

    private final CreditRecords records;
    private final Enterprises enterprises;
    private final Representation representation;
    private final Catalogues catalogues;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    CreditRecordController(
            CreditRecords records,
            Enterprises enterprises,
            Representation representation,
            Catalogues catalogues,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.records = records;
        this.enterprises = enterprises;
        this.representation = representation;
        this.catalogues = catalogues;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    record RecordBody(
            @NotNull CreditGround ground,
            @Size(min = 1, max = 200) @Nullable List<@NotBlank String> itemCodes,
            @NotBlank @Size(max = LONGEST_TEXT) String basis,
            @NotNull LocalDate since) {}

    record LiftingBody(@NotBlank @Size(max = LONGEST_TEXT) String reason) {}

    record LiftingView(Instant at, String by, String reason) {}

    record RecordView(
            UUID id,
            String usci,
            CreditGround ground,
            @Nullable List<String> itemCodes,
            String basis,
            LocalDate since,
            @Nullable LocalDate barredUntil,
            CreditRecord.Status status,
            @Nullable String unit,
            Instant recordedAt,
            @Nullable LiftingView lifting,
            long version) {
        static RecordView of(CreditRecord record, LocalDate today) {
            var mark = record.mark();
            var end = record.end();
            return new RecordView(
                    record.id(),
                    record.usci(),
                    mark.ground(),
                    mark.itemCodes(),
                    mark.basis(),
                    mark.since(),
                    mark.barredUntil(),
                    record.status(today),
                    record.recordedByUnit(),
                    record.recordedAt(),
                    end == null ? null : new LiftingView(end.at(), end.by(), end.reason()),
                    record.version());
        }
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.UNIT_MANAGER, Role.OPS})
    @GetMapping("/enterprises/{usci}/credit-records")
    ResponseEntity<?> list(
            Caller caller,
            @PathVariable String usci,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var code = usci.strip().toUpperCase(Locale.ROOT);
        if (!representation.mayKnow(caller, code) || enterprises.find(code).isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "unknown-enterprise", usci);
        }
        var place = Cursor.Moment.of(after);
        var today = ServiceHours.dateOf(clock.instant());
        var rows = place == null
                ? records.of(code, null, null, limit.plusOne())
                : records.of(code, place.at(), place.id(), limit.plusOne());
        return ResponseEntity.ok(Page.of(
                rows.stream().map(row -> RecordView.of(row, today)).toList(),
                limit,
                row -> Cursor.of(row.recordedAt(), row.id())));
    }

    @Allowed({Role.UNIT_MANAGER, Role.OPS})
    @PostMapping("/enterprises/{usci}/credit-records")
    ResponseEntity<?> make(
            Caller caller,
            @PathVariable String usci,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody RecordBody body) {
        return idempotency.once(
                caller, key, body, () -> make(caller, usci.strip().toUpperCase(Locale.ROOT), body));
    }

    private ResponseEntity<?> make(Caller caller, String usci, RecordBody body) {
        var now = clock.instant();
        var today = ServiceHours.dateOf(now);
        var errors = new FieldErrors();
        var earliest = today.minusYears(OLDEST_YEARS);
        if (body.since().isAfter(today) || body.since().isBefore(earliest)) {
            errors.add("since", "date-range", earliest, today);
        }
        int years = body.ground().barredYears();
        var items = body.itemCodes() == null
                ? null
                : body.itemCodes().stream().distinct().toList();
        if (items != null && years == 0) {
            errors.add("itemCodes", "items-only-with-a-bar");
        }
        for (int i = 0; items != null && i < items.size(); i++) {
            if (catalogues.current().item(items.get(i)).isEmpty()) {
                errors.add("itemCodes[" + i + "]", "unknown-item", items.get(i));
            }
        }
        errors.throwIfAny();
        enterprises.lock(usci);
        if (enterprises.find(usci).isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "unknown-enterprise", usci);
        }
        if (records.countCounting(usci, today) >= MOST_AT_A_TIME) {
            return problems.reply(HttpStatus.CONFLICT, "too-many-credit-records", usci, MOST_AT_A_TIME);
        }
        // the day itself is not counted
        var until = years == 0 ? null : body.since().plusYears(years);
        var record = new CreditRecord(
                UUID.randomUUID(),
                usci,
                new Mark(body.ground(), items, body.basis().strip(), body.since(), until),
                caller.subject(),
                caller.unit(),
                now,
                null,
                1);
        records.insert(record);
        return ResponseEntity.created(URI.create("/api/intake/credit-records/" + record.id()))
                .eTag(Versions.etag(record.version()))
                .body(RecordView.of(record, today));
    }

    @Allowed({Role.UNIT_MANAGER, Role.OPS})
    @PutMapping("/credit-records/{id}/lifting")
    ResponseEntity<?> lift(Caller caller, @PathVariable UUID id, @Valid @RequestBody LiftingBody body) {
        var record = records.find(id).orElse(null);
        if (record == null) {
            return problems.reply(HttpStatus.NOT_FOUND, "unknown-credit-record", id);
        }
        if (!caller.is(Role.OPS) && (caller.unit() == null || !caller.unit().equals(record.recordedByUnit()))) {
            return problems.reply(HttpStatus.FORBIDDEN, "recorded-by-another-unit");
        }
        var now = clock.instant();
        records.end(
                id, new CreditRecord.End(caller.subject(), now, body.reason().strip()));
        var lifted = records.find(id).orElseThrow();
        return ResponseEntity.ok()
                .eTag(Versions.etag(lifted.version()))
                .body(RecordView.of(lifted, ServiceHours.dateOf(now)));
    }
}

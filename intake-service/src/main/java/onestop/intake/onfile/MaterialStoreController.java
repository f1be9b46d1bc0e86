package onestop.intake.onfile;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.input.FieldErrors;
import onestop.intake.onfile.MaterialStore.Line;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is kept of an enterprise, for those who act for it and for the hall. */
@RestController
@RequestMapping("/api/intake/enterprises/{usci}/materials")
class MaterialStoreController {
    private final MaterialStore store;
    private final KeptFileUse readers;
    private final Problems problems;
    private final InstantSource clock;

    MaterialStoreController(MaterialStore store, KeptFileUse readers, Problems problems, InstantSource clock) {
        this.store = store;
        this.readers = readers;
        this.problems = problems;
        this.clock = clock;
    }

    record RevocationBody(@NotBlank @Size(max = 500) String reason) {}

    @Allowed({Role.APPLICANT, Role.AGENT, Role.WINDOW})
    @GetMapping
    ResponseEntity<?> list(
            Caller caller,
            @PathVariable String usci,
            @RequestParam(required = false, defaultValue = "false") boolean inForce,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        if (!FieldErrors.isUsci(usci) || !readers.mayRead(caller, usci)) {
            return problems.reply(HttpStatus.NOT_FOUND, "unknown-enterprise", usci);
        }
        var place = Cursor.Moment.of(after);
        var rows = store.page(
                usci,
                inForce,
                place == null ? null : place.at(),
                place == null ? null : place.id(),
                limit.plusOne(),
                ServiceHours.dateOf(clock.instant()));
        return ResponseEntity.ok(Page.of(rows, limit, line -> Cursor.of(line.enteredAt(), line.id())));
    }

    /** A clerk ends an entry that turned out to be wrong, or whose licence is no more. */
    @Allowed(Role.WINDOW)
    @PutMapping("/{id}/revocation")
    ResponseEntity<?> revoke(
            Caller caller, @PathVariable String usci, @PathVariable UUID id, @Valid @RequestBody RevocationBody body) {
        var today = ServiceHours.dateOf(clock.instant());
        if (store.find(usci, id, today).isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "unknown-kept-material", id);
        }
        store.revoke(id, caller.subject(), body.reason(), clock.instant());
        Line revoked = store.find(usci, id, today).orElseThrow();
        return ResponseEntity.ok(revoked);
    }
}

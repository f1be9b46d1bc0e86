package onestop.approval.publication;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.input.PlainText;
import onestop.approval.publication.PublicationSource.Kind;
import onestop.approval.publication.Publications.Entry;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.ProblemException;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The open feed, and for staff what is not in it yet. */
@RestController
class PublicationController {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Publications publications;
    private final Problems problems;
    private final InstantSource clock;

    PublicationController(Publications publications, Problems problems, InstantSource clock) {
        this.publications = publications;
        this.problems = problems;
        this.clock = clock;
    }

    /**
     * One page of the feed.
     *
     * @param since where to go on, now or at any later time; always there, also on the last page
     */
    record Feed(List<Entry> items, boolean more, String since) {}

    record HoldBody(@NotBlank @PlainText @Size(max = 500) String because) {}

    @Open
    @GetMapping("/api/approval/publications")
    ResponseEntity<?> feed(
            @RequestParam(required = false) @Nullable Kind kind,
            @RequestParam(required = false) @Nullable String usci,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) Limit limit) {
        long after = since(since);
        var rows = publications.feed(kind, usci, after, limit.plusOne());
        boolean more = rows.size() > limit.value();
        var items = more ? rows.subList(0, limit.value()) : rows;
        long last = items.isEmpty() ? after : items.getLast().position();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePublic())
                .body(new Feed(items, more, Cursor.of(last)));
    }

    @Allowed({Role.UNIT_MANAGER, Role.AUDITOR, Role.OPS})
    @GetMapping("/api/approval/publications/unpublished")
    ResponseEntity<?> unpublished(
            @RequestParam(defaultValue = "false") boolean late,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var place = Cursor.parts(after, 2);
        LocalDate afterDueOn;
        UUID afterId;
        afterDueOn = place.isEmpty() ? LocalDate.of(2000, 1, 1) : Cursor.date(place.get(0));
        afterId = place.isEmpty() ? BEFORE_ALL : Cursor.uuid(place.get(1));
        var unit = caller.isAny(Role.AUDITOR, Role.OPS) ? null : unitOf(caller);
        var rows = publications.unpublished(
                unit, late, OfficeTime.dateOf(clock.instant()), afterDueOn, afterId, limit.plusOne());
        return ResponseEntity.ok(Page.of(rows, limit, last -> Cursor.of(last.dueOn(), last.id())));
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/api/approval/publications/{id}/hold")
    @Transactional
    ResponseEntity<?> hold(@PathVariable UUID id, @Valid @RequestBody HoldBody body, Caller caller) {
        if (!own(id, caller)) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-publication");
        }
        publications.hold(id, body.because(), caller.subject(), clock.instant());
        return ResponseEntity.noContent().build();
    }

    @Allowed(Role.UNIT_MANAGER)
    @DeleteMapping("/api/approval/publications/{id}/hold")
    @Transactional
    ResponseEntity<?> release(@PathVariable UUID id, Caller caller) {
        if (!own(id, caller)) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-publication");
        }
        publications.release(id, clock.instant());
        return ResponseEntity.noContent().build();
    }

    private boolean own(UUID id, Caller caller) {
        var unit = unitOf(caller);
        return publications.lock(id).filter(unit::equals).isPresent();
    }

    private static String unitOf(Caller caller) {
        var unit = caller.unit();
        if (unit == null || unit.isBlank()) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "no-unit");
        }
        return Objects.requireNonNull(unit);
    }

    private static long since(@Nullable String since) {
        try {
            var place = Cursor.parts(since, 1);
            return place.isEmpty() ? 0 : Cursor.number(place.getFirst());
        } catch (InvalidFieldException _) {
            throw new InvalidFieldException("since", "cursor");
        }
    }
}

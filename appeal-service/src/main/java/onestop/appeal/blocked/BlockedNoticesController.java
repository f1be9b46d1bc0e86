package onestop.appeal.blocked;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.time.LocalDate;
import onestop.appeal.blocked.BlockedNotices.BlockedNotice;
import onestop.appeal.units.OwnUnit;
import onestop.appeal.units.UnitKey;
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

/** The owner of an item reads what could not be done there, and says what will be done about it. */
@RestController
@RequestMapping("/api/appeal/blocked-matters/notices")
class BlockedNoticesController {
    private final BlockedNotices notices;
    private final Problems problems;
    private final InstantSource clock;

    BlockedNoticesController(BlockedNotices notices, Problems problems, InstantSource clock) {
        this.notices = notices;
        this.problems = problems;
        this.clock = clock;
    }

    /** Shown to a manager of the unit, a notice counts as seen; others look without a trace. */
    @Allowed({Role.UNIT_MANAGER, Role.APPEAL_COORDINATOR, Role.AUDITOR, Role.EVALUATION_SUPERVISOR})
    @GetMapping
    Page<BlockedNotice> list(
            @RequestParam(required = false) @Nullable @Pattern(regexp = UnitKey.PATTERN) String unit,
            @RequestParam(defaultValue = "false") boolean open,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var position = Position.parse(after);
        var page = Page.of(
                notices.list(
                        OwnUnit.unlessAny(
                                caller, unit, Role.APPEAL_COORDINATOR, Role.AUDITOR, Role.EVALUATION_SUPERVISOR),
                        open,
                        position == null ? null : position.month(),
                        position == null ? null : position.itemCode(),
                        limit.plusOne()),
                limit,
                notice -> Cursor.of(notice.month(), notice.itemCode()));
        var own = page.items().stream()
                .filter(notice -> notice.seenAt() == null
                        && caller.is(Role.UNIT_MANAGER)
                        && notice.unit().equals(caller.unit()))
                .toList();
        if (!own.isEmpty()) {
            notices.see(own, clock.instant());
        }
        return page;
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/{month}/{itemCode}/acknowledgement")
    ResponseEntity<?> acknowledge(
            @PathVariable LocalDate month,
            @PathVariable @Pattern(regexp = "[0-9A-Za-z-]{1,64}") String itemCode,
            @Valid @RequestBody AcknowledgementBody body,
            Caller caller) {
        var unit = caller.unit();
        var told = unit == null ? null : notices.find(month, itemCode, unit).orElse(null);
        if (told == null) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-blocked-notice");
        }
        var measure = body.measure().strip();
        notices.acknowledge(told, measure, caller.subject(), clock.instant());
        var after = notices.find(month, itemCode, told.unit()).orElseThrow();
        return measure.equals(after.measure())
                ? ResponseEntity.ok(after)
                : problems.reply(HttpStatus.CONFLICT, "already-acknowledged");
    }

    record AcknowledgementBody(@NotBlank @Size(max = 1000) String measure) {}

    private record Position(LocalDate month, String itemCode) {
        static @Nullable Position parse(@Nullable String after) {
            var parts = Cursor.parts(after, 2);
            if (parts.isEmpty()) {
                return null;
            }
            return new Position(Cursor.date(parts.get(0)), parts.get(1));
        }
    }
}

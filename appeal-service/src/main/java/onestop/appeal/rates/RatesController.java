package onestop.appeal.rates;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import onestop.appeal.rates.RateCounts.Counts;
import onestop.appeal.rates.RateCounts.Grouping;
import onestop.appeal.rates.RateCounts.Selection;
import onestop.appeal.units.OwnUnit;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.AppealSource;
import onestop.appeal.words.BlockedClass;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The rates of a period, at this moment. */
@RestController
class RatesController {
    private final RateCounts counts;
    private final InstantSource clock;

    RatesController(RateCounts counts, InstantSource clock) {
        this.counts = counts;
        this.clock = clock;
    }

    @Allowed({Role.APPEAL_COORDINATOR, Role.UNIT_MANAGER, Role.AUDITOR, Role.EVALUATION_SUPERVISOR})
    @GetMapping("/api/appeal/rates")
    Rates rates(
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable @Pattern(regexp = UnitKey.PATTERN) String unit,
            @RequestParam(required = false) @Nullable AppealKind kind,
            @RequestParam(required = false) @Nullable AppealSource source,
            @RequestParam(required = false) @Nullable BlockedClass blockedClass,
            Caller caller) {
        var selection = selection(from, to, unit, kind, source, blockedClass, caller);
        var now = clock.instant();
        return new Rates(from, to, selection.unit(), kind, source, blockedClass, now, counts.count(selection, now));
    }

    @Allowed({Role.APPEAL_COORDINATOR, Role.UNIT_MANAGER, Role.AUDITOR, Role.EVALUATION_SUPERVISOR})
    @GetMapping("/api/appeal/rates/groups")
    GroupedRates groups(
            @RequestParam @NotNull Grouping by,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable @Pattern(regexp = UnitKey.PATTERN) String unit,
            @RequestParam(required = false) @Nullable AppealKind kind,
            @RequestParam(required = false) @Nullable AppealSource source,
            @RequestParam(required = false) @Nullable BlockedClass blockedClass,
            Caller caller) {
        var selection = selection(from, to, unit, kind, source, blockedClass, caller);
        var now = clock.instant();
        return new GroupedRates(
                by,
                now,
                counts.countBy(by, selection, now).stream()
                        .map(group -> new Group(group.key(), group.counts()))
                        .toList());
    }

    private static Selection selection(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String unit,
            @Nullable AppealKind kind,
            @Nullable AppealSource source,
            @Nullable BlockedClass blockedClass,
            Caller caller) {
        if (from != null && to != null && to.isBefore(from)) {
            throw new InvalidFieldException("to", "before-from", from);
        }
        if (blockedClass != null && kind != null && kind != AppealKind.BLOCKED_MATTER) {
            throw new InvalidFieldException("blockedClass", "class-of-blocked-matter", kind);
        }
        return new Selection(
                from,
                to,
                OwnUnit.unlessAny(caller, unit, Role.APPEAL_COORDINATOR, Role.AUDITOR, Role.EVALUATION_SUPERVISOR),
                kind == null ? null : kind.name(),
                source == null ? null : source.name(),
                blockedClass == null ? null : blockedClass.name());
    }

    record Rates(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String unit,
            @Nullable AppealKind kind,
            @Nullable AppealSource source,
            @Nullable BlockedClass blockedClass,
            Instant asOf,
            @JsonUnwrapped Counts counts) {}

    record GroupedRates(Grouping by, Instant asOf, List<Group> items) {}

    record Group(String key, @JsonUnwrapped Counts counts) {}
}

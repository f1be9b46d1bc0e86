package onestop.appeal.activities;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import onestop.appeal.activities.Activities.Activity;
import onestop.appeal.activities.Activities.Kind;
import onestop.appeal.activities.Activities.Service;
import onestop.appeal.activities.Activities.ServiceRecord;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.commands.Answers;
import onestop.appeal.commands.Refusal;
import onestop.appeal.enterprises.Enterprises;
import onestop.appeal.guests.Guest;
import onestop.appeal.guests.GuestView;
import onestop.appeal.guests.Guests;
import onestop.appeal.reading.AppealReader;
import onestop.appeal.roles.AllowedToHelpersAndOffice;
import onestop.appeal.roles.AllowedToReadersOfRecords;
import onestop.appeal.roles.AllowedToUnitsAndOffice;
import onestop.appeal.units.UnitKey;
import onestop.appeal.units.Units;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ActivityController {
    private final Activities activities;
    private final Enterprises enterprises;
    private final Guests guests;
    private final AppealReader reader;
    private final Units units;
    private final Idempotency idempotency;
    private final Answers answers;
    private final InstantSource clock;

    ActivityController(
            Activities activities,
            Enterprises enterprises,
            Guests guests,
            AppealReader reader,
            Units units,
            Idempotency idempotency,
            Answers answers,
            InstantSource clock) {
        this.activities = activities;
        this.enterprises = enterprises;
        this.guests = guests;
        this.reader = reader;
        this.units = units;
        this.idempotency = idempotency;
        this.answers = answers;
        this.clock = clock;
    }

    @AllowedToUnitsAndOffice
    @PostMapping("/api/appeal/activities")
    ResponseEntity<?> record(
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ActivityBody body,
            Caller caller) {
        return idempotency.once(caller, key, body, () -> {
            if (!mayRecord(body.unit(), caller)) {
                return answers.refuse(Refusal.forbidden("not-your-activity"));
            }
            units.require("unit", body.unit());
            requirePast("heldOn", body.heldOn());
            requireLinks(body.usci(), body.projectId());
            var activity = new Activity(
                    UUID.randomUUID(),
                    body.kind(),
                    body.title().strip(),
                    body.unit(),
                    body.heldOn(),
                    body.pledge(),
                    body.usci(),
                    body.projectId());
            activities.insert(activity, caller.subject(), clock.instant());
            return ResponseEntity.created(URI.create("/api/appeal/activities/" + activity.id()))
                    .body(view(activity, List.of(), 0));
        });
    }

    private static boolean mayRecord(String unit, Caller caller) {
        return caller.is(Role.APPEAL_COORDINATOR) || unit.equals(caller.unit());
    }

    private static boolean seesAll(Caller caller) {
        return caller.isAny(Role.APPEAL_COORDINATOR, Role.AUDITOR);
    }

    private void requirePast(String field, LocalDate on) {
        if (on.isAfter(Shanghai.dayOf(clock.instant()))) {
            throw new InvalidFieldException(field, "not-in-the-future");
        }
    }

    private void requireLinks(@Nullable String usci, @Nullable UUID project) {
        if (usci != null && enterprises.serialOf(usci).isEmpty()) {
            throw new InvalidFieldException("usci", "registered", usci);
        }
        if (project != null && !activities.projectExists(project)) {
            throw new InvalidFieldException("projectId", "known-project");
        }
    }

    @AllowedToReadersOfRecords
    @GetMapping("/api/appeal/activities")
    Page<ActivityView> list(
            @RequestParam(required = false) @Nullable @Pattern(regexp = UnitKey.PATTERN) String unit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var place = Place.parse(after);
        var rows = activities.list(unit, place.on(), place.id(), limit.plusOne());
        var ids = rows.stream().map(Activity::id).toList();
        var led = activities.appeals(ids, seesAll(caller), caller.subject());
        var served = activities.services(ids);
        return Page.of(
                rows.stream()
                        .map(each ->
                                view(each, led.getOrDefault(each.id(), List.of()), served.getOrDefault(each.id(), 0L)))
                        .toList(),
                limit,
                row -> Cursor.of(row.heldOn(), row.id()));
    }

    /** What an activity led to; linked once however often it is said. */
    @AllowedToUnitsAndOffice
    @Transactional
    @PutMapping("/api/appeal/activities/{id}/appeals/{appealId}")
    public ResponseEntity<?> link(@PathVariable UUID id, @PathVariable UUID appealId, Caller caller) {
        var activity = activities.find(id).orElse(null);
        if (activity == null) {
            return answers.refuse(Refusal.missing("no-such-activity"));
        }
        if (!mayRecord(activity.unit(), caller)) {
            return answers.refuse(Refusal.forbidden("not-your-activity"));
        }
        if (!activities.openAppealExists(appealId)
                && reader.standing(appealId, caller).isEmpty()) {
            return answers.refuse(Refusal.missing("no-such-appeal"));
        }
        activities.link(id, appealId, caller.subject());
        return ResponseEntity.noContent().build();
    }

    @AllowedToReadersOfRecords
    @GetMapping("/api/appeal/activities/figures")
    MonthView figures(@RequestParam @Pattern(regexp = "20[0-9]{2}-(0[1-9]|1[0-2])") String month, Caller caller) {
        var of = YearMonth.parse(month);
        return new MonthView(
                month, activities.counts(of.atDay(1), of.atEndOfMonth(), seesAll(caller), caller.subject()));
    }

    @AllowedToHelpersAndOffice
    @PostMapping("/api/appeal/service-records")
    ResponseEntity<?> serve(
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ServiceBody body,
            Caller caller) {
        return idempotency.once(caller, key, body, () -> {
            if (!mayRecord(body.unit(), caller)) {
                return answers.refuse(Refusal.forbidden("not-your-activity"));
            }
            units.require("unit", body.unit());
            requirePast("servedOn", body.servedOn());
            if (body.usci() == null && body.projectId() == null && body.guest() == null) {
                throw new InvalidFieldException("usci", "enterprise-or-project");
            }
            requireLinks(body.usci(), body.projectId());
            if (body.activityId() != null && activities.find(body.activityId()).isEmpty()) {
                throw new InvalidFieldException("activityId", "known-activity");
            }
            if (body.guest() != null && body.usci() != null) {
                throw new InvalidFieldException("usci", "enterprise-or-guest");
            }
            var now = clock.instant();
            var guest = body.guest() == null ? null : guests.add(body.guest(), caller.subject(), now);
            var served = new ServiceRecord(
                    UUID.randomUUID(),
                    body.kind(),
                    body.usci(),
                    body.projectId(),
                    body.activityId(),
                    guest,
                    body.unit(),
                    body.servedOn(),
                    body.note().strip());
            activities.insert(served, caller.subject(), now);
            return ResponseEntity.created(URI.create("/api/appeal/service-records/" + served.id()))
                    .body(view(served, null)); // kept for whoever repeats the request: who the guest is is not in it
        });
    }

    /** The office sees all, a helper what the unit of the helper did, an enterprise what was done for it or its project. */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.UNIT_MANAGER, Role.APPEAL_COORDINATOR, Role.AUDITOR})
    @GetMapping("/api/appeal/service-records")
    ResponseEntity<?> services(
            @RequestParam(required = false) @Nullable @Pattern(regexp = "[0-9A-Z]{18}") String usci,
            @RequestParam(required = false) @Nullable UUID projectId,
            @RequestParam(required = false) @Nullable UUID activityId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        boolean office = caller.isAny(Role.UNIT_MANAGER, Role.APPEAL_COORDINATOR, Role.AUDITOR);
        if (!office && !caller.is(Role.HELPER)) {
            if (usci == null) {
                throw new InvalidFieldException("usci", "required");
            }
            if (!caller.actsFor(usci)) {
                return answers.refuse(Refusal.forbidden("not-your-enterprise", usci));
            }
        }
        var place = Place.parse(after);
        var unit = !office && caller.is(Role.HELPER) ? Objects.requireNonNullElse(caller.unit(), "") : null;
        var rows = activities.services(usci, projectId, activityId, unit, place.on(), place.id(), limit.plusOne());
        var shown = guests.shown(
                rows.stream()
                        .map(ServiceRecord::guestId)
                        .filter(Objects::nonNull)
                        .toList(),
                Set.of(),
                caller);
        return ResponseEntity.ok(Page.of(
                rows.stream().map(row -> view(row, shown.get(row.guestId()))).toList(),
                limit,
                row -> Cursor.of(row.servedOn(), row.id())));
    }

    private static ServiceView view(ServiceRecord r, @Nullable Guest known) {
        return new ServiceView(
                r.id(),
                r.kind(),
                r.usci(),
                r.projectId(),
                r.activityId(),
                r.guestId() == null ? null : GuestView.of(null, known),
                r.unit(),
                r.servedOn(),
                r.note());
    }

    private static ActivityView view(Activity a, List<UUID> appeals, long services) {
        return new ActivityView(
                a.id(),
                a.kind(),
                a.title(),
                a.unit(),
                a.heldOn(),
                a.pledge(),
                a.usci(),
                a.projectId(),
                appeals,
                services);
    }

    record ActivityBody(
            @NotNull Kind kind,
            @NotBlank @Size(max = 100) String title,
            @NotNull String unit,
            @NotNull LocalDate heldOn,
            @Nullable @Size(min = 1, max = 1000) String pledge,
            @Nullable @Pattern(regexp = "[0-9A-Z]{18}") String usci,
            @Nullable UUID projectId) {}

    record ServiceBody(
            @NotNull Service kind,
            @Nullable @Pattern(regexp = "[0-9A-Z]{18}") String usci,
            @Nullable UUID projectId,
            @Nullable UUID activityId,
            @Nullable @Valid Guest guest,
            @NotNull String unit,
            @NotNull LocalDate servedOn,
            @NotBlank @Size(max = 2000) String note) {}

    record ServiceView(
            UUID id,
            Service kind,
            @Nullable String usci,
            @Nullable UUID projectId,
            @Nullable UUID activityId,
            @Nullable GuestView guest,
            String unit,
            LocalDate servedOn,
            String note) {}

    record ActivityView(
            UUID id,
            Kind kind,
            String title,
            String unit,
            LocalDate heldOn,
            @Nullable String pledge,
            @Nullable String usci,
            @Nullable UUID projectId,
            List<UUID> appeals,
            long services) {}

    record MonthView(String month, List<Activities.Count> counts) {}

    private record Place(@Nullable LocalDate on, @Nullable UUID id) {
        static Place parse(@Nullable String after) {
            var parts = Cursor.parts(after, 2);
            return parts.isEmpty()
                    ? new Place(null, null)
                    : new Place(Cursor.date(parts.get(0)), Cursor.uuid(parts.get(1)));
        }
    }
}

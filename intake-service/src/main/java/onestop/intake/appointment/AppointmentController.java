package onestop.intake.appointment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import onestop.identifiers.CitizenNumber;
import onestop.intake.appointment.BookAppointment.Wish;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.input.FieldErrors;
import onestop.intake.personal.PersonalData;
import onestop.intake.personal.PersonalInput;
import onestop.intake.personal.Phone;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.Limit;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.workingdays.Calendars;
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

/** Appointments over HTTP. Somebody else's appointment does not exist for an applicant. */
@RestController
@RequestMapping("/api/intake")
class AppointmentController {
    private static final String REGION = "[0-9]{12}";
    private static final int MOST_ITEMS = 50;

    private final Appointments appointments;
    private final BookAppointment book;
    private final HandleAppointment handle;
    private final NameVisitor nameVisitor;
    private final BookingRules rules;
    private final PersonalData personal;
    private final Catalogues catalogues;
    private final Calendars calendars;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    AppointmentController(
            Appointments appointments,
            BookAppointment book,
            HandleAppointment handle,
            NameVisitor nameVisitor,
            BookingRules rules,
            PersonalData personal,
            Catalogues catalogues,
            Calendars calendars,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.appointments = appointments;
        this.book = book;
        this.handle = handle;
        this.nameVisitor = nameVisitor;
        this.rules = rules;
        this.personal = personal;
        this.catalogues = catalogues;
        this.calendars = calendars;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    record AppointmentBody(
            @NotNull @Pattern(regexp = REGION) String regionCode,
            @NotNull OffsetDateTime startsAt,
            @NotEmpty @Size(max = MOST_ITEMS) List<@NotBlank String> itemCodes,
            @Nullable String enterpriseUsci,
            @NotBlank @Size(max = 100) String name,
            @Nullable String citizenNumber,
            @Nullable String phone,
            @Size(max = 500) @Nullable String wish) {

        /** Nothing of the person in a log. */
        @Override
        public String toString() {
            return "AppointmentBody[" + regionCode + ", " + startsAt + "]";
        }
    }

    /** A request as idempotency may compare it: what is personal in it only as a keyed fingerprint. */
    record Sealed(
            String regionCode,
            Instant startsAt,
            List<String> itemCodes,
            @Nullable String enterpriseUsci,
            byte[] person,
            @Nullable String wish) {

        static Sealed of(AppointmentBody body, PersonalData personal) {
            return new Sealed(
                    body.regionCode(),
                    body.startsAt().toInstant(),
                    body.itemCodes(),
                    body.enterpriseUsci(),
                    personal.fingerprint(body.name() + "\n" + body.citizenNumber() + "\n" + body.phone()),
                    body.wish());
        }
    }

    /** What is told, and stored to be told again, when an appointment was made: nothing personal. */
    record MadeView(
            UUID id,
            AppointmentStatus status,
            boolean outOfHours,
            String regionCode,
            Instant startsAt,
            Instant endsAt,
            List<String> itemCodes,
            Instant cancellableUntil,
            long version) {}

    /** Who comes. */
    record VisitorBody(
            @NotBlank @Size(max = 100) String name,
            @Nullable String citizenNumber,
            @Nullable String phone) {

        /** Nothing of the person in a log. */
        @Override
        public String toString() {
            return "VisitorBody";
        }
    }

    record ReasonBody(@NotBlank @Size(max = 500) String reason) {}

    record CancellationBody(@Size(max = 500) @Nullable String reason) {}

    record ConfirmationBody(
            @NotBlank String windowCode,
            @Size(min = 1, max = 100) @Nullable String staff) {}

    record SlotsView(LocalDate from, LocalDate until, List<SlotView> slots) {}

    record SlotView(Instant startsAt, Instant endsAt, int places, int free) {
        static SlotView of(Appointments.Slot slot) {
            return new SlotView(
                    slot.startsAt(),
                    slot.startsAt().plus(Appointment.LENGTH),
                    slot.places(),
                    Math.max(0, slot.places() - slot.taken()));
        }
    }

    record AppointmentView(
            UUID id,
            AppointmentStatus status,
            boolean outOfHours,
            String regionCode,
            Instant startsAt,
            Instant endsAt,
            List<String> itemCodes,
            @Nullable String enterpriseUsci,
            @Nullable String name,
            @Nullable String citizenNumber,
            @Nullable String phone,
            @Nullable String wish,
            Instant bookedAt,
            @Nullable Instant nameBy,
            Instant cancellableUntil,
            @Nullable String windowCode,
            @Nullable UUID ticketId,
            @Nullable String reason,
            long version) {

        @Override
        public String toString() {
            return "AppointmentView[" + id + "]";
        }
    }

    /** Hours that can be booked for these items, over the days that are open now. */
    @Open
    @GetMapping("/appointment-slots")
    SlotsView slots(@RequestParam String regionCode, @RequestParam List<String> itemCodes) {
        var errors = new FieldErrors();
        if (itemCodes.isEmpty() || itemCodes.size() > MOST_ITEMS) {
            errors.add("itemCodes", "count-range", 1, MOST_ITEMS);
        }
        known(errors, itemCodes);
        errors.throwIfAny();
        var today = ServiceHours.dateOf(clock.instant());
        var from = rules.firstDay(today);
        var until = rules.lastDay(today, calendars.current());
        return new SlotsView(
                from,
                until,
                appointments.slots(regionCode, itemCodes, from, until).stream()
                        .map(SlotView::of)
                        .toList());
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @PostMapping("/appointments")
    ResponseEntity<?> book(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody AppointmentBody body) {
        return idempotency.once(caller, key, Sealed.of(body, personal), () -> answer(caller, body, book::book));
    }

    /** Outside the opening hours, for the hall to confirm or decline. */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @PostMapping("/appointment-requests")
    ResponseEntity<?> request(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody AppointmentBody body) {
        return idempotency.once(caller, key, Sealed.of(body, personal), () -> answer(caller, body, book::request));
    }

    private ResponseEntity<?> answer(Caller caller, AppointmentBody body, Function<Wish, BookAppointment.Outcome> act) {
        var errors = new FieldErrors();
        var today = ServiceHours.dateOf(clock.instant());
        known(errors, body.itemCodes());
        var person = person(errors, today, body.citizenNumber(), body.phone());
        var usci = body.enterpriseUsci() == null ? null : errors.usci("enterpriseUsci", body.enterpriseUsci());
        errors.throwIfAny();
        if (usci != null && caller.is(Role.APPLICANT) && !isStaff(caller) && !caller.actsFor(usci)) {
            return problems.reply(HttpStatus.FORBIDDEN, "not-your-enterprise", usci);
        }
        var outcome = act.apply(new Wish(
                body.regionCode(),
                body.startsAt().toInstant(),
                body.itemCodes().stream().distinct().toList(),
                usci,
                person.named(body.name()),
                body.wish(),
                caller.subject()));
        return switch (outcome) {
            case BookAppointment.Outcome.Done(var id) ->
                ResponseEntity.created(URI.create("/api/intake/appointments/" + id))
                        .body(made(appointments.find(id).orElseThrow()));
            case BookAppointment.Outcome.NotTheseDays(var first, var last) ->
                problems.reply(HttpStatus.CONFLICT, "appointment-not-these-days", first, last);
            case BookAppointment.Outcome.Barred(var until) ->
                problems.reply(HttpStatus.CONFLICT, "appointment-barred", until);
            case BookAppointment.Outcome.SameDay() -> problems.reply(HttpStatus.CONFLICT, "appointment-same-day");
            case BookAppointment.Outcome.Full() -> problems.reply(HttpStatus.CONFLICT, "appointment-hour-full");
            case BookAppointment.Outcome.NotOffered() ->
                problems.reply(HttpStatus.CONFLICT, "appointment-hour-not-offered");
            case BookAppointment.Outcome.InHours() -> problems.reply(HttpStatus.CONFLICT, "appointment-in-hours");
        };
    }

    private record Person(
            @Nullable CitizenNumber citizen, @Nullable Phone phone) {
        Visitor named(String name) {
            return new Visitor(name.strip(), citizen, phone);
        }
    }

    private static Person person(
            FieldErrors errors, LocalDate today, @Nullable String citizenNumber, @Nullable String phone) {
        if (citizenNumber == null && phone == null) {
            errors.add("citizenNumber", "citizen-number-or-phone");
        }
        return new Person(
                PersonalInput.citizenNumber(errors, "citizenNumber", citizenNumber, today),
                PersonalInput.phone(errors, "phone", phone));
    }

    /** Who comes to a place that the cloud service desk asked for; known to whoever was told its number there. */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @PutMapping("/appointments/{id}/visitor")
    ResponseEntity<?> name(Caller caller, @PathVariable UUID id, @Valid @RequestBody VisitorBody body) {
        var errors = new FieldErrors();
        var person = person(errors, ServiceHours.dateOf(clock.instant()), body.citizenNumber(), body.phone());
        errors.throwIfAny();
        return switch (nameVisitor.name(id, person.named(body.name()), caller.subject())) {
            case NameVisitor.Outcome.Done() ->
                ResponseEntity.ok(view(appointments.find(id).orElseThrow()));
            case NameVisitor.Outcome.Unknown() -> unknown(id);
            case NameVisitor.Outcome.TooLate(var until) ->
                problems.reply(HttpStatus.CONFLICT, "appointment-too-late", until);
            case NameVisitor.Outcome.Barred(var until) ->
                problems.reply(HttpStatus.CONFLICT, "appointment-barred", until);
            case NameVisitor.Outcome.SameDay() -> problems.reply(HttpStatus.CONFLICT, "appointment-same-day");
        };
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @GetMapping("/appointments/own")
    Page<AppointmentView> own(
            Caller caller,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var place = Cursor.Moment.of(after);
        return page(appointments.of(caller.subject(), start(place), id(place), limit.plusOne()), limit);
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.UNIT_MANAGER, Role.OPS})
    @GetMapping("/appointments")
    ResponseEntity<?> ofDay(
            Caller caller,
            @RequestParam String regionCode,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable AppointmentStatus status,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        if (!Reach.covers(caller, regionCode)) {
            return problems.reply(HttpStatus.FORBIDDEN, "not-your-hall", regionCode);
        }
        var place = Cursor.Moment.of(after);
        var day = on == null ? ServiceHours.dateOf(clock.instant()) : on;
        return ResponseEntity.ok(
                page(appointments.ofDay(regionCode, day, status, start(place), id(place), limit.plusOne()), limit));
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.UNIT_MANAGER, Role.OPS})
    @GetMapping("/appointments/{id}")
    ResponseEntity<?> find(Caller caller, @PathVariable UUID id) {
        return visible(caller, id)
                .<ResponseEntity<?>>map(appointment -> ResponseEntity.ok(view(appointment)))
                .orElseGet(() -> unknown(id));
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.UNIT_MANAGER})
    @PutMapping("/appointments/{id}/cancellation")
    ResponseEntity<?> cancel(
            Caller caller,
            @PathVariable UUID id,
            @Valid @RequestBody(required = false) @Nullable CancellationBody body) {
        if (visible(caller, id).isEmpty()) {
            return unknown(id);
        }
        boolean byHall = caller.isAny(Role.WINDOW, Role.UNIT_MANAGER);
        var reason = body == null ? null : body.reason();
        return reply(id, () -> handle.cancel(id, byHall, reason, caller.subject()));
    }

    /** At the counter, at a terminal of the hall, or on the own phone. */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.WINDOW, Role.HELPER, Role.PARTNER})
    @PutMapping("/appointments/{id}/check-in")
    ResponseEntity<?> checkIn(Caller caller, @PathVariable UUID id) {
        if (!caller.is(Role.PARTNER) && visible(caller, id).isEmpty()) {
            return unknown(id);
        }
        return reply(id, () -> handle.checkIn(id, caller.subject()));
    }

    @Allowed({Role.WINDOW, Role.HELPER})
    @PutMapping("/appointments/{id}/no-show")
    ResponseEntity<?> noShow(Caller caller, @PathVariable UUID id) {
        return !reaches(caller, id) ? unknown(id) : reply(id, () -> handle.noShow(id, caller.subject()));
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/appointments/{id}/excuse")
    ResponseEntity<?> excuse(Caller caller, @PathVariable UUID id, @Valid @RequestBody ReasonBody body) {
        return !reaches(caller, id) ? unknown(id) : reply(id, () -> handle.excuse(id, body.reason(), caller.subject()));
    }

    @Allowed({Role.UNIT_MANAGER, Role.OPS})
    @PutMapping("/appointments/{id}/confirmation")
    ResponseEntity<?> confirm(Caller caller, @PathVariable UUID id, @Valid @RequestBody ConfirmationBody body) {
        return !reaches(caller, id)
                ? unknown(id)
                : reply(id, () -> handle.confirm(id, body.windowCode(), body.staff(), caller.subject()));
    }

    @Allowed({Role.UNIT_MANAGER, Role.OPS})
    @PutMapping("/appointments/{id}/decline")
    ResponseEntity<?> decline(Caller caller, @PathVariable UUID id, @Valid @RequestBody ReasonBody body) {
        return !reaches(caller, id)
                ? unknown(id)
                : reply(id, () -> handle.decline(id, body.reason(), caller.subject()));
    }

    private ResponseEntity<?> reply(UUID id, Supplier<HandleAppointment.Outcome> act) {
        return switch (act.get()) {
            case HandleAppointment.Outcome.Done() ->
                ResponseEntity.ok(view(appointments.find(id).orElseThrow()));
            case HandleAppointment.Outcome.Unknown() -> unknown(id);
            case HandleAppointment.Outcome.WrongState(var status) ->
                problems.reply(HttpStatus.CONFLICT, "appointment-not-so-far", status);
            case HandleAppointment.Outcome.TooLate(var until) ->
                problems.reply(HttpStatus.CONFLICT, "appointment-too-late", until);
            case HandleAppointment.Outcome.NotNow(var from, var until) ->
                problems.reply(HttpStatus.CONFLICT, "check-in-not-now", from, until);
            case HandleAppointment.Outcome.NotYet(var from) ->
                problems.reply(HttpStatus.CONFLICT, "still-in-time", from);
            case HandleAppointment.Outcome.NoSuchWindow() ->
                problems.reply(HttpStatus.CONFLICT, "window-does-not-take-it");
            case HandleAppointment.Outcome.WindowTaken() -> problems.reply(HttpStatus.CONFLICT, "shift-overlaps");
            case HandleAppointment.Outcome.ClerkTaken() ->
                problems.reply(HttpStatus.CONFLICT, "clerk-on-another-shift");
        };
    }

    private Optional<Appointment> visible(Caller caller, UUID id) {
        return appointments
                .find(id)
                .filter(appointment -> appointment.bookedBy().equals(caller.subject())
                        || (isStaff(caller) && Reach.covers(caller, appointment.regionCode())));
    }

    private boolean reaches(Caller caller, UUID id) {
        return appointments
                .find(id)
                .filter(appointment -> Reach.covers(caller, appointment.regionCode()))
                .isPresent();
    }

    private static boolean isStaff(Caller caller) {
        return caller.isAny(Role.WINDOW, Role.HELPER, Role.UNIT_MANAGER, Role.OPS);
    }

    private void known(FieldErrors errors, List<String> items) {
        for (int i = 0; i < items.size(); i++) {
            if (catalogues.current().item(items.get(i)).isEmpty()) {
                errors.add("itemCodes[" + i + "]", "unknown-item", items.get(i));
            }
        }
    }

    private MadeView made(Appointment appointment) {
        return new MadeView(
                appointment.id(),
                appointment.status(),
                appointment.outOfHours(),
                appointment.regionCode(),
                appointment.startsAt(),
                appointment.endsAt(),
                appointment.itemCodes(),
                rules.cancellableUntil(appointment.startsAt()),
                appointment.version());
    }

    private AppointmentView view(Appointment appointment) {
        var visitor = appointment.visitor();
        return new AppointmentView(
                appointment.id(),
                appointment.status(),
                appointment.outOfHours(),
                appointment.regionCode(),
                appointment.startsAt(),
                appointment.endsAt(),
                appointment.itemCodes(),
                appointment.enterpriseUsci(),
                visitor == null ? null : visitor.name(),
                visitor == null || visitor.citizenNumber() == null
                        ? null
                        : visitor.citizenNumber().masked(),
                visitor == null || visitor.phone() == null
                        ? null
                        : visitor.phone().masked(),
                appointment.wish(),
                appointment.bookedAt(),
                appointment.status() == AppointmentStatus.RESERVED ? appointment.nameBy() : null,
                rules.cancellableUntil(appointment.startsAt()),
                appointment.windowCode(),
                appointment.ticketId(),
                appointment.reason(),
                appointment.version());
    }

    private Page<AppointmentView> page(List<Appointment> rows, Limit limit) {
        return Page.of(rows.stream().map(this::view).toList(), limit, view -> Cursor.of(view.startsAt(), view.id()));
    }

    private static Instant start(Cursor.@Nullable Moment place) {
        return place == null ? Instant.EPOCH : place.at();
    }

    private static UUID id(Cursor.@Nullable Moment place) {
        return place == null ? new UUID(0, 0) : place.id();
    }

    private ResponseEntity<?> unknown(UUID id) {
        return problems.reply(HttpStatus.NOT_FOUND, "unknown-appointment", id);
    }
}

package onestop.evaluation.reviews;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Appointing reviewers. */
@RestController
class ReviewerController {
    private static final String REVIEWERS = "/api/evaluation/reviewers";

    private final Appointments appointments;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    ReviewerController(Appointments appointments, Idempotency idempotency, Problems problems, InstantSource clock) {
        this.appointments = appointments;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    record AppointmentBody(
            @NotBlank @Pattern(regexp = "[A-Za-z0-9._@-]{1,100}")
            String reviewer,

            @NotNull Appointment.Kind kind,
            @NotNull LocalDate startsOn,
            @NotNull LocalDate endsOn) {}

    record EndingBody(@NotBlank @Size(max = 300) String reason) {}

    record AppointmentView(
            UUID appointmentId,
            String reviewer,
            Appointment.Kind kind,
            LocalDate startsOn,
            LocalDate endsOn,
            String appointedBy,
            OffsetDateTime appointedAt,
            @Nullable String endReason) {

        static AppointmentView of(Appointment appointment) {
            return new AppointmentView(
                    appointment.id(),
                    appointment.reviewer(),
                    appointment.kind(),
                    appointment.startsOn(),
                    appointment.endsOn(),
                    appointment.appointedBy(),
                    CountyTime.at(appointment.appointedAt()),
                    appointment.endReason());
        }
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PostMapping(REVIEWERS)
    ResponseEntity<?> appoint(
            Caller caller, @RequestHeader("Idempotency-Key") String key, @Valid @RequestBody AppointmentBody body) {
        if (body.endsOn().isBefore(body.startsOn())) {
            throw new InvalidFieldException(
                    "endsOn", "ends-before-start", body.startsOn().toString());
        }
        if (ChronoUnit.DAYS.between(body.startsOn(), body.endsOn()) > Appointment.LONGEST_DAYS) {
            throw new InvalidFieldException("endsOn", "appointment-too-long", Appointment.LONGEST_DAYS);
        }
        return idempotency.once(caller, key, body, () -> {
            var appointment = new Appointment(
                    UUID.randomUUID(),
                    body.reviewer(),
                    body.kind(),
                    body.startsOn(),
                    body.endsOn(),
                    caller.subject(),
                    CountyTime.now(clock),
                    null);
            return appointments.insert(appointment)
                    ? ResponseEntity.created(URI.create(REVIEWERS + "/" + appointment.id()))
                            .body(AppointmentView.of(appointment))
                    : problems.reply(HttpStatus.CONFLICT, "already-appointed");
        });
    }

    @Allowed({Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping(REVIEWERS)
    Page<AppointmentView> list(
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) Limit limit) {
        var page = appointments.page(after, limit);
        return new Page<>(page.items().stream().map(AppointmentView::of).toList(), page.next());
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping(REVIEWERS + "/{id}/ending")
    ResponseEntity<?> end(Caller caller, @PathVariable UUID id, @Valid @RequestBody EndingBody body) {
        if (appointments.find(id).isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-appointment");
        }
        return appointments.end(
                        id,
                        CountyTime.dayOf(clock.instant()),
                        caller.subject(),
                        body.reason().strip())
                ? ResponseEntity.ok(AppointmentView.of(appointments.find(id).orElseThrow()))
                : problems.reply(HttpStatus.CONFLICT, "appointment-over");
    }
}

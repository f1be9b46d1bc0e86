package onestop.intake.consultation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.consultation.Consultation.Rejection;
import onestop.intake.consultation.Consultation.Transition;
import onestop.intake.consultation.ConsultationState.Answer;
import onestop.intake.consultation.ConsultationState.Answered;
import onestop.intake.consultation.ConsultationState.Closed;
import onestop.intake.consultation.ConsultationState.Open;
import onestop.intake.consultation.Consultations.ChannelCount;
import onestop.intake.consultation.Consultations.Place;
import onestop.intake.consultation.TakeQuestion.QuestionBody;
import onestop.intake.enterprise.Representation;
import onestop.intake.input.FieldErrors;
import onestop.intake.personal.PersonalData;
import onestop.intake.personal.Phone;
import onestop.intake.window.Windows;
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
import org.springframework.beans.factory.annotation.Value;
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

/** Questions over HTTP. Whose question a caller may not know answers as if it did not exist. */
@RestController
@RequestMapping("/api/intake")
class ConsultationController {
    private static final int LONGEST_PERIOD_DAYS = 366;

    private final TakeQuestion takeQuestion;
    private final ActOnConsultation act;
    private final Consultations consultations;
    private final Representation representation;
    private final Catalogues catalogues;
    private final Windows windows;
    private final PersonalData personal;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;
    private final String phone;
    private final String hotline;

    ConsultationController(
            TakeQuestion takeQuestion,
            ActOnConsultation act,
            Consultations consultations,
            Representation representation,
            Catalogues catalogues,
            Windows windows,
            PersonalData personal,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock,
            @Value("${onestop.intake.consultation.phone}") String phone,
            @Value("${onestop.intake.consultation.hotline}") String hotline) {
        this.takeQuestion = takeQuestion;
        this.act = act;
        this.consultations = consultations;
        this.representation = representation;
        this.catalogues = catalogues;
        this.windows = windows;
        this.personal = personal;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
        this.phone = phone;
        this.hotline = hotline;
    }

    record UnitBody(@NotBlank @Size(max = 50) String unit) {}

    record AnswerBody(
            @NotBlank @Size(max = 4_000) String answer,
            @Size(max = 40) @Nullable String windowCode) {}

    record AnswerView(String text, Instant answeredAt, String unit, boolean atOnce, long minutesToAnswer) {}

    record ConsultationView(
            String number,
            ConsultationChannel channel,
            QuestionClass questionClass,
            @Nullable String itemCode,
            @Nullable String enterpriseUsci,
            @Nullable String regionCode,
            ConsultationStatus status,
            String question,
            @Nullable String contactPhone,
            Instant askedAt,
            @Nullable String unit,
            LocalDate dueOn,
            boolean overdue,
            @Nullable AnswerView answer,
            @Nullable Instant closedAt,
            long version) {}

    record ChannelView(
            ConsultationChannel channel, @Nullable String number) {}

    record ChannelsView(List<ChannelView> channels) {}

    record CountView(
            ConsultationChannel channel,
            long asked,
            long answered,
            long answeredAtOnce,
            @Nullable BigDecimal meanMinutesToAnswer) {

        static CountView of(ChannelCount count) {
            return new CountView(
                    count.channel(),
                    count.asked(),
                    count.answered(),
                    count.atOnce(),
                    count.answered() == 0
                            ? null
                            : BigDecimal.valueOf(count.minutesToAnswer())
                                    .divide(BigDecimal.valueOf(count.answered()), 1, RoundingMode.HALF_UP));
        }
    }

    record CountsView(LocalDate from, LocalDate to, List<CountView> channels) {}

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @PostMapping("/consultations")
    ResponseEntity<?> ask(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody QuestionBody body) {
        return idempotency.once(caller, key, body, () -> {
            var one = takeQuestion.now(caller, body);
            return ResponseEntity.created(URI.create("/api/intake/consultations/" + one.number()))
                    .eTag(Versions.etag(one.version()))
                    .body(view(one));
        });
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.EXAMINER, Role.UNIT_MANAGER, Role.OPS})
    @GetMapping("/consultations")
    Page<ConsultationView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable ConsultationStatus status,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var parts = Cursor.parts(after, 2);
        var place = parts.isEmpty() ? null : new Place(Cursor.instant(parts.getFirst()), parts.getLast());
        var rows = consultations.page(caller, status, place, limit.plusOne());
        return Page.of(rows.stream().map(this::view).toList(), limit, one -> Cursor.of(one.askedAt(), one.number()));
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.EXAMINER, Role.UNIT_MANAGER, Role.OPS})
    @GetMapping("/consultations/{number}")
    ResponseEntity<?> find(Caller caller, @PathVariable String number) {
        return consultations
                .find(number)
                .filter(one -> maySee(caller, one))
                .<ResponseEntity<?>>map(this::tagged)
                .orElseGet(() -> unknown(number));
    }

    @Allowed({Role.WINDOW, Role.EXAMINER, Role.UNIT_MANAGER})
    @PutMapping("/consultations/{number}/unit")
    ResponseEntity<?> passOn(Caller caller, @PathVariable String number, @Valid @RequestBody UnitBody body) {
        if (catalogues.current().unit(body.unit()).isEmpty()) {
            var errors = new FieldErrors();
            errors.add("unit", "unknown-unit", body.unit());
            errors.throwIfAny();
        }
        return reply(number, act.act(number, one -> asStaff(caller, one, them -> them.passOn(body.unit()))));
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.EXAMINER, Role.UNIT_MANAGER})
    @PutMapping("/consultations/{number}/answer")
    ResponseEntity<?> answer(Caller caller, @PathVariable String number, @Valid @RequestBody AnswerBody body) {
        var errors = new FieldErrors();
        if (body.windowCode() != null && !caller.is(Role.WINDOW)) {
            errors.add("windowCode", "window-of-staff");
        } else {
            windows.mustBeInUse(body.windowCode(), errors);
        }
        errors.throwIfAny();
        var now = clock.instant();
        var unit = caller.unit() == null ? "UNKNOWN" : caller.unit();
        return reply(
                number,
                act.act(
                        number,
                        body.windowCode(),
                        one -> asStaff(
                                caller, one, open -> open.answer(body.answer().strip(), caller.subject(), unit, now))));
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.WINDOW})
    @PutMapping("/consultations/{number}/closing")
    ResponseEntity<?> close(Caller caller, @PathVariable String number) {
        var now = clock.instant();
        return reply(
                number,
                act.act(
                        number,
                        one -> maySee(caller, one) ? Optional.of(one.close(caller.subject(), now)) : Optional.empty()));
    }

    @onestop.web.Open
    @GetMapping("/consultation-channels")
    ChannelsView channels() {
        return new ChannelsView(Arrays.stream(ConsultationChannel.values())
                .map(channel -> new ChannelView(
                        channel,
                        switch (channel) {
                            case PHONE -> phone;
                            case HOTLINE -> hotline;
                            case WINDOW, ONLINE, MOBILE_VEHICLE -> null;
                        }))
                .toList());
    }

    /** Counted for everybody: how often each way was used, and how soon there was an answer. */
    @onestop.web.Open
    @GetMapping("/consultation-counts")
    CountsView counts(@RequestParam LocalDate from, @RequestParam LocalDate to) {
        var errors = new FieldErrors();
        if (to.isBefore(from)) {
            errors.add("to", "ends-before-start");
        } else if (from.plusDays(LONGEST_PERIOD_DAYS).isBefore(to)) {
            errors.add("to", "date-range", from, from.plusDays(LONGEST_PERIOD_DAYS));
        }
        errors.throwIfAny();
        var counted = consultations
                .counts(
                        from.atStartOfDay(ServiceHours.ZONE).toInstant(),
                        to.plusDays(1).atStartOfDay(ServiceHours.ZONE).toInstant())
                .stream()
                .collect(Collectors.toMap(ChannelCount::channel, Function.identity()));
        return new CountsView(
                from,
                to,
                Arrays.stream(ConsultationChannel.values())
                        .map(channel ->
                                CountView.of(counted.getOrDefault(channel, new ChannelCount(channel, 0, 0, 0, 0))))
                        .toList());
    }

    /** A unit's staff act on what was passed to the unit, the hall on everything, a helper on what the helper took. */
    private static Optional<Transition> asStaff(
            Caller caller, Consultation one, Function<Consultation, Transition> command) {
        boolean may = caller.is(Role.WINDOW) || isOfTheUnit(caller, one) || tookIt(caller, one);
        return may ? Optional.of(command.apply(one)) : Optional.empty();
    }

    private boolean maySee(Caller caller, Consultation one) {
        var usci = one.question().enterpriseUsci();
        return caller.isAny(Role.WINDOW, Role.OPS)
                || isOfTheUnit(caller, one)
                || one.question().askedBy().equals(caller.subject())
                || (usci != null && caller.isAny(Role.APPLICANT, Role.AGENT) && ownOrActedFor(caller, usci));
    }

    private boolean ownOrActedFor(Caller caller, String usci) {
        return representation.mayKnow(caller, usci);
    }

    private static boolean isOfTheUnit(Caller caller, Consultation one) {
        return caller.isAny(Role.EXAMINER, Role.UNIT_MANAGER)
                && caller.unit() != null
                && caller.unit().equals(one.unit());
    }

    private static boolean tookIt(Caller caller, Consultation one) {
        return caller.is(Role.HELPER) && one.question().askedBy().equals(caller.subject());
    }

    private ResponseEntity<?> reply(String number, Optional<Transition> transition) {
        return switch (transition.orElse(null)) {
            case null -> unknown(number);
            case Transition.Applied(var next) -> tagged(next);
            case Transition.Declined(var why) ->
                switch (why) {
                    case Rejection.AlreadyAnswered(var at) ->
                        problems.reply(HttpStatus.CONFLICT, "already-answered", at);
                    case Rejection.AlreadyClosed(var at) -> problems.reply(HttpStatus.CONFLICT, "already-closed", at);
                    case Rejection.NotAnswered() -> problems.reply(HttpStatus.CONFLICT, "not-answered");
                };
        };
    }

    private ResponseEntity<?> unknown(String number) {
        return problems.reply(HttpStatus.NOT_FOUND, "unknown-consultation", number);
    }

    private ResponseEntity<?> tagged(Consultation one) {
        return ResponseEntity.ok().eTag(Versions.etag(one.version())).body(view(one));
    }

    private ConsultationView view(Consultation one) {
        var question = one.question();
        var sealedPhone = question.contactPhone();
        return new ConsultationView(
                one.number(),
                question.channel(),
                question.questionClass(),
                question.itemCode(),
                question.enterpriseUsci(),
                question.regionCode(),
                ConsultationStatus.of(one.state()),
                question.text(),
                sealedPhone == null || one.state() instanceof Closed
                        ? null
                        : new Phone(personal.open(sealedPhone)).masked(),
                question.askedAt(),
                one.unit(),
                question.dueOn(),
                one.state() instanceof Open
                        && ServiceHours.dateOf(clock.instant()).isAfter(question.dueOn()),
                switch (one.state()) {
                    case Open _ -> null;
                    case Answered(var answer) -> view(answer, question.askedAt());
                    case Closed(var answer, var _, var _) -> view(answer, question.askedAt());
                },
                one.state() instanceof Closed closed ? closed.at() : null,
                one.version());
    }

    private static AnswerView view(Answer answer, Instant askedAt) {
        return new AnswerView(
                answer.text(),
                answer.at(),
                answer.unit(),
                answer.atOnce(),
                Duration.between(askedAt, answer.at()).toMinutes());
    }
}

package onestop.intake.consultation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import onestop.events.Outbox;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.catalogue.ServiceItem;
import onestop.intake.consultation.Consultation.Question;
import onestop.intake.consultation.Consultation.Side;
import onestop.intake.consultation.Consultation.Transition.Applied;
import onestop.intake.consultation.ConsultationState.Answered;
import onestop.intake.enterprise.Enterprises;
import onestop.intake.enterprise.Representation;
import onestop.intake.input.FieldErrors;
import onestop.intake.personal.PersonalData;
import onestop.intake.personal.PersonalInput;
import onestop.intake.window.Windows;
import onestop.web.Caller;
import onestop.web.Role;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes a question in, with its answer when whoever takes it knows it. */
@Service
public class TakeQuestion {
    private static final String HALL = "XZSP";

    private final Consultations consultations;
    private final Catalogues catalogues;
    private final Enterprises enterprises;
    private final Representation representation;
    private final Windows windows;
    private final PersonalData personal;
    private final Outbox outbox;
    private final Calendars calendars;
    private final ServiceHours hours;
    private final InstantSource clock;
    private final int daysToAnswer;

    TakeQuestion(
            Consultations consultations,
            Catalogues catalogues,
            Enterprises enterprises,
            Representation representation,
            Windows windows,
            PersonalData personal,
            Outbox outbox,
            Calendars calendars,
            ServiceHours hours,
            InstantSource clock,
            @Value("${onestop.intake.consultation.days-to-answer}") int daysToAnswer) {
        this.consultations = consultations;
        this.catalogues = catalogues;
        this.enterprises = enterprises;
        this.representation = representation;
        this.windows = windows;
        this.personal = personal;
        this.outbox = outbox;
        this.calendars = calendars;
        this.hours = hours;
        this.clock = clock;
        this.daysToAnswer = daysToAnswer;
    }

    /**
     * What is asked.
     *
     * @param answer given at once, by staff only
     * @param unit to whom the question goes when it is not answered at once
     * @param windowCode the window at which it was asked and answered
     */
    public record QuestionBody(
            @NotNull ConsultationChannel channel,
            @NotNull QuestionClass questionClass,
            @Nullable String itemCode,
            @Nullable String enterpriseUsci,
            @Nullable String regionCode,
            @NotBlank @Size(max = 2_000) String question,
            @Size(max = 20) @Nullable String contactPhone,
            @Size(max = 4_000) @Nullable String answer,
            @Nullable String unit,
            @Size(max = 40) @Nullable String windowCode) {}

    /** The question as taken in. */
    public record Taken(String number, boolean answered) {}

    /** A question at a stop of the vehicle, at its true time. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Taken onTheVehicle(Caller staff, QuestionBody body, UUID stop, String regionCode, Instant at) {
        var errors = new FieldErrors();
        if (body.channel() != ConsultationChannel.MOBILE_VEHICLE) {
            errors.add("channel", "channel-of-the-vehicle");
            errors.throwIfAny();
        }
        var one = take(staff, body, stop, regionCode, at);
        return new Taken(one.number(), one.state() instanceof Answered);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    Consultation now(Caller caller, QuestionBody body) {
        return take(caller, body, null, body.regionCode(), clock.instant());
    }

    private Consultation take(
            Caller caller, QuestionBody body, @Nullable UUID stop, @Nullable String regionCode, Instant at) {
        boolean staff = caller.isAny(Role.WINDOW, Role.HELPER);
        var errors = new FieldErrors();
        var item = item(body.itemCode(), errors);
        if (body.unit() != null && catalogues.current().unit(body.unit()).isEmpty()) {
            errors.add("unit", "unknown-unit", body.unit());
        }
        if (regionCode != null && !regionCode.matches("[0-9]{12}")) {
            errors.add("regionCode", "region-code");
        }
        var phone = PersonalInput.phone(errors, "contactPhone", body.contactPhone());
        var answer = body.answer() == null || body.answer().isBlank()
                ? null
                : body.answer().strip();
        if (answer != null && !staff) {
            errors.add("answer", "staff-answers");
        }
        if (!staff && body.channel() != ConsultationChannel.ONLINE) {
            errors.add("channel", "channel-online-only");
        }
        if (body.windowCode() != null && (answer == null || body.channel() != ConsultationChannel.WINDOW)) {
            errors.add("windowCode", "answered-at-a-window");
        } else {
            windows.mustBeInUse(body.windowCode(), errors);
        }
        var usci = enterprise(caller, body.enterpriseUsci(), errors);
        errors.throwIfAny();

        var side = staff ? Side.STAFF : caller.is(Role.APPLICANT) ? Side.APPLICANT : Side.AGENT;
        var calendar = calendars.current();
        var question = new Question(
                body.channel(),
                body.questionClass(),
                item.map(ServiceItem::code).orElse(null),
                usci,
                regionCode,
                body.question().strip(),
                phone == null ? null : personal.seal(phone.value()),
                at,
                caller.subject(),
                side,
                clock.instant(),
                stop,
                calendar.add(hours.countsFrom(at, calendar), daysToAnswer));
        var unit =
                body.unit() != null ? body.unit() : item.map(ServiceItem::unit).orElse(null);
        var one = Consultation.asked(consultations.nextNumber(ServiceHours.dateOf(at)), question, unit);
        if (answer == null) {
            consultations.insert(one);
            return one;
        }
        var unitOfStaff = caller.unit() == null ? HALL : caller.unit();
        if (!(one.answer(answer, caller.subject(), unitOfStaff, at) instanceof Applied(var answered)
                && answered.state() instanceof Answered(var given))) {
            throw new IllegalStateException("a new question is open");
        }
        consultations.insert(answered);
        outbox.append(ConsultationMessages.answered(answered, given, body.windowCode()));
        return answered;
    }

    private Optional<ServiceItem> item(@Nullable String code, FieldErrors errors) {
        if (code == null) {
            return Optional.empty();
        }
        var item = catalogues.current().item(code);
        if (item.isEmpty()) {
            errors.add("itemCode", "unknown-item", code);
        }
        return item;
    }

    /** An enterprise that the caller may not know is told like one that is not registered. */
    private @Nullable String enterprise(Caller caller, @Nullable String text, FieldErrors errors) {
        if (text == null) {
            return null;
        }
        var usci = errors.usci("enterpriseUsci", text);
        if (usci != null
                && (!representation.mayKnow(caller, usci)
                        || enterprises.find(usci).isEmpty())) {
            errors.add("enterpriseUsci", "unknown-enterprise", usci);
        }
        return usci;
    }
}

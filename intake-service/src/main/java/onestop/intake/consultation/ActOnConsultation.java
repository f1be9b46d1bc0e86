package onestop.intake.consultation;

import java.util.Optional;
import java.util.function.Function;
import onestop.events.Outbox;
import onestop.intake.consultation.Consultation.Transition;
import onestop.intake.consultation.Consultation.Transition.Applied;
import onestop.intake.consultation.ConsultationState.Answered;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** One act on one question: read under lock, decided by the model, stored with its event. */
@Service
class ActOnConsultation {
    private final Consultations consultations;
    private final Outbox outbox;

    ActOnConsultation(Consultations consultations, Outbox outbox) {
        this.consultations = consultations;
        this.outbox = outbox;
    }

    /**
     * @param command what to do, or empty when the question does not exist for this caller
     */
    @Transactional
    Optional<Transition> act(String number, Function<Consultation, Optional<Transition>> command) {
        return act(number, null, command);
    }

    /**
     * As above.
     *
     * @param windowCode the window at which whoever asked stands
     */
    @Transactional
    Optional<Transition> act(
            String number, @Nullable String windowCode, Function<Consultation, Optional<Transition>> command) {
        var transition = consultations.lock(number).flatMap(command);
        if (transition.orElse(null) instanceof Applied(var next)) {
            consultations.update(next);
            if (next.state() instanceof Answered(var answer)) {
                outbox.append(ConsultationMessages.answered(next, answer, windowCode));
            }
        }
        return transition;
    }
}

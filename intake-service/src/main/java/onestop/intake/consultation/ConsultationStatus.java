package onestop.intake.consultation;

import onestop.intake.consultation.ConsultationState.Answered;
import onestop.intake.consultation.ConsultationState.Closed;
import onestop.intake.consultation.ConsultationState.Open;

/** The state as a word. */
enum ConsultationStatus {
    OPEN,
    ANSWERED,
    CLOSED;

    static ConsultationStatus of(ConsultationState state) {
        return switch (state) {
            case Open _ -> OPEN;
            case Answered _ -> ANSWERED;
            case Closed _ -> CLOSED;
        };
    }
}

package onestop.intake.consultation;

import java.time.Instant;

/** Where a question stands, with what is true there. */
sealed interface ConsultationState {
    record Open() implements ConsultationState {}

    record Answered(Answer answer) implements ConsultationState {}

    record Closed(Answer answer, Instant at, String by) implements ConsultationState {}

    /**
     * The one answer.
     *
     * @param atOnce given by whoever took the question, without passing it on
     */
    record Answer(String text, Instant at, String by, String unit, boolean atOnce) {}
}

package onestop.intake.consultation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import onestop.intake.consultation.ConsultationState.Answer;
import onestop.intake.consultation.ConsultationState.Answered;
import onestop.intake.consultation.ConsultationState.Closed;
import onestop.intake.consultation.ConsultationState.Open;
import org.jspecify.annotations.Nullable;

/**
 * One question. An act yields the next state of it; nothing is mutated.
 *
 * @param unit who is to answer; null for the hall itself
 */
record Consultation(
        String number, Question question, @Nullable String unit, ConsultationState state, long version) {

    enum Side {
        APPLICANT,
        AGENT,
        STAFF
    }

    /**
     * What was asked.
     *
     * @param askedAt the true time; it may be entered later
     * @param contactPhone sealed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record Question(
            ConsultationChannel channel,
            QuestionClass questionClass,
            @Nullable String itemCode,
            @Nullable String enterpriseUsci,
            @Nullable String regionCode,
            String text,
            byte @Nullable [] contactPhone,
            Instant askedAt,
            String askedBy,
            Side askedAs,
            Instant enteredAt,
            @Nullable UUID stop,
            LocalDate dueOn) {}

    sealed interface Transition {
        record Applied(Consultation next) implements Transition {}

        record Declined(Rejection why) implements Transition {}
    }

    /** Why an act was declined. */
    sealed interface Rejection {
        record AlreadyAnswered(Instant at) implements Rejection {}

        record AlreadyClosed(Instant at) implements Rejection {}

        record NotAnswered() implements Rejection {}
    }

    static Consultation asked(String number, Question question, @Nullable String unit) {
        return new Consultation(number, question, unit, new Open(), 1);
    }

    Transition passOn(String to) {
        return switch (state) {
            case Open open -> new Transition.Applied(new Consultation(number, question, to, open, version + 1));
            case Answered(var answer) -> new Transition.Declined(new Rejection.AlreadyAnswered(answer.at()));
            case Closed(var _, var at, var _) -> new Transition.Declined(new Rejection.AlreadyClosed(at));
        };
    }

    Transition answer(String text, String by, String unitOfAnswerer, Instant at) {
        return switch (state) {
            case Open _ ->
                becomes(new Answered(new Answer(text, at, by, unitOfAnswerer, version == 1 && isTheSameAct(by, at))));
            case Answered(var answer) -> new Transition.Declined(new Rejection.AlreadyAnswered(answer.at()));
            case Closed(var _, var closedAt, var _) -> new Transition.Declined(new Rejection.AlreadyClosed(closedAt));
        };
    }

    /** Whoever took the question answers it in the same breath. */
    private boolean isTheSameAct(String by, Instant at) {
        return question.askedBy().equals(by)
                && question.askedAs() == Side.STAFF
                && question.askedAt().equals(at);
    }

    Transition close(String by, Instant at) {
        return switch (state) {
            case Open _ -> new Transition.Declined(new Rejection.NotAnswered());
            case Answered(var answer) -> becomes(new Closed(answer, at, by));
            case Closed(var _, var closedAt, var _) -> new Transition.Declined(new Rejection.AlreadyClosed(closedAt));
        };
    }

    private Transition becomes(ConsultationState next) {
        return new Transition.Applied(new Consultation(number, question, unit, next, version + 1));
    }
}

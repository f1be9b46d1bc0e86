package onestop.intake.consultation;

import java.time.Duration;
import java.time.OffsetDateTime;
import onestop.events.OutgoingEvent;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.consultation.Consultation.Question;
import onestop.intake.consultation.Consultation.Side;
import onestop.intake.consultation.ConsultationState.Answer;
import onestop.intake.personal.AccountMark;
import org.jspecify.annotations.Nullable;

/** An answered question as a message; the only place that knows its name on the wire. Neither texts nor askers: of who asked signed in, a mark. */
final class ConsultationMessages {
    private record AnsweredMessage(
            String consultationNumber,
            ConsultationChannel channel,
            QuestionClass questionClass,
            @Nullable String itemCode,
            @Nullable String regionCode,
            String unit,
            OffsetDateTime askedAt,
            OffsetDateTime answeredAt,
            long minutesToAnswer,
            boolean atOnce,
            String answeredBy,
            @Nullable String windowCode,
            @Nullable String asker) {}

    /** @param windowCode the window at which whoever asked stands */
    static OutgoingEvent answered(Consultation one, Answer answer, @Nullable String windowCode) {
        var question = one.question();
        return new OutgoingEvent(
                ConsultationTopic.TOPIC,
                one.number(),
                "onestop.intake.consultation.answered.v1",
                one.number(),
                one.version(),
                answer.at(),
                new AnsweredMessage(
                        one.number(),
                        question.channel(),
                        question.questionClass(),
                        question.itemCode(),
                        question.regionCode(),
                        answer.unit(),
                        question.askedAt().atZone(ServiceHours.ZONE).toOffsetDateTime(),
                        answer.at().atZone(ServiceHours.ZONE).toOffsetDateTime(),
                        Duration.between(question.askedAt(), answer.at()).toMinutes(),
                        answer.atOnce(),
                        answer.by(),
                        windowCode,
                        asker(one.number(), question)));
    }

    /** Of a question that somebody asked for themselves; staff entered the others. */
    private static @Nullable String asker(String number, Question question) {
        return question.askedAs() == Side.STAFF ? null : AccountMark.of(number, question.askedBy());
    }

    private ConsultationMessages() {}
}

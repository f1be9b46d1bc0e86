package onestop.intake.consultation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import onestop.intake.consultation.Consultation.Question;
import onestop.intake.consultation.Consultation.Rejection;
import onestop.intake.consultation.Consultation.Side;
import onestop.intake.consultation.Consultation.Transition.Applied;
import onestop.intake.consultation.Consultation.Transition.Declined;
import onestop.intake.consultation.ConsultationState.Answer;
import onestop.intake.consultation.ConsultationState.Answered;
import onestop.intake.consultation.ConsultationState.Closed;
import onestop.intake.consultation.ConsultationState.Open;
import org.junit.jupiter.api.Test;

class ConsultationTests {
    private static final Instant ASKED = Instant.parse("2026-03-02T01:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
    private static final Answer ANSWER = new Answer("一窗受理", NOW, "li", "XZSP", false);

    private static Consultation in(ConsultationState state) {
        var question = new Question(
                ConsultationChannel.PHONE,
                QuestionClass.GUIDE,
                null,
                null,
                null,
                "如何办理",
                null,
                ASKED,
                "window",
                Side.STAFF,
                ASKED,
                null,
                LocalDate.of(2026, 3, 9));
        return new Consultation("ZX26030200001", question, "XZSP", state, 1);
    }

    @Test
    void anOpenQuestionIsPassedOnOrAnswered() {
        var open = in(new Open());

        assertThat(open.passOn("ZJJ")).isInstanceOfSatisfying(Applied.class, applied -> {
            assertThat(applied.next().unit()).isEqualTo("ZJJ");
            assertThat(applied.next().state()).isEqualTo(new Open());
        });
        assertThat(open.answer("一窗受理", "li", "XZSP", NOW))
                .isInstanceOfSatisfying(
                        Applied.class,
                        applied -> assertThat(applied.next().state()).isEqualTo(new Answered(ANSWER)));
        assertThat(open.close("window", NOW)).isEqualTo(new Declined(new Rejection.NotAnswered()));
    }

    @Test
    void anAnsweredQuestionCanOnlyBeClosed() {
        var answered = in(new Answered(ANSWER));

        assertThat(answered.passOn("ZJJ")).isEqualTo(new Declined(new Rejection.AlreadyAnswered(NOW)));
        assertThat(answered.answer("又一次", "li", "XZSP", NOW))
                .isEqualTo(new Declined(new Rejection.AlreadyAnswered(NOW)));
        assertThat(answered.close("window", NOW))
                .isInstanceOfSatisfying(
                        Applied.class,
                        applied -> assertThat(applied.next().state()).isEqualTo(new Closed(ANSWER, NOW, "window")));
    }

    @Test
    void aClosedQuestionStaysClosed() {
        var closed = in(new Closed(ANSWER, NOW, "window"));
        var declined = new Declined(new Rejection.AlreadyClosed(NOW));

        assertThat(closed.passOn("ZJJ")).isEqualTo(declined);
        assertThat(closed.answer("又一次", "li", "XZSP", NOW)).isEqualTo(declined);
        assertThat(closed.close("window", NOW)).isEqualTo(declined);
    }

    @Test
    void onlyWhoeverTookItAnswersItAtOnce() {
        assertThat(in(new Open()).answer("一窗受理", "window", "XZSP", ASKED))
                .isInstanceOfSatisfying(
                        Applied.class,
                        applied -> assertThat(((Answered) applied.next().state())
                                        .answer()
                                        .atOnce())
                                .isTrue());
        assertThat(in(new Open()).answer("一窗受理", "window", "XZSP", NOW))
                .isInstanceOfSatisfying(
                        Applied.class,
                        applied -> assertThat(((Answered) applied.next().state())
                                        .answer()
                                        .atOnce())
                                .isFalse());
    }
}

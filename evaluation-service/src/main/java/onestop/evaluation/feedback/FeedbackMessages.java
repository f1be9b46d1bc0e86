package onestop.evaluation.feedback;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Target;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/** What the others are told of open feedback. Never the text: writers name people. */
public final class FeedbackMessages {
    public static final Topic TOPIC = Topic.facts("onestop.evaluation.open-feedback");

    private FeedbackMessages() {}

    /** @param officer the account of whom it is about, so that they are kept from every appeal about it; nobody reads it there */
    record OfficerNamed(String feedbackId, String officer, OffsetDateTime receivedAt) {}

    /** @param officer the account of whom it is about, so that they are kept from the appeal; nobody reads it there */
    record Referred(
            String feedbackId,
            String unit,
            Level level,
            Target target,
            String summary,
            @Nullable String officer,
            OffsetDateTime givenAt,
            OffsetDateTime referredAt) {}

    /** Of feedback about an officer, with the feedback itself: whatever becomes of it, and whoever raises an appeal about it. */
    public static OutgoingEvent officerNamed(UUID feedback, String officer, Instant at) {
        var id = feedback.toString();
        return new OutgoingEvent(
                TOPIC,
                id,
                "onestop.evaluation.open-feedback.officer-named.v1",
                id,
                1,
                at,
                new OfficerNamed(id, officer, CountyTime.at(at)));
    }

    /** @param summary the supervisor's words, which name nobody */
    static OutgoingEvent referred(Feedback feedback, String summary, Instant at) {
        var id = feedback.id().toString();
        return new OutgoingEvent(
                TOPIC,
                id,
                "onestop.evaluation.open-feedback.referred.v1",
                id,
                feedback.version() + 1,
                at,
                new Referred(
                        id,
                        feedback.unit(),
                        feedback.level(),
                        feedback.target(),
                        summary,
                        feedback.target() == Target.OFFICER ? feedback.targetCode() : null,
                        CountyTime.at(feedback.givenAt()),
                        CountyTime.at(at)));
    }
}

package onestop.evaluation.feedback;

import java.time.Instant;
import java.util.UUID;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Target;
import org.jspecify.annotations.Nullable;

/**
 * One feedback as it is stored, without how the writer may be reached.
 *
 * @param complaint the writer says so, or the text has a word that does
 * @param photos numbers of the photographs, 1 to 3
 */
record Feedback(
        UUID id,
        @Nullable String pointCode,
        Target target,
        String targetCode,
        String unit,
        Level level,
        @Nullable String text,
        boolean complaint,
        boolean anonymous,
        Instant givenAt,
        Instant receivedAt,
        Status status,
        @Nullable String triagedBy,
        @Nullable Instant triagedAt,
        @Nullable String triageReason,
        @Nullable UUID rectificationId,
        @Nullable String replyZh,
        @Nullable String replyEn,
        @Nullable Instant repliedAt,
        boolean published,
        @Nullable String publicText,
        boolean hasContact,
        int photos,
        long version) {

    /** What became of it. */
    enum Status {
        /** Good, and no complaint: nothing has to follow. */
        NOTED,
        /** Waits for a supervisor. */
        WAITING,
        /** A rectification order was made of it. */
        ORDERED,
        /** The appeals have it. */
        REFERRED,
        /** Nothing follows, with a reason. */
        DISMISSED
    }

    static Status firstStatus(Level level, boolean complaint) {
        return level.bad() || complaint ? Status.WAITING : Status.NOTED;
    }

    /** Whether a supervisor may still decide what becomes of it. What was merely noted may be looked at after all. */
    boolean undecided() {
        return switch (status) {
            case NOTED, WAITING -> true;
            case ORDERED, REFERRED, DISMISSED -> false;
        };
    }

    /** The level an order is opened with: a complaint under a good level is at least dissatisfaction. */
    Level levelOfOrder() {
        return level.bad() ? level : Level.DISSATISFIED;
    }
}

package onestop.evaluation.feedback;

import java.time.Instant;
import java.util.UUID;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Source;
import onestop.evaluation.scale.Target;
import org.jspecify.annotations.Nullable;

/**
 * One feedback as it is stored, without how the writer may be reached.
 *
 * @param source the system that collected it; null for what was written at our own door
 * @param appeal how far the appeal about it is; null while no appeal is known to be, or only which one
 * @param complaint the writer says so, or the text has a word that does
 * @param photos numbers of the photographs, 1 to 3
 */
record Feedback(
        UUID id,
        @Nullable Source source,
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
        @Nullable UUID appealId,
        @Nullable AppealAbout appeal,
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
        DISMISSED,
        /** The objection of the unit was upheld: mistaken or malicious, and counted no more. */
        INVALIDATED
    }

    /** How far an appeal about it is. */
    enum AppealState {
        RECEIVED,
        ANSWERED,
        /** The answer was not accepted, or it was opened again: another one is awaited. */
        REDO,
        CLOSED,
        /** Not ours, the applicant was told whose matter it is. */
        DECLINED
    }

    /**
     * What the appeals tell of the appeal about it.
     *
     * @param number that people quote
     * @param competentBody whose matter a declined one is
     */
    record AppealAbout(
            @Nullable String number,
            AppealState state,
            @Nullable String competentBody) {}

    static Status firstStatus(Level level, boolean complaint) {
        return level.bad() || complaint ? Status.WAITING : Status.NOTED;
    }

    /** Whether a supervisor may still decide what becomes of it. What was merely noted may be looked at after all. */
    boolean undecided() {
        return switch (status) {
            case NOTED, WAITING -> true;
            case ORDERED, REFERRED, DISMISSED, INVALIDATED -> false;
        };
    }

    /** Whether the writer can be called back: by a contact, or through the system that knows the name. */
    boolean reachable() {
        return hasContact || (!anonymous && source != null);
    }

    /** Whether it is about this person or their unit, so that somebody else has to decide on it. */
    boolean concerns(String person, @Nullable String ofUnit) {
        return unit.equals(ofUnit) || (target == Target.OFFICER && targetCode.equals(person));
    }

    /** The level an order is opened with: a complaint under a good level is at least dissatisfaction. */
    Level levelOfOrder() {
        return level.bad() ? level : Level.DISSATISFIED;
    }
}

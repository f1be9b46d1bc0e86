package onestop.appeal.reading;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import onestop.appeal.clocks.Clock;
import onestop.appeal.clocks.LimitUnit;
import onestop.appeal.clocks.TimeLimit;
import onestop.appeal.revisions.Revisions.Revision;
import onestop.appeal.supervision.NextDue;
import onestop.appeal.supervision.Supervision;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.AppealSource;
import onestop.appeal.words.StateName;
import org.jspecify.annotations.Nullable;

/** One appeal as a certain reader sees it; what is not for them, or not there, is absent. */
public record AppealView(
        UUID id,
        String number,
        AppealKind kind,
        @Nullable String blockedClass,
        @Nullable StandardView standard,
        AppealSource source,
        StateName state,
        Status status,
        String title,
        String text,
        @Nullable String usci,
        String regionCode,
        @Nullable AboutView about,
        boolean urgent,
        boolean anonymous,
        boolean confidential,
        @Nullable String submittedBy,
        @Nullable ContactView contact,
        @Nullable String unit,
        @Nullable String proposedUnit,
        List<String> jointUnits,
        @Nullable UUID joinedTo,
        String profile,
        Instant receivedAt,
        int returns,
        boolean redone,
        boolean reopened,
        int extendedDays,
        @Nullable Integer extensionAsked,
        List<ClockView> clocks,
        @Nullable NextDue nextDue,
        Supervision supervision,
        @Nullable ReplyView reply,
        @Nullable CallBackView callBack,
        @Nullable String outcome,
        @Nullable Instant closedAt,
        @Nullable String closingReason,
        @Nullable RejectionView rejection,
        List<Revision> revisions,
        List<StepView> steps,
        long version) {

    /** What is done about an appeal of its kind and class, in the words that hold now. */
    record StandardView(String textZh, @Nullable String textEn) {}

    record AboutView(
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String ratingId,
            @Nullable String itemCode,
            @Nullable String feedbackId,
            @Nullable String unit,
            @Nullable UUID negativeAnswerId) {}

    record ContactView(@Nullable String name, String phone) {}

    record LimitView(int amount, LimitUnit unit) {
        static LimitView of(TimeLimit limit) {
            return new LimitView(limit.amount(), limit.unit());
        }
    }

    /** @param late met late, or not met and the time is over */
    record ClockView(
            Clock clock,
            LimitView limit,
            Instant dueAt,
            @Nullable LocalDate dueOn,
            @Nullable Instant metAt,
            boolean late,
            boolean provisional) {}

    record ReplyView(
            @Nullable String text, Instant at, @Nullable String unit) {}

    record CallBackView(
            boolean reached,
            @Nullable Boolean solved,
            @Nullable Boolean satisfied,
            Instant at) {}

    record RejectionView(String ground, String reason, String competentBody, Instant at) {}

    record StepView(
            long version,
            String step,
            Instant at,
            @Nullable String unit,
            @Nullable String by,
            @Nullable String text,
            @Nullable Integer days) {}
}

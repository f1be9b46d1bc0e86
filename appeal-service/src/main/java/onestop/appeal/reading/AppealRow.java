package onestop.appeal.reading;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import onestop.appeal.clocks.Clock;
import onestop.appeal.clocks.DueTime;
import onestop.appeal.clocks.Measure;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import onestop.appeal.words.StateName;
import org.jspecify.annotations.Nullable;

/** The row of an appeal as far as it is shown. */
record AppealRow(
        UUID id,
        String number,
        String kind,
        @Nullable String blockedClass,
        String source,
        boolean urgent,
        @Nullable String usci,
        String regionCode,
        String title,
        String body,
        @Nullable String aboutReceipt,
        @Nullable String aboutCase,
        @Nullable String aboutRating,
        @Nullable String itemCode,
        @Nullable String aboutFeedback,
        @Nullable String aboutUnit,
        @Nullable UUID aboutNegativeAnswer,
        boolean anonymous,
        boolean confidential,
        @Nullable String unitTitle,
        @Nullable String unitText,
        @Nullable UUID joinedTo,
        String jointUnits,
        @Nullable Integer extensionAsked,
        int extensions,
        int extendedDays,
        boolean reopened,
        @Nullable String contactName,
        @Nullable String contactPhone,
        String submittedBy,
        OffsetDateTime receivedAt,
        String profile,
        String state,
        @Nullable String unit,
        @Nullable String proposedUnit,
        OffsetDateTime stateSince,
        @Nullable OffsetDateTime calledBackAt,
        @Nullable Boolean reached,
        @Nullable Boolean solved,
        @Nullable Boolean satisfied,
        @Nullable String outcome,
        @Nullable String rejectionGround,
        @Nullable String competentBody,
        @Nullable String reason,
        int returns,
        @Nullable OffsetDateTime contactedAt,
        @Nullable OffsetDateTime opinionAt,
        @Nullable OffsetDateTime repliedAt,
        boolean redone,
        @Nullable OffsetDateTime contactDueAt,
        @Nullable OffsetDateTime opinionDueAt,
        OffsetDateTime solutionDueAt,
        @Nullable OffsetDateTime redoStartedAt,
        @Nullable OffsetDateTime redoDueAt,
        @Nullable String nextClock,
        @Nullable OffsetDateTime nextDueAt,
        boolean redoFailed,
        boolean disciplineClue,
        long version) {
    static final String COLUMNS = """
            id, number, kind, blocked_class, source, urgent, usci, region_code, title, body, about_receipt, about_case, about_rating,
            item_code, about_feedback, about_unit, about_negative_answer, anonymous, confidential, unit_title, unit_text, joined_to,
            array_to_string(joint_units, ',') AS joint_units, extension_asked, extensions, extended_days, reopened,
            contact_name, contact_phone, submitted_by, received_at, profile, state, unit, proposed_unit, state_since,
            called_back_at, reached, solved, satisfied, outcome, rejection_ground, competent_body, reason, returns,
            contacted_at, opinion_at, replied_at, redone, contact_due_at, opinion_due_at, solution_due_at, redo_started_at,
            redo_due_at, next_clock, next_due_at, redo_failed, discipline_clue, version
            """;

    AppealKind appealKind() {
        return AppealKind.valueOf(kind);
    }

    Measure measure() {
        return new Measure(appealKind(), blockedClass == null ? null : BlockedClass.valueOf(blockedClass), urgent);
    }

    /** Whether no unit may learn what points to who raised it, such as the file. */
    boolean unnamed() {
        return confidential || anonymous;
    }

    /** The applicant was called and did not accept the answer, and nobody has decided yet what comes of that. */
    boolean notAccepted() {
        return stateName() == StateName.CALLED_BACK
                && Boolean.TRUE.equals(reached)
                && !(Boolean.TRUE.equals(solved) && Boolean.TRUE.equals(satisfied));
    }

    /** The units that were asked for a part. */
    List<String> jointUnitKeys() {
        return jointUnits.isEmpty() ? List.of() : List.of(jointUnits.split(","));
    }

    StateName stateName() {
        return StateName.valueOf(state);
    }

    /** Whether nothing more happens to it. */
    boolean over() {
        return stateName() == StateName.CLOSED || stateName() == StateName.REJECTED;
    }

    /** When a clock started; a redo starts when it is ordered. */
    Instant startedAt(Clock clock) {
        return clock == Clock.REDO && redoStartedAt != null ? redoStartedAt.toInstant() : receivedAt.toInstant();
    }

    /** How a clock had been counted when it was met, if it was. */
    Optional<DueTime> account(Clock clock, List<DueTime> met) {
        return met.stream()
                .filter(due -> due.clock() == clock && due.startedAt().equals(startedAt(clock)))
                .findFirst();
    }

    /** The stored due time of a clock; null where the appeal has no such clock. */
    @Nullable
    Instant dueAt(Clock clock) {
        return instant(
                switch (clock) {
                    case CONTACT -> contactDueAt;
                    case OPINION -> opinionDueAt;
                    case SOLUTION -> solutionDueAt;
                    case REDO -> redoDueAt;
                });
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime column) {
        return column == null ? null : column.toInstant();
    }

    static <T> T present(@Nullable T column) {
        return Objects.requireNonNull(column);
    }
}

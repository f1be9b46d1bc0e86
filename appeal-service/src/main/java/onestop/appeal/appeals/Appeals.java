package onestop.appeal.appeals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import onestop.appeal.appeals.AppealState.AnsweredDirectly;
import onestop.appeal.appeals.AppealState.Attempts;
import onestop.appeal.appeals.AppealState.CallBack;
import onestop.appeal.appeals.AppealState.CalledBack;
import onestop.appeal.appeals.AppealState.Closed;
import onestop.appeal.appeals.AppealState.Coordinating;
import onestop.appeal.appeals.AppealState.Dispatched;
import onestop.appeal.appeals.AppealState.ExtensionRequested;
import onestop.appeal.appeals.AppealState.InProgress;
import onestop.appeal.appeals.AppealState.Outcome;
import onestop.appeal.appeals.AppealState.Reached;
import onestop.appeal.appeals.AppealState.Received;
import onestop.appeal.appeals.AppealState.Redo;
import onestop.appeal.appeals.AppealState.Rejected;
import onestop.appeal.appeals.AppealState.RejectionGround;
import onestop.appeal.appeals.AppealState.Replied;
import onestop.appeal.appeals.AppealState.Returned;
import onestop.appeal.appeals.AppealState.Signed;
import onestop.appeal.appeals.AppealState.Unreached;
import onestop.appeal.appeals.AppealState.WithUnit;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import onestop.appeal.words.StateName;
import onestop.identifiers.Usci;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the aggregate. Reading for people is elsewhere. */
@Repository
class Appeals {
    private static final String COLUMNS = """
            id, number, kind, blocked_class, urgent, about_receipt, about_case, about_rating, item_code, about_feedback,
            about_unit, about_negative_answer, received_at, profile, anonymous, confidential, unit_text IS NOT NULL AS summarised, joined_to,
            array_to_string(joint_open, ',') AS joint_open, array_to_string(joint_units, ',') AS joint_units,
            extension_asked, extensions, extended_days, reopened,
            state, unit, dispatched_at, signed_by, proposed_unit, state_since, call_back_attempts, last_attempt_at,
            called_back_at, reached, solved, satisfied, outcome, rejection_ground, competent_body, reason,
            returns, contacted_at, opinion_at, replied_at, redone, office_redone,
            contact_due_at, opinion_due_at, solution_due_at, redo_started_at, redo_due_at, next_clock, next_due_at, version
            """;

    /**
     * In which order appeals are locked where one transaction locks several: one after the other that it is handled with, as commands do
     * that speak for both. Who locks by it lets nobody join appeals meanwhile.
     */
    private static final String LOCKING_ORDER =
            " ORDER BY coalesce(joined_to, id), joined_to IS NOT NULL, id FOR UPDATE";

    private final JdbcClient jdbc;

    Appeals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    AppealNumber nextNumber(LocalDate day) {
        return AppealNumber.of(
                day,
                jdbc.sql("SELECT nextval('appeal_serial')").query(Long.class).single());
    }

    /** The appeal, locked until the transaction ends: of two commands at once the second sees what the first has done. */
    Optional<Appeal> findForChange(AppealId id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM appeal WHERE id = :id FOR UPDATE")
                .param("id", id.value())
                .query(Row.class)
                .optional()
                .map(Row::toAppeal);
    }

    /** Locks those of two that there are. */
    void lock(AppealId one, AppealId other) {
        jdbc.sql("SELECT id FROM appeal WHERE id IN (:one, :other)" + LOCKING_ORDER)
                .param("one", one.value())
                .param("other", other.value())
                .query(UUID.class)
                .list();
    }

    /** The next appeals on which a clock runs that ends on this day or later, in the order of their ids. */
    List<UUID> running(LocalDate firstDay, @Nullable UUID after, int most) {
        return jdbc.sql("""
                SELECT id
                  FROM appeal
                 WHERE next_due_at IS NOT NULL
                   AND greatest(contact_due_at, opinion_due_at, solution_due_at, redo_due_at) >= :from%s
                 ORDER BY id
                 LIMIT :most
                """.formatted(after == null ? "" : " AND id > :after"))
                .param("from", utc(Shanghai.startOf(firstDay)))
                .param("after", after)
                .param("most", most)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Locks those of them on which a clock still runs. */
    List<UUID> lockRunning(List<UUID> ids) {
        return jdbc.sql("SELECT id FROM appeal WHERE id = ANY(:ids) AND next_due_at IS NOT NULL" + LOCKING_ORDER)
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Appeals that the caller has locked. */
    List<Appeal> findLocked(List<UUID> ids) {
        return jdbc
                .sql("SELECT " + COLUMNS + " FROM appeal WHERE id = ANY(:ids) ORDER BY id")
                .param("ids", ids.toArray(UUID[]::new))
                .query(Row.class)
                .list()
                .stream()
                .map(Row::toAppeal)
                .toList();
    }

    void insert(Appeal appeal, Submission submission) {
        var contact = submission.contact();
        var enterprise = submission.enterprise();
        var partner = submission.partner();
        var row = Row.of(appeal);
        jdbc.sql("""
                INSERT INTO appeal (id, number, kind, blocked_class, source, urgent, usci, region_code, title, body, about_receipt,
                                    about_case, about_rating, item_code, about_feedback, about_unit, about_negative_answer, anonymous, confidential,
                                    partner, partner_number, contact_name, contact_phone, submitted_by, received_at, received_on, profile,
                                    state, state_since, contact_due_at, opinion_due_at, solution_due_at, next_clock,
                                    next_due_at, version)
                VALUES (:id, :number, :kind, :blockedClass, :source, :urgent, :usci, :regionCode, :title, :body, :aboutReceipt,
                        :aboutCase, :aboutRating, :itemCode, :aboutFeedback, :aboutUnit, :aboutNegativeAnswer, :anonymous, :confidential,
                        :partner, :partnerNumber, :contactName, :contactPhone, :submittedBy, :receivedAt, :receivedOn, :profile,
                        :state, :stateSince, :contactDueAt, :opinionDueAt, :solutionDueAt, :nextClock,
                        :nextDueAt, :version)
                """)
                .param("id", row.id())
                .param("number", row.number())
                .param("kind", row.kind())
                .param("blockedClass", row.blockedClass())
                .param("itemCode", row.itemCode())
                .param("aboutFeedback", row.aboutFeedback())
                .param("aboutUnit", row.aboutUnit())
                .param("aboutNegativeAnswer", row.aboutNegativeAnswer())
                .param("anonymous", row.anonymous())
                .param("confidential", row.confidential())
                .param("partner", partner == null ? null : partner.partner())
                .param("partnerNumber", partner == null ? null : partner.number())
                .param("source", submission.source().name())
                .param("urgent", row.urgent())
                .param("usci", enterprise == null ? null : enterprise.value())
                .param("regionCode", submission.regionCode())
                .param("title", submission.title())
                .param("body", submission.text())
                .param("aboutReceipt", row.aboutReceipt())
                .param("aboutCase", row.aboutCase())
                .param("aboutRating", row.aboutRating())
                .param("contactName", contact == null ? null : contact.name())
                .param("contactPhone", contact == null ? null : contact.phone())
                .param("submittedBy", submission.submittedBy().value())
                .param("receivedAt", row.receivedAt())
                .param("receivedOn", Shanghai.dayOf(submission.receivedAt()))
                .param("profile", row.profile())
                .param("state", row.state())
                .param("stateSince", row.stateSince())
                .param("contactDueAt", row.contactDueAt())
                .param("opinionDueAt", row.opinionDueAt())
                .param("solutionDueAt", row.solutionDueAt())
                .param("nextClock", row.nextClock())
                .param("nextDueAt", row.nextDueAt())
                .param("version", row.version())
                .update();
    }

    void update(Appeal next) {
        int changed = jdbc.sql("""
                UPDATE appeal
                    SET state = :state, about_receipt = :aboutReceipt, about_case = :aboutCase,
                        about_negative_answer = :aboutNegativeAnswer, item_code = :itemCode, kind = :kind, blocked_class = :blockedClass, urgent = :urgent,
                        joined_to = :joinedTo,
                       joint_open = string_to_array(:jointOpen, ','), joint_units = string_to_array(:jointUnits, ','),
                       extension_asked = :extensionAsked, extensions = :extensions, extended_days = :extendedDays,
                       reopened = :reopened, look_at = CASE WHEN :state IN ('CLOSED', 'REJECTED') THEN NULL ELSE '-infinity'::timestamptz END,
                       unit = :unit, dispatched_at = :dispatchedAt, signed_by = :signedBy,
                       proposed_unit = :proposedUnit, state_since = :stateSince, call_back_attempts = :callBackAttempts,
                       last_attempt_at = :lastAttemptAt, called_back_at = :calledBackAt, reached = :reached, solved = :solved,
                       satisfied = :satisfied, outcome = :outcome, rejection_ground = :rejectionGround,
                       competent_body = :competentBody, reason = :reason, returns = :returns, contacted_at = :contactedAt,
                       opinion_at = :opinionAt, replied_at = :repliedAt, redone = :redone, office_redone = :officeRedone, contact_due_at = :contactDueAt,
                       opinion_due_at = :opinionDueAt, solution_due_at = :solutionDueAt, redo_started_at = :redoStartedAt,
                       redo_due_at = :redoDueAt, next_clock = :nextClock, next_due_at = :nextDueAt, version = :version
                 WHERE id = :id AND version = :version - 1
                """).paramSource(Row.of(next)).update();
        if (changed == 0) {
            throw new StaleAppealException(next.id());
        }
    }

    /** Keeps what the unit reads in place of a confidential appeal; before the update that gives it to the unit. */
    void summarise(AppealId id, AppealEvent.Summary summary) {
        jdbc.sql("UPDATE appeal SET unit_title = :title, unit_text = :text WHERE id = :id")
                .param("id", id.value())
                .param("title", summary.title())
                .param("text", summary.text())
                .update();
    }

    /** Of those in whose matter the officer had no part. */
    void correctContact(Collection<UUID> ids, String name, String phone, OfficerId by) {
        jdbc.sql("""
                UPDATE appeal SET contact_name = :name, contact_phone = :phone
                  FROM (SELECT id AS locked_id
                          FROM appeal
                         WHERE id = ANY(:ids)
                           AND NOT EXISTS (SELECT 1 FROM parts_in_file(:officer, about_receipt, about_case, about_negative_answer,
                                                                       about_feedback))
                """ + LOCKING_ORDER + """
                ) AS locked
                 WHERE id = locked_id
                """)
                .param("ids", ids.toArray(UUID[]::new))
                .param("name", name)
                .param("phone", phone)
                .param("officer", by.value())
                .update();
    }

    void noteClue(AppealId id, Instant at) {
        jdbc.sql("UPDATE appeal SET discipline_clue = true, clue_at = coalesce(clue_at, :at) WHERE id = :id")
                .param("id", id.value())
                .param("at", utc(at))
                .update();
    }

    void askParts(AppealId id, Set<UnitKey> units, Instant at) {
        jdbc.sql("""
                INSERT INTO appeal_part (appeal_id, unit, asked_at, received_at)
                SELECT a.id, asked.unit, :at, a.received_at
                  FROM appeal AS a CROSS JOIN unnest(:units::text[]) AS asked (unit)
                 WHERE a.id = :id
                    ON CONFLICT (appeal_id, unit) DO UPDATE SET asked_at = excluded.asked_at, given_at = NULL
                """)
                .param("id", id.value())
                .param("units", units.stream().map(UnitKey::value).toArray(String[]::new))
                .param("at", utc(at))
                .update();
    }

    void partGiven(AppealId id, UnitKey unit, Instant at) {
        jdbc.sql("UPDATE appeal_part SET given_at = :at WHERE appeal_id = :id AND unit = :unit")
                .param("id", id.value())
                .param("unit", unit.value())
                .param("at", utc(at))
                .update();
    }

    /**
     * Whether somebody of the unit that has the appeal has signed for it, or for the one that it was joined to, and may still handle it:
     * the last one who did counts.
     */
    Signer signer(AppealId id) {
        return jdbc.sql("""
                SELECT CASE WHEN s.officer_id IS NULL THEN 'NONE'
                            WHEN EXISTS (SELECT 1 FROM parts_in_file(s.officer_id, a.about_receipt, a.about_case,
                                                                     a.about_negative_answer, a.about_feedback)) THEN 'RECUSED'
                            ELSE 'MAY_HANDLE'
                       END
                  FROM appeal a
                  LEFT JOIN LATERAL (SELECT officer_id
                                       FROM appeal_step
                                      WHERE appeal_id IN (a.id, a.joined_to) AND step = 'SIGNED' AND unit = a.unit
                                      ORDER BY appeal_id = a.id DESC, version DESC
                                      LIMIT 1) AS s ON true
                 WHERE a.id = :id
                """)
                .param("id", id.value())
                .query((row, _) -> Signer.valueOf(row.getString(1)))
                .single();
    }

    /** Those that are handled as part of this one and not answered yet, locked; the caller has locked this one. */
    List<Appeal> findJoinedForChange(AppealId main) {
        return jdbc
                .sql("SELECT " + COLUMNS + """
                  FROM appeal
                 WHERE joined_to = :main AND state = 'RECEIVED'
                 ORDER BY id
                 LIMIT :most
                   FOR UPDATE
                """)
                .param("main", main.value())
                .param("most", Appeal.MOST_JOINED)
                .query(Row.class)
                .list()
                .stream()
                .map(Row::toAppeal)
                .toList();
    }

    /** Those that are handled as part of this one and are about a file in which this officer had a part. */
    Set<AppealId> joinedAboutActsOf(OfficerId officer, AppealId main) {
        return Set.copyOf(jdbc.sql("""
                SELECT a.id
                  FROM appeal a
                 WHERE a.joined_to = :main AND a.state = 'RECEIVED'
                   AND EXISTS (SELECT 1 FROM parts_in_file(:officer, a.about_receipt, a.about_case, a.about_negative_answer,
                                                            a.about_feedback))
                """)
                .param("main", main.value())
                .param("officer", officer.value())
                .query((row, _) -> new AppealId(row.getObject("id", UUID.class)))
                .list());
    }

    /** Those that are handled as part of this one and have the same enterprise, or the same person to call. */
    Set<AppealId> joinedOfTheSameApplicant(AppealId main) {
        return Set.copyOf(jdbc.sql("""
                SELECT a.id
                  FROM appeal a
                  JOIN appeal m ON m.id = a.joined_to AND (m.usci = a.usci OR m.contact_phone = a.contact_phone)
                 WHERE a.joined_to = :main AND a.state = 'RECEIVED'
                """)
                .param("main", main.value())
                .query((row, _) -> new AppealId(row.getObject("id", UUID.class)))
                .list());
    }

    /** Until the transaction ends nobody else joins appeals. */
    void waitForOtherJoinings() {
        jdbc.sql("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('appeal-joining'))) AS lock")
                .query(Integer.class)
                .single();
    }

    /** How many are handled as part of this one and not answered yet. */
    int joinedTo(AppealId main) {
        return jdbc.sql("SELECT count(*) FROM appeal WHERE joined_to = :main AND state = 'RECEIVED'")
                .param("main", main.value())
                .query(Integer.class)
                .single();
    }

    /** Where the registry has the enterprise; empty for one that it has not told of. */
    Optional<String> regionOf(Usci enterprise) {
        return jdbc.sql("SELECT region_code FROM enterprise WHERE usci = :usci")
                .param("usci", enterprise.value())
                .query(String.class)
                .optional();
    }

    /** Who may open it again: who raised it, and the enterprise it belongs to. */
    Optional<Owner> owner(AppealId id) {
        return jdbc.sql("SELECT submitted_by, usci FROM appeal WHERE id = :id")
                .param("id", id.value())
                .query(Owner.class)
                .optional();
    }

    record Owner(String submittedBy, @Nullable String usci) {}

    boolean knowsFeedback(String feedbackId) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM appeal WHERE about_feedback = :feedbackId AND source = 'OPEN_FEEDBACK')
                """)
                .param("feedbackId", feedbackId)
                .query(Boolean.class)
                .single();
    }

    /** The appeal that a partner's number stands for. */
    Optional<AppealId> ofPartner(Submission.PartnerNumber partner) {
        return jdbc.sql("SELECT id FROM appeal WHERE partner = :partner AND partner_number = :number")
                .param("partner", partner.partner())
                .param("number", partner.number())
                .query(UUID.class)
                .optional()
                .map(AppealId::new);
    }

    /** Under which number a partner knows the appeal; empty when no partner does. */
    Optional<Submission.PartnerNumber> partnerOf(AppealId id) {
        return jdbc.sql("SELECT partner, partner_number AS number FROM appeal WHERE id = :id AND partner IS NOT NULL")
                .param("id", id.value())
                .query(Submission.PartnerNumber.class)
                .optional();
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /** The table's shape, kept apart from the model: flat and nullable here, typed and total there. */
    record Row(
            UUID id,
            String number,
            String kind,
            @Nullable String blockedClass,
            boolean urgent,
            @Nullable String aboutReceipt,
            @Nullable String aboutCase,
            @Nullable String aboutRating,
            @Nullable String itemCode,
            @Nullable String aboutFeedback,
            @Nullable String aboutUnit,
            @Nullable UUID aboutNegativeAnswer,
            OffsetDateTime receivedAt,
            String profile,
            boolean anonymous,
            boolean confidential,
            boolean summarised,
            @Nullable UUID joinedTo,
            String jointOpen,
            String jointUnits,
            @Nullable Integer extensionAsked,
            int extensions,
            int extendedDays,
            boolean reopened,
            String state,
            @Nullable String unit,
            @Nullable OffsetDateTime dispatchedAt,
            @Nullable String signedBy,
            @Nullable String proposedUnit,
            OffsetDateTime stateSince,
            int callBackAttempts,
            @Nullable OffsetDateTime lastAttemptAt,
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
            boolean officeRedone,
            @Nullable OffsetDateTime contactDueAt,
            @Nullable OffsetDateTime opinionDueAt,
            OffsetDateTime solutionDueAt,
            @Nullable OffsetDateTime redoStartedAt,
            @Nullable OffsetDateTime redoDueAt,
            @Nullable String nextClock,
            @Nullable OffsetDateTime nextDueAt,
            long version) {

        static Row of(Appeal appeal) {
            var state = StateColumns.of(appeal.state(), appeal.progress().earlier());
            var subject = appeal.subject();
            var progress = appeal.progress();
            var due = appeal.due();
            var redo = due.redo();
            var next = appeal.nextDue().orElse(null);
            return new Row(
                    appeal.id().value(),
                    appeal.number().value(),
                    subject.kind().name(),
                    subject.blockedClass() == null
                            ? null
                            : subject.blockedClass().name(),
                    subject.urgent(),
                    subject.about().receiptNumber(),
                    subject.about().caseNumber(),
                    subject.about().ratingId(),
                    subject.about().itemCode(),
                    subject.about().feedbackId(),
                    subject.about().unit(),
                    subject.about().negativeAnswerId(),
                    utc(subject.receivedAt()),
                    subject.profile(),
                    subject.privacy().anonymous(),
                    subject.privacy().confidential(),
                    subject.privacy().summarised(),
                    progress.joinedTo() == null ? null : progress.joinedTo().value(),
                    listed(state.jointOpen),
                    listed(progress.jointUnits()),
                    state.extensionAsked,
                    progress.extensions(),
                    due.extendedDays(),
                    progress.reopened(),
                    appeal.state().name().name(),
                    state.unit,
                    state.dispatchedAt,
                    state.signedBy,
                    state.proposedUnit,
                    utc(appeal.state().since()),
                    state.callBackAttempts,
                    state.lastAttemptAt,
                    state.calledBackAt,
                    state.reached,
                    state.solved,
                    state.satisfied,
                    state.outcome,
                    state.rejectionGround,
                    state.competentBody,
                    state.reason,
                    progress.returns(),
                    orNull(progress.contactedAt()),
                    orNull(progress.opinionAt()),
                    orNull(progress.repliedAt()),
                    progress.redone(),
                    progress.officeRedone(),
                    orNull(due.contact()),
                    orNull(due.opinion()),
                    utc(due.solution()),
                    redo == null ? null : utc(redo.startedAt()),
                    redo == null ? null : utc(redo.dueAt()),
                    next == null ? null : next.clock().name(),
                    next == null ? null : utc(next.dueAt()),
                    appeal.version());
        }

        Appeal toAppeal() {
            var subject = new Subject(
                    AppealKind.valueOf(kind),
                    blockedClass == null ? null : BlockedClass.valueOf(blockedClass),
                    urgent,
                    new About(
                            aboutReceipt,
                            aboutCase,
                            aboutRating,
                            itemCode,
                            aboutFeedback,
                            aboutUnit,
                            aboutNegativeAnswer),
                    receivedAt.toInstant(),
                    profile,
                    new Subject.Privacy(anonymous, confidential, summarised));
            var progress = new Progress(
                    returns,
                    instant(contactedAt),
                    instant(opinionAt),
                    instant(repliedAt),
                    redone,
                    officeRedone,
                    extensions,
                    reopened,
                    joinedTo == null ? null : new AppealId(joinedTo),
                    units(jointUnits),
                    earlier());
            var due = new DueTimes(
                    instant(contactDueAt),
                    instant(opinionDueAt),
                    solutionDueAt.toInstant(),
                    extendedDays,
                    redoStartedAt == null
                            ? null
                            : new DueTimes.Redo(
                                    redoStartedAt.toInstant(),
                                    present(redoDueAt).toInstant()));
            return new Appeal(new AppealId(id), new AppealNumber(number), subject, toState(), progress, due, version);
        }

        private AppealState toState() {
            var since = stateSince.toInstant();
            return switch (StateName.valueOf(state)) {
                case RECEIVED -> new Received(since);
                case DISPATCHED -> new Dispatched(unitKey(), since);
                case SIGNED -> new Signed(unitKey(), dispatched(), new OfficerId(present(signedBy)), since);
                case ANSWERED_DIRECTLY ->
                    new AnsweredDirectly(unitKey(), new Attempts(callBackAttempts, instant(lastAttemptAt)), since);
                case IN_PROGRESS -> new InProgress(unitKey(), dispatched(), new OfficerId(present(signedBy)), since);
                case EXTENSION_REQUESTED ->
                    new ExtensionRequested(
                            unitKey(),
                            dispatched(),
                            new OfficerId(present(signedBy)),
                            present(extensionAsked),
                            units(jointOpen),
                            since);
                case COORDINATING ->
                    new Coordinating(
                            unitKey(), dispatched(), new OfficerId(present(signedBy)), units(jointOpen), since);
                case RETURNED -> new Returned(unitKey(), dispatched(), new UnitKey(present(proposedUnit)), since);
                case REPLIED ->
                    new Replied(
                            unitKey(),
                            dispatched(),
                            new Attempts(callBackAttempts, instant(lastAttemptAt)),
                            reached == null ? null : callBack(),
                            since);
                case CALLED_BACK -> new CalledBack(unitKey(), dispatched(), callBack());
                case REDO -> new Redo(unitKey(), dispatched(), reached == null ? null : callBack(), since);
                case CLOSED ->
                    new Closed(unitKey(), dispatched(), callBack(), Outcome.valueOf(present(outcome)), reason, since);
                case REJECTED ->
                    new Rejected(
                            RejectionGround.valueOf(present(rejectionGround)),
                            present(reason),
                            present(competentBody),
                            unit == null ? null : unitKey(),
                            since);
            };
        }

        /** Most states know what the call-back brought; through the others it is carried. */
        private @Nullable CallBack earlier() {
            return switch (StateName.valueOf(state)) {
                case REPLIED, CALLED_BACK, REDO, CLOSED -> null;
                case RECEIVED,
                        ANSWERED_DIRECTLY,
                        DISPATCHED,
                        SIGNED,
                        RETURNED,
                        IN_PROGRESS,
                        EXTENSION_REQUESTED,
                        COORDINATING,
                        REJECTED -> reached == null ? null : callBack();
            };
        }

        private CallBack callBack() {
            return present(reached)
                    ? reachedThen()
                    : new Unreached(present(calledBackAt).toInstant());
        }

        private Reached reachedThen() {
            return new Reached(
                    present(solved), present(satisfied), present(calledBackAt).toInstant());
        }

        private UnitKey unitKey() {
            return new UnitKey(present(unit));
        }

        private Instant dispatched() {
            return present(dispatchedAt).toInstant();
        }

        private static String listed(Set<UnitKey> units) {
            return units.stream().map(UnitKey::value).sorted().collect(Collectors.joining(","));
        }

        private static Set<UnitKey> units(String listed) {
            return listed.isEmpty()
                    ? Set.of()
                    : Arrays.stream(listed.split(",")).map(UnitKey::new).collect(Collectors.toUnmodifiableSet());
        }

        private static @Nullable Instant instant(@Nullable OffsetDateTime column) {
            return column == null ? null : column.toInstant();
        }

        private static @Nullable OffsetDateTime orNull(@Nullable Instant at) {
            return at == null ? null : utc(at);
        }

        private static <T> T present(@Nullable T column) {
            return Objects.requireNonNull(column);
        }
    }

    /** The columns that one state or another fills. */
    private static final class StateColumns {
        @Nullable
        String unit;

        @Nullable
        OffsetDateTime dispatchedAt;

        @Nullable
        String signedBy;

        @Nullable
        String proposedUnit;

        @Nullable
        Integer extensionAsked;

        Set<UnitKey> jointOpen = Set.of();

        int callBackAttempts;

        @Nullable
        OffsetDateTime lastAttemptAt;

        @Nullable
        OffsetDateTime calledBackAt;

        @Nullable
        Boolean reached;

        @Nullable
        Boolean solved;

        @Nullable
        Boolean satisfied;

        @Nullable
        String outcome;

        @Nullable
        String rejectionGround;

        @Nullable
        String competentBody;

        @Nullable
        String reason;

        /** @param carried what a call-back brought, for states that have no room for it */
        static StateColumns of(AppealState state, @Nullable CallBack carried) {
            var columns = new StateColumns();
            columns.addIfAny(carried);
            if (state instanceof WithUnit held) {
                columns.unit = held.unit().value();
                columns.dispatchedAt = utc(held.dispatchedAt());
            }
            switch (state) {
                case Received _, Dispatched _ -> {}
                case Signed signed -> columns.signedBy = signed.officer().value();
                case InProgress inProgress ->
                    columns.signedBy = inProgress.officer().value();
                case ExtensionRequested asked -> {
                    columns.signedBy = asked.officer().value();
                    columns.extensionAsked = asked.days();
                    columns.jointOpen = asked.open();
                }
                case Coordinating coordinating -> {
                    columns.signedBy = coordinating.officer().value();
                    columns.jointOpen = coordinating.open();
                }
                case AnsweredDirectly answered -> columns.add(answered.attempts(), null);
                case Returned returned ->
                    columns.proposedUnit = returned.proposedUnit().value();
                case Replied replied -> columns.add(replied.attempts(), replied.earlier());
                case CalledBack calledBack -> columns.add(calledBack.callBack());
                case Redo redo -> columns.addIfAny(redo.earlier());
                case Closed closed -> {
                    columns.add(closed.callBack());
                    columns.outcome = closed.outcome().name();
                    columns.reason = closed.reason();
                }
                case Rejected rejected -> {
                    columns.rejectionGround = rejected.ground().name();
                    columns.competentBody = rejected.competentBody();
                    columns.reason = rejected.reason();
                    var unit = rejected.unit();
                    columns.unit = unit == null ? null : unit.value();
                }
            }
            return columns;
        }

        private void add(Attempts attempts, @Nullable CallBack earlier) {
            callBackAttempts = attempts.count();
            var last = attempts.last();
            lastAttemptAt = last == null ? null : utc(last);
            addIfAny(earlier);
        }

        private void addIfAny(@Nullable CallBack earlier) {
            if (earlier != null) {
                add(earlier);
            }
        }

        private void add(CallBack callBack) {
            calledBackAt = utc(callBack.at());
            switch (callBack) {
                case Reached(boolean isSolved, boolean isSatisfied, var _) -> {
                    reached = true;
                    solved = isSolved;
                    satisfied = isSatisfied;
                }
                case Unreached _ -> reached = false;
            }
        }
    }
}

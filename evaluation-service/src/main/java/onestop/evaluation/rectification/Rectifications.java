package onestop.evaluation.rectification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.invitations.InvitedService;
import onestop.evaluation.rectification.OrderState.CalledBack;
import onestop.evaluation.rectification.OrderState.Closed;
import onestop.evaluation.rectification.OrderState.Confirmed;
import onestop.evaluation.rectification.OrderState.Contacted;
import onestop.evaluation.rectification.OrderState.Dispatched;
import onestop.evaluation.rectification.OrderState.Invalidated;
import onestop.evaluation.rectification.OrderState.Objected;
import onestop.evaluation.rectification.OrderState.Outcome;
import onestop.evaluation.rectification.OrderState.Rectified;
import onestop.evaluation.rectification.OrderState.Rectifying;
import onestop.evaluation.rectification.OrderState.Remedy;
import onestop.evaluation.rectification.OrderState.Reopened;
import onestop.evaluation.rectification.Transition.Applied;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Source;
import onestop.web.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The orders and their histories as they are stored. */
@Repository
class Rectifications {
    private static final String COLUMNS = """
            SELECT id, origin, coalesce(rating_id, origin_id) AS origin_id, receipt_number, service, matter, unit, level,
                   labels, text, anonymous, opened_at, status, round, round_started_on, contacted_at, complex_reason,
                   result, rectified_by, rectified_at, call_back_attempts, last_attempt_at, call_back_outcome, closed_at,
                   confirmed, rectified_late, call_backs_reached, call_backs_satisfied, raters_heard,
                   answered_round, answered_satisfied, dispatch, coalesce(dispatched_on, opened_on) AS dispatched_on, objected, objection, objection_reason,
                   objected_by, objected_at, invalidated_at, truth, reasonable, grade, check_since, checked_at, checked_by,
                   check_passed, dissatisfied_at, second_answered_at, second_satisfied, second_calls, second_called_at,
                   talked_on, version
              FROM rectification
             WHERE id = :id
            """;

    private final JdbcClient jdbc;

    Rectifications(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<RectificationOrder> find(RectificationId id) {
        return find(COLUMNS, id);
    }

    /** How the rater of the order, or the writer of a feedback, is called back; empty of one without a name and contact. */
    Optional<ReachedBy> reachedBy(RectificationId id) {
        return jdbc.sql("""
                SELECT CASE WHEN c.rating_id IS NOT NULL THEN 'CONTACT'
                            WHEN r.invitation_id IS NULL THEN 'SOURCE'
                            ELSE 'ENTERPRISE' END AS way,
                       r.source, r.source_number
                  FROM rectification o
                  JOIN rating r ON r.id = o.rating_id
                  LEFT JOIN rating_with_contact c ON c.rating_id = r.id
                 WHERE o.id = :id AND (NOT r.anonymous OR c.rating_id IS NOT NULL)
                 UNION ALL
                SELECT CASE WHEN c.feedback_id IS NOT NULL THEN 'CONTACT' ELSE 'SOURCE' END, f.source, f.source_number
                  FROM rectification o
                  JOIN open_feedback f ON f.id = o.origin_id
                  LEFT JOIN open_feedback_contact c ON c.feedback_id = f.id
                 WHERE o.id = :id AND o.origin = 'OPEN_FEEDBACK'
                   AND (c.feedback_id IS NOT NULL OR NOT f.anonymous AND f.source <> 'OWN')
                """)
                .param("id", id.value())
                .query((row, _) -> {
                    var way = ReachedBy.Way.valueOf(row.getString("way"));
                    return way == ReachedBy.Way.SOURCE
                            ? new ReachedBy(
                                    way, Source.valueOf(row.getString("source")), row.getString("source_number"))
                            : new ReachedBy(way, null, null);
                })
                .optional();
    }

    /** Through which other system what the order is about was said, unless it is about a service that is known here. */
    Optional<Collected> collected(RectificationId id) {
        return jdbc.sql("""
                SELECT r.source, r.source_number
                  FROM rectification o
                  JOIN rating r ON r.id = o.rating_id
                 WHERE o.id = :id AND r.invitation_id IS NULL AND r.source IS NOT NULL
                 UNION ALL
                SELECT f.source, f.source_number
                  FROM rectification o
                  JOIN open_feedback f ON f.id = o.origin_id
                 WHERE o.id = :id AND o.origin = 'OPEN_FEEDBACK' AND f.source <> 'OWN'
                """)
                .param("id", id.value())
                .query((row, _) ->
                        new Collected(Source.valueOf(row.getString("source")), row.getString("source_number")))
                .optional();
    }

    /** Whether the office alone can ask again after the closing, by a contact that was left here with an open feedback. */
    boolean calledByOffice(RectificationId id) {
        return jdbc.sql("SELECT called_by_office FROM rectification WHERE id = :id")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    /** Reads an order to change it. Whoever comes second waits, and then sees what the first has done. */
    Optional<RectificationOrder> findLocked(RectificationId id) {
        return find(COLUMNS + " FOR UPDATE", id);
    }

    /** Which order a rating has opened. */
    Optional<RectificationId> ofRating(UUID ratingId) {
        return jdbc.sql("SELECT id FROM rectification WHERE rating_id = :ratingId")
                .param("ratingId", ratingId)
                .query((row, _) -> new RectificationId(row.getObject("id", UUID.class)))
                .optional();
    }

    /** Locks the orders of these ratings in the order in which all lock them. */
    void lockOf(Collection<UUID> ratings) {
        jdbc.sql("SELECT id FROM rectification WHERE rating_id = ANY (:ratings) ORDER BY rating_id FOR UPDATE")
                .param("ratings", ratings.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    /** The order of a rating, or of the rating that it follows up. */
    Optional<RectificationId> concernedBy(UUID ratingId) {
        return jdbc.sql("""
                SELECT o.id
                  FROM rating r
                  JOIN rectification o ON o.rating_id = coalesce(r.follow_up_of, r.id)
                 WHERE r.id = :ratingId
                """)
                .param("ratingId", ratingId)
                .query((row, _) -> new RectificationId(row.getObject("id", UUID.class)))
                .optional();
    }

    /** Of these ratings those whose order is put right, in the order in which all lock them. */
    List<UUID> putRight(Collection<UUID> ratings) {
        return jdbc.sql("""
                SELECT rating_id FROM rectification
                 WHERE rating_id = ANY (:ratings) AND status IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED')
                 ORDER BY rating_id
                   FOR UPDATE
                """)
                .param("ratings", ratings.toArray(UUID[]::new))
                .query((row, _) -> row.getObject("rating_id", UUID.class))
                .list();
    }

    /** Of these ratings those whose order is open: it is still to be put right. */
    List<UUID> open(Collection<UUID> ratings) {
        return jdbc.sql("""
                SELECT rating_id FROM rectification
                 WHERE rating_id = ANY (:ratings)
                   AND status NOT IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED', 'INVALIDATED')
                """)
                .param("ratings", ratings.toArray(UUID[]::new))
                .query((row, _) -> row.getObject("rating_id", UUID.class))
                .list();
    }

    /** What the rater of an order has answered, and when it was opened again. */
    Answers answers(RectificationId id) {
        return new Answers(jdbc.sql("""
                SELECT step, taken_at, answered_round, answered_satisfied
                  FROM rectification_step
                 WHERE rectification_id = :id AND (answered_round IS NOT NULL OR step IN ('REOPENED', 'CHECK_FAILED'))
                 ORDER BY version
                """)
                .param("id", id.value())
                .query((row, _) -> {
                    var round = row.getObject("answered_round", Integer.class);
                    return new Answers.Said(
                            Step.Kind.valueOf(row.getString("step")),
                            row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                            round == null ? null : new Tally.Answer(round, row.getBoolean("answered_satisfied")));
                })
                .list());
    }

    private Optional<RectificationOrder> find(String sql, RectificationId id) {
        return jdbc.sql(sql)
                .param("id", id.value())
                .query((row, _) -> Row.read(row).toOrder())
                .optional();
    }

    void insert(RectificationOrder order, Step step) {
        jdbc.sql("""
                INSERT INTO rectification (
                       id, origin, rating_id, origin_id, receipt_number, service, matter, unit, level, labels, text,
                       anonymous, opened_at, opened_on, status, round, round_started_on, call_back_attempts, confirmed,
                       rectified_late, call_backs_reached, call_backs_satisfied, raters_heard, dispatch, dispatched_on,
                       rated_on, called_by_office, version)
                VALUES (:id, :origin, CASE :origin WHEN 'RATING' THEN :originId END,
                       CASE :origin WHEN 'RATING' THEN NULL ELSE :originId END, :receiptNumber, :service, :matter, :unit,
                       :level, :labels, :text, :anonymous, :openedAt, :openedOn, :status, :round, :roundStartedOn,
                       :callBackAttempts, :confirmed, :rectifiedLate, :callBacksReached, :callBacksSatisfied, :ratersHeard,
                       :dispatch, :dispatchedOn, (SELECT rated_on FROM rating WHERE id = :originId),
                       EXISTS (SELECT FROM open_feedback f JOIN open_feedback_contact c ON c.feedback_id = f.id
                                WHERE f.id = :originId AND f.source = 'OWN'), :version)
                """).paramSource(Row.of(order)).update();
        append(order, step);
    }

    /** Stores orders of ratings that have just been opened, all in two statements. */
    void insert(List<Applied> opened) {
        jdbc.sql("""
                INSERT INTO rectification (
                       id, origin, rating_id, origin_id, receipt_number, service, matter, unit, level, labels, text,
                       anonymous, opened_at, opened_on, status, round, round_started_on, call_back_attempts, confirmed,
                       rectified_late, call_backs_reached, call_backs_satisfied, rated_on, version)
                SELECT o.id, o.origin, CASE o.origin WHEN 'RATING' THEN o.origin_id END,
                       CASE o.origin WHEN 'RATING' THEN NULL ELSE o.origin_id END, o.receipt_number, o.service, o.matter,
                       o.unit, o.level, string_to_array(o.labels, ','), o.text, o.anonymous, o.opened_at, o.opened_on,
                       'DISPATCHED', 1, o.opened_on, 0, false, false, 0, 0, r.rated_on, 1
                  FROM unnest(:ids::uuid[], :origins::text[], :originIds::uuid[], :receiptNumbers::text[],
                              :services::text[], :matters::text[], :units::text[], :levels::text[], :labels::text[],
                              :texts::text[], :anonymous::boolean[], :openedAt::timestamptz[], :openedOn::date[])
                       AS o (id, origin, origin_id, receipt_number, service, matter, unit, level, labels, text,
                             anonymous, opened_at, opened_on)
                  LEFT JOIN rating r ON r.id = o.origin_id
                """)
                .param("ids", texts(opened, order -> order.id().value().toString()))
                .param("origins", texts(opened, order -> order.about().origin().name()))
                .param(
                        "originIds",
                        texts(opened, order -> order.about().originId().toString()))
                .param("receiptNumbers", texts(opened, order -> order.about().receiptNumber()))
                .param("services", texts(opened, order -> order.about().service()))
                .param("matters", texts(opened, order -> order.about().matter()))
                .param("units", texts(opened, order -> order.about().unit()))
                .param("levels", texts(opened, order -> order.about().level().name()))
                .param(
                        "labels",
                        texts(opened, order -> String.join(",", order.about().labels())))
                .param("texts", texts(opened, order -> order.about().text()))
                .param(
                        "anonymous",
                        texts(opened, order -> String.valueOf(order.about().anonymous())))
                .param("openedAt", texts(opened, order -> order.openedAt().toString()))
                .param(
                        "openedOn",
                        texts(opened, order -> order.round().startedOn().toString()))
                .update();
        jdbc.sql("""
                INSERT INTO rectification_step (rectification_id, version, step, taken_at)
                SELECT id, 1, 'OPENED', opened_at
                  FROM unnest(:ids::uuid[], :openedAt::timestamptz[]) AS o (id, opened_at)
                """)
                .param("ids", texts(opened, order -> order.id().value().toString()))
                .param("openedAt", texts(opened, order -> order.openedAt().toString()))
                .update();
    }

    private static @Nullable String[] texts(List<Applied> opened, Function<RectificationOrder, @Nullable String> text) {
        return opened.stream().map(each -> text.apply(each.next())).toArray(String[]::new);
    }

    /** Writes the next version over the one it was made from. */
    void update(RectificationOrder next, Step step) {
        int changed = jdbc.sql("""
                UPDATE rectification
                   SET status = :status, unit = :unit, round = :round, round_started_on = :roundStartedOn,
                       contacted_at = :contactedAt, complex_reason = :complexReason, result = :result,
                       rectified_by = :rectifiedBy, rectified_at = :rectifiedAt,
                       call_back_attempts = :callBackAttempts, last_attempt_at = :lastAttemptAt,
                       call_back_outcome = :callBackOutcome, closed_at = :closedAt, confirmed = :confirmed,
                       rectified_late = :rectifiedLate, call_backs_reached = :callBacksReached,
                       call_backs_satisfied = :callBacksSatisfied, raters_heard = :ratersHeard,
                       answered_round = :answeredRound, answered_satisfied = :answeredSatisfied, dispatch = :dispatch,
                       dispatched_on = :dispatchedOn, objected = :objected, objection = :objection,
                       objection_reason = :objectionReason, objected_by = :objectedBy, objected_at = :objectedAt,
                       invalidated_at = :invalidatedAt, truth = :truth, reasonable = :reasonable, grade = :grade,
                       check_since = :checkSince, checked_at = :checkedAt, checked_by = :checkedBy,
                       check_passed = :checkPassed, dissatisfied_at = :dissatisfiedAt,
                       second_answered_at = :secondAnsweredAt, second_satisfied = :secondSatisfied,
                       second_calls = :secondCalls, second_called_at = :secondCalledAt, talked_on = :talkedOn,
                       version = :version,
                       looked_on = CASE WHEN round = :round AND dispatch = :dispatch THEN looked_on END
                 WHERE id = :id AND version = :version - 1
                """).paramSource(Row.of(next)).update();
        if (changed == 0) {
            throw new IllegalStateException("rectification %s is no longer at version %d"
                    .formatted(next.id().value(), next.version() - 1));
        }
        append(next, step);
    }

    /**
     * The condition that an order is about somebody: they worked on its file, were rated, or are whom open feedback or a review is
     * about. The parameters are texts of SQL.
     */
    static String about(String receipt, String origin, String officer) {
        return """
                (EXISTS (SELECT FROM file_officer f WHERE f.receipt_number = %1$s AND f.officer = %3$s)
                 OR EXISTS (SELECT FROM rating g WHERE g.id = %2$s AND g.officer = %3$s)
                 OR EXISTS (SELECT FROM open_feedback o
                             WHERE o.id = %2$s AND o.target = 'OFFICER' AND o.target_code = %3$s)
                 OR EXISTS (SELECT FROM review_finding i JOIN review v ON v.id = i.review_id
                             WHERE i.id = %2$s AND v.target = 'OFFICER' AND v.target_code = %3$s))
                """.formatted(receipt, origin, officer);
    }

    /** The same of orders in a table expression of this name. */
    static String about(String orders, String officer) {
        return about(orders + ".receipt_number", "coalesce(%1$s.rating_id, %1$s.origin_id)".formatted(orders), officer);
    }

    /** Whether an order is {@link #about} somebody. */
    boolean concerns(RectificationOrder order, StaffId officer) {
        return jdbc.sql("SELECT " + about("CAST(:receipt AS text)", ":origin", ":officer"))
                .param("receipt", order.about().receiptNumber())
                .param("origin", order.about().originId())
                .param("officer", officer.value())
                .query(Boolean.class)
                .single();
    }

    /** The caller as one who decides on this order. */
    Decider decider(RectificationOrder order, Caller caller) {
        var id = new StaffId(caller.subject());
        return new Decider(id, caller.unit(), concerns(order, id));
    }

    /** Whether the file of an order was handled for an enterprise of the caller's, or handed in by the caller as its agent. */
    boolean isOf(RectificationOrder order, Caller caller) {
        var receipt = order.about().receiptNumber();
        return receipt != null
                && jdbc.sql("SELECT enterprise_usci, agent FROM handled_file WHERE receipt_number = :receipt")
                        .param("receipt", receipt)
                        .query((row, _) -> InvitedService.isOf(
                                caller, receipt, row.getString("enterprise_usci"), row.getString("agent")))
                        .optional()
                        .orElse(false);
    }

    /** Keeps what was said in a talk beside the step that says that there was one. */
    void keep(RectificationOrder order, Talk talk, StaffId by, Instant at) {
        jdbc.sql("""
                INSERT INTO rectification_talk (rectification_id, version, unit, held_on, position, conclusion,
                       recorded_by, recorded_at)
                VALUES (:id, :version, :unit, :heldOn, :position, :conclusion, :by, :at)
                """)
                .param("id", order.id().value())
                .param("version", order.version())
                .param("unit", order.about().unit())
                .param("heldOn", talk.heldOn())
                .param("position", talk.position())
                .param("conclusion", talk.conclusion())
                .param("by", by.value())
                .param("at", utc(at))
                .update();
    }

    private void append(RectificationOrder order, Step step) {
        var answer = step.answer();
        jdbc.sql("""
                INSERT INTO rectification_step (rectification_id, version, step, taken_at, taken_by, note, answered_round,
                       answered_satisfied)
                VALUES (:id, :version, :step, :at, :by, :note, :answeredRound, :answeredSatisfied)
                """)
                .param("id", order.id().value())
                .param("version", order.version())
                .param("step", step.kind().name())
                .param("at", utc(step.at()))
                .param("by", step.by() == null ? null : step.by().value())
                .param("note", step.note())
                .param("answeredRound", answer == null ? null : answer.round())
                .param("answeredSatisfied", answer == null ? null : answer.satisfied())
                .update();
    }

    /** The history of an order, first step first. Bounded by the three rounds an order can have. A rater's account is never read. */
    List<RectificationView.StepView> steps(RectificationId id) {
        return jdbc.sql("""
                SELECT version, step, taken_at, note,
                       CASE WHEN step <> 'SECOND_CALL_BACK_ANSWERED' THEN taken_by END AS taken_by
                  FROM rectification_step
                 WHERE rectification_id = :id
                 ORDER BY version
                """)
                .param("id", id.value())
                .query((row, _) -> {
                    var at = row.getObject("taken_at", OffsetDateTime.class).toInstant();
                    return new RectificationView.StepView(
                            row.getLong("version"),
                            Step.Kind.valueOf(row.getString("step")),
                            CountyTime.at(at),
                            CountyTime.dayOf(at),
                            row.getString("taken_by"),
                            row.getString("note"));
                })
                .list();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /** The table's shape: flat and nullable here, typed and total in the model. */
    record Row(
            UUID id,
            String origin,
            UUID originId,
            @Nullable String receiptNumber,
            @Nullable String service,
            @Nullable String matter,
            String unit,
            String level,
            String[] labels,
            @Nullable String text,
            boolean anonymous,
            OffsetDateTime openedAt,
            LocalDate openedOn,
            String status,
            int round,
            LocalDate roundStartedOn,
            @Nullable OffsetDateTime contactedAt,
            @Nullable String complexReason,
            @Nullable String result,
            @Nullable String rectifiedBy,
            @Nullable OffsetDateTime rectifiedAt,
            int callBackAttempts,
            @Nullable OffsetDateTime lastAttemptAt,
            @Nullable String callBackOutcome,
            @Nullable OffsetDateTime closedAt,
            boolean confirmed,
            boolean rectifiedLate,
            int callBacksReached,
            int callBacksSatisfied,
            int ratersHeard,
            @Nullable Integer answeredRound,
            @Nullable Boolean answeredSatisfied,
            int dispatch,
            LocalDate dispatchedOn,
            boolean objected,
            @Nullable String objection,
            @Nullable String objectionReason,
            @Nullable String objectedBy,
            @Nullable OffsetDateTime objectedAt,
            @Nullable OffsetDateTime invalidatedAt,
            @Nullable String truth,
            @Nullable Boolean reasonable,
            @Nullable String grade,
            @Nullable OffsetDateTime checkSince,
            @Nullable OffsetDateTime checkedAt,
            @Nullable String checkedBy,
            @Nullable Boolean checkPassed,
            @Nullable OffsetDateTime dissatisfiedAt,
            @Nullable OffsetDateTime secondAnsweredAt,
            @Nullable Boolean secondSatisfied,
            int secondCalls,
            @Nullable OffsetDateTime secondCalledAt,
            @Nullable LocalDate talkedOn,
            long version) {

        static Row of(RectificationOrder order) {
            var about = order.about();
            var remedy = order.remedy();
            var outcome = order.outcome();
            var objection = order.objection();
            var beside = order.oversight();
            var judgement = beside.judgement();
            var check = beside.checking().made();
            var answer = beside.afterClosing().answer();
            var again = beside.afterClosing().calls();
            var last = order.tally().last();
            return new Row(
                    order.id().value(),
                    about.origin().name(),
                    about.originId(),
                    about.receiptNumber(),
                    about.service(),
                    about.matter(),
                    about.unit(),
                    about.level().name(),
                    about.labels().toArray(String[]::new),
                    about.text(),
                    about.anonymous(),
                    utc(order.openedAt()),
                    CountyTime.dayOf(order.openedAt()),
                    order.status().name(),
                    order.round().number(),
                    order.round().startedOn(),
                    utcOrNull(order.contactedAt()),
                    order.complexReason(),
                    remedy == null ? null : remedy.result(),
                    remedy == null ? null : remedy.by().value(),
                    remedy == null ? null : utc(remedy.at()),
                    order.attempts(),
                    utcOrNull(order.lastAttemptAt()),
                    outcome == null ? null : outcome.name(),
                    utcOrNull(order.closedAt()),
                    order.tally().confirmed(),
                    order.tally().rectifiedLate(),
                    order.tally().reached(),
                    order.tally().satisfied(),
                    order.tally().heard(),
                    last == null ? null : last.round(),
                    last == null ? null : last.satisfied(),
                    beside.dispatch().number(),
                    beside.dispatch().on(),
                    beside.dispatch().objected(),
                    objection == null ? null : objection.kind().name(),
                    objection == null ? null : objection.reason(),
                    objection == null ? null : objection.by().value(),
                    objection == null ? null : utc(objection.at()),
                    utcOrNull(order.invalidatedAt()),
                    judgement == null ? null : judgement.truth().name(),
                    judgement == null ? null : judgement.reasonable(),
                    judgement == null ? null : judgement.grade().name(),
                    utcOrNull(beside.checking().since()),
                    check == null ? null : utc(check.at()),
                    check == null ? null : check.by().value(),
                    check == null ? null : check.passed(),
                    utcOrNull(beside.checking().dissatisfiedAt()),
                    answer == null ? null : utc(answer.at()),
                    answer == null ? null : answer.satisfied(),
                    again == null ? 0 : again.attempts(),
                    again == null ? null : utc(again.lastAt()),
                    beside.talkedOn(),
                    order.version());
        }

        static Row read(ResultSet row) throws SQLException {
            var openedAt = row.getObject("opened_at", OffsetDateTime.class);
            return new Row(
                    row.getObject("id", UUID.class),
                    row.getString("origin"),
                    row.getObject("origin_id", UUID.class),
                    row.getString("receipt_number"),
                    row.getString("service"),
                    row.getString("matter"),
                    row.getString("unit"),
                    row.getString("level"),
                    (String[]) row.getArray("labels").getArray(),
                    row.getString("text"),
                    row.getBoolean("anonymous"),
                    openedAt,
                    CountyTime.dayOf(openedAt.toInstant()),
                    row.getString("status"),
                    row.getInt("round"),
                    row.getObject("round_started_on", LocalDate.class),
                    row.getObject("contacted_at", OffsetDateTime.class),
                    row.getString("complex_reason"),
                    row.getString("result"),
                    row.getString("rectified_by"),
                    row.getObject("rectified_at", OffsetDateTime.class),
                    row.getInt("call_back_attempts"),
                    row.getObject("last_attempt_at", OffsetDateTime.class),
                    row.getString("call_back_outcome"),
                    row.getObject("closed_at", OffsetDateTime.class),
                    row.getBoolean("confirmed"),
                    row.getBoolean("rectified_late"),
                    row.getInt("call_backs_reached"),
                    row.getInt("call_backs_satisfied"),
                    row.getInt("raters_heard"),
                    row.getObject("answered_round", Integer.class),
                    row.getObject("answered_satisfied", Boolean.class),
                    row.getInt("dispatch"),
                    row.getObject("dispatched_on", LocalDate.class),
                    row.getBoolean("objected"),
                    row.getString("objection"),
                    row.getString("objection_reason"),
                    row.getString("objected_by"),
                    row.getObject("objected_at", OffsetDateTime.class),
                    row.getObject("invalidated_at", OffsetDateTime.class),
                    row.getString("truth"),
                    row.getObject("reasonable", Boolean.class),
                    row.getString("grade"),
                    row.getObject("check_since", OffsetDateTime.class),
                    row.getObject("checked_at", OffsetDateTime.class),
                    row.getString("checked_by"),
                    row.getObject("check_passed", Boolean.class),
                    row.getObject("dissatisfied_at", OffsetDateTime.class),
                    row.getObject("second_answered_at", OffsetDateTime.class),
                    row.getObject("second_satisfied", Boolean.class),
                    row.getInt("second_calls"),
                    row.getObject("second_called_at", OffsetDateTime.class),
                    row.getObject("talked_on", LocalDate.class),
                    row.getLong("version"));
        }

        RectificationOrder toOrder() {
            var about = new Grievance(
                    Origin.valueOf(origin),
                    originId,
                    receiptNumber,
                    service,
                    matter,
                    unit,
                    Level.valueOf(level),
                    List.of(labels),
                    text,
                    anonymous);
            return new RectificationOrder(
                    new RectificationId(id),
                    about,
                    openedAt.toInstant(),
                    new Round(round, roundStartedOn),
                    state(),
                    tally(),
                    oversight(),
                    version);
        }

        private Tally tally() {
            return new Tally(
                    confirmed,
                    rectifiedLate,
                    callBacksReached,
                    ratersHeard,
                    callBacksSatisfied,
                    answeredRound == null ? null : new Tally.Answer(answeredRound, present(answeredSatisfied)));
        }

        private Oversight oversight() {
            return new Oversight(
                    new Oversight.Dispatch(dispatch, dispatchedOn, objected),
                    truth == null
                            ? null
                            : new Judgement(
                                    Judgement.Truth.valueOf(truth),
                                    present(reasonable),
                                    Judgement.Grade.valueOf(present(grade))),
                    new Oversight.Checking(instantOrNull(checkSince), check(), instantOrNull(dissatisfiedAt)),
                    new Oversight.AfterClosing(
                            secondAnsweredAt == null
                                    ? null
                                    : new Oversight.SecondAnswer(present(secondSatisfied), instant(secondAnsweredAt)),
                            secondCalledAt == null
                                    ? null
                                    : new Oversight.SecondCalls(secondCalls, instant(secondCalledAt))),
                    talkedOn);
        }

        private Oversight.@Nullable Check check() {
            return checkedAt == null
                    ? null
                    : new Oversight.Check(present(checkPassed), new StaffId(present(checkedBy)), instant(checkedAt));
        }

        private OrderState state() {
            return switch (Status.valueOf(status)) {
                case DISPATCHED -> new Dispatched();
                case REOPENED -> new Reopened();
                case CONTACTED -> new Contacted(instant(contactedAt));
                case OBJECTED -> new Objected(instantOrNull(contactedAt), filedObjection());
                case CONFIRMED -> new Confirmed(instant(contactedAt));
                case RECTIFYING -> new Rectifying(instant(contactedAt), present(complexReason));
                case RECTIFIED -> new Rectified(remedy(), callBackAttempts, instantOrNull(lastAttemptAt));
                case CALLED_BACK ->
                    new CalledBack(remedy(), callBackAttempts, Outcome.valueOf(present(callBackOutcome)));
                case CLOSED ->
                    new Closed(
                            remedy(),
                            callBackAttempts,
                            callBackOutcome == null ? null : Outcome.valueOf(callBackOutcome),
                            instant(closedAt));
                case INVALIDATED ->
                    new Invalidated(instantOrNull(contactedAt), filedObjection(), instant(invalidatedAt));
            };
        }

        private Objection filedObjection() {
            return new Objection(
                    Objection.Kind.valueOf(present(objection)),
                    present(objectionReason),
                    new StaffId(present(objectedBy)),
                    instant(objectedAt));
        }

        private Remedy remedy() {
            return new Remedy(
                    instant(contactedAt),
                    complexReason,
                    present(result),
                    new StaffId(present(rectifiedBy)),
                    instant(rectifiedAt));
        }

        private static Instant instant(@Nullable OffsetDateTime column) {
            return present(column).toInstant();
        }

        private static @Nullable Instant instantOrNull(@Nullable OffsetDateTime column) {
            return column == null ? null : column.toInstant();
        }

        private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant at) {
            return at == null ? null : utc(at);
        }

        private static <T> T present(@Nullable T column) {
            return Objects.requireNonNull(column);
        }
    }
}

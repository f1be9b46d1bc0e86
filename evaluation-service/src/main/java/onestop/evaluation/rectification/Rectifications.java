package onestop.evaluation.rectification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.rectification.OrderState.CalledBack;
import onestop.evaluation.rectification.OrderState.Closed;
import onestop.evaluation.rectification.OrderState.Confirmed;
import onestop.evaluation.rectification.OrderState.Contacted;
import onestop.evaluation.rectification.OrderState.Dispatched;
import onestop.evaluation.rectification.OrderState.Outcome;
import onestop.evaluation.rectification.OrderState.Rectified;
import onestop.evaluation.rectification.OrderState.Rectifying;
import onestop.evaluation.rectification.OrderState.Remedy;
import onestop.evaluation.rectification.OrderState.Reopened;
import onestop.evaluation.rectification.Transition.Applied;
import onestop.evaluation.scale.Level;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The orders and their histories as they are stored. */
@Repository
class Rectifications {
    private static final String COLUMNS = """
            SELECT id, rating_id, receipt_number, service, matter, unit, level, labels, text, anonymous, opened_at,
                   status, round, round_started_on, contacted_at, complex_reason, result, rectified_by, rectified_at,
                   call_back_attempts, call_back_outcome, closed_at, confirmed, rectified_late, call_backs_reached,
                   call_backs_satisfied, version
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

    /** Reads an order to change it. Whoever comes second waits, and then sees what the first has done. */
    Optional<RectificationOrder> findLocked(RectificationId id) {
        return find(COLUMNS + " FOR UPDATE", id);
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
                       id, rating_id, receipt_number, service, matter, unit, level, labels, text, anonymous, opened_at,
                       opened_on, status, round, round_started_on, contacted_at, complex_reason, result, rectified_by,
                       rectified_at, call_back_attempts, call_back_outcome, closed_at, confirmed, rectified_late,
                       call_backs_reached, call_backs_satisfied, version)
                VALUES (:id, :ratingId, :receiptNumber, :service, :matter, :unit, :level, :labels, :text, :anonymous,
                       :openedAt, :openedOn, :status, :round, :roundStartedOn, :contactedAt, :complexReason, :result,
                       :rectifiedBy, :rectifiedAt, :callBackAttempts, :callBackOutcome, :closedAt, :confirmed,
                       :rectifiedLate, :callBacksReached, :callBacksSatisfied, :version)
                """).paramSource(Row.of(order)).update();
        append(order, step);
    }

    /** Stores orders that have just been opened, all in two statements. */
    void insert(List<Applied> opened) {
        jdbc.sql("""
                INSERT INTO rectification (
                       id, rating_id, receipt_number, service, matter, unit, level, labels, text, anonymous, opened_at,
                       opened_on, status, round, round_started_on, call_back_attempts, confirmed, rectified_late,
                       call_backs_reached, call_backs_satisfied, version)
                SELECT o.id, o.rating_id, o.receipt_number, o.service, o.matter, o.unit, o.level,
                       string_to_array(o.labels, ','), o.text, o.anonymous, o.opened_at, o.opened_on, 'DISPATCHED', 1,
                       o.opened_on, 0, false, false, 0, 0, 1
                  FROM unnest(:ids::uuid[], :ratingIds::uuid[], :receiptNumbers::text[], :services::text[],
                              :matters::text[], :units::text[], :levels::text[], :labels::text[], :texts::text[],
                              :anonymous::boolean[], :openedAt::timestamptz[], :openedOn::date[])
                       AS o (id, rating_id, receipt_number, service, matter, unit, level, labels, text, anonymous,
                             opened_at, opened_on)
                """)
                .param("ids", texts(opened, order -> order.id().value().toString()))
                .param(
                        "ratingIds",
                        texts(opened, order -> order.about().ratingId().toString()))
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
                   SET status = :status, round = :round, round_started_on = :roundStartedOn,
                       contacted_at = :contactedAt, complex_reason = :complexReason, result = :result,
                       rectified_by = :rectifiedBy, rectified_at = :rectifiedAt,
                       call_back_attempts = :callBackAttempts, call_back_outcome = :callBackOutcome,
                       closed_at = :closedAt, confirmed = :confirmed, rectified_late = :rectifiedLate,
                       call_backs_reached = :callBacksReached, call_backs_satisfied = :callBacksSatisfied,
                       version = :version
                 WHERE id = :id AND version = :version - 1
                """).paramSource(Row.of(next)).update();
        if (changed == 0) {
            throw new IllegalStateException("rectification %s is no longer at version %d"
                    .formatted(next.id().value(), next.version() - 1));
        }
        append(next, step);
    }

    private void append(RectificationOrder order, Step step) {
        jdbc.sql("""
                INSERT INTO rectification_step (rectification_id, version, step, taken_at, taken_by, note)
                VALUES (:id, :version, :step, :at, :by, :note)
                """)
                .param("id", order.id().value())
                .param("version", order.version())
                .param("step", step.kind().name())
                .param("at", utc(step.at()))
                .param("by", step.by() == null ? null : step.by().value())
                .param("note", step.note())
                .update();
    }

    /** The history of an order, first step first. Bounded by the two rounds an order can have. */
    List<RectificationView.StepView> steps(RectificationId id) {
        return jdbc.sql("""
                SELECT version, step, taken_at, taken_by, note
                  FROM rectification_step
                 WHERE rectification_id = :id
                 ORDER BY version
                """)
                .param("id", id.value())
                .query((row, _) -> new RectificationView.StepView(
                        row.getLong("version"),
                        Step.Kind.valueOf(row.getString("step")),
                        CountyTime.at(
                                row.getObject("taken_at", OffsetDateTime.class).toInstant()),
                        row.getString("taken_by"),
                        row.getString("note")))
                .list();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /** The table's shape: flat and nullable here, typed and total in the model. */
    record Row(
            UUID id,
            UUID ratingId,
            String receiptNumber,
            String service,
            String matter,
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
            @Nullable String callBackOutcome,
            @Nullable OffsetDateTime closedAt,
            boolean confirmed,
            boolean rectifiedLate,
            int callBacksReached,
            int callBacksSatisfied,
            long version) {

        static Row of(RectificationOrder order) {
            var about = order.about();
            var remedy = order.remedy();
            var outcome = order.outcome();
            return new Row(
                    order.id().value(),
                    about.ratingId(),
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
                    outcome == null ? null : outcome.name(),
                    utcOrNull(order.closedAt()),
                    order.tally().confirmed(),
                    order.tally().rectifiedLate(),
                    order.tally().reached(),
                    order.tally().satisfied(),
                    order.version());
        }

        static Row read(ResultSet row) throws SQLException {
            var openedAt = row.getObject("opened_at", OffsetDateTime.class);
            return new Row(
                    row.getObject("id", UUID.class),
                    row.getObject("rating_id", UUID.class),
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
                    row.getString("call_back_outcome"),
                    row.getObject("closed_at", OffsetDateTime.class),
                    row.getBoolean("confirmed"),
                    row.getBoolean("rectified_late"),
                    row.getInt("call_backs_reached"),
                    row.getInt("call_backs_satisfied"),
                    row.getLong("version"));
        }

        RectificationOrder toOrder() {
            var about = new BadRating(
                    ratingId,
                    receiptNumber,
                    service,
                    matter,
                    unit,
                    Level.valueOf(level),
                    List.of(labels),
                    text,
                    anonymous);
            var tally = new Tally(confirmed, rectifiedLate, callBacksReached, callBacksSatisfied);
            return new RectificationOrder(
                    new RectificationId(id),
                    about,
                    openedAt.toInstant(),
                    new Round(round, roundStartedOn),
                    state(),
                    tally,
                    version);
        }

        private OrderState state() {
            return switch (Status.valueOf(status)) {
                case DISPATCHED -> new Dispatched();
                case REOPENED -> new Reopened();
                case CONTACTED -> new Contacted(instant(contactedAt));
                case CONFIRMED -> new Confirmed(instant(contactedAt));
                case RECTIFYING -> new Rectifying(instant(contactedAt), present(complexReason));
                case RECTIFIED -> new Rectified(remedy(), callBackAttempts);
                case CALLED_BACK ->
                    new CalledBack(remedy(), callBackAttempts, Outcome.valueOf(present(callBackOutcome)));
                case CLOSED ->
                    new Closed(
                            remedy(),
                            callBackAttempts,
                            callBackOutcome == null ? null : Outcome.valueOf(callBackOutcome),
                            instant(closedAt));
            };
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

        private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant at) {
            return at == null ? null : utc(at);
        }

        private static <T> T present(@Nullable T column) {
            return Objects.requireNonNull(column);
        }
    }
}

package onestop.appeal.activities;

import static onestop.appeal.recusal.Concealment.notConcealed;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of activities and service records. */
@Repository
class Activities {
    private final JdbcClient jdbc;

    Activities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** 为发展优环境, 为项目送服务, 为企业减负担, 为基层解难题, 为党旗添光彩. */
    enum Kind {
        FOR_DEVELOPMENT,
        FOR_PROJECTS,
        FOR_ENTERPRISES,
        FOR_GRASSROOTS,
        FOR_THE_PARTY
    }

    /** One activity. */
    record Activity(
            UUID id,
            Kind kind,
            String title,
            String unit,
            LocalDate heldOn,
            @Nullable String pledge,
            @Nullable String usci,
            @Nullable UUID projectId) {}

    void insert(Activity activity, String by, Instant now) {
        jdbc.sql("""
                INSERT INTO activity (id, kind, title, unit, held_on, pledge, usci, project_id, recorded_by, recorded_at)
                VALUES (:id, :kind, :title, :unit, :heldOn, :pledge, :usci, :project, :by, :now)
                """)
                .param("id", activity.id())
                .param("kind", activity.kind().name())
                .param("title", activity.title())
                .param("unit", activity.unit())
                .param("heldOn", activity.heldOn())
                .param("pledge", activity.pledge())
                .param("usci", activity.usci())
                .param("project", activity.projectId())
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static final String SELECT =
            "SELECT id, kind, title, unit, held_on, pledge, usci, project_id FROM activity";

    Optional<Activity> find(UUID id) {
        return jdbc.sql(SELECT + " WHERE id = :id")
                .param("id", id)
                .query(new SimplePropertyRowMapper<>(Activity.class))
                .optional();
    }

    List<Activity> list(@Nullable String unit, @Nullable LocalDate beforeOn, @Nullable UUID beforeId, int most) {
        return jdbc.sql(SELECT + " WHERE true"
                        + (unit == null ? "" : " AND unit = :unit")
                        + (beforeOn == null ? "" : " AND (held_on, id) < (:beforeOn, :beforeId)")
                        + " ORDER BY held_on DESC, id DESC LIMIT :most")
                .param("unit", unit)
                .param("beforeOn", beforeOn)
                .param("beforeId", beforeId)
                .param("most", most)
                .query(new SimplePropertyRowMapper<>(Activity.class))
                .list();
    }

    /** Whether there is such an appeal and it is no secret. */
    boolean openAppealExists(UUID appeal) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM appeal WHERE id = :id AND NOT confidential)")
                .param("id", appeal)
                .query(Boolean.class)
                .single();
    }

    void link(UUID activity, UUID appeal, String by) {
        jdbc.sql("""
                INSERT INTO activity_appeal (activity_id, appeal_id, linked_by) VALUES (:activity, :appeal, :by)
                ON CONFLICT DO NOTHING
                """)
                .param("activity", activity)
                .param("appeal", appeal)
                .param("by", by)
                .update();
    }

    /**
     * The appeals that some activities led to, by activity. Beside the enterprise of an activity they would tell who raised them, so
     * confidential and anonymous ones are left out.
     *
     * @param all those too, unless they are concealed from the reader
     */
    Map<UUID, List<UUID>> appeals(Collection<UUID> activities, boolean all, String reader) {
        var found = new HashMap<UUID, List<UUID>>();
        jdbc.sql("""
                SELECT l.activity_id, l.appeal_id
                  FROM activity_appeal AS l JOIN appeal AS a ON a.id = l.appeal_id
                 WHERE l.activity_id = ANY(:ids) AND\s""" + shown("a", all) + " ORDER BY l.appeal_id")
                .param("ids", activities.toArray(UUID[]::new))
                .param("reader", reader)
                .query(row -> {
                    found.computeIfAbsent(row.getObject("activity_id", UUID.class), _ -> new ArrayList<>())
                            .add(row.getObject("appeal_id", UUID.class));
                });
        return found;
    }

    /** Which appeals a reader is shown beside an activity; a count of others would tell of them, where it is small. */
    private static String shown(String appeal, boolean all) {
        return all ? notConcealed(appeal) : "NOT %1$s.confidential AND NOT %1$s.anonymous".formatted(appeal);
    }

    /** How many services some activities led to, by activity; one that led to none is left out. */
    Map<UUID, Long> services(Collection<UUID> activities) {
        var found = new HashMap<UUID, Long>();
        jdbc.sql("""
                SELECT activity_id, count(*) AS services FROM service_record WHERE activity_id = ANY(:ids) GROUP BY activity_id
                """).param("ids", activities.toArray(UUID[]::new)).query(row -> {
            found.put(row.getObject("activity_id", UUID.class), row.getLong("services"));
        });
        return found;
    }

    /**
     * How many activities of a kind a unit had in a month, and what they led to.
     *
     * @param appeals those that the reader is shown
     */
    record Count(Kind kind, String unit, long activities, long appeals, long services) {}

    List<Count> counts(LocalDate from, LocalDate to, boolean all, String reader) {
        return jdbc.sql("""
                SELECT a.kind, a.unit, count(*) AS activities, CAST(sum(raised.appeals) AS bigint) AS appeals,
                       CAST(sum(served.services) AS bigint) AS services
                  FROM activity AS a
                 CROSS JOIN LATERAL (SELECT count(*) AS appeals
                                       FROM activity_appeal AS l JOIN appeal AS p ON p.id = l.appeal_id
                                      WHERE l.activity_id = a.id AND %s) AS raised
                 CROSS JOIN LATERAL (SELECT count(*) AS services FROM service_record AS r WHERE r.activity_id = a.id) AS served
                 WHERE a.held_on BETWEEN :from AND :to
                 GROUP BY a.kind, a.unit ORDER BY a.kind, a.unit
                """.formatted(shown("p", all)))
                .param("reader", reader)
                .param("from", from)
                .param("to", to)
                .query(new SimplePropertyRowMapper<>(Count.class))
                .list();
    }

    enum Service {
        VISIT,
        ON_SITE_HELP,
        CONSULTATION,
        COORDINATION,
        TRAINING
    }

    /** One service done for an enterprise, a project, or both, or for an investor, who is a guest. */
    record ServiceRecord(
            UUID id,
            Service kind,
            @Nullable String usci,
            @Nullable UUID projectId,
            @Nullable UUID activityId,
            @Nullable UUID guestId,
            String unit,
            LocalDate servedOn,
            String note) {}

    void insert(ServiceRecord served, String by, Instant now) {
        jdbc.sql("""
                INSERT INTO service_record (id, kind, usci, project_id, activity_id, guest_id, unit, served_on, note, served_by, recorded_at)
                VALUES (:id, :kind, :usci, :project, :activity, :guest, :unit, :servedOn, :note, :by, :now)
                """)
                .param("id", served.id())
                .param("kind", served.kind().name())
                .param("usci", served.usci())
                .param("project", served.projectId())
                .param("activity", served.activityId())
                .param("guest", served.guestId())
                .param("unit", served.unit())
                .param("servedOn", served.servedOn())
                .param("note", served.note())
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static final String SERVICES =
            "SELECT r.id, r.kind, r.usci, r.project_id, r.activity_id, r.guest_id, r.unit, r.served_on, r.note FROM service_record AS r WHERE ";

    /**
     * Newest first. Those of an enterprise are those that name it, and those of its projects that name no other one: for each way an
     * ordered stretch of an index.
     */
    List<ServiceRecord> services(
            @Nullable String usci,
            @Nullable UUID project,
            @Nullable UUID activity,
            @Nullable String unit,
            @Nullable LocalDate beforeOn,
            @Nullable UUID beforeId,
            int most) {
        var filter = (project == null ? "" : " AND r.project_id = :project")
                + (activity == null ? "" : " AND r.activity_id = :activity")
                + (unit == null ? "" : " AND r.unit = :unit")
                + (beforeOn == null ? "" : " AND (r.served_on, r.id) < (:beforeOn, :beforeId)");
        var stretch = filter + " ORDER BY r.served_on DESC, r.id DESC LIMIT :most";
        var sql = usci == null
                ? SERVICES + "true" + stretch
                : """
                SELECT * FROM (
                    (%s)
                    UNION ALL
                    (SELECT of_project.*
                       FROM key_project AS p
                      CROSS JOIN LATERAL (%s) AS of_project
                      WHERE p.usci = :usci)
                ) AS r ORDER BY r.served_on DESC, r.id DESC LIMIT :most
                """.formatted(
                                SERVICES + "r.usci = :usci" + stretch,
                                SERVICES + "r.project_id = p.id AND r.usci IS NULL" + stretch);
        return jdbc.sql(sql)
                .param("usci", usci)
                .param("project", project)
                .param("activity", activity)
                .param("unit", unit)
                .param("beforeOn", beforeOn)
                .param("beforeId", beforeId)
                .param("most", most)
                .query(new SimplePropertyRowMapper<>(ServiceRecord.class))
                .list();
    }

    boolean projectExists(UUID project) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM key_project WHERE id = :id)")
                .param("id", project)
                .query(Boolean.class)
                .single();
    }
}

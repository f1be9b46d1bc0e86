package onestop.appeal.projects;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.appeal.projects.KeyProject.Level;
import onestop.appeal.projects.KeyProject.Stage;
import onestop.appeal.projects.KeyProject.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of key projects. */
@Repository
class KeyProjects {
    private static final String SELECT = """
            SELECT id, list_number, name, level, unit, helper, usci, investment_yuan, stage, state, reason, listed_on, version
              FROM key_project
            """;

    private final JdbcClient jdbc;

    KeyProjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the list has the number already. */
    boolean insert(KeyProject project) {
        return jdbc.sql("""
                INSERT INTO key_project (id, list_number, name, level, unit, helper, usci, investment_yuan, stage, state, listed_on,
                                         version)
                VALUES (:id, :number, :name, :level, :unit, :helper, :usci, :investment, :stage, :state, :listedOn, 1)
                ON CONFLICT (list_number) DO NOTHING
                """)
                        .param("id", project.id())
                        .param("number", project.listNumber())
                        .param("name", project.name())
                        .param("level", project.level().name())
                        .param("unit", project.unit())
                        .param("helper", project.helper())
                        .param("usci", project.usci())
                        .param("investment", project.investmentYuan())
                        .param("stage", project.stage().name())
                        .param("state", project.state().name())
                        .param("listedOn", project.listedOn())
                        .update()
                == 1;
    }

    void update(KeyProject next) {
        jdbc.sql("""
                UPDATE key_project SET helper = :helper, usci = :usci, stage = :stage, state = :state, reason = :reason,
                                       version = :version
                 WHERE id = :id
                """)
                .param("helper", next.helper())
                .param("usci", next.usci())
                .param("stage", next.stage().name())
                .param("state", next.state().name())
                .param("reason", next.reason())
                .param("version", next.version())
                .param("id", next.id())
                .update();
    }

    Optional<KeyProject> find(UUID id, boolean forChange) {
        return jdbc.sql(SELECT + " WHERE id = :id" + (forChange ? " FOR UPDATE" : ""))
                .param("id", id)
                .query((row, _) -> project(row))
                .optional();
    }

    List<KeyProject> list(
            @Nullable Level level,
            @Nullable String unit,
            @Nullable String helper,
            @Nullable String usci,
            @Nullable UUID after,
            int most) {
        return jdbc.sql(SELECT + " WHERE true"
                        + (level == null ? "" : " AND level = :level")
                        + (unit == null ? "" : " AND unit = :unit")
                        + (helper == null ? "" : " AND helper = :helper")
                        + (usci == null ? "" : " AND usci = :usci")
                        + (after == null ? "" : " AND id > :after")
                        + " ORDER BY id LIMIT :most")
                .param("level", level == null ? null : level.name())
                .param("unit", unit)
                .param("helper", helper)
                .param("usci", usci)
                .param("after", after)
                .param("most", most)
                .query((row, _) -> project(row))
                .list();
    }

    private static KeyProject project(ResultSet row) throws SQLException {
        return new KeyProject(
                row.getObject("id", UUID.class),
                row.getString("list_number"),
                row.getString("name"),
                Level.valueOf(row.getString("level")),
                row.getString("unit"),
                row.getString("helper"),
                row.getString("usci"),
                row.getObject("investment_yuan", Long.class),
                Stage.valueOf(row.getString("stage")),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getObject("listed_on", LocalDate.class),
                row.getLong("version"));
    }

    /** A dated aim within a stage. */
    record Milestone(
            int number,
            Stage stage,
            String title,
            LocalDate dueOn,
            @Nullable LocalDate doneOn) {}

    /** The project's row is locked, so numbers follow each other. */
    void addMilestone(UUID project, Stage stage, String title, LocalDate dueOn) {
        jdbc.sql("""
                INSERT INTO project_milestone (project_id, number, stage, title, due_on)
                SELECT :project, coalesce(max(number), 0) + 1, :stage, :title, :dueOn
                  FROM project_milestone WHERE project_id = :project
                """)
                .param("project", project)
                .param("stage", stage.name())
                .param("title", title)
                .param("dueOn", dueOn)
                .update();
    }

    /** True when there is such a milestone; the first day it was done on stays. */
    boolean finishMilestone(UUID project, int number, LocalDate on) {
        return jdbc.sql("""
                UPDATE project_milestone SET done_on = coalesce(done_on, :on) WHERE project_id = :project AND number = :number
                """)
                        .param("on", on)
                        .param("project", project)
                        .param("number", number)
                        .update()
                == 1;
    }

    List<Milestone> milestones(UUID project) {
        return jdbc.sql("""
                SELECT number, stage, title, due_on, done_on FROM project_milestone WHERE project_id = :project ORDER BY due_on, number
                """)
                .param("project", project)
                .query((row, _) -> milestone(row))
                .list();
    }

    private static Milestone milestone(ResultSet row) throws SQLException {
        return new Milestone(
                row.getInt("number"),
                Stage.valueOf(row.getString("stage")),
                row.getString("title"),
                row.getObject("due_on", LocalDate.class),
                row.getObject("done_on", LocalDate.class));
    }

    /** A milestone that is not green, with its project. */
    record Waiting(UUID projectId, String name, Level level, String unit, Milestone milestone) {}

    /** What is late or due until a day, in projects that run. */
    List<Waiting> waiting(
            LocalDate until,
            @Nullable String unit,
            @Nullable LocalDate afterDue,
            @Nullable UUID afterProject,
            int afterNumber,
            int most) {
        return jdbc.sql(
                        """
                SELECT p.id, p.name, p.level, p.unit, m.number, m.stage, m.title, m.due_on, m.done_on
                  FROM project_milestone AS m
                  JOIN key_project AS p ON p.id = m.project_id
                 WHERE m.done_on IS NULL AND p.state = 'ACTIVE' AND m.due_on <= :until%s%s
                 ORDER BY m.due_on, m.project_id, m.number LIMIT :most
                """.formatted(
                                        unit == null ? "" : " AND p.unit = :unit",
                                        afterDue == null
                                                ? ""
                                                : " AND (m.due_on, m.project_id, m.number) > (:afterDue, :afterProject, :afterNumber)"))
                .param("until", until)
                .param("unit", unit)
                .param("afterDue", afterDue)
                .param("afterProject", afterProject)
                .param("afterNumber", afterNumber)
                .param("most", most)
                .query((row, _) -> new Waiting(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        Level.valueOf(row.getString("level")),
                        row.getString("unit"),
                        milestone(row)))
                .list();
    }

    /** A milestone whose light has turned, with its project. */
    record Turned(
            UUID projectId, String listNumber, String unit, int number, Stage stage, Light light, LocalDate dueOn) {}

    /**
     * Turns the lights of milestones in projects that run. The projects are locked first, as by the commands on them; who is being
     * changed is looked at next time.
     */
    List<Turned> turn(LocalDate today, int most) {
        return jdbc.sql("""
                WITH open AS MATERIALIZED (
                     SELECT m.project_id, m.number, p.list_number, p.unit,
                            CASE WHEN m.due_on < :today THEN 'RED' ELSE 'YELLOW' END AS light
                       FROM project_milestone AS m
                       JOIN key_project AS p ON p.id = m.project_id
                      WHERE m.done_on IS NULL AND m.light <> 'RED' AND m.due_on <= :warned
                        AND (m.due_on < :today OR m.light = 'GREEN') AND p.state = 'ACTIVE'
                      ORDER BY m.due_on, m.project_id, m.number
                      LIMIT :most
                        FOR UPDATE OF p SKIP LOCKED)
                UPDATE project_milestone AS m SET light = o.light
                  FROM open AS o
                 WHERE m.project_id = o.project_id AND m.number = o.number
                   AND m.done_on IS NULL AND m.light <> 'RED' AND m.light <> o.light
                RETURNING m.project_id, o.list_number, o.unit, m.number, m.stage, m.light, m.due_on
                """)
                .param("today", today)
                .param("warned", today.plusDays(Light.WARNING_DAYS - 1L))
                .param("most", most)
                .query((row, _) -> new Turned(
                        row.getObject("project_id", UUID.class),
                        row.getString("list_number"),
                        row.getString("unit"),
                        row.getInt("number"),
                        Stage.valueOf(row.getString("stage")),
                        Light.valueOf(row.getString("light")),
                        row.getObject("due_on", LocalDate.class)))
                .list();
    }

    /**
     * What keeps the project from going on.
     *
     * @param confidential told in confidence: the unit that it depends on does not learn of it
     */
    record Blocked(
            int number,
            Stage stage,
            String title,
            String text,
            @Nullable String unit,
            boolean confidential,
            String foundBy,
            Instant foundAt,
            @Nullable UUID appealId,
            @Nullable String resolution,
            @Nullable Instant resolvedAt) {}

    /**
     * The project's row is locked, so numbers follow each other. What is told in confidence is numbered from 1001 on: no gap tells those
     * who do not read it that it is there.
     */
    int addBlocked(
            UUID project,
            Stage stage,
            String title,
            String text,
            @Nullable String unit,
            boolean confidential,
            String by,
            Instant now) {
        return jdbc.sql("""
                INSERT INTO blocked_point (project_id, number, stage, title, text, unit, confidential, found_by, found_at)
                SELECT :project, coalesce(max(number), CASE WHEN :confidential THEN 1000 ELSE 0 END) + 1, :stage, :title, :text, :unit,
                       :confidential, :by, :now
                  FROM blocked_point WHERE project_id = :project AND (number > 1000) = :confidential
                RETURNING number
                """)
                .param("project", project)
                .param("stage", stage.name())
                .param("title", title)
                .param("text", text)
                .param("unit", unit)
                .param("confidential", confidential)
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    List<Blocked> blocked(UUID project) {
        return jdbc.sql("""
                SELECT number, stage, title, text, unit, confidential, found_by, found_at, appeal_id, resolution, resolved_at
                  FROM blocked_point WHERE project_id = :project ORDER BY number
                """)
                .param("project", project)
                .query((row, _) -> {
                    var resolved = row.getObject("resolved_at", OffsetDateTime.class);
                    return new Blocked(
                            row.getInt("number"),
                            Stage.valueOf(row.getString("stage")),
                            row.getString("title"),
                            row.getString("text"),
                            row.getString("unit"),
                            row.getBoolean("confidential"),
                            row.getString("found_by"),
                            row.getObject("found_at", OffsetDateTime.class).toInstant(),
                            row.getObject("appeal_id", UUID.class),
                            row.getString("resolution"),
                            resolved == null ? null : resolved.toInstant());
                })
                .list();
    }

    void linkAppeal(UUID project, int number, UUID appeal) {
        jdbc.sql("UPDATE blocked_point SET appeal_id = :appeal WHERE project_id = :project AND number = :number")
                .param("appeal", appeal)
                .param("project", project)
                .param("number", number)
                .update();
    }

    void resolve(UUID project, int number, String resolution, Instant now) {
        jdbc.sql("""
                UPDATE blocked_point SET resolution = :resolution, resolved_at = coalesce(resolved_at, :now)
                 WHERE project_id = :project AND number = :number
                """)
                .param("resolution", resolution)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("project", project)
                .param("number", number)
                .update();
    }

    /** How many projects of a level there are, were served in a period, and wait with a blocked point as long as they run. */
    record Figures(Level level, long projects, long served, long blocked) {}

    /** @param confidential whether points that were told in confidence count */
    List<Figures> figures(LocalDate from, LocalDate to, boolean confidential) {
        return jdbc.sql("""
                SELECT p.level, count(*) FILTER (WHERE p.state <> 'DROPPED') AS projects,
                       count(*) FILTER (WHERE EXISTS (SELECT 1 FROM service_record AS r
                                                       WHERE r.project_id = p.id AND r.served_on BETWEEN :from AND :to)) AS served,
                       count(*) FILTER (WHERE p.state = 'ACTIVE'
                                          AND EXISTS (SELECT 1 FROM blocked_point AS b
                                                       WHERE b.project_id = p.id AND b.resolved_at IS NULL
                                                         AND (:confidential OR NOT b.confidential))) AS blocked
                  FROM key_project AS p GROUP BY p.level ORDER BY p.level
                """)
                .param("from", from)
                .param("to", to)
                .param("confidential", confidential)
                .query((row, _) -> new Figures(
                        Level.valueOf(row.getString("level")),
                        row.getLong("projects"),
                        row.getLong("served"),
                        row.getLong("blocked")))
                .list();
    }
}

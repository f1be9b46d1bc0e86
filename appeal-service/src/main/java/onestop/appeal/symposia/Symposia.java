package onestop.appeal.symposia;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.appeal.words.AppealKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of symposia. */
@Repository
class Symposia {
    private static final String SELECT = """
            SELECT s.id, s.title, s.unit, s.place, s.topics, s.starts_at, s.held_on, s.state, s.units, s.minutes, s.report,
                   s.closed_at, s.reason, s.version
              FROM symposium AS s
            """;

    private final JdbcClient jdbc;

    Symposia(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Symposium planned, String by) {
        jdbc.sql("""
                INSERT INTO symposium (id, title, unit, place, topics, starts_at, state, planned_by, version)
                VALUES (:id, :title, :unit, :place, :topics, :startsAt, 'PLANNED', :by, 1)
                """)
                .param("id", planned.id())
                .param("title", planned.title())
                .param("unit", planned.unit())
                .param("place", planned.place())
                .param("topics", planned.topics().toArray(String[]::new))
                .param("startsAt", planned.startsAt().atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
    }

    void update(Symposium next) {
        jdbc.sql("""
                UPDATE symposium
                   SET held_on = :heldOn, state = :state, units = :units, minutes = :minutes, report = :report,
                       closed_at = :closedAt, reason = :reason, version = :version
                 WHERE id = :id
                """)
                .param("heldOn", next.heldOn())
                .param("state", next.state().name())
                .param("units", next.units().toArray(String[]::new))
                .param("minutes", next.minutes())
                .param("report", next.report())
                .param(
                        "closedAt",
                        next.closedAt() == null ? null : next.closedAt().atOffset(ZoneOffset.UTC))
                .param("reason", next.reason())
                .param("version", next.version())
                .param("id", next.id())
                .update();
    }

    Optional<Symposium> find(UUID id, boolean forChange) {
        return jdbc.sql(SELECT + " WHERE s.id = :id" + (forChange ? " FOR UPDATE" : ""))
                .param("id", id)
                .query((row, _) -> symposium(row))
                .optional();
    }

    /** Newest first; with enterprises named, only those they are invited to. */
    List<Symposium> list(
            @Nullable Collection<String> invited, @Nullable Instant beforeAt, @Nullable UUID beforeId, int most) {
        return jdbc.sql(SELECT + " WHERE true"
                        + (invited == null
                                ? ""
                                : " AND EXISTS (SELECT 1 FROM symposium_invitation AS i"
                                        + " WHERE i.symposium_id = s.id AND i.usci = ANY(:uscis))")
                        + (beforeAt == null ? "" : " AND (s.starts_at, s.id) < (:beforeAt, :beforeId)")
                        + " ORDER BY s.starts_at DESC, s.id DESC LIMIT :most")
                .param("uscis", invited == null ? null : invited.toArray(String[]::new))
                .param("beforeAt", beforeAt == null ? null : beforeAt.atOffset(ZoneOffset.UTC))
                .param("beforeId", beforeId)
                .param("most", most)
                .query((row, _) -> symposium(row))
                .list();
    }

    private static Symposium symposium(ResultSet row) throws SQLException {
        var closedAt = row.getObject("closed_at", OffsetDateTime.class);
        return new Symposium(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getString("unit"),
                row.getString("place"),
                List.of((String[]) row.getArray("topics").getArray()),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getObject("held_on", LocalDate.class),
                Symposium.State.valueOf(row.getString("state")),
                List.of((String[]) row.getArray("units").getArray()),
                row.getString("minutes"),
                row.getString("report"),
                closedAt == null ? null : closedAt.toInstant(),
                row.getString("reason"),
                row.getLong("version"));
    }

    /** An enterprise's invitation. */
    record Invitation(String usci, @Nullable String reply, boolean attended) {}

    /** @return those that were not invited before */
    List<String> invite(UUID symposium, Collection<String> uscis) {
        return jdbc
                .sql("""
                INSERT INTO symposium_invitation (symposium_id, usci) SELECT :symposium, unnest(:uscis::text[])
                ON CONFLICT DO NOTHING
                RETURNING usci
                """)
                .param("symposium", symposium)
                .param("uscis", uscis.toArray(String[]::new))
                .query((row, _) -> row.getString("usci"))
                .list()
                .stream()
                .sorted()
                .toList();
    }

    List<Invitation> invitations(UUID symposium) {
        return jdbc.sql("""
                SELECT usci, reply, attended FROM symposium_invitation WHERE symposium_id = :symposium ORDER BY usci
                """)
                .param("symposium", symposium)
                .query(new SimplePropertyRowMapper<>(Invitation.class))
                .list();
    }

    boolean reply(UUID symposium, String usci, boolean coming, Instant now) {
        return jdbc.sql("""
                UPDATE symposium_invitation SET reply = :reply, replied_at = :now
                 WHERE symposium_id = :symposium AND usci = :usci
                """)
                        .param("reply", coming ? "COMING" : "NOT_COMING")
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("symposium", symposium)
                        .param("usci", usci)
                        .update()
                == 1;
    }

    /** Who came counts as invited, too, and is told of the report though the record be corrected. */
    void attendance(UUID symposium, Collection<String> came) {
        invite(symposium, came);
        jdbc.sql("""
                UPDATE symposium_invitation SET attended = usci = ANY(:came), told = told OR usci = ANY(:came)
                 WHERE symposium_id = :symposium
                """)
                .param("came", came.toArray(String[]::new))
                .param("symposium", symposium)
                .update();
    }

    /**
     * Who is told of the report: everybody whom a record of the symposium has counted among those who came. Did it follow from what was
     * brought up, it would tell who did so in confidence; did it follow from the last record, a host could leave them out.
     */
    List<String> told(UUID symposium) {
        return jdbc.sql("SELECT usci FROM symposium_invitation WHERE symposium_id = :symposium AND told ORDER BY usci")
                .param("symposium", symposium)
                .query((row, _) -> row.getString("usci"))
                .list();
    }

    /** Somebody without an enterprise in the county. */
    record SymposiumGuest(int number, UUID guestId) {}

    static final int MOST_GUESTS = 200;

    /** The symposium's row is locked, so numbers follow each other; empty when no more are taken. */
    Optional<Integer> seat(UUID symposium, UUID guest) {
        return jdbc.sql("""
                INSERT INTO symposium_guest (symposium_id, number, guest_id)
                SELECT :symposium, n.number, :guest
                  FROM (SELECT count(*) + 1 AS number FROM symposium_guest WHERE symposium_id = :symposium) AS n
                 WHERE n.number <= :most
                RETURNING number
                """)
                .param("symposium", symposium)
                .param("guest", guest)
                .param("most", MOST_GUESTS)
                .query(Integer.class)
                .optional();
    }

    List<SymposiumGuest> guests(UUID symposium) {
        return jdbc.sql("SELECT number, guest_id FROM symposium_guest WHERE symposium_id = :symposium ORDER BY number")
                .param("symposium", symposium)
                .query(new SimplePropertyRowMapper<>(SymposiumGuest.class))
                .list();
    }

    /**
     * What an enterprise or a guest brought up.
     *
     * @param guest the number of the guest, who has no enterprise
     *
     * @param confidential handed in there, not said before everybody
     * @param raisedBy who wrote it down
     */
    record Issue(
            int number,
            @Nullable String usci,
            @Nullable Integer guest,
            AppealKind kind,
            String title,
            String text,
            @Nullable String answer,
            @Nullable UUID appealId,
            boolean confidential,
            String raisedBy) {}

    /**
     * The symposium's row is locked, so numbers follow each other. What is raised in confidence is numbered from 1001 on: no gap tells
     * those who do not read it that it is there.
     */
    int insert(UUID symposium, Issue issue, Instant now) {
        return jdbc.sql("""
                INSERT INTO symposium_issue (symposium_id, number, usci, guest, kind, title, text, answer, appeal_id, confidential, raised_by,
                                             raised_at)
                SELECT :symposium, coalesce(max(number), CASE WHEN :confidential THEN 1000 ELSE 0 END) + 1, :usci, :guest, :kind, :title,
                       :text, :answer, :appeal, :confidential, :by, :now
                  FROM symposium_issue WHERE symposium_id = :symposium AND (number > 1000) = :confidential
                RETURNING number
                """)
                .param("symposium", symposium)
                .param("usci", issue.usci())
                .param("guest", issue.guest())
                .param("kind", issue.kind().name())
                .param("title", issue.title())
                .param("text", issue.text())
                .param("answer", issue.answer())
                .param("appeal", issue.appealId())
                .param("confidential", issue.confidential())
                .param("by", issue.raisedBy())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    List<Issue> issues(UUID symposium) {
        return jdbc.sql("""
                SELECT number, usci, guest, kind, title, text, answer, appeal_id, confidential, raised_by
                  FROM symposium_issue
                 WHERE symposium_id = :symposium ORDER BY number
                """)
                .param("symposium", symposium)
                .query((row, _) -> new Issue(
                        row.getInt("number"),
                        row.getString("usci"),
                        row.getObject("guest", Integer.class),
                        AppealKind.valueOf(row.getString("kind")),
                        row.getString("title"),
                        row.getString("text"),
                        row.getString("answer"),
                        row.getObject("appeal_id", UUID.class),
                        row.getBoolean("confidential"),
                        row.getString("raised_by")))
                .list();
    }

    /** What a year's symposia came to. */
    record Figures(long held, long enterprises, long guests, long issues, long appeals, long answeredOnTheSpot) {}

    /** @param confidential whether what was brought up in confidence is counted, too */
    Figures figures(LocalDate from, LocalDate to, boolean confidential) {
        return jdbc.sql("""
                SELECT count(*) AS held,
                       (SELECT count(DISTINCT i.usci)
                          FROM symposium_invitation AS i JOIN symposium AS s ON s.id = i.symposium_id
                         WHERE i.attended AND s.held_on BETWEEN :from AND :to) AS enterprises,
                       (SELECT count(*)
                          FROM symposium_guest AS g JOIN symposium AS s ON s.id = g.symposium_id
                         WHERE s.held_on BETWEEN :from AND :to) AS guests,
                       (SELECT count(*)
                          FROM symposium_issue AS i JOIN symposium AS s ON s.id = i.symposium_id
                         WHERE s.held_on BETWEEN :from AND :to AND (:confidential OR NOT i.confidential)) AS issues,
                       (SELECT count(i.appeal_id)
                          FROM symposium_issue AS i JOIN symposium AS s ON s.id = i.symposium_id
                         WHERE s.held_on BETWEEN :from AND :to AND (:confidential OR NOT i.confidential)) AS appeals,
                       (SELECT count(i.answer)
                          FROM symposium_issue AS i JOIN symposium AS s ON s.id = i.symposium_id
                         WHERE s.held_on BETWEEN :from AND :to AND (:confidential OR NOT i.confidential)) AS answered_on_the_spot
                  FROM symposium WHERE held_on BETWEEN :from AND :to
                """)
                .param("from", from)
                .param("to", to)
                .param("confidential", confidential)
                .query(new SimplePropertyRowMapper<>(Figures.class))
                .single();
    }
}

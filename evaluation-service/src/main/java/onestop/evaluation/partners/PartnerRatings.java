package onestop.evaluation.partners;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.partners.PartnerRating.Key;
import onestop.evaluation.personal.Sealing;
import onestop.evaluation.scale.Dimension;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Source;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.stereotype.Repository;

/** Puts ratings from elsewhere into the table, whole batches at a time. */
@Repository
class PartnerRatings {
    private static final String COPY = """
            COPY rating (id, source, source_number, unit, matter, item, window_code, officer, town, region_level, level,
                         labels, text, channel, anonymous, rated_at, rated_on, standing)
            FROM STDIN (FORMAT binary)""";
    private static final int COLUMNS = 18;

    private final DataSource database;
    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final InstantSource clock;
    private final SQLExceptionTranslator faults = new SQLStateSQLExceptionTranslator();

    /** Whether some of the last batch were there before: then it is likely of the next one too. */
    private volatile boolean repeated;

    PartnerRatings(DataSource database, JdbcClient jdbc, Sealing sealing, InstantSource clock) {
        this.database = database;
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** A rating with the id under which it is stored. */
    record Stored(UUID id, PartnerRating rating) {}

    /**
     * Stores those that are not there yet. Sorted, so that simultaneous batches wait for each other in one order, and that
     * neighbours in the index are written together.
     *
     * @return what was stored
     */
    List<Stored> insert(Collection<PartnerRating> ratings) {
        var fresh = distinct(ratings);
        boolean look = repeated;
        while (true) {
            if (look) {
                var known = stored(fresh);
                repeated = !known.isEmpty();
                fresh.removeIf(rating -> known.contains(rating.key()));
            }
            if (fresh.isEmpty()) {
                return List.of();
            }
            var ids = new TimeOrderedIds(clock.instant());
            var rows =
                    fresh.stream().map(rating -> new Stored(ids.next(), rating)).toList();
            if (copied(rows)) {
                return rows;
            }
            // One of them was there, or another transaction has just stored it and has committed: now it is seen.
            look = true;
        }
    }

    /**
     * Stores ratings of our services, in the order in which all lock them. One whose service is rated, or whose number is
     * there, is left out; who comes second at the same moment waits for the first.
     *
     * @return what was stored
     */
    List<OfOurService> insertOfServices(Collection<OfOurService> ratings) {
        var all = ratings.stream()
                .sorted(Comparator.comparing(one -> one.service().id().value()))
                .toList();
        var stored = new HashSet<>(jdbc.sql("""
                INSERT INTO rating (id, invitation_id, source, source_number, unit, matter, item, window_code, officer, town,
                       region_level, level, labels, text, channel, anonymous, rated_at, rated_on, standing)
                SELECT id, invitation, source, number, unit, matter, matter, window_code, officer, town, region_level, level,
                       string_to_array(labels, ','), text, channel, anonymous, rated_at, rated_on, standing
                  FROM unnest(:ids::uuid[], :invitations::uuid[], :sources::text[], :numbers::text[], :units::text[],
                              :matters::text[], :windows::text[], :officers::text[], :towns::text[], :regionLevels::text[],
                              :levels::text[], :labels::text[], :texts::text[], :channels::text[], :anonymous::boolean[],
                              :times::timestamptz[], :days::date[], :standings::text[])
                       WITH ORDINALITY AS r (id, invitation, source, number, unit, matter, window_code, officer, town,
                            region_level, level, labels, text, channel, anonymous, rated_at, rated_on, standing, position)
                 ORDER BY position
                    ON CONFLICT DO NOTHING
                RETURNING id
                """)
                .param("ids", texts(all, OfOurService::id))
                .param("invitations", texts(all, one -> one.service().id().value()))
                .param("sources", texts(all, one -> one.rating().source()))
                .param("numbers", texts(all, one -> one.rating().number()))
                .param("units", texts(all, one -> one.service().unit()))
                .param("matters", texts(all, one -> one.service().matter()))
                .param("windows", texts(all, OfOurService::window))
                .param("officers", texts(all, OfOurService::officer))
                .param("towns", texts(all, OfOurService::town))
                .param("regionLevels", texts(all, OfOurService::regionLevel))
                .param("levels", texts(all, one -> one.rating().level()))
                .param("labels", texts(all, one -> String.join(",", one.rating().labels())))
                .param("texts", texts(all, one -> one.rating().text()))
                .param("channels", texts(all, one -> one.rating().channel()))
                .param("anonymous", texts(all, one -> one.rating().anonymous()))
                .param("times", texts(all, one -> one.rating().ratedAt()))
                .param("days", texts(all, one -> one.rating().ratedOn()))
                .param("standings", texts(all, OfOurService::standing))
                .query(UUID.class)
                .list());
        return all.stream().filter(one -> stored.contains(one.id())).toList();
    }

    /**
     * Makes room for ratings that were given in time but come after a default was given for them: it is kept and is the service's
     * rating no more.
     *
     * @return the defaults by their services' invitations
     */
    Map<UUID, UUID> replaceDefaults(Collection<UUID> invitations, Instant at) {
        var replaced = new HashMap<UUID, UUID>();
        jdbc.sql("""
                WITH defaults AS (
                     SELECT id FROM rating
                      WHERE invitation_id = ANY (:invitations) AND follow_up_of IS NULL AND replaced_at IS NULL
                        AND channel = 'SYSTEM_DEFAULT' AND standing = 'COUNTED'
                      ORDER BY id
                        FOR UPDATE)
                UPDATE rating r SET replaced_at = :at
                  FROM defaults d
                 WHERE r.id = d.id
                RETURNING r.invitation_id, r.id
                """)
                .param("invitations", invitations.toArray(UUID[]::new))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((ResultSet row) -> {
                    replaced.put(row.getObject("invitation_id", UUID.class), row.getObject("id", UUID.class));
                });
        return replaced;
    }

    /** Keeps how raters want to be called back, sealed. */
    void keepContacts(Map<UUID, String> contacts) {
        if (contacts.isEmpty()) {
            return;
        }
        var all = List.copyOf(contacts.entrySet());
        jdbc.sql("""
                INSERT INTO rating_giver (rating_id, contact_sealed)
                SELECT rating_id, contact FROM unnest(:ratings::uuid[], :contacts::bytea[]) AS c (rating_id, contact)
                """)
                .param("ratings", texts(all, Map.Entry::getKey))
                .param(
                        "contacts",
                        all.stream().map(one -> sealing.seal(one.getValue())).toArray(byte[][]::new))
                .update();
    }

    /** Keeps what was rated beside the whole. */
    void keepDimensions(Map<UUID, Map<Dimension, Level>> dimensions) {
        if (dimensions.isEmpty()) {
            return;
        }
        var all = dimensions.entrySet().stream()
                .flatMap(rating -> rating.getValue().entrySet().stream()
                        .map(one -> new Beside(rating.getKey(), one.getKey(), one.getValue())))
                .toList();
        jdbc.sql("""
                INSERT INTO rating_dimension (rating_id, dimension, level)
                SELECT rating_id, dimension, level
                  FROM unnest(:ratings::uuid[], :dimensions::text[], :levels::text[]) AS d (rating_id, dimension, level)
                """)
                .param("ratings", texts(all, Beside::rating))
                .param("dimensions", texts(all, Beside::dimension))
                .param("levels", texts(all, Beside::level))
                .update();
    }

    private record Beside(UUID rating, Dimension dimension, Level level) {}

    /** In order of their keys; of two with one key the one that came first. */
    private static List<PartnerRating> distinct(Collection<PartnerRating> ratings) {
        var sorted = new ArrayList<>(ratings);
        sorted.sort(Comparator.comparing(PartnerRating::source).thenComparing(PartnerRating::number));
        var distinct = new ArrayList<PartnerRating>(sorted.size());
        for (var rating : sorted) {
            if (distinct.isEmpty() || !distinct.getLast().sameAs(rating)) {
                distinct.add(rating);
            }
        }
        return distinct;
    }

    /** Which of these are there. */
    Set<Key> stored(Collection<PartnerRating> ratings) {
        var found = new HashSet<Key>();
        if (ratings.isEmpty()) {
            return found;
        }
        jdbc.sql("""
                SELECT r.source, r.source_number
                  FROM unnest(:sources::text[], :numbers::text[]) AS k (source, number)
                  JOIN rating r ON r.source = k.source AND r.source_number = k.number
                """)
                .param("sources", texts(ratings, rating -> rating.source().name()))
                .param("numbers", texts(ratings, PartnerRating::number))
                .query((ResultSet row) -> {
                    found.add(new Key(Source.valueOf(row.getString(1)), row.getString(2)));
                });
        return found;
    }

    /**
     * A rating that is not invalid yet.
     *
     * @param followUpOf the first rating of a follow-up; null of a first one
     * @param handled whether there is an order about it that was not found invalid; also one that is closed: its lights cost points
     */
    record Valid(UUID id, Source source, @Nullable UUID followUpOf, boolean handled) {}

    /** Which of these are there and not invalid, in the order in which all lock them and their orders. */
    List<Valid> valid(Collection<PartnerRating> ratings) {
        return jdbc.sql("""
                SELECT r.id, r.source, r.follow_up_of,
                       EXISTS (SELECT FROM rectification o
                                WHERE o.rating_id = r.id AND o.status <> 'INVALIDATED') AS handled
                  FROM unnest(:sources::text[], :numbers::text[]) AS k (source, number)
                  JOIN rating r ON r.source = k.source AND r.source_number = k.number
                 WHERE r.standing <> 'INVALIDATED'
                 ORDER BY r.id
                """)
                .param("sources", texts(ratings, rating -> rating.source().name()))
                .param("numbers", texts(ratings, PartnerRating::number))
                .query((row, _) -> new Valid(
                        row.getObject("id", UUID.class),
                        Source.valueOf(row.getString("source")),
                        row.getObject("follow_up_of", UUID.class),
                        row.getBoolean("handled")))
                .list();
    }

    /**
     * What a follow-up belongs to.
     *
     * @param receiptNumber null unless it is a service of ours
     */
    record First(UUID id, @Nullable String receiptNumber, String unit, String matter) {}

    /** The first ratings of what these follow up, by their places in the list: the source's own, or that of the service of ours. */
    Map<Integer, First> firsts(List<PartnerRating> followUps) {
        var firsts = new HashMap<Integer, First>();
        jdbc.sql("""
                SELECT s.position, f.id, i.receipt_number, f.unit, f.matter
                  FROM unnest(:sources::text[], :numbers::text[], :receipts::text[], :services::smallint[])
                       WITH ORDINALITY AS s (source, number, receipt, service, position)
                  JOIN LATERAL (
                       SELECT r.id FROM rating r WHERE r.source = s.source AND r.source_number = s.number
                        UNION ALL
                       SELECT r.id
                         FROM invitation n JOIN rating r ON r.invitation_id = n.id AND r.follow_up_of IS NULL AND r.replaced_at IS NULL
                        WHERE n.receipt_number = s.receipt AND n.service_number = s.service
                        LIMIT 1) AS found ON true
                  JOIN rating f ON f.id = found.id
                  LEFT JOIN invitation i ON i.id = f.invitation_id
                """)
                .param("sources", texts(followUps, PartnerRating::source))
                .param("numbers", texts(followUps, PartnerRating::sourceNumber))
                .param(
                        "receipts",
                        texts(
                                followUps,
                                one -> one.service() == null
                                        ? null
                                        : one.service().receiptNumber()))
                .param(
                        "services",
                        texts(
                                followUps,
                                one -> one.service() == null
                                        ? null
                                        : one.service().serviceNumber()))
                .query((ResultSet row) -> {
                    firsts.put(
                            row.getInt("position") - 1,
                            new First(
                                    row.getObject("id", UUID.class),
                                    row.getString("receipt_number"),
                                    row.getString("unit"),
                                    row.getString("matter")));
                });
        return firsts;
    }

    /** A follow-up with the id under which it is stored. */
    record FollowUp(UUID id, First first, PartnerRating rating) {}

    /** Stores those whose first rating has none, as anonymous as the first; returns what was stored. */
    List<FollowUp> insertFollowUps(List<FollowUp> followUps) {
        var stored = new HashSet<>(jdbc.sql("""
                INSERT INTO rating (id, invitation_id, follow_up_of, source, source_number, unit, matter, item, level, labels, text,
                       channel, anonymous, rated_at, rated_on, standing)
                SELECT s.id, f.invitation_id, f.id, s.source, s.number, f.unit, f.matter, f.item, s.level,
                       string_to_array(s.labels, ','), s.text, s.channel, f.anonymous, s.rated_at, s.rated_on,
                       CASE WHEN s.effective THEN 'COUNTED' ELSE 'INVALIDATED' END
                  FROM unnest(:ids::uuid[], :firsts::uuid[], :sources::text[], :numbers::text[], :levels::text[],
                              :labels::text[], :texts::text[], :channels::text[], :times::timestamptz[], :days::date[],
                              :effective::boolean[])
                       AS s (id, first, source, number, level, labels, text, channel, rated_at, rated_on, effective)
                  JOIN rating f ON f.id = s.first
                 ORDER BY f.id
                    ON CONFLICT DO NOTHING
                RETURNING id
                """)
                .param("ids", texts(followUps, FollowUp::id))
                .param("firsts", texts(followUps, one -> one.first().id()))
                .param("sources", texts(followUps, one -> one.rating().source()))
                .param("numbers", texts(followUps, one -> one.rating().number()))
                .param("levels", texts(followUps, one -> one.rating().level()))
                .param(
                        "labels",
                        texts(followUps, one -> String.join(",", one.rating().labels())))
                .param("texts", texts(followUps, one -> one.rating().text()))
                .param("channels", texts(followUps, one -> one.rating().channel()))
                .param("times", texts(followUps, one -> one.rating().ratedAt()))
                .param("days", texts(followUps, one -> one.rating().ratedOn()))
                .param("effective", texts(followUps, one -> one.rating().effective()))
                .query(UUID.class)
                .list());
        return followUps.stream().filter(one -> stored.contains(one.id())).toList();
    }

    /** False when one of them is there already; then nothing of the copy is. */
    private boolean copied(List<Stored> ratings) {
        var connection = DataSourceUtils.getConnection(database);
        try {
            return copied(connection, ratings);
        } catch (SQLException e) {
            var fault = faults.translate("copy ratings", COPY, e);
            throw fault == null ? new IllegalStateException(e) : fault;
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }

    private static boolean copied(Connection connection, List<Stored> ratings) throws SQLException {
        var before = connection.setSavepoint();
        try {
            var rows = new BinaryRows(
                    connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY), COLUMNS);
            for (var stored : ratings) {
                row(rows, stored.id(), stored.rating());
            }
            rows.end();
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (!PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    private static void row(BinaryRows rows, UUID id, PartnerRating rating) throws SQLException {
        rows.row();
        rows.put(id);
        rows.put(rating.source().name());
        rows.put(rating.number());
        rows.put(rating.unit());
        rows.put(rating.item());
        rows.put(rating.item());
        rows.put(rating.window());
        rows.put(rating.officer());
        rows.put(rating.town());
        var region = rating.regionLevel();
        rows.put(region == null ? null : region.name());
        rows.put(rating.level().name());
        rows.put(rating.labels());
        rows.put(rating.text());
        rows.put(rating.channel().name());
        rows.put(rating.anonymous());
        rows.put(rating.ratedAt());
        rows.put(rating.ratedOn());
        rows.put((rating.effective() ? Standing.COUNTED : Standing.INVALIDATED).name());
    }

    private static <T> @Nullable String[] texts(Collection<T> rows, Function<T, @Nullable Object> value) {
        return rows.stream()
                .map(value)
                .map(one -> one == null ? null : one.toString())
                .toArray(String[]::new);
    }
}

package onestop.evaluation.partners;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import onestop.evaluation.partners.PartnerRating.Key;
import onestop.evaluation.scale.Source;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
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
            COPY rating (source, source_number, unit, matter, item, window_code, officer, town, region_level, level, labels,
                         text, channel, anonymous, rated_at, rated_on)
            FROM STDIN""";
    private static final int BYTES_AT_ONCE = 65_536;

    private final DataSource database;
    private final JdbcClient jdbc;
    private final SQLExceptionTranslator faults = new SQLStateSQLExceptionTranslator();

    PartnerRatings(DataSource database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
    }

    /**
     * Stores those that are not there yet. Sorted, so that simultaneous batches wait for each other in one order, and that
     * neighbours in the index are written together.
     *
     * @return what was stored
     */
    Collection<PartnerRating> insert(Collection<PartnerRating> ratings) {
        var fresh = new TreeMap<Key, PartnerRating>();
        ratings.forEach(rating -> fresh.putIfAbsent(rating.key(), rating));
        while (true) {
            fresh.keySet().removeAll(stored(fresh.keySet()));
            if (fresh.isEmpty() || copied(fresh.values())) {
                return fresh.values();
            }
            // Another transaction has stored one of them since we looked, and has committed: now it is seen.
        }
    }

    /** Which of these are there. */
    private Set<Key> stored(Collection<Key> keys) {
        var found = new HashSet<Key>();
        if (keys.isEmpty()) {
            return found;
        }
        jdbc.sql("""
                SELECT r.source, r.source_number
                  FROM unnest(:sources::text[], :numbers::text[]) AS k (source, number)
                  JOIN rating r ON r.source = k.source AND r.source_number = k.number
                """)
                .param("sources", texts(keys, key -> key.source().name()))
                .param("numbers", texts(keys, Key::number))
                .query((java.sql.ResultSet row) -> {
                    found.add(new Key(Source.valueOf(row.getString(1)), row.getString(2)));
                });
        return found;
    }

    /** The ids of those ratings. */
    Map<Key, UUID> ids(Collection<Key> keys) {
        var ids = new TreeMap<Key, UUID>();
        jdbc.sql("""
                SELECT r.source, r.source_number, r.id
                  FROM unnest(:sources::text[], :numbers::text[]) AS k (source, number)
                  JOIN rating r ON r.source = k.source AND r.source_number = k.number
                """)
                .param("sources", texts(keys, key -> key.source().name()))
                .param("numbers", texts(keys, Key::number))
                .query((java.sql.ResultSet row) -> {
                    ids.put(new Key(Source.valueOf(row.getString(1)), row.getString(2)), row.getObject(3, UUID.class));
                });
        return ids;
    }

    /** False when one of them has come to be there in the meantime; then nothing of the copy is. */
    private boolean copied(Collection<PartnerRating> ratings) {
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

    private boolean copied(Connection connection, Collection<PartnerRating> ratings) throws SQLException {
        var before = connection.setSavepoint();
        try {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
            var rows = new StringBuilder(2 * BYTES_AT_ONCE);
            for (var rating : ratings) {
                row(rows, rating);
                if (rows.length() > BYTES_AT_ONCE) {
                    send(rows, copy);
                }
            }
            send(rows, copy);
            copy.endCopy();
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

    private static void send(StringBuilder rows, CopyIn copy) throws SQLException {
        var bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        rows.setLength(0);
    }

    private static void row(StringBuilder rows, PartnerRating rating) {
        rows.append(rating.source().name()).append('\t');
        code(rows, rating.number());
        code(rows, rating.unit());
        code(rows, rating.item());
        code(rows, rating.item());
        code(rows, rating.window());
        code(rows, rating.officer());
        code(rows, rating.town());
        code(rows, rating.regionLevel() == null ? null : rating.regionLevel().name());
        rows.append(rating.level().name()).append("\t{");
        for (int i = 0; i < rating.labels().size(); i++) {
            rows.append(i == 0 ? "" : ",").append(rating.labels().get(i));
        }
        rows.append("}\t");
        text(rows, rating.text());
        rows.append(rating.channel().name())
                .append(rating.anonymous() ? "\tt\t" : "\tf\t")
                .append(rating.ratedAt())
                .append('\t')
                .append(rating.ratedOn())
                .append('\n');
    }

    /** A checked code has nothing to be escaped. */
    private static void code(StringBuilder rows, @Nullable String code) {
        rows.append(code == null ? "\\N" : code).append('\t');
    }

    private static void text(StringBuilder rows, @Nullable String text) {
        if (text == null) {
            rows.append("\\N\t");
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                default -> rows.append(c);
            }
        }
        rows.append('\t');
    }

    private static String[] texts(Collection<Key> keys, Function<Key, String> text) {
        return keys.stream().map(text).toArray(String[]::new);
    }
}

package onestop.evaluation.indicators;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.catalogue.CatalogueNames;
import onestop.evaluation.catalogue.CatalogueNames.Name;
import onestop.evaluation.indicators.PublishRanking.Edition;
import onestop.evaluation.indicators.ReadRankings.RankView;
import onestop.evaluation.scale.Slice;
import onestop.web.Cursor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was published. The tables take nothing but additions. */
@Repository
class Publications {
    private final JdbcClient jdbc;

    Publications(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until the end of the transaction nobody else publishes this period of the slice. */
    void lock(Slice slice, String period) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('publication ' || :slice || ' ' || :period, 0))")
                .param("slice", slice.name())
                .param("period", period)
                .query((_, _) -> "")
                .list();
    }

    boolean published(Slice slice, String period) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM publication WHERE slice = :slice AND period = :period)")
                .param("slice", slice.name())
                .param("period", period)
                .query(Boolean.class)
                .single();
    }

    /** Those of the editions that are not out yet, in their order. */
    List<Edition> withoutPublished(List<Edition> editions) {
        var out = new HashSet<String>();
        jdbc.sql("SELECT slice || ' ' || period FROM publication WHERE period = ANY (:periods)")
                .param(
                        "periods",
                        editions.stream().map(Edition::period).distinct().toArray(String[]::new))
                .query((ResultSet row) -> {
                    out.add(row.getString(1));
                });
        return editions.stream()
                .filter(edition -> !out.contains(edition.slice() + " " + edition.period()))
                .toList();
    }

    void insert(Publication publication, String by) {
        jdbc.sql("""
                INSERT INTO publication (id, slice, period, period_from, period_to, minimum_sample, set_version,
                       published_at, published_by)
                VALUES (:id, :slice, :period, :from, :to, :minimum, :setVersion, :at, :by)
                """)
                .param("id", publication.publicationId())
                .param("slice", publication.slice().name())
                .param("period", publication.period())
                .param("from", publication.from())
                .param("to", publication.to())
                .param("minimum", publication.minimumSample())
                .param("setVersion", publication.setVersion())
                .param("at", publication.publishedAt())
                .param("by", by)
                .update();
    }

    /** With the names of this day, of what has one. */
    void insert(Publication publication, List<RankView> rows) {
        jdbc.sql("""
                INSERT INTO published_rank (publication_id, position, rank, key, ratings, good, points, shrunken_score, result,
                       name_zh, name_en)
                SELECT :publication, position, rank, key, ratings, good, points, shrunken_score, result, n.name_zh, n.name_en
                  FROM unnest(:ranks::integer[], :keys::text[], :ratings::bigint[], :good::bigint[], :points::bigint[],
                              :scores::numeric[], :results::numeric[])
                       WITH ORDINALITY AS r (rank, key, ratings, good, points, shrunken_score, result, position)
                  LEFT JOIN LATERAL (SELECT name_zh, name_en FROM catalogue_name
                                      WHERE code = r.key AND kind = ANY (:kinds) ORDER BY kind LIMIT 1) AS n ON true
                """)
                .param("publication", publication.publicationId())
                .param("kinds", CatalogueNames.kinds(publication.slice()))
                .param("ranks", texts(rows, row -> String.valueOf(row.rank())))
                .param("keys", texts(rows, RankView::key))
                .param("ratings", texts(rows, row -> String.valueOf(row.ratings())))
                .param("good", texts(rows, row -> String.valueOf(row.goodRate().numerator())))
                .param("points", texts(rows, row -> String.valueOf(row.score().numerator())))
                .param("scores", texts(rows, row -> row.shrunkenScore().toPlainString()))
                .param(
                        "results",
                        texts(
                                rows,
                                row -> row.result() == null
                                        ? null
                                        : row.result().toPlainString()))
                .update();
    }

    private static @Nullable String[] texts(List<RankView> rows, Function<RankView, @Nullable String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    /** Newest first. @param ofPersons whether those of officers are among them */
    List<Publication> list(boolean ofPersons, Cursor.@Nullable Moment before, int limit) {
        return jdbc.sql("""
                SELECT id, slice, period, period_from, period_to, minimum_sample, set_version, published_at
                  FROM publication
                 WHERE (:ofPersons OR slice <> 'OFFICER')
                   AND (:beforeAt::timestamptz IS NULL OR (published_at, id) < (:beforeAt, :before))
                 ORDER BY published_at DESC, id DESC
                 LIMIT :limit
                """)
                .param("ofPersons", ofPersons)
                .param("beforeAt", before == null ? null : before.at().atOffset(ZoneOffset.UTC))
                .param("before", before == null ? null : before.id())
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    Optional<Publication> find(UUID id) {
        return jdbc.sql("""
                SELECT id, slice, period, period_from, period_to, minimum_sample, set_version, published_at
                  FROM publication
                 WHERE id = :id
                """).param("id", id).query((row, _) -> read(row)).optional();
    }

    /** A line with its place, which is where the next page begins, and the name of that day. */
    record Row(int position, RankView rank, @Nullable Name name) {}

    List<Row> rows(Publication publication, int after, int limit) {
        return jdbc.sql("""
                SELECT position, rank, key, ratings, good, points, shrunken_score, result, name_zh, name_en
                  FROM published_rank
                 WHERE publication_id = :publication AND position > :after
                 ORDER BY position
                 LIMIT :limit
                """)
                .param("publication", publication.publicationId())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new Row(row.getInt("position"), rank(row, publication.setVersion()), name(row)))
                .list();
    }

    private static @Nullable Name name(ResultSet row) throws SQLException {
        var nameZh = row.getString("name_zh");
        return nameZh == null ? null : new Name(nameZh, row.getString("name_en"));
    }

    private static RankView rank(ResultSet row, @Nullable Integer setVersion) throws SQLException {
        long ratings = row.getLong("ratings");
        BigDecimal result = row.getBigDecimal("result");
        return new RankView(
                row.getInt("rank"),
                row.getString("key"),
                ratings,
                Ratio.of(row.getLong("good"), ratings),
                Ratio.of(row.getLong("points"), ratings),
                row.getBigDecimal("shrunken_score"),
                result,
                setVersion);
    }

    private static Publication read(ResultSet row) throws SQLException {
        return new Publication(
                row.getObject("id", UUID.class),
                Slice.valueOf(row.getString("slice")),
                row.getString("period"),
                row.getObject("period_from", LocalDate.class),
                row.getObject("period_to", LocalDate.class),
                row.getInt("minimum_sample"),
                row.getObject("set_version", Integer.class),
                CountyTime.at(
                        row.getObject("published_at", OffsetDateTime.class).toInstant()));
    }
}

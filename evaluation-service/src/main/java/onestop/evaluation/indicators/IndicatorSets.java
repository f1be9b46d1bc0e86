package onestop.evaluation.indicators;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onestop.evaluation.scale.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The weighted sets in all their versions. A version is never changed: what was judged by it can be judged again. */
@Repository
class IndicatorSets {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<EnumMap<Indicator, Integer>> WEIGHTS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    IndicatorSets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The one that was in force at the end of a period. */
    Optional<IndicatorSet> on(Slice slice, LocalDate day) {
        return jdbc.sql("""
                SELECT slice, version, valid_from, weights::text AS weights
                  FROM indicator_set
                 WHERE slice = :slice AND valid_from <= :day
                 ORDER BY valid_from DESC, version DESC
                 LIMIT 1
                """)
                .param("slice", slice.name())
                .param("day", day)
                .query((row, _) -> read(row))
                .optional();
    }

    /** All of them, by slice, newest first; bounded by how often the county changes its mind. */
    List<IndicatorSet> all() {
        return jdbc.sql("""
                SELECT slice, version, valid_from, weights::text AS weights
                  FROM indicator_set
                 ORDER BY slice, version DESC
                 LIMIT 200
                """).query((row, _) -> read(row)).list();
    }

    /** Stores the next version of the slice's set and returns it. Whoever comes second at the same moment waits. */
    IndicatorSet add(Slice slice, LocalDate validFrom, Map<Indicator, Integer> weights, String by, Instant at) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('indicator_set ' || :slice, 0))")
                .param("slice", slice.name())
                .query((_, _) -> "")
                .list();
        int version = jdbc.sql("""
                INSERT INTO indicator_set (slice, version, valid_from, weights, set_by, set_at)
                SELECT :slice, coalesce(max(version), 0) + 1, :validFrom, CAST(:weights AS jsonb), :by, :at
                  FROM indicator_set WHERE slice = :slice
                RETURNING version
                """)
                .param("slice", slice.name())
                .param("validFrom", validFrom)
                .param("weights", JSON.writeValueAsString(weights))
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
        return new IndicatorSet(slice, version, validFrom, weights);
    }

    private static IndicatorSet read(ResultSet row) throws SQLException {
        return new IndicatorSet(
                Slice.valueOf(row.getString("slice")),
                row.getInt("version"),
                row.getObject("valid_from", LocalDate.class),
                JSON.readValue(row.getString("weights"), WEIGHTS));
    }
}

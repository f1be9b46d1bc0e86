package onestop.appeal.dispatching;

import static onestop.appeal.recusal.Concealment.notConcealed;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which unit an appeal should be dispatched to. */
@Repository
public class DispatchSuggestions {
    private final JdbcClient jdbc;

    DispatchSuggestions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Why a unit is suggested; the weightiest comes first. */
    public enum Ground {
        /** A unit gave the appeal back and named this one. */
        PROPOSED,
        /** A rule of the office, the one that asks the most. */
        RULE,
        /** The catalogue names it as the one that handles the item. */
        ITEM
    }

    /** @param rule the rule, when one suggests */
    public record Suggestion(
            String unit, Ground ground, @Nullable UUID rule) {}

    /** Empty when nothing speaks for any unit that is in use, and for an appeal that the reader may not know of. */
    public Optional<Suggestion> of(UUID appeal, String reader) {
        return jdbc.sql("""
                WITH asked AS (
                    SELECT kind, blocked_class, item_code, region_code, about_unit, proposed_unit
                      FROM appeal
                     WHERE id = :id AND %s
                ), found AS (
                    SELECT proposed_unit AS unit, 'PROPOSED' AS ground, NULL::uuid AS rule, 1 AS rank, 0 AS asks, 0 AS places
                      FROM asked
                     UNION ALL
                    SELECT r.unit, 'RULE', r.id, 2,
                           -- An item says more than a unit, a unit more than a region, that more than the class of a blocked
                           -- matter, and the class more than a kind.
                           (CASE WHEN r.item_code IS NULL THEN 0 ELSE 16 END)
                           + (CASE WHEN r.about_unit IS NULL THEN 0 ELSE 8 END)
                           + (CASE WHEN r.region_code IS NULL THEN 0 ELSE 4 END)
                           + (CASE WHEN r.blocked_class IS NULL THEN 0 ELSE 2 END)
                           + (CASE WHEN r.kind IS NULL THEN 0 ELSE 1 END),
                           -- Of two places the one that lies within the other: a village in its town, a town in the county.
                           length(regexp_replace(coalesce(r.region_code, ''), '(000000|000)$', ''))
                      FROM asked a
                      JOIN dispatch_rule r ON r.ended_at IS NULL
                       AND (r.kind IS NULL OR r.kind = a.kind)
                       AND (r.blocked_class IS NULL OR r.blocked_class = a.blocked_class)
                       AND (r.item_code IS NULL OR r.item_code = a.item_code)
                       AND (r.region_code IS NULL
                            OR starts_with(a.region_code, regexp_replace(r.region_code, '(000000|000)$', '')))
                       AND (r.about_unit IS NULL OR r.about_unit = a.about_unit)
                     UNION ALL
                    SELECT i.unit, 'ITEM', NULL, 3, 0, 0 FROM asked a JOIN item i ON i.code = a.item_code
                )
                SELECT f.unit, f.ground, f.rule
                  FROM found f
                  JOIN unit u ON u.key = f.unit AND u.in_use
                 ORDER BY f.rank, f.asks DESC, f.places DESC
                 LIMIT 1
                """.formatted(notConcealed("appeal")))
                .param("id", appeal)
                .param("reader", reader)
                .query((row, _) -> new Suggestion(
                        row.getString("unit"),
                        Ground.valueOf(row.getString("ground")),
                        row.getObject("rule", UUID.class)))
                .optional();
    }
}

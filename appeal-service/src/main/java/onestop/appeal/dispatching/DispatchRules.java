package onestop.appeal.dispatching;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The office's rules for dispatching. A rule that ends is kept: it explains what was suggested by it. */
@Repository
class DispatchRules {
    private final JdbcClient jdbc;

    DispatchRules(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a rule asks, all of which must fit, and the unit it names. */
    record Rule(
            UUID id,
            @Nullable String kind,
            @Nullable String blockedClass,
            @Nullable String itemCode,
            @Nullable String regionCode,
            @Nullable String aboutUnit,
            String unit,
            @Nullable String note) {}

    /** False when a rule asks the same. */
    boolean insert(Rule rule, String by, Instant at) {
        return jdbc.sql("""
                INSERT INTO dispatch_rule (id, kind, blocked_class, item_code, region_code, about_unit, unit, note, made_by,
                                           made_at)
                VALUES (:id, :kind, :blockedClass, :itemCode, :regionCode, :aboutUnit, :unit, :note, :by, :at)
                    ON CONFLICT DO NOTHING
                """)
                        .param("id", rule.id())
                        .param("kind", rule.kind())
                        .param("blockedClass", rule.blockedClass())
                        .param("itemCode", rule.itemCode())
                        .param("regionCode", rule.regionCode())
                        .param("aboutUnit", rule.aboutUnit())
                        .param("unit", rule.unit())
                        .param("note", rule.note())
                        .param("by", by)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    boolean end(UUID id, Instant at) {
        return jdbc.sql("UPDATE dispatch_rule SET ended_at = :at WHERE id = :id AND ended_at IS NULL")
                        .param("id", id)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    List<Rule> inForce(@Nullable UUID after, int limit) {
        return jdbc.sql("""
                SELECT id, kind, blocked_class, item_code, region_code, about_unit, unit, note
                  FROM dispatch_rule
                 WHERE ended_at IS NULL AND (:after::uuid IS NULL OR id > :after)
                 ORDER BY id
                 LIMIT :limit
                """)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new Rule(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getString("blocked_class"),
                        row.getString("item_code"),
                        row.getString("region_code"),
                        row.getString("about_unit"),
                        row.getString("unit"),
                        row.getString("note")))
                .list();
    }
}

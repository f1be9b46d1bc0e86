package onestop.approval.reductions;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import onestop.web.Cursor;
import onestop.web.Limit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What one separate case of an item asks of an enterprise. */
@Repository
class Baselines {
    private final JdbcClient jdbc;

    Baselines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Baseline(
            UUID id,
            String itemCode,
            LocalDate countsFrom,
            String source,
            @Nullable Integer materials,
            @Nullable Integer steps,
            @Nullable Integer workingDays,
            @Nullable Integer visits,
            @Nullable Long costFen,
            @Nullable Integer minutes,
            String enteredBy,
            OffsetDateTime enteredAt) {}

    /** False when the item has a baseline that counts from that day. */
    boolean insert(Baseline one) {
        return jdbc.sql("""
                INSERT INTO reduction_baseline (id, item_code, counts_from, source, materials, steps, working_days, visits,
                       cost_fen, minutes, entered_by, entered_at)
                VALUES (:id, :itemCode, :countsFrom, :source, :materials, :steps, :workingDays, :visits, :costFen, :minutes,
                       :enteredBy, :enteredAt)
                    ON CONFLICT (item_code, counts_from) DO NOTHING
                """).paramSource(one).update() == 1;
    }

    List<Baseline> list(@Nullable String itemCode, @Nullable String after, Limit limit) {
        var place = Cursor.parts(after, 2);
        return jdbc.sql("""
                SELECT id, item_code, counts_from, source, materials, steps, working_days, visits, cost_fen, minutes,
                       entered_by, entered_at
                  FROM reduction_baseline
                 WHERE (item_code, counts_from) > (:item, :from)
                """ + (itemCode == null ? "" : " AND item_code = :itemCode") + """

                 ORDER BY item_code, counts_from
                 LIMIT :most
                """)
                .param("item", place.isEmpty() ? "" : place.get(0))
                .param("from", place.isEmpty() ? LocalDate.EPOCH : Cursor.date(place.get(1)))
                .param("itemCode", itemCode)
                .param("most", limit.plusOne())
                .query((row, _) -> new Baseline(
                        row.getObject("id", UUID.class),
                        row.getString("item_code"),
                        row.getObject("counts_from", LocalDate.class),
                        row.getString("source"),
                        row.getObject("materials", Integer.class),
                        row.getObject("steps", Integer.class),
                        row.getObject("working_days", Integer.class),
                        row.getObject("visits", Integer.class),
                        row.getObject("cost_fen", Long.class),
                        row.getObject("minutes", Integer.class),
                        row.getString("entered_by"),
                        OfficeTime.at(row.getObject("entered_at", OffsetDateTime.class)
                                .toInstant())))
                .list();
    }
}

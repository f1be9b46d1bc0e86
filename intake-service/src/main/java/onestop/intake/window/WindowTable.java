package onestop.intake.window;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the windows themselves. */
@Repository
class WindowTable {
    /** More than any county has; what is counted over all windows reads no further. */
    static final int MOST = 2_000;

    private static final String COLUMNS =
            "code, name_zh, name_en, type, level, region_code, unit, any_item, item_codes, opened_on, closed_on, version";

    /** Empty when no items are asked for. */
    private static final String TAKES = """
            (cardinality(:items::text[]) = 0
             OR (any_item AND NOT item_codes && :items::text[])
             OR (NOT any_item AND item_codes @> :items::text[]))
            """;

    private final JdbcClient jdbc;

    WindowTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a list is narrowed down to; null and empty do not narrow. */
    record Filter(
            @Nullable WindowType type,
            @Nullable String regionCode,
            Collection<String> itemCodes,
            @Nullable LocalDate inUseOn) {}

    Optional<Window> find(String code) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM hall_window WHERE code = :code")
                .param("code", code)
                .query((row, _) -> window(row))
                .optional();
    }

    List<Window> findAll(Collection<String> codes) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM hall_window WHERE code = ANY (:codes)")
                .param("codes", codes.toArray(String[]::new))
                .query((row, _) -> window(row))
                .list();
    }

    List<Window> list(Filter filter, String after, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM hall_window
                 WHERE code > :after
                   AND (:type::text IS NULL OR type = :type)
                   AND (:region::text IS NULL OR region_code = :region)
                   AND (:on::date IS NULL OR (opened_on <= :on AND (closed_on IS NULL OR closed_on >= :on)))
                   AND\s""" + TAKES + """
                 ORDER BY code
                 LIMIT :limit
                """)
                .param("after", after)
                .param("type", filter.type() == null ? null : filter.type().name())
                .param("region", filter.regionCode())
                .param("on", filter.inUseOn())
                .param("items", filter.itemCodes().toArray(String[]::new))
                .param("limit", limit)
                .query((row, _) -> window(row))
                .list();
    }

    /** False if it is there already. */
    boolean insert(Window window, String by, Instant at) {
        return statement("""
                INSERT INTO hall_window (code, name_zh, name_en, type, level, region_code, unit, any_item, item_codes,
                                         opened_on, closed_on, changed_by, changed_at, version)
                VALUES (:code, :nameZh, :nameEn, :type, :level, :region, :unit, :anyItem, :items::text[],
                        :openedOn, :closedOn, :by, :at, 1)
                ON CONFLICT (code) DO NOTHING
                """, window, by, at).update() == 1;
    }

    /** False if somebody else changed it since the version before the given one. */
    boolean update(Window next, String by, Instant at) {
        return statement("""
                UPDATE hall_window
                   SET name_zh = :nameZh, name_en = :nameEn, type = :type, level = :level, region_code = :region,
                       unit = :unit, any_item = :anyItem, item_codes = :items::text[], opened_on = :openedOn,
                       closed_on = :closedOn, changed_by = :by, changed_at = :at, version = :version
                 WHERE code = :code AND version = :version - 1
                """, next, by, at).param("version", next.version()).update() == 1;
    }

    /** Windows that have not been told of as they are now, at most so many; from then on they have. */
    List<Window> takeUntold(int most) {
        return jdbc.sql("""
                UPDATE hall_window SET told_version = version
                 WHERE code IN (SELECT code FROM hall_window WHERE told_version < version
                                 ORDER BY code LIMIT :most FOR UPDATE SKIP LOCKED)
                RETURNING\s""" + COLUMNS)
                .param("most", most)
                .query((row, _) -> window(row))
                .list();
    }

    /** A window with what stands there: whether terminal and evaluator, how many devices, how many of them silent. */
    record Equipped(Window window, boolean terminal, boolean evaluator, int devices, int silent) {}

    /** The windows in use on a day with the devices of now, by code. */
    List<Equipped> equipped(LocalDate on, Instant silentBefore) {
        return jdbc.sql("SELECT " + COLUMNS + """
                , coalesce(terminal, false) AS terminal, coalesce(evaluator, false) AS evaluator,
                       coalesce(devices, 0) AS devices, coalesce(silent, 0) AS silent
                  FROM hall_window
                  LEFT JOIN (SELECT window_code, bool_or(kind = 'TERMINAL') AS terminal,
                                    bool_or(kind = 'EVALUATOR') AS evaluator, count(*) AS devices,
                                    count(*) FILTER (WHERE greatest(heard_at, bound_at) < :silentBefore) AS silent
                               FROM window_device
                              WHERE window_code IS NOT NULL
                              GROUP BY window_code) AS device ON device.window_code = code
                 WHERE opened_on <= :on AND (closed_on IS NULL OR closed_on >= :on)
                 ORDER BY code
                 LIMIT :most
                """)
                .param("on", on)
                .param("silentBefore", silentBefore.atOffset(ZoneOffset.UTC))
                .param("most", MOST)
                .query((row, _) -> new Equipped(
                        window(row),
                        row.getBoolean("terminal"),
                        row.getBoolean("evaluator"),
                        row.getInt("devices"),
                        row.getInt("silent")))
                .list();
    }

    boolean isEmpty() {
        return !jdbc.sql("SELECT EXISTS (SELECT FROM hall_window)")
                .query(Boolean.class)
                .single();
    }

    private JdbcClient.StatementSpec statement(String sql, Window window, String by, Instant at) {
        return jdbc.sql(sql)
                .param("code", window.code())
                .param("nameZh", window.nameZh())
                .param("nameEn", window.nameEn())
                .param("type", window.type().name())
                .param("level", window.level().name())
                .param("region", window.regionCode())
                .param("unit", window.unit())
                .param("anyItem", window.skills().anyItem())
                .param("items", window.skills().itemCodes().toArray(String[]::new))
                .param("openedOn", window.openedOn())
                .param("closedOn", window.closedOn())
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC));
    }

    private static Window window(ResultSet row) throws SQLException {
        return new Window(
                row.getString("code"),
                row.getString("name_zh"),
                row.getString("name_en"),
                WindowType.valueOf(row.getString("type")),
                WindowLevel.valueOf(row.getString("level")),
                row.getString("region_code"),
                row.getString("unit"),
                new Skills(row.getBoolean("any_item"), new TreeSet<>(Arrays.asList((String[])
                        row.getArray("item_codes").getArray()))),
                row.getObject("opened_on", LocalDate.class),
                row.getObject("closed_on", LocalDate.class),
                row.getLong("version"));
    }
}

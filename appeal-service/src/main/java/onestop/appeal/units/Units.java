package onestop.appeal.units;

import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The units and items known from the catalogue. */
@Repository
public class Units {
    private final JdbcClient jdbc;

    Units(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether appeals can be dispatched to the unit: the catalogue names it and has not withdrawn it. */
    public boolean inUse(UnitKey unit) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM unit WHERE key = :key AND in_use)")
                .param("key", unit.value())
                .query(Boolean.class)
                .single();
    }

    /** @throws InvalidFieldException if the field names no unit that is in use */
    public UnitKey require(String field, String typed) {
        if (typed.matches(UnitKey.PATTERN)) {
            var unit = new UnitKey(typed);
            if (inUse(unit)) {
                return unit;
            }
        }
        throw new InvalidFieldException(field, "unknown-unit");
    }

    /** Whether the catalogue has ever named the item. */
    public boolean knowsItem(String code) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM item WHERE code = :code)")
                .param("code", code)
                .query(Boolean.class)
                .single();
    }

    void store(UnitKey unit, String nameZh, @Nullable String nameEn) {
        jdbc.sql("""
                INSERT INTO unit (key, name_zh, name_en, in_use) VALUES (:key, :nameZh, :nameEn, true)
                    ON CONFLICT (key) DO UPDATE
                   SET name_zh = excluded.name_zh, name_en = excluded.name_en, in_use = true
                """)
                .param("key", unit.value())
                .param("nameZh", nameZh)
                .param("nameEn", nameEn)
                .update();
    }

    void withdraw(String key) {
        jdbc.sql("UPDATE unit SET in_use = false WHERE key = :key")
                .param("key", key)
                .update();
    }
}

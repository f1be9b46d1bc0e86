package onestop.evaluation.catalogue;

import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What units, items and packages are called. A name that has not arrived is simply not there. */
@Repository
public class CatalogueNames {
    private final JdbcClient jdbc;

    CatalogueNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A name in both languages. */
    public record Name(String nameZh, @Nullable String nameEn) {}

    /** The names of these units, by key. */
    public Map<String, Name> units(Collection<String> keys) {
        return names("kind = 'UNIT'", keys);
    }

    /** The names of these items and packages, by code. */
    public Map<String, Name> matters(Collection<String> codes) {
        return names("kind IN ('ITEM', 'PACKAGE')", codes);
    }

    private Map<String, Name> names(String ofKind, Collection<String> codes) {
        var names = new HashMap<String, Name>();
        if (codes.isEmpty()) {
            return names;
        }
        jdbc.sql("SELECT code, name_zh, name_en FROM catalogue_name WHERE code = ANY (:codes::text[]) AND " + ofKind)
                .param("codes", codes.toArray(String[]::new))
                .query((ResultSet row) -> {
                    names.put(row.getString("code"), new Name(row.getString("name_zh"), row.getString("name_en")));
                });
        return names;
    }

    void keep(String kind, String code, String nameZh, @Nullable String nameEn, @Nullable String unit, long sequence) {
        jdbc.sql("""
                INSERT INTO catalogue_name (kind, code, name_zh, name_en, unit, sequence)
                VALUES (:kind, :code, :nameZh, :nameEn, :unit, :sequence)
                    ON CONFLICT (kind, code) DO UPDATE
                   SET name_zh = excluded.name_zh, name_en = excluded.name_en, unit = excluded.unit,
                       sequence = excluded.sequence
                 WHERE catalogue_name.sequence <= excluded.sequence
                """)
                .param("kind", kind)
                .param("code", code)
                .param("nameZh", nameZh)
                .param("nameEn", nameEn)
                .param("unit", unit)
                .param("sequence", sequence)
                .update();
    }
}

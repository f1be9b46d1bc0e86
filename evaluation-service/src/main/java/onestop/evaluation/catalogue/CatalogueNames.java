package onestop.evaluation.catalogue;

import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import onestop.evaluation.scale.Slice;
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
        return of(Slice.UNIT, keys);
    }

    /** The names of these items and packages, by code. */
    public Map<String, Name> matters(Collection<String> codes) {
        return of(Slice.ITEM, codes);
    }

    /** What of the catalogue the keys of a slice are; nothing where they have no names in it. */
    public static String[] kinds(Slice slice) {
        return switch (slice) {
            case UNIT -> new String[] {"UNIT"};
            case ITEM -> new String[] {"ITEM", "PACKAGE"};
            case COUNTY, WINDOW, OFFICER, TOWN, REGION_LEVEL, CHANNEL -> new String[0];
        };
    }

    /** The names of these keys of a slice. */
    public Map<String, Name> of(Slice slice, Collection<String> codes) {
        var names = new HashMap<String, Name>();
        var kinds = kinds(slice);
        if (codes.isEmpty() || kinds.length == 0) {
            return names;
        }
        jdbc.sql(
                        "SELECT code, name_zh, name_en FROM catalogue_name WHERE kind = ANY (:kinds) AND code = ANY (:codes::text[])")
                .param("kinds", kinds)
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

package onestop.evaluation.catalogue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What units are called. A name that has not arrived is simply not there. */
@Repository
public class CatalogueNames {
    private final JdbcClient jdbc;

    CatalogueNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A name in both languages. */
    public record Name(String nameZh, @Nullable String nameEn) {}

    public Optional<Name> unit(String key) {
        return jdbc.sql("SELECT name_zh, name_en FROM catalogue_name WHERE kind = 'UNIT' AND code = :key")
                .param("key", key)
                .query(Name.class)
                .optional();
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

package onestop.evaluation.catalogue;

import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import onestop.evaluation.scale.RegionLevel;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where windows are. One that has not arrived is simply not there. */
@Repository
public class HallWindows {
    private final JdbcClient jdbc;

    HallWindows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param town the first nine digits of the place's code; null in the county's hall */
    public record Place(@Nullable String town, RegionLevel level) {}

    /** The places of these windows, by code. */
    public Map<String, Place> places(Collection<String> codes) {
        var places = new HashMap<String, Place>();
        if (codes.isEmpty()) {
            return places;
        }
        jdbc.sql("SELECT code, town, region_level FROM hall_window WHERE code = ANY (:codes::text[])")
                .param("codes", codes.toArray(String[]::new))
                .query((ResultSet row) -> {
                    places.put(
                            row.getString("code"),
                            new Place(row.getString("town"), RegionLevel.valueOf(row.getString("region_level"))));
                });
        return places;
    }

    void keep(String code, Place place, long sequence) {
        jdbc.sql("""
                INSERT INTO hall_window (code, town, region_level, sequence)
                VALUES (:code, :town, :level, :sequence)
                    ON CONFLICT (code) DO UPDATE
                   SET town = excluded.town, region_level = excluded.region_level, sequence = excluded.sequence
                 WHERE hall_window.sequence <= excluded.sequence
                """)
                .param("code", code)
                .param("town", place.town())
                .param("level", place.level().name())
                .param("sequence", sequence)
                .update();
    }
}

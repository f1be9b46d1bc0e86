package onestop.evaluation.ratings;

import java.util.Optional;
import onestop.evaluation.scale.Level;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What provinces give by default; data, so that one more is a row. */
@Repository
class DefaultProfiles {
    private final JdbcClient jdbc;

    DefaultProfiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param calendarDays how many days after the service at the earliest */
    record Profile(Level level, int calendarDays) {}

    /**
     * The profile of this name; empty when it gives nothing.
     *
     * @throws IllegalStateException if there is none of this name
     */
    Optional<Profile> find(String name) {
        var known = jdbc.sql("SELECT count(*) FROM default_profile WHERE profile = :name")
                .param("name", name)
                .query(Integer.class)
                .single();
        if (known == 0) {
            throw new IllegalStateException("onestop.evaluation.default-ratings.profile: there is no profile " + name);
        }
        return jdbc.sql("SELECT level, calendar_days FROM default_profile WHERE profile = :name AND level IS NOT NULL")
                .param("name", name)
                .query((row, _) -> new Profile(Level.valueOf(row.getString("level")), row.getInt("calendar_days")))
                .optional();
    }
}

package onestop.evaluation.counting;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** For which units officers have worked when they were rated. What is noted once stays noted. */
@Repository
class RatedOfficers {
    /** Some megabytes; a county has fewer. */
    private static final int MOST_REMEMBERED = 50_000;

    private final JdbcClient jdbc;

    /** Committed ones, so that a batch asks the database for new ones only. */
    private final Set<Officer> remembered = ConcurrentHashMap.newKeySet();

    RatedOfficers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Officer(String officer, String unit) {
        static final Comparator<Officer> ORDER =
                Comparator.comparing(Officer::officer).thenComparing(Officer::unit);
    }

    /** Notes those of a batch, in the caller's transaction. */
    void seen(Collection<Officer> officers) {
        var fresh = officers.stream()
                .filter(officer -> !remembered.contains(officer))
                .sorted(Officer.ORDER)
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO rated_officer (officer, unit)
                SELECT officer, unit
                  FROM unnest(:officers::text[], :units::text[]) AS o (officer, unit)
                 WHERE NOT EXISTS (SELECT FROM rated_officer r WHERE (r.officer, r.unit) = (o.officer, o.unit))
                    ON CONFLICT DO NOTHING
                """)
                .param("officers", texts(fresh, Officer::officer))
                .param("units", texts(fresh, Officer::unit))
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                if (remembered.size() < MOST_REMEMBERED) {
                    remembered.addAll(fresh);
                }
            }
        });
    }

    /** Notes those of ratings that are stored. */
    void of(UUID[] ratings) {
        jdbc.sql("""
                INSERT INTO rated_officer (officer, unit)
                SELECT DISTINCT officer, unit FROM rating WHERE id = ANY (:ratings) AND officer IS NOT NULL ORDER BY 1, 2
                    ON CONFLICT DO NOTHING
                """).param("ratings", ratings).update();
    }

    private static String[] texts(List<Officer> officers, Function<Officer, String> text) {
        return officers.stream().map(text).toArray(String[]::new);
    }
}

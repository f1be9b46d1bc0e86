package onestop.intake.onfile;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes changes to what is kept of the same enterprise take turns, also where there is no row yet to lock. */
final class EnterpriseTurn {
    static void take(JdbcClient jdbc, Collection<String> uscis) {
        jdbc.sql("""
                SELECT pg_advisory_xact_lock(hashtextextended(usci, 71328))
                  FROM (SELECT DISTINCT usci FROM unnest(:uscis::text[]) AS u (usci) ORDER BY usci) AS each
                """)
                .param("uscis", uscis.toArray(String[]::new))
                .query((_, _) -> true)
                .list();
    }

    private EnterpriseTurn() {}
}

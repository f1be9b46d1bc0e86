package onestop.intake.application;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onestop.intake.onfile.ProducedByFiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads it from the items that each file keeps. */
@Repository
class ProducedByItems implements ProducedByFiles {
    private final JdbcClient jdbc;

    ProducedByItems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Map<String, List<String>>> of(Collection<String> receiptNumbers) {
        var produced = new HashMap<String, Map<String, List<String>>>();
        jdbc.sql("""
                SELECT a.receipt_number, i ->> 'code' AS item,
                       ARRAY (SELECT jsonb_array_elements_text(i -> 'produces')) AS produces
                  FROM application a
                 CROSS JOIN LATERAL jsonb_array_elements(a.content -> 'items') AS i
                 WHERE a.receipt_number = ANY (:numbers) AND jsonb_typeof(i -> 'produces') = 'array'
                """).param("numbers", receiptNumbers.toArray(String[]::new)).query(row -> {
            produced.computeIfAbsent(row.getString("receipt_number"), _ -> new HashMap<>())
                    .put(row.getString("item"), List.of((String[])
                            row.getArray("produces").getArray()));
        });
        return produced;
    }
}

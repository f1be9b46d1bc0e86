package onestop.appeal.blocked;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts what is told about each item. The rows stay locked until the transaction ends, in the order of the codes, so the events of an
 * item are told in the order of their numbers.
 */
@Repository
class BlockedSequences {
    private final JdbcClient jdbc;

    BlockedSequences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The next number of each item: above all before, which were milliseconds once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Long> next(Collection<String> itemCodes, Instant now) {
        return jdbc
                .sql("""
                INSERT INTO blocked_sequence AS s (item_code, last)
                SELECT code, :now FROM unnest(:codes::text[]) AS code ORDER BY code
                    ON CONFLICT (item_code) DO UPDATE SET last = greatest(s.last + 1, excluded.last)
                RETURNING item_code, last
                """)
                .param("codes", itemCodes.stream().distinct().toArray(String[]::new))
                .param("now", now.toEpochMilli())
                .query((row, _) -> Map.entry(row.getString("item_code"), row.getLong("last")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

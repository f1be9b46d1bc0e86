package onestop.approval.ledger;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onestop.approval.cases.Act;
import onestop.approval.cases.ActLeaves;
import onestop.approval.cases.ActListener;
import onestop.events.OutgoingEvent;
import onestop.transparency.Hash;
import onestop.transparency.Record;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the leaf of each act, which the cases write in the statement that enters the act, and writes that of everything else in its
 * transaction. The sealer is woken when they have committed.
 */
@Service
@Order(300)
public class LeavesOfActs implements ActLeaves, ActListener {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final Seal seal;
    private final SecureRandom random = new SecureRandom();

    LeavesOfActs(JdbcClient jdbc, Seal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    /**
     * Something else that belongs into the log: a licence ended, a light answered, a spot check.
     *
     * @param kind a word for it, such as {@code SPOT_CHECK}
     * @param subject what it is about: a case number, a licence number
     * @param facts texts and whole numbers that everybody concerned may see
     * @param details what only its hash may tell
     */
    public record Noted(
            String kind,
            String subject,
            String act,
            String actor,
            Instant at,
            Map<String, Object> facts,
            Map<String, Object> details) {}

    @Override
    public Leaf of(Act act) {
        return leaf(LedgerFacts.facts(act), LedgerFacts.details(act.actor(), act.details()));
    }

    /** Their leaves are written already. */
    @Override
    public List<OutgoingEvent> happened(List<Act> acts) {
        wakeTheSealer();
        return List.of();
    }

    /** Enters what is no act on a case, in the transaction in which it happens. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void note(List<Noted> all) {
        if (all.isEmpty()) {
            return;
        }
        var leaves = new ArrayList<Leaf>();
        var covered = new ArrayList<String>();
        var kept = new ArrayList<String>();
        for (var noted : all) {
            var facts = new LinkedHashMap<String, Object>(noted.facts());
            facts.put("kind", noted.kind());
            facts.put("subject", noted.subject());
            facts.put("act", noted.act());
            facts.put("at", LedgerFacts.asStored(noted.at()).toString());
            var details = LedgerFacts.details(noted.actor(), noted.details());
            leaves.add(leaf(facts, details));
            covered.add(JSON.writeValueAsString(facts));
            kept.add(JSON.writeValueAsString(details));
        }
        jdbc.sql("""
                WITH leaf AS (
                    INSERT INTO ledger_leaf (facts, details, salt, leaf_hash)
                    SELECT CAST(facts AS jsonb), CAST(details AS jsonb), salt, leaf_hash
                      FROM unnest(CAST(:facts AS text[]), CAST(:details AS text[]), CAST(:salts AS bytea[]),
                                  CAST(:hashes AS bytea[]))
                           WITH ORDINALITY AS l (facts, details, salt, leaf_hash, place)
                     ORDER BY place
                 RETURNING leaf_id)
                INSERT INTO ledger_pending (leaf_id) SELECT leaf_id FROM leaf
                """)
                .param("facts", covered.toArray(String[]::new))
                .param("details", kept.toArray(String[]::new))
                .param("salts", leaves.stream().map(Leaf::salt).toArray(byte[][]::new))
                .param("hashes", leaves.stream().map(Leaf::hash).toArray(byte[][]::new))
                .update();
        wakeTheSealer();
    }

    private Leaf leaf(Map<String, Object> facts, Map<String, Object> details) {
        var salt = new byte[Record.SALT_BYTES];
        random.nextBytes(salt);
        return new Leaf(salt, Hash.leaf(Record.of(facts, salt, details)));
    }

    private void wakeTheSealer() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                seal.wake();
            }
        });
    }
}

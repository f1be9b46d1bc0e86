package onestop.approval.ledger;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onestop.approval.cases.Act;
import onestop.approval.cases.ActListener;
import onestop.events.OutgoingEvent;
import onestop.transparency.Hash;
import onestop.transparency.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Writes a leaf for each act in the act's transaction: one statement, however many acts. */
@Service
@Order(300)
public class LeavesOfActs implements ActListener {
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
    public List<OutgoingEvent> happened(List<Act> acts) {
        var leaves = new ArrayList<Leaf>();
        for (var act : acts) {
            var salt = salt();
            leaves.add(new Leaf(
                    act.caseNumber(),
                    act.caseVersion(),
                    null,
                    null,
                    salt,
                    hash(LedgerFacts.facts(act), salt, LedgerFacts.details(act.actor(), act.details()))));
        }
        write(leaves);
        return List.of();
    }

    /** Enters what is no act on a case, in the transaction in which it happens. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void note(List<Noted> all) {
        var leaves = new ArrayList<Leaf>();
        for (var noted : all) {
            var salt = salt();
            var facts = new LinkedHashMap<String, Object>(noted.facts());
            facts.put("kind", noted.kind());
            facts.put("subject", noted.subject());
            facts.put("act", noted.act());
            facts.put("at", LedgerFacts.asStored(noted.at()).toString());
            var details = LedgerFacts.details(noted.actor(), noted.details());
            leaves.add(new Leaf(
                    null,
                    null,
                    JSON.writeValueAsString(facts),
                    JSON.writeValueAsString(details),
                    salt,
                    hash(facts, salt, details)));
        }
        if (!leaves.isEmpty()) {
            write(leaves);
        }
    }

    private record Leaf(
            @Nullable String caseNumber,
            @Nullable Long caseVersion,
            @Nullable String facts,
            @Nullable String details,
            byte[] salt,
            byte[] hash) {}

    private byte[] salt() {
        var salt = new byte[Record.SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    private static byte[] hash(Map<String, Object> facts, byte[] salt, Map<String, Object> details) {
        return Hash.leaf(Record.of(facts, salt, details));
    }

    private void write(List<Leaf> leaves) {
        jdbc.sql("""
                WITH leaf AS (
                    INSERT INTO ledger_leaf (case_number, case_version, facts, details, salt, leaf_hash)
                    SELECT case_number, case_version, CAST(facts AS jsonb), CAST(details AS jsonb), salt, leaf_hash
                      FROM unnest(CAST(:cases AS text[]), CAST(:versions AS bigint[]), CAST(:facts AS text[]),
                                  CAST(:details AS text[]), CAST(:salts AS bytea[]), CAST(:hashes AS bytea[]))
                           WITH ORDINALITY AS l (case_number, case_version, facts, details, salt, leaf_hash, place)
                     ORDER BY place
                 RETURNING leaf_id)
                INSERT INTO ledger_pending (leaf_id) SELECT leaf_id FROM leaf
                """)
                .param("cases", leaves.stream().map(Leaf::caseNumber).toArray(String[]::new))
                .param("versions", leaves.stream().map(Leaf::caseVersion).toArray(Long[]::new))
                .param("facts", leaves.stream().map(Leaf::facts).toArray(String[]::new))
                .param("details", leaves.stream().map(Leaf::details).toArray(String[]::new))
                .param("salts", leaves.stream().map(Leaf::salt).toArray(byte[][]::new))
                .param("hashes", leaves.stream().map(Leaf::hash).toArray(byte[][]::new))
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                seal.wake();
            }
        });
    }
}

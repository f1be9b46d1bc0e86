package onestop.approval.ledger;

import static onestop.approval.ApiDriver.applicant;
import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.PARENT;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import onestop.transparency.Verify;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The first of the classes: it checks the whole log again and again, which is long once the others have written to it. */
@ApprovalIT
@Order(1)
class LedgerIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String AUDITOR = token("auditor", "JGJ", Role.AUDITOR);

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Seal seal;

    @Autowired
    LedgerController controller;

    @Autowired
    LeavesOfActs leaves;

    @Autowired
    TestClock clock;

    @Autowired
    TransactionTemplate transaction;

    @TempDir
    Path folder;

    private final String unit = "L" + UUID.randomUUID().toString().substring(0, 8);
    private String number = "";

    /** A granted case: opened, examined, granted. */
    @BeforeEach
    void aGrantedCase() {
        number = granted();
        sealAll();
    }

    private String granted() {
        var one = caseOf(office.open(aFile().promised("L-1", unit, 0)), "L-1");
        assertThat(api.examine(examiner(unit), one)).hasStatusOk();
        assertThat(api.grant(approver(unit), one)).hasStatusOk();
        return one;
    }

    private void sealAll() {
        while (seal.all() > 0) {
            // in batches
        }
    }

    private JsonNode read(String token, String path, String query, Object... variables) {
        var result = api.read(token, path, query, variables);
        assertThat(result).hasStatusOk();
        try {
            return JSON.readTree(result.getResponse().getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode head() {
        return read(AUDITOR, "/api/approval/ledger/head", "");
    }

    private String key() {
        return head().path("keys").path(0).asString();
    }

    private Path export() throws IOException {
        var out = new ByteArrayOutputStream();
        var body = Objects.requireNonNull(controller.export().getBody());
        body.writeTo(out);
        return Files.write(folder.resolve("export-" + UUID.randomUUID()), out.toByteArray());
    }

    private Path kept() throws IOException {
        return Files.writeString(
                folder.resolve("head-" + UUID.randomUUID()), head().path("note").asString());
    }

    private record Verdict(int code, String said) {}

    private static Verdict verify(String... arguments) {
        var said = new ByteArrayOutputStream();
        int code = Verify.run(new PrintStream(said, true, StandardCharsets.UTF_8), arguments);
        return new Verdict(code, said.toString(StandardCharsets.UTF_8));
    }

    private Verdict verifyLog(String... more) throws IOException {
        var arguments = new ArrayList<>(List.of("log", export().toString(), "--key", key()));
        arguments.addAll(List.of(more));
        return verify(arguments.toArray(String[]::new));
    }

    private Path receipt(String token) throws IOException {
        return Files.writeString(
                folder.resolve("receipt-" + UUID.randomUUID()),
                read(token, "/api/approval/cases/{caseNumber}/ledger-receipt", "", number)
                        .toString());
    }

    @Test
    void theEnterpriseKeepsAReceiptThatHoldsWithoutUs() throws IOException {
        var receipt = receipt(applicant(PARENT));

        var verdict = verify("receipt", receipt.toString(), "--key", key());

        assertThat(verdict.code()).as(verdict.said()).isZero();
        var text = Files.readString(receipt);
        assertThat(JSON.readTree(text)
                        .path("entries")
                        .valueStream()
                        .map(entry -> entry.path("facts").path("act").asString()))
                .containsExactly("OPENED", "EXAMINED", "GRANTED");
        // who acted and what was written is covered, and not told
        assertThat(text).doesNotContain("approver-" + unit, "examiner-" + unit, "材料齐全");
        var changed = Files.writeString(folder.resolve("changed"), text.replace("GRANTED", "REFUSED"));
        assertThat(verify("receipt", changed.toString(), "--key", key()).code()).isEqualTo(1);
        assertThat(Files.readString(receipt(examiner(unit)))).contains("approver-" + unit);
    }

    @Test
    void nobodyElseIsGivenIt() {
        for (var other : List.of(applicant("91371327TEXT00000X"), examiner("OTHER"), manager("OTHER"))) {
            assertThat(api.read(other, "/api/approval/cases/{caseNumber}/ledger-receipt", "", number))
                    .hasStatus(404);
        }
        assertThat(api.read(AUDITOR, "/api/approval/cases/{caseNumber}/ledger-receipt", "", "NONE"))
                .hasStatus(404);
        assertThat(api.read(approver(unit), "/api/approval/ledger/range", "from=0"))
                .hasStatus(403);
        assertThat(api.read(null, "/api/approval/ledger/head", "")).hasStatusOk();
        assertThat(api.read(null, "/api/approval/ledger/inclusion", "index=-1")).hasStatus(400);
        assertThat(api.read(null, "/api/approval/ledger/inclusion", "index=999999999"))
                .hasStatus(400);
        assertThat(api.read(null, "/api/approval/ledger/consistency", "from=5&to=4"))
                .hasStatus(400);
    }

    @Test
    void eachTreeBeginsWithTheOneBefore() throws IOException {
        long before = head().path("treeSize").asLong();
        var keptBefore = kept();
        granted();
        sealAll();

        assertThat(head().path("treeSize").asLong()).isEqualTo(before + 3);
        assertThat(read(AUDITOR, "/api/approval/ledger/consistency", "from=" + before)
                        .path("proof")
                        .isEmpty())
                .isFalse();
        var verdict = verifyLog("--head", keptBefore.toString());
        assertThat(verdict.code()).as(verdict.said()).isZero();
        var range = Files.writeString(
                folder.resolve("range"),
                read(AUDITOR, "/api/approval/ledger/range", "from=" + (before - 2) + "&limit=4")
                        .toString());
        assertThat(verify("range", range.toString(), "--key", key()).code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE case_history SET actor = 'somebody-else' WHERE case_number = :number AND act = 'GRANTED'",
                "UPDATE case_history SET act = 'REFUSED' WHERE case_number = :number AND act = 'GRANTED'",
                "UPDATE case_history SET at = at + interval '1 second' WHERE case_number = :number AND act = 'GRANTED'",
                "UPDATE case_history SET details = '{}' WHERE case_number = :number AND act = 'EXAMINED'",
                "UPDATE case_history SET receipt_number = receipt_number || 'X' WHERE case_number = :number AND act = 'EXAMINED'",
                "UPDATE case_history SET case_version = 99 WHERE case_number = :number AND act = 'GRANTED'",
                "DELETE FROM case_history WHERE case_number = :number AND act = 'EXAMINED'",
                "UPDATE approval_case SET item_code = 'L-2' WHERE case_number = :number",
                "UPDATE approval_case SET unit = 'OTHER' WHERE case_number = :number",
                "UPDATE approval_case SET subject_usci = '91371327MA3DEM0X0X' WHERE case_number = :number",
                "UPDATE ledger_leaf SET salt = decode(repeat('00', 16), 'hex') WHERE case_number = :number AND case_version = 1",
                "UPDATE ledger_leaf SET case_version = 98 WHERE case_number = :number AND case_version = 2",
                "DELETE FROM ledger_index i USING ledger_leaf l WHERE i.leaf_id = l.leaf_id AND l.case_number = :number"
                        + " AND l.case_version = 2",
                "UPDATE ledger_index i SET idx = 3000000 + (SELECT max(idx) FROM ledger_index) - i.idx FROM ledger_leaf l"
                        + " WHERE i.leaf_id = l.leaf_id AND l.case_number = :number",
            })
    void whateverIsTamperedWithIsFound(String tampering) throws IOException {
        var keptBefore = kept();
        assertThat(verifyLog("--head", keptBefore.toString()).code()).isZero();

        var undo = tamper(tampering);

        try {
            assertThat(verifyLog("--head", keptBefore.toString()).code())
                    .as(tampering)
                    .isEqualTo(1);
        } finally {
            undo.run();
        }
        assertThat(verifyLog("--head", keptBefore.toString()).code()).isZero();
    }

    /** As whoever owns the database could. What was there is put back by the answer. */
    private Runnable tamper(String sql) {
        var tables = List.of("case_history", "approval_case", "ledger_leaf", "ledger_index");
        transaction.executeWithoutResult(_ -> unguarded(() -> {
            tables.forEach(table -> jdbc.sql(
                            "CREATE TABLE before_%1$s AS SELECT * FROM %1$s WHERE %2$s".formatted(table, of(table)))
                    .param("number", number)
                    .update());
            assertThat(jdbc.sql(sql).param("number", number).update()).isPositive();
        }));
        return () -> transaction.executeWithoutResult(_ -> unguarded(() -> {
            jdbc.sql("DELETE FROM ledger_index WHERE leaf_id IN (SELECT leaf_id FROM before_ledger_leaf)")
                    .update();
            jdbc.sql("DELETE FROM ledger_leaf WHERE leaf_id IN (SELECT leaf_id FROM before_ledger_leaf)")
                    .update();
            jdbc.sql("DELETE FROM case_history WHERE case_number = :number")
                    .param("number", number)
                    .update();
            jdbc.sql("""
                    UPDATE approval_case c
                       SET item_code = b.item_code, unit = b.unit, subject_usci = b.subject_usci
                      FROM before_approval_case b
                     WHERE c.case_number = b.case_number
                    """).update();
            jdbc.sql("INSERT INTO case_history OVERRIDING SYSTEM VALUE SELECT * FROM before_case_history")
                    .update();
            jdbc.sql("INSERT INTO ledger_leaf OVERRIDING SYSTEM VALUE SELECT * FROM before_ledger_leaf")
                    .update();
            jdbc.sql("INSERT INTO ledger_index SELECT * FROM before_ledger_index")
                    .update();
            tables.forEach(table -> jdbc.sql("DROP TABLE before_" + table).update());
        }));
    }

    private static String of(String table) {
        return switch (table) {
            case "ledger_index" ->
                "leaf_id IN (SELECT leaf_id FROM ledger_leaf WHERE case_number = :number OR facts ->> 'subject' = :number)";
            case "ledger_leaf" -> "case_number = :number OR facts ->> 'subject' = :number";
            default -> "case_number = :number";
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE ledger_leaf SET facts = facts || '{\"kind\": \"LIGHT\"}' WHERE facts ->> 'subject' = :number",
                "UPDATE ledger_leaf SET facts = facts || '{\"act\": \"CLEARED\"}' WHERE facts ->> 'subject' = :number",
                "UPDATE ledger_leaf SET facts = facts || '{\"at\": \"2026-01-01T00:00:00Z\"}' WHERE facts ->> 'subject' = :number",
                "UPDATE ledger_leaf SET facts = facts - 'month' WHERE facts ->> 'subject' = :number",
                "UPDATE ledger_leaf SET facts = facts || '{\"subject\": \"OTHER\"}' WHERE facts ->> 'subject' = :number",
                "UPDATE ledger_leaf SET details = details || '{\"actor\": \"nobody\"}' WHERE facts ->> 'subject' = :number",
                "UPDATE ledger_leaf SET details = '{\"actor\": \"auditor\", \"details\": {}}' WHERE facts ->> 'subject' = :number",
                "UPDATE ledger_leaf SET salt = decode(repeat('00', 16), 'hex') WHERE facts ->> 'subject' = :number",
                "DELETE FROM ledger_index i USING ledger_leaf l WHERE i.leaf_id = l.leaf_id AND l.facts ->> 'subject' = :number",
            })
    void aRecordThatIsNoActIsTamperedWithAsLittle(String tampering) throws IOException {
        noted();
        var keptBefore = kept();
        assertThat(verifyLog("--head", keptBefore.toString()).code()).isZero();

        var undo = tamper(tampering);

        try {
            assertThat(verifyLog("--head", keptBefore.toString()).code())
                    .as(tampering)
                    .isEqualTo(1);
        } finally {
            undo.run();
        }
        assertThat(verifyLog("--head", keptBefore.toString()).code()).isZero();
    }

    private void noted() {
        transaction.executeWithoutResult(_ -> leaves.note(List.of(new LeavesOfActs.Noted(
                "SPOT_CHECK",
                number,
                "DRAWN",
                "auditor",
                TestClock.TUESDAY_NOON,
                Map.of("month", "2026-03"),
                Map.of("seed", 7)))));
        sealAll();
    }

    /** What guards the tables, taken away for a while. */
    private void unguarded(Runnable work) {
        var tables = List.of("case_history", "ledger_leaf", "ledger_index");
        for (var table : tables) {
            // First what locks the table: an analysis of it in the background would wait for the grant, and we for its
            // end.
            jdbc.sql("ALTER TABLE " + table + " DISABLE TRIGGER USER").update();
            jdbc.sql("GRANT UPDATE, DELETE ON " + table + " TO CURRENT_USER").update();
        }
        work.run();
        for (var table : tables) {
            jdbc.sql("ALTER TABLE " + table + " ENABLE TRIGGER USER").update();
            jdbc.sql("REVOKE DELETE ON " + table + " FROM CURRENT_USER").update();
        }
        jdbc.sql("REVOKE UPDATE ON case_history, ledger_index FROM CURRENT_USER")
                .update();
    }

    @Test
    void swappedEntriesAndACutTailAreFound() throws IOException {
        var whole = Files.readAllLines(export());
        var key = key();
        var keptHead = kept();
        granted();
        sealAll();
        var later = kept();

        var swapped = new ArrayList<>(whole);
        swapped.set(0, whole.get(1));
        swapped.set(1, whole.get(0));
        var renumbered = new ArrayList<>(whole);
        renumbered.set(0, whole.get(1).replace("\"index\":1,", "\"index\":0,"));
        renumbered.set(1, whole.get(0).replace("\"index\":0,", "\"index\":1,"));
        var headless = whole.subList(0, whole.size() - 1);
        var shorter = new ArrayList<>(whole);
        shorter.remove(whole.size() - 2);

        for (var lines : List.of(swapped, renumbered, headless, shorter)) {
            var file = Files.write(folder.resolve("tampered-" + UUID.randomUUID()), lines);
            assertThat(verify("log", file.toString(), "--key", key).code()).isEqualTo(1);
        }
        // An older export with its own head holds by itself, and not against a head that was signed later.
        var old = Files.write(folder.resolve("old"), whole);
        assertThat(verify("log", old.toString(), "--key", key, "--head", keptHead.toString())
                        .code())
                .isZero();
        var cut = verify("log", old.toString(), "--key", key, "--head", later.toString());
        assertThat(cut.code()).isEqualTo(1);
        assertThat(cut.said()).contains("has been cut");
        assertThat(verify("log", old.toString(), "--key", "nothing").code()).isEqualTo(2);
        assertThat(verify("log", folder.resolve("none").toString(), "--key", key)
                        .code())
                .isEqualTo(2);
    }

    @Test
    void anActThatIsUndoneLeavesNoLeaf() {
        long before = leavesOf(number);
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    leaves.note(List.of(new LeavesOfActs.Noted(
                            "SPOT_CHECK",
                            number,
                            "DRAWN",
                            "system",
                            TestClock.TUESDAY_NOON,
                            Map.of("month", "2026-03"),
                            Map.of())));
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(leavesOf(number)).isEqualTo(before);
        assertThat(jdbc.sql("""
                        SELECT count(*) FROM ledger_pending AS p
                         WHERE NOT EXISTS (SELECT FROM ledger_leaf AS l WHERE l.leaf_id = p.leaf_id)
                        """).query(Long.class).single())
                .as("and nothing to be sealed")
                .isZero();
    }

    private long leavesOf(String caseNumber) {
        return jdbc.sql("SELECT count(*) FROM ledger_leaf WHERE case_number = ? OR facts ->> 'subject' = ?")
                .param(caseNumber)
                .param(caseNumber)
                .query(Long.class)
                .single();
    }

    @Test
    void whatIsNoActOnACaseIsLoggedToo() throws IOException {
        noted();

        assertThat(leavesOf(number)).isEqualTo(4);
        assertThat(verifyLog().code()).isZero();
    }

    @Test
    void twoSealersGiveEachLeafOnePlace() throws Exception {
        var cases = IntStream.range(0, 20).mapToObj(_ -> granted()).toList();
        var together = new CyclicBarrier(4);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, 4)
                    .mapToObj(_ -> threads.submit(() -> {
                        together.await();
                        for (int i = 0; i < 10; i++) {
                            seal.all();
                        }
                        return true;
                    }))
                    .toList();
            for (var one : running) {
                assertThat(one.get()).isTrue();
            }
        }
        sealAll();

        assertThat(jdbc.sql("""
                        SELECT count(*) FROM ledger_pending AS p
                          JOIN ledger_leaf AS l ON l.leaf_id = p.leaf_id
                         WHERE l.case_number = ANY (?)
                        """)
                        .param(cases.toArray(String[]::new))
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("SELECT count(*) = max(idx) + 1 FROM ledger_index")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(verifyLog().code()).isZero();
    }

    @Test
    void aHeadIsSignedEachDayEvenWhenNothingHappens() {
        long id = headId();
        seal.all();
        assertThat(headId()).isEqualTo(id);
        clock.set(TestClock.TUESDAY_NOON.plusSeconds(21 * 3_600));
        try {
            seal.all();
            assertThat(headId()).isEqualTo(id + 1);
        } finally {
            clock.reset();
        }
    }

    private long headId() {
        return jdbc.sql("SELECT max(id) FROM ledger_head").query(Long.class).single();
    }

    @Test
    void theLogTakesNewRowsOnly() {
        for (var sql :
                List.of("UPDATE ledger_leaf SET salt = salt", "DELETE FROM ledger_index", "DELETE FROM ledger_head")) {
            assertThatThrownBy(() -> jdbc.sql(sql).update()).isInstanceOf(DataAccessException.class);
        }
    }
}

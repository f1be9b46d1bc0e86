package onestop.approval.cases;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.cases.CaseCommand.Decide;
import onestop.approval.cases.CaseCommand.Examine;
import onestop.approval.cases.Verdict.Grant;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionOperations;

/** How often an ordinary act goes to the database: each statement is a round trip that all decisions of the county pay for. */
@ApprovalIT
class StatementsIT {
    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    ActOnCases acts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    private final String unit = "Q" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aFileIsOpenedWithFourStatements() {
        var file = aFile().promised("A", unit, 0).immediate("B", unit, 0);

        assertThat(statements(() -> office.open(file)))
                .as("file and cases with their history and leaves, lights, events, early withdrawals")
                .hasSize(4);
    }

    @Test
    void anOrdinaryCaseIsExaminedWithFourStatementsAndGrantedWithSeven() {
        var number = caseOf(office.open(aFile().promised("A", unit, 0)), "A");

        assertThat(statements(() -> ok(api.examine(examiner(unit), number))))
                .as("lock, write with the leaf, lights, event")
                .hasSize(4);
        assertThat(statements(() -> ok(api.grant(approver(unit), number))))
                .as("lock, write with the leaf, licence, lights, figures, events, letter")
                .hasSize(7)
                .noneMatch(sql -> sql.contains("opinion_asked"));
    }

    @Test
    void aHundredCasesTakeNoMoreStatementsThanOne() {
        var receiptNumber = office.open(aFile().immediate("A", unit, 0).branches(100));

        assertThat(statements(() -> ok(api.post(approver(unit), "decisions", """
                        {"receiptNumber": "%s", "outcome": "GRANT"}
                        """.formatted(receiptNumber)))))
                .hasSizeLessThanOrEqualTo(12);
    }

    /**
     * PostgreSQL tries a plan for the values at hand five times before it settles; a statement that looks dearer without them is planned
     * for ever. Whether it looks so depends on how much is stored: tables are taken here to be as large as those of a county, where nothing is
     * read whole, and nothing is left of what the connection planned before.
     */
    @Test
    void whatAnOrdinaryActSendsIsPlannedOnceAndNotEachTime() {
        var numbers = IntStream.range(0, 25)
                .mapToObj(_ -> caseOf(office.open(aFile().promised("A", unit, 0)), "A"))
                .toList();
        var planned = transaction.execute(_ -> {
            jdbc.sql("SET LOCAL enable_seqscan = off").update();
            jdbc.sql("DEALLOCATE ALL").update();
            for (var number : numbers) {
                acts.act(number, new Officer("li", unit), new Examine("complete"));
                acts.act(number, new Officer("wang", unit), new Decide(new Grant(null)));
            }
            return jdbc.sql("""
                    SELECT statement, custom_plans FROM pg_prepared_statements WHERE custom_plans + generic_plans >= 15
                    """)
                    .query((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                    .list();
        });

        assertThat(planned)
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(statement ->
                        assertThat(statement.getValue()).as(statement.getKey()).isLessThanOrEqualTo(10));
    }

    private static void ok(MvcTestResult reply) {
        assertThat(reply).hasStatusOk();
    }

    /** What this thread sends while it does the work. */
    private static List<String> statements(Runnable work) {
        var logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        var before = logger.getLevel();
        var sent = new ListAppender<ILoggingEvent>();
        sent.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(sent);
        try {
            work.run();
        } finally {
            logger.detachAppender(sent);
            logger.setLevel(before);
        }
        return List.copyOf(sent.list).stream()
                .filter(one -> one.getThreadName().equals(Thread.currentThread().getName()))
                .map(ILoggingEvent::getFormattedMessage)
                .filter(text -> text.startsWith("Executing prepared SQL statement ["))
                .toList();
    }
}

package onestop.approval.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import onestop.approval.cases.WithdrawFiles.Ending;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What tests do in place of intake-service, and what they look up behind the API. */
@TestComponent
public class Office {
    private final OpenFiles openFiles;
    private final WithdrawFiles withdrawFiles;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Office(OpenFiles openFiles, WithdrawFiles withdrawFiles, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.openFiles = openFiles;
        this.withdrawFiles = withdrawFiles;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Opens the file and returns its receipt number. */
    public String open(FileExamples file) {
        return open(file.build());
    }

    public String open(AcceptedFile file) {
        transaction.executeWithoutResult(_ -> openFiles.open(List.of(file)));
        return file.receiptNumber();
    }

    public void withdraw(String receiptNumber, Instant at) {
        transaction.executeWithoutResult(_ -> withdrawFiles.close(Map.of(receiptNumber, new Ending(at, null))));
    }

    /** The number of the parent's case for the item. */
    public static String caseOf(String receiptNumber, String itemCode) {
        return FileExamples.caseNumber(receiptNumber, itemCode, FileExamples.PARENT);
    }

    public String statusOf(String caseNumber) {
        return jdbc.sql("SELECT status FROM approval_case WHERE case_number = ?")
                .param(caseNumber)
                .query((row, _) -> row.getString(1))
                .single();
    }

    public String fileStatus(String receiptNumber) {
        return jdbc.sql("SELECT status FROM approval_file WHERE receipt_number = ?")
                .param(receiptNumber)
                .query((row, _) -> row.getString(1))
                .single();
    }

    public List<String> acts(String caseNumber) {
        return jdbc.sql("SELECT act FROM case_history WHERE case_number = ? ORDER BY case_version")
                .param(caseNumber)
                .query((row, _) -> row.getString(1))
                .list();
    }
}

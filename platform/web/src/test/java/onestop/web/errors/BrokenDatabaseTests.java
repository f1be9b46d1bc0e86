package onestop.web.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class BrokenDatabaseTests {
    @Test
    void aTransactionThatCannotBeginOrEndMayBeTriedAgain() {
        var closed = new SQLException("Connection is closed");

        assertThat(BrokenDatabase.willRecover(new CannotCreateTransactionException("no connection", closed)))
                .isTrue();
        assertThat(BrokenDatabase.willRecover(new TransactionSystemException("JDBC rollback failed", closed)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "40P01", "53300", "55P03", "57P01", "25006"})
    void whatTheServerSaysIsPassingMayBeTriedAgain(String state) {
        assertThat(BrokenDatabase.willRecover(new RuntimeException(new SQLException("away", state))))
                .isTrue();
    }

    @Test
    void whatTheDatabaseCannotKeepIsTheCallersMatter() {
        assertThat(BrokenDatabase.refusedAsOutOfRange(new RuntimeException(new SQLException("too far", "22008"))))
                .isTrue();
        assertThat(BrokenDatabase.refusedAsOutOfRange(new RuntimeException(new SQLException("too large", "22003"))))
                .isTrue();
        assertThat(BrokenDatabase.refusedAsOutOfRange(new RuntimeException(new SQLException("division", "22012"))))
                .isFalse();
    }

    @Test
    void aWrongStatementStaysWrong() {
        var wrong = new BadSqlGrammarException("read", "SELEC 1", new SQLException("syntax error", "42601"));

        assertThat(BrokenDatabase.willRecover(wrong)).isFalse();
    }
}

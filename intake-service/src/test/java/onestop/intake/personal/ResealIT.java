package onestop.intake.personal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@IntakeTest
class ResealIT {
    private static final String OLD = "old:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String NUMBER = "11010519491231002X";

    @Autowired
    Calls calls;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    PersonalData personal;

    @Value("${onestop.intake.personal.keys}")
    String keys;

    @Value("${onestop.intake.personal.fingerprint-key}")
    String fingerprintKey;

    private void seal(String usci, byte[] number) {
        jdbc.sql("UPDATE enterprise SET representative = '张三', representative_number = ? WHERE usci = ?")
                .param(number)
                .param(usci)
                .update();
    }

    private byte[] sealed(String usci) {
        return jdbc.sql("SELECT representative_number FROM enterprise WHERE usci = ?")
                .param(usci)
                .query((row, _) -> row.getBytes(1))
                .single();
    }

    private Reseal reseal(PersonalData with, SimpleMeterRegistry meters) {
        return new Reseal(with, jdbc, transaction, meters, 2);
    }

    @Test
    void whatAnOlderKeySealedIsSealedWithTheNewest() {
        var before = new PersonalData(OLD, fingerprintKey);
        var uscis = List.of(calls.enterprise(), calls.enterprise(), calls.enterprise());
        uscis.forEach(usci -> seal(usci, before.seal(NUMBER)));
        var untouched = calls.enterprise();
        var present = personal.seal(NUMBER);
        seal(untouched, present);
        var meters = new SimpleMeterRegistry();
        var rotation = reseal(new PersonalData(keys + "," + OLD, fingerprintKey), meters);

        rotation.run();

        // more than one batch; and the old key is not needed any more
        for (var usci : uscis) {
            assertThat(personal.open(sealed(usci))).isEqualTo(NUMBER);
        }
        assertThat(sealed(untouched)).isEqualTo(present);
        assertThat(meters.get("onestop.intake.personal.old").gauge().value()).isEqualTo(3);
        rotation.run();
        assertThat(meters.get("onestop.intake.personal.old").gauge().value()).isZero();
    }

    @Test
    void withOneKeyNothingIsLookedAt() {
        var foreign = new PersonalData(OLD, fingerprintKey).seal(NUMBER);
        var usci = calls.enterprise();
        seal(usci, foreign);

        reseal(personal, new SimpleMeterRegistry()).run();

        assertThat(sealed(usci)).isEqualTo(foreign);
        seal(usci, personal.seal(NUMBER));
    }

    @Test // a column added without a line in the list fails here
    void everyColumnOfSealedTextsIsNamed() {
        var bytes = jdbc.sql("""
                        SELECT table_name || '.' || column_name
                          FROM information_schema.columns
                         WHERE table_schema = 'public' AND data_type = 'bytea'
                           AND column_name !~ '(hash|checksum|fingerprint|known|payload|body)'
                        """).query(String.class).list();

        assertThat(Reseal.COLUMNS.stream().map(column -> column.table() + "." + column.name()))
                .containsExactlyInAnyOrderElementsOf(bytes);
    }
}

package onestop.intake.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

@IntakeTest
class ResealIT {
    private static final String OLD = "old:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String FOREIGN = "foreign:OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=";
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
        assertThat(left(meters)).as("but what other tests stored").isEqualTo(others());
    }

    private static double left(SimpleMeterRegistry meters) {
        return meters.get("onestop.intake.personal.old").gauge().value();
    }

    /** Texts that the service's present key has not sealed. */
    private double others() {
        var header = personal.newestHeader();
        return Reseal.COLUMNS.stream()
                .mapToLong(column -> jdbc.sql("SELECT count(*) FROM %s WHERE substr(%s, 1, ?) <> ?"
                                .formatted(column.table(), column.name()))
                        .param(header.length)
                        .param(header)
                        .query(Long.class)
                        .single())
                .sum();
    }

    @Test
    void beforeTheFirstRoundHasEndedNobodyIsToldThatTheOldKeyMayGo() {
        var meters = new SimpleMeterRegistry();

        var fresh = reseal(new PersonalData(keys + "," + OLD, fingerprintKey), meters);

        assertThat(left(meters)).isNaN();
        fresh.run();
        assertThat(left(meters)).isEqualTo(others());
    }

    @Test
    void aRoundThatFailsTellsNoNumber() {
        var meters = new SimpleMeterRegistry();
        var nowhere = JdbcClient.create(new SingleConnectionDataSource("jdbc:postgresql://localhost:1/none", false));
        var failing = new Reseal(new PersonalData(keys + "," + OLD, fingerprintKey), nowhere, transaction, meters, 2);

        assertThatExceptionOfType(DataAccessException.class).isThrownBy(failing::run);

        assertThat(left(meters)).isNaN();
    }

    @Test
    void whatCannotBeOpenedIsPassedByAndCountedAsLeft() {
        var before = new PersonalData(OLD, fingerprintKey);
        var foreign = calls.enterprise();
        seal(foreign, new PersonalData(FOREIGN, fingerprintKey).seal(NUMBER));
        var changed = List.of(calls.enterprise(), calls.enterprise(), calls.enterprise());
        var spoilt = before.seal(NUMBER);
        spoilt[spoilt.length - 1] ^= 1;
        changed.forEach(usci -> seal(usci, spoilt));
        var good = calls.enterprise();
        seal(good, before.seal(NUMBER));
        jdbc.sql("UPDATE enterprise SET representative_phone = ? WHERE usci = ?")
                .param(before.seal("0539-7212345"))
                .param(good)
                .update();
        var meters = new SimpleMeterRegistry();

        reseal(new PersonalData(keys + "," + OLD, fingerprintKey), meters).run();

        assertThat(personal.open(sealed(good)))
                .as("behind more than a batch of them")
                .isEqualTo(NUMBER);
        assertThat(personal.open(jdbc.sql("SELECT representative_phone FROM enterprise WHERE usci = ?")
                        .param(good)
                        .query((row, _) -> row.getBytes(1))
                        .single()))
                .as("in the next column")
                .isEqualTo("0539-7212345");
        assertThat(sealed(changed.getFirst())).isEqualTo(spoilt);
        assertThat(left(meters)).isGreaterThanOrEqualTo(4).isEqualTo(others());
        changed.forEach(usci -> seal(usci, personal.seal(NUMBER)));
        seal(foreign, personal.seal(NUMBER));
    }

    @Test
    void whatAnotherReplicaHoldsIsLeft() throws Exception {
        var usci = calls.enterprise();
        seal(usci, new PersonalData(OLD, fingerprintKey).seal(NUMBER));
        var meters = new SimpleMeterRegistry();
        var rotation = reseal(new PersonalData(keys + "," + OLD, fingerprintKey), meters);
        var held = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replica = threads.submit(() -> transaction.executeWithoutResult(_ -> {
                seal(usci, personal.seal(NUMBER));
                held.countDown();
                awaitIn(done);
            }));
            awaitIn(held);

            rotation.run();

            assertThat(left(meters)).as("the other one may yet fail").isGreaterThanOrEqualTo(1);
            done.countDown();
            replica.get(30, TimeUnit.SECONDS);
        } finally {
            done.countDown();
        }
        rotation.run();
        assertThat(left(meters)).isEqualTo(others());
    }

    private static void awaitIn(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withOneKeyNothingIsLookedAt() {
        var foreign = new PersonalData(OLD, fingerprintKey).seal(NUMBER);
        var usci = calls.enterprise();
        seal(usci, foreign);

        var meters = new SimpleMeterRegistry();
        reseal(personal, meters).run();

        assertThat(sealed(usci)).isEqualTo(foreign);
        assertThat(left(meters)).isNaN();
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

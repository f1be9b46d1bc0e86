package onestop.evaluation.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.personal.Reseal.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** After a change of keys nothing is lost, and the old key is needed no more. */
@WholeService
class ResealIT {
    private static final String CONTACT = "0539-7212345";

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Value("${onestop.evaluation.personal.keys}")
    String present;

    /** Of its own for each test, so that each starts at the beginning. */
    private String newer = "";

    private final List<UUID> ratings = new ArrayList<>();

    @BeforeEach
    void fiveRatingsUnderAName() {
        clock.setTo("2026-03-05");
        newer = UUID.randomUUID().toString().substring(0, 4) + ":bWFkZSBmb3IgdGhlIHRlc3RzOiBuZXdlciBrZXkuLi4=";
        for (int i = 0; i < 5; i++) {
            var rating = Hall.json(steps.rate(Hall.Steps.bad(steps.invitation(Hall.newUnit()), false)));
            ratings.add(UUID.fromString(rating.path("ratingId").asString()));
        }
    }

    /** One row a batch, unless said otherwise. */
    private Reseal reseal(Sealing with, SimpleMeterRegistry meters, int batch) {
        return new Reseal(with, jdbc, transaction, InstantSource.system(), meters, batch);
    }

    private byte[] contact(UUID rating) {
        return jdbc.sql("SELECT contact_sealed FROM rating_giver WHERE rating_id = ?")
                .param(rating)
                .query((row, _) -> row.getBytes(1))
                .single();
    }

    private void sealAllWith(Sealing other) {
        reseal(other, new SimpleMeterRegistry(), 500).run();
    }

    @Test
    void whatAnOlderKeySealedIsSealedWithTheNewestAndTheOldOneMayGo() {
        var both = new Sealing(newer + "," + present);
        var onlyNewer = new Sealing(newer);
        var meters = new SimpleMeterRegistry();
        try {
            assertThatIllegalStateException().isThrownBy(() -> onlyNewer.open(contact(ratings.getFirst())));

            reseal(both, meters, 3).run();

            assertThat(ratings)
                    .allSatisfy(rating ->
                            assertThat(onlyNewer.open(contact(rating))).isEqualTo(CONTACT));
            assertThat(left(meters)).isEqualTo(others(onlyNewer));
            assertThat(finished(newer)).containsOnly(true);
        } finally {
            sealAllWith(new Sealing(present + "," + newer));
        }
        assertThat(new Sealing(present).open(contact(ratings.getLast()))).isEqualTo(CONTACT);
    }

    @Test
    void whatNoConfiguredKeySealedIsNotGoneThroughAgainAndAgain() {
        var stranger = UUID.randomUUID().toString().substring(0, 4) + ":bWFkZSBmb3IgdGhlIHRlc3RzOiBhIHRoaXJkIGtleS4=";
        var meters = new SimpleMeterRegistry();

        reseal(new Sealing(newer + "," + stranger), meters, 500).run();

        assertThat(left(meters)).as("all is left").isGreaterThanOrEqualTo(5).isEqualTo(others(new Sealing(newer)));
        assertThat(finished(newer)).as("no table was gone through").isEmpty();
    }

    private static double left(SimpleMeterRegistry meters) {
        return meters.get("onestop.evaluation.personal.old").gauge().value();
    }

    /** Texts that its newest key has not sealed. */
    private double others(Sealing with) {
        var header = with.newestHeader();
        return Reseal.SOURCES.stream()
                .flatMap(source -> source.columns().stream()
                        .map(column -> "SELECT count(*) FROM %s WHERE substr(%s, 1, ?) <> ?"
                                .formatted(source.table(), column)))
                .mapToLong(sql -> jdbc.sql(sql)
                        .param(header.length)
                        .param(header)
                        .query(Long.class)
                        .single())
                .sum();
    }

    @Test
    void beforeTheFirstRoundHasEndedNobodyIsToldThatTheOldKeyMayGo() {
        var meters = new SimpleMeterRegistry();

        reseal(new Sealing(newer + "," + present), meters, 3);
        assertThat(left(meters)).isNaN();

        var single = new SimpleMeterRegistry();
        reseal(new Sealing(present), single, 3).run();
        assertThat(left(single)).as("with one key nothing is looked at").isNaN();
    }

    @Test
    void aRoundThatFailsTellsNoNumber() {
        var meters = new SimpleMeterRegistry();
        var nowhere = JdbcClient.create(new SingleConnectionDataSource("jdbc:postgresql://localhost:1/none", false));
        var failing =
                new Reseal(new Sealing(newer + "," + present), nowhere, transaction, InstantSource.system(), meters, 3);

        assertThatExceptionOfType(DataAccessException.class).isThrownBy(failing::run);

        assertThat(left(meters)).isNaN();
    }

    @Test
    void whatCannotBeOpenedIsPassedByAndCountedAsLeft() {
        var both = new Sealing(newer + "," + present);
        var meters = new SimpleMeterRegistry();
        var whole = contact(ratings.getFirst());
        var changed = whole.clone();
        changed[changed.length - 1] ^= 1;
        store(ratings.getFirst(), changed);
        store(ratings.get(1), Arrays.copyOf(whole, 6));
        var rotation = reseal(both, meters, 1);
        try {
            rotation.run();

            assertThat(ratings.subList(2, 5))
                    .allSatisfy(rating ->
                            assertThat(new Sealing(newer).open(contact(rating))).isEqualTo(CONTACT));
            assertThat(contact(ratings.getFirst())).isEqualTo(changed);
            assertThat(left(meters)).isGreaterThanOrEqualTo(2).isEqualTo(others(both));
            var at = finishedAt();
            rotation.run();
            assertThat(finishedAt())
                    .as("the table is not gone through again for them")
                    .isEqualTo(at);
        } finally {
            store(ratings.getFirst(), whole);
            store(ratings.get(1), whole);
            sealAllWith(new Sealing(present + "," + newer));
        }
    }

    private void store(UUID rating, byte[] sealed) {
        jdbc.sql("UPDATE rating_giver SET contact_sealed = ? WHERE rating_id = ?")
                .param(sealed)
                .param(rating)
                .update();
    }

    private String finishedAt() {
        return jdbc.sql("""
                SELECT CAST(finished_at AS text) FROM reseal_progress WHERE key_id = ? AND source = 'rating_giver'
                """)
                .param(newer.substring(0, newer.indexOf(':')))
                .query(String.class)
                .single();
    }

    private List<@Nullable Boolean> finished(String key) {
        return jdbc.sql("SELECT finished_at IS NOT NULL FROM reseal_progress WHERE key_id = ?")
                .param(key.substring(0, key.indexOf(':')))
                .query(Boolean.class)
                .list();
    }

    @Test
    void whoIsKilledOnTheWayGoesOnWhereItStopped() {
        var both = new Sealing(newer + "," + present);
        var givers = givers();
        try {
            var killed = reseal(both, new SimpleMeterRegistry(), 2);
            transaction.execute(_ -> killed.batchOf(givers));
            transaction.executeWithoutResult(
                    undone -> { // in the middle of a batch
                        killed.batchOf(givers);
                        undone.setRollbackOnly();
                    });
            var place = place();

            boolean more = Boolean.TRUE.equals(transaction.execute(
                    _ -> reseal(both, new SimpleMeterRegistry(), 1).batchOf(givers)));

            assertThat(more).isTrue();

            assertThat(place()).isGreaterThan(place);
            assertThat(jdbc.sql("SELECT resealed FROM reseal_progress WHERE key_id = ? AND source = 'rating_giver'")
                            .param(newer.substring(0, newer.indexOf(':')))
                            .query(Long.class)
                            .single())
                    .isLessThanOrEqualTo(6);
            reseal(both, new SimpleMeterRegistry(), 500).run();
            assertThat(ratings)
                    .allSatisfy(rating ->
                            assertThat(new Sealing(newer).open(contact(rating))).isEqualTo(CONTACT));
        } finally {
            sealAllWith(new Sealing(present + "," + newer));
        }
    }

    private static Source givers() {
        return Reseal.SOURCES.stream()
                .filter(source -> source.table().equals("rating_giver"))
                .findFirst()
                .orElseThrow();
    }

    private String place() {
        return jdbc.sql("SELECT after FROM reseal_progress WHERE key_id = ? AND source = 'rating_giver'")
                .param(newer.substring(0, newer.indexOf(':')))
                .query(String.class)
                .single();
    }

    @Test
    void replicasThatSealTogetherLoseNothing() throws Exception {
        var both = new Sealing(newer + "," + present);
        try {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var replicas = new ArrayList<Callable<Integer>>();
                for (int i = 0; i < 3; i++) {
                    replicas.add(() -> {
                        reseal(both, new SimpleMeterRegistry(), 2).run();
                        return 0;
                    });
                }
                for (var running : threads.invokeAll(replicas)) {
                    running.get();
                }
            }
            reseal(both, new SimpleMeterRegistry(), 2).run();

            assertThat(ratings)
                    .allSatisfy(rating ->
                            assertThat(new Sealing(newer).open(contact(rating))).isEqualTo(CONTACT));
        } finally {
            sealAllWith(new Sealing(present + "," + newer));
        }
    }

    @Test // a column added without a line in the list fails here
    void everyColumnOfSealedTextsIsNamed() {
        var bytes = jdbc.sql("""
                        SELECT table_name || '.' || column_name
                          FROM information_schema.columns
                         WHERE table_schema = 'public' AND data_type = 'bytea'
                           AND column_name !~ '(hash|checksum|fingerprint|payload|body|device|place|said|writer)'
                           AND NOT (table_name = 'province_message' AND column_name = 'sealed')
                        """).query(String.class).list();

        assertThat(Reseal.SOURCES.stream()
                        .flatMap(source -> source.columns().stream().map(column -> source.table() + "." + column)))
                .containsExactlyInAnyOrderElementsOf(bytes);
    }
}

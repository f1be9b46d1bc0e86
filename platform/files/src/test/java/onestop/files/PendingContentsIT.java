package onestop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import onestop.testsupport.TestServers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PendingContentsIT {
    private static final Instant NOW = Instant.parse("2026-03-02T01:30:00Z");

    private static JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource());
    private static JdbcTransactionManager transactions = new JdbcTransactionManager();

    @TempDir
    Path folder;

    private FolderStore store;
    private final Set<String> named = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("NullAway.Init")
    PendingContentsIT() {}

    @BeforeAll
    static void aDatabase() {
        var database = TestServers.freshDatabase();
        var source = new DriverManagerDataSource(database.url(), database.username(), database.password());
        jdbc = JdbcClient.create(source);
        transactions = new JdbcTransactionManager(source);
        jdbc.sql("CREATE TABLE pending_content (place text PRIMARY KEY, announced_at timestamptz NOT NULL)")
                .update();
    }

    @BeforeEach
    void anEmptyStore() throws IOException {
        jdbc.sql("DELETE FROM pending_content").update();
        store = new FolderStore(folder);
    }

    private PendingContents pending(ContentStore of) {
        return new PendingContents(jdbc, transactions, of, named::contains);
    }

    private static String newPlace() {
        return UUID.randomUUID().toString();
    }

    /** As an upload does it, until just before a row names it. */
    private void store(String place) throws IOException {
        pending(store).announce(place);
        put(place);
    }

    private void put(String place) throws IOException {
        store.put(place, Files.writeString(Files.createTempFile(store.incoming(), "photo-", ".part"), "content"));
    }

    private static void hoursPass() {
        jdbc.sql("UPDATE pending_content SET announced_at = now() - interval '6 hours 1 second'")
                .update();
    }

    private boolean there(String place) throws IOException {
        try (var content = store.open(place)) {
            return content.read() >= 0;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private static int announcements() {
        return jdbc.sql("SELECT count(*) FROM pending_content")
                .query(Integer.class)
                .single();
    }

    @Test
    void oneThatCannotBeRemovedDoesNotKeepTheOthers() throws Exception {
        var stuck = newPlace();
        var orphan = newPlace();
        store(stuck);
        store(orphan);
        hoursPass();
        jdbc.sql("UPDATE pending_content SET announced_at = announced_at - interval '1 hour' WHERE place = ?")
                .param(stuck)
                .update();
        var refusing = new Refusing(store, stuck);

        assertThat(pending(refusing).sweep(NOW)).isEqualTo(1);
        assertThat(there(orphan)).isFalse();
        assertThat(there(stuck)).isTrue();

        hoursPass();
        assertThat(pending(store).sweep(NOW)).as("and its turn comes again").isEqualTo(1);
        assertThat(there(stuck)).isFalse();
    }

    @Test
    void whatNothingCameToNameIsRemovedAndWhatWasNamedStays() throws Exception {
        var orphan = newPlace();
        var kept = newPlace();
        var neverStored = newPlace();
        store(orphan);
        store(kept);
        pending(store).announce(neverStored);
        named.add(kept); // and the process ended before it said so
        hoursPass();

        assertThat(pending(store).sweep(NOW)).isEqualTo(2);

        assertThat(there(orphan)).isFalse();
        assertThat(there(kept)).isTrue();
        assertThat(announcements()).isZero();
    }

    @Test
    void anUploadThatRunsIsLeftAlone() throws Exception {
        var place = newPlace();
        store(place);

        assertThat(pending(store).sweep(NOW)).isZero();
        assertThat(there(place)).isTrue();

        hoursPass();
        pending(store).announce(place); // somebody sends the same content
        assertThat(pending(store).sweep(NOW)).isZero();
        assertThat(there(place)).isTrue();
    }

    @Test
    void theAnnouncementStandsWhenTheTransactionOfTheCallerDoesNot() {
        var place = newPlace();

        assertThatThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(_ -> {
                    pending(store).announce(place);
                    throw new IllegalStateException("the process ends");
                }))
                .hasMessage("the process ends");

        assertThat(announcements()).isEqualTo(1);
    }

    @Test
    void whoSendsTheSameContentWhileItIsRemovedStoresItAnew() throws Exception {
        var place = newPlace();
        store(place);
        hoursPass();
        var removing = new CountDownLatch(1);
        var mayGoOn = new CountDownLatch(1);
        var slow = new SlowlyRemoving(store, removing, mayGoOn);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sweep = threads.submit(() -> pending(slow).sweep(NOW));
            assertThat(removing.await(30, TimeUnit.SECONDS)).isTrue();
            var upload = threads.submit(() -> {
                store(place);
                return true;
            });
            // The content is gone already; the upload must not look whether it is there before the sweep has ended.
            mayGoOn.countDown();
            assertThat(sweep.get()).isEqualTo(1);
            assertThat(upload.get()).isTrue();
        }

        assertThat(there(place)).isTrue();
        assertThat(announcements()).isEqualTo(1);
    }

    @Test
    void replicasThatSweepTogetherRemoveEachOnce() throws Exception {
        var places = new ArrayList<String>();
        for (int i = 0; i < 60; i++) {
            places.add(newPlace());
            store(places.getLast());
        }
        named.addAll(places.subList(0, 20));
        hoursPass();

        int removed = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> replicas = List.of(
                    () -> pending(store).sweep(NOW),
                    () -> pending(store).sweep(NOW),
                    () -> pending(store).sweep(NOW));
            for (var running : threads.invokeAll(replicas)) {
                removed += running.get();
            }
        }

        assertThat(removed).isEqualTo(40);
        var left = new HashSet<String>();
        for (var place : places) {
            if (there(place)) {
                left.add(place);
            }
        }
        assertThat(left).containsExactlyInAnyOrderElementsOf(places.subList(0, 20));
    }

    @Test
    void whatBrokenOffUploadsLeftIsRemoved() throws Exception {
        var old = Files.createTempFile(store.incoming(), "photo-", ".part");
        Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofHours(7))));
        var young = Files.createTempFile(store.incoming(), "photo-", ".part");
        Files.setLastModifiedTime(young, FileTime.from(NOW.minus(Duration.ofHours(5))));

        pending(store).sweep(NOW);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    /** Does not remove one content. */
    private record Refusing(ContentStore store, String stuck) implements ContentStore {
        @Override
        public Path incoming() {
            return store.incoming();
        }

        @Override
        public void put(String place, Path received) throws IOException {
            store.put(place, received);
        }

        @Override
        public InputStream open(String place) throws IOException {
            return store.open(place);
        }

        @Override
        public void delete(String place) throws IOException {
            if (place.equals(stuck)) {
                throw new IOException("not allowed");
            }
            store.delete(place);
        }
    }

    /** Has removed a content and not come back yet. */
    private record SlowlyRemoving(ContentStore store, CountDownLatch removing, CountDownLatch mayGoOn)
            implements ContentStore {
        @Override
        public Path incoming() {
            return store.incoming();
        }

        @Override
        public void put(String place, Path received) throws IOException {
            store.put(place, received);
        }

        @Override
        public InputStream open(String place) throws IOException {
            return store.open(place);
        }

        @Override
        public void delete(String place) throws IOException {
            store.delete(place);
            removing.countDown();
            try {
                mayGoOn.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

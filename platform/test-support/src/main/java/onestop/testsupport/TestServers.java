package onestop.testsupport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one PostgreSQL server and the one Kafka broker of this JVM. Each starts when it is first asked for and ends with
 * the JVM, however that ends.
 *
 * <p>The environment variable or system property {@code ONESTOP_TEST_INFRASTRUCTURE} says who runs them:
 * {@code containers}, {@code embedded}, or {@code auto} (the default): containers where a Docker engine answers and has
 * the images, else processes of this machine.
 */
public final class TestServers {
    private static final AtomicReference<@Nullable CompletableFuture<PostgresServer>> POSTGRES =
            new AtomicReference<>();
    private static final AtomicReference<@Nullable CompletableFuture<String>> KAFKA = new AtomicReference<>();

    private TestServers() {}

    /** A new empty database with an owner of its own. It is dropped with the server. */
    public static TestDatabase freshDatabase() {
        return get(once(POSTGRES, () -> Infrastructure.chosen().startPostgres()))
                .freshDatabase();
    }

    /** Where clients find the broker. Topics and groups are shared by all tests of the JVM: use names of your own. */
    public static String bootstrapServers() {
        return get(startBroker());
    }

    /** Starts the broker without waiting for it, so that it gets ready while something else does. */
    static CompletableFuture<String> startBroker() {
        return once(KAFKA, () -> Infrastructure.chosen().startKafka());
    }

    private static <T> CompletableFuture<T> once(
            AtomicReference<@Nullable CompletableFuture<T>> server, Supplier<T> start) {
        var mine = new CompletableFuture<T>();
        var other = server.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        Thread.ofPlatform().daemon().name("start-test-server").start(() -> {
            try {
                mine.complete(start.get());
            } catch (Throwable e) { // to whoever waits
                mine.completeExceptionally(e);
            }
        });
        return mine;
    }

    private static <T> T get(CompletableFuture<T> server) {
        try {
            return server.join();
        } catch (CompletionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException("the test server did not start: " + cause.getMessage(), cause);
        }
    }
}

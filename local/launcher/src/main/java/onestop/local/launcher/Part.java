package onestop.local.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One process of the platform. */
sealed interface Part permits Database, Broker, Application {

    /** As it is called on the command line and in what we print. */
    String name();

    /** All that it listens on, the one it is known by first. */
    List<Port> ports();

    OptionalLong pid();

    /** Starts it unless it runs, and returns when it is ready; says why in an exception when that does not happen. */
    void start();

    /** Whether it would do its work now. */
    boolean ready();

    /** Asks it to end, kills it when it takes longer than {@code patience}; returns when it has ended. */
    void stop(Duration patience);

    /** Ends it at once. */
    void kill();

    /** Where it writes what happens, the most telling file last. */
    List<Path> logs();

    /** What its JVM can learn; empty where there is no JVM. */
    Optional<AotCache> aotCache();

    default boolean running() {
        return pid().isPresent();
    }
}

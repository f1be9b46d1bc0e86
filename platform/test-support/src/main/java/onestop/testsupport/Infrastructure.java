package onestop.testsupport;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** Who runs the servers. */
sealed interface Infrastructure permits Infrastructure.Embedded, Infrastructure.Containers, Infrastructure.Auto {
    String SETTING = "ONESTOP_TEST_INFRASTRUCTURE";

    PostgresServer startPostgres();

    /** Returns the bootstrap servers. */
    String startKafka();

    static Infrastructure chosen() {
        var word = Optional.ofNullable(System.getProperty(SETTING))
                .or(() -> Optional.ofNullable(System.getenv(SETTING)))
                .filter(value -> !value.isBlank())
                .orElse("auto");
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "embedded" -> new Embedded();
            case "containers" -> new Containers();
            case "auto" -> new Auto();
            default -> throw new IllegalStateException(SETTING + " is embedded, containers or auto, not " + word);
        };
    }

    /** Processes of this machine. */
    record Embedded() implements Infrastructure {
        @Override
        public PostgresServer startPostgres() {
            return EmbeddedServers.startPostgres();
        }

        @Override
        public String startKafka() {
            return EmbeddedServers.startKafka();
        }
    }

    /** Containers, or a failure that says why not. */
    record Containers() implements Infrastructure {
        @Override
        public PostgresServer startPostgres() {
            requireEngine();
            return ContainerServers.startPostgres();
        }

        @Override
        public String startKafka() {
            requireEngine();
            return ContainerServers.startKafka();
        }

        private static void requireEngine() {
            if (!Engine.USABLE) {
                throw new IllegalStateException(
                        SETTING + "=containers, but no Docker engine answers here that has, or can fetch, the images");
            }
        }
    }

    /** Containers where they can be had, else processes. */
    record Auto() implements Infrastructure {
        private static final Logger LOG = LoggerFactory.getLogger(Infrastructure.class);

        @Override
        public PostgresServer startPostgres() {
            return start(ContainerServers::startPostgres, EmbeddedServers::startPostgres);
        }

        @Override
        public String startKafka() {
            return start(ContainerServers::startKafka, EmbeddedServers::startKafka);
        }

        private static <T> T start(Supplier<T> container, Supplier<T> process) {
            if (Engine.USABLE) {
                try {
                    return container.get();
                } catch (RuntimeException e) { // whatever the reason, there is another way
                    LOG.warn("A container does not start, using a process instead: {}", e.getMessage());
                }
            }
            return process.get();
        }
    }

    /** Found out once, when first asked. */
    final class Engine {
        static final boolean USABLE =
                ContainerImages.canBeHad(ContainerServers.POSTGRES_IMAGE, ContainerServers.KAFKA_IMAGE)
                        && DockerClientFactory.instance().isDockerAvailable();

        private Engine() {}
    }
}

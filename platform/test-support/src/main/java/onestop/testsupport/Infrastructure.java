package onestop.testsupport;

import java.util.Locale;
import java.util.Optional;
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
            return ContainerServers.startPostgres();
        }

        @Override
        public String startKafka() {
            return ContainerServers.startKafka();
        }
    }

    /** Containers where they can be had. */
    record Auto() implements Infrastructure {
        private static final Logger LOG = LoggerFactory.getLogger(Infrastructure.class);

        @Override
        public PostgresServer startPostgres() {
            if (dockerAnswers()) {
                try {
                    return ContainerServers.startPostgres();
                } catch (RuntimeException e) { // no image, no network, no permission: all the same to us
                    LOG.warn("No PostgreSQL container, using a process instead: {}", e.getMessage());
                }
            }
            return EmbeddedServers.startPostgres();
        }

        @Override
        public String startKafka() {
            if (dockerAnswers()) {
                try {
                    return ContainerServers.startKafka();
                } catch (RuntimeException e) {
                    LOG.warn("No Kafka container, using a process instead: {}", e.getMessage());
                }
            }
            return EmbeddedServers.startKafka();
        }

        /** The engine, not the command-line program: one is often installed without the other. */
        private static boolean dockerAnswers() {
            return DockerClientFactory.instance().isDockerAvailable();
        }
    }
}

/**
 * PostgreSQL and a Kafka broker as ordinary processes of this machine, for places without a container engine.
 *
 * <p>{@link PostgresProcess} unpacks a PostgreSQL from the class path, makes a data directory and runs the server;
 * {@link KafkaProcess} runs a single KRaft node in a JVM of its own. Both outlive the program that started them
 * ({@link DetachedProcess}), keep their data directories, and start again after a {@code kill -9}. They are set up to be
 * as durable as a single machine can be: what they have acknowledged has been synced to the disk.
 */
@NullMarked
package onestop.local.infrastructure;

import org.jspecify.annotations.NullMarked;

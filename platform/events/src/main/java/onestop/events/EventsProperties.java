package onestop.events;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the event machinery.
 *
 * @param partitions of each fact topic that is created; reference topics have one
 * @param replicas of each topic that is created; -1 takes the broker's default
 * @param concurrency threads per consumer; more than partitions has no use
 * @param pollInterval longest wait of the relay when nobody in this process told it of work; what other replicas
 *     commit is found after this time at the latest
 * @param pause between two batches of a consumer that nobody waits for
 * @param relayBatch most events in one Kafka transaction
 * @param relayBatchBytes most bytes of data in one Kafka transaction, so that large events do not fill the heap
 * @param maxEventBytes largest record that topics and clients accept
 * @param attempts how often a failing event is tried alone before it becomes a dead letter
 * @param inboxRetention how long the inbox remembers; longer than topics keep facts
 */
@ConfigurationProperties("onestop.events")
record EventsProperties(
        @DefaultValue("3") int partitions,
        @DefaultValue("-1") short replicas,
        @DefaultValue("1") int concurrency,
        @DefaultValue("50ms") Duration pollInterval,
        @DefaultValue("100ms") Duration pause,
        @DefaultValue("1000") int relayBatch,
        @DefaultValue("8388608") int relayBatchBytes,
        @DefaultValue("8388608") int maxEventBytes,
        @DefaultValue("3") int attempts,
        @DefaultValue("8d") Duration inboxRetention) {}

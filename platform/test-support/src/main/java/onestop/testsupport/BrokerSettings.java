package onestop.testsupport;

import java.util.Map;

/** What the broker of the tests has in common wherever it runs. */
final class BrokerSettings {
    private static final String LARGEST_RECORD = Integer.toString(10 * 1024 * 1024);

    static final Map<String, String> FOR_TESTS = Map.of(
            "auto.create.topics.enable", "false",
            "message.max.bytes", LARGEST_RECORD,
            "replica.fetch.max.bytes", LARGEST_RECORD,
            "group.initial.rebalance.delay.ms", "0",
            "offsets.topic.num.partitions", "5",
            "transaction.state.log.num.partitions", "5");

    private BrokerSettings() {}
}

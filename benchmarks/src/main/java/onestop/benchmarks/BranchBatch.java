package onestop.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import onestop.demo.Platform;
import onestop.identifiers.Usci;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One file for hundreds of branches: handed in, accepted, and its acceptance readable on the topic. Fails when the last of
 * some rounds takes longer than three seconds.
 */
final class BranchBatch {
    private static final int BRANCHES = Integer.getInteger("branches", 500);
    private static final int ROUNDS = Integer.getInteger("rounds", 10);
    private static final double LIMIT_SECONDS = 3;
    private static final long RUN = System.currentTimeMillis() / 1_000 % 10_000;
    private static final String TOPIC = "onestop.intake.application";
    private static final String ACCEPTED = "onestop.intake.application.accepted.v1";

    private final Platform platform = Settings.platform();
    private final LocalPlatform local = LocalPlatform.of(
            Path.of(System.getProperty("project", ".")).toAbsolutePath().normalize());

    public static void main(String[] arguments) throws Exception {
        new BranchBatch().run();
    }

    private void run() throws Exception {
        double last = Double.MAX_VALUE;
        for (int round = 1; round <= ROUNDS; round++) {
            last = round(round);
        }
        if (last > LIMIT_SECONDS) {
            System.exit(1);
        }
    }

    private double round(int round) throws Exception {
        var parent = usci(round, 0);
        var entry = platform.put(
                "window",
                "/api/intake/enterprises/" + parent,
                Map.of("name", "连锁测试企业" + parent, "kind", "COMPANY", "regionCode", "371327001000"));
        if (entry.status() != 200) {
            entry.must(201, "the parent");
        }
        var registered = new ArrayList<Map<String, Object>>();
        var named = new ArrayList<Map<String, Object>>();
        for (int i = 1; i <= BRANCHES; i++) {
            var branch = usci(round, i);
            registered.add(Map.of("usci", branch, "name", "第" + i + "门店", "regionCode", "371327001000"));
            named.add(Map.of("usci", branch, "changes", Map.of("name", "第" + i + "生活馆")));
        }
        platform.put("window", "/api/intake/enterprises/" + parent + "/branches", registered)
                .must(200, "the branches");
        var application = application(parent, named);

        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", "127.0.0.1:" + local.kafkaPort(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(p -> new TopicPartition(TOPIC, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            var receipt = new CompletableFuture<String>();
            long began = System.nanoTime();
            var onTopic = CompletableFuture.supplyAsync(() -> {
                var accepted = new ArrayList<String>();
                while (!receipt.isDone() || !accepted.contains(receipt.join())) {
                    consumer.poll(Duration.ofMillis(20)).forEach(message -> {
                        var type = message.headers().lastHeader("ce_type");
                        if (type != null && ACCEPTED.equals(new String(type.value(), StandardCharsets.UTF_8))) {
                            accepted.add(new String(message.key(), StandardCharsets.UTF_8));
                        }
                    });
                }
                return System.nanoTime();
            });
            String number;
            long handedIn;
            long accepted;
            try {
                number = platform.post(
                                "window",
                                "/api/intake/applications",
                                application,
                                UUID.randomUUID().toString())
                        .must(201, "handing in")
                        .text("receiptNumber");
                handedIn = System.nanoTime();
                platform.put("window", "/api/intake/applications/" + number + "/acceptance", Map.of())
                        .must(200, "acceptance");
                accepted = System.nanoTime();
            } catch (RuntimeException e) {
                receipt.completeExceptionally(e); // the reader stops before its consumer is closed
                onTopic.exceptionally(_ -> 0L).join();
                throw e;
            }
            receipt.complete(number);
            double all = (onTopic.get() - began) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%d branches: handed in after %.2f s, accepted after %.2f s, on the topic after %.2f s%n",
                    BRANCHES,
                    (handedIn - began) / 1e9,
                    (accepted - began) / 1e9,
                    all);
            return all;
        }
    }

    private Map<String, Object> application(String parent, List<Map<String, Object>> branches) {
        var notice = platform.post(
                        null,
                        "/api/intake/one-time-notices",
                        Map.of("packageCode", "PKG-FZ-PL", "agentHandled", false, "branches", BRANCHES))
                .must(200, "the one-time notice");
        var body = new HashMap<String, Object>();
        body.put("packageCode", "PKG-FZ-PL");
        body.put("enterpriseUsci", parent);
        body.put("agent", false);
        body.put("channel", "WINDOW");
        body.put("branches", branches);
        body.put("materials", Applications.handedIn(notice.body()));
        return body;
    }

    /** Branches of their own for each run and round: a branch is in one open file at a time. */
    private static String usci(int round, int number) {
        return Usci.withCheckDigit("91371327%04d%02d%03d".formatted(RUN, round, number))
                .value();
    }
}

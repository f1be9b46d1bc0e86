package onestop.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares the files that clients finished with what every service and topic holds of them. */
final class Reconciliation {
    private final LocalPlatform local;
    private final List<String> files;
    private final Rated rated;

    /**
     * @param files each of them rated once
     * @param rated what else was rated
     */
    Reconciliation(LocalPlatform local, List<String> files, Rated rated) {
        this.local = local;
        this.files = files;
        this.rated = rated;
    }

    /**
     * What was rated beside and within the files.
     *
     * @param run how the partner's numbers begin
     * @param ofPartner different rows that the broker has confirmed
     * @param badOfPartner those of them that are bad
     * @param badly the files that were rated badly
     */
    record Rated(String run, long ofPartner, long badOfPartner, List<String> badly) {}

    /** What was compared, how many were expected and found. */
    record Report(Map<String, long[]> lines, List<String> faults) {
        boolean good() {
            return faults.isEmpty() && lines.values().stream().allMatch(pair -> pair[0] == pair[1]);
        }

        void print(PrintStream out) {
            out.printf("  %-62s %10s %10s%n", "reconciliation", "expected", "found");
            lines.forEach((what, pair) ->
                    out.printf("%s %-62s %10d %10d%n", pair[0] == pair[1] ? "  " : "✗ ", what, pair[0], pair[1]));
            faults.forEach(fault -> out.println("  ✗ " + fault));
        }
    }

    /** Asks until everything agrees, at most for the limit: what is under way may take a moment to arrive. */
    Report within(Duration limit) throws SQLException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        Report report;
        do {
            report = compare();
            if (report.good()) {
                return report;
            }
            Thread.sleep(1_000);
        } while (System.nanoTime() < end);
        return report;
    }

    private Report compare() throws SQLException {
        var lines = new LinkedHashMap<String, long[]>();
        long n = files.size();
        put(lines, "distinct receipt numbers", n, new HashSet<>(files).size());
        put(
                lines,
                "intake: files delivered",
                n,
                count(
                        "intake",
                        "SELECT count(*) FROM application WHERE status = 'DELIVERED' AND receipt_number = ANY (?)"));
        put(
                lines,
                "intake: cases with a decision in the progress",
                3 * n,
                count(
                        "intake",
                        "SELECT count(*) FROM case_progress WHERE status = 'DECIDED' AND outcome = 'GRANTED' AND receipt_number = ANY (?)"));
        put(
                lines,
                "approval: files finished",
                n,
                count(
                        "approval",
                        "SELECT count(*) FROM approval_file WHERE status = 'FINISHED' AND cases_granted = 3 AND receipt_number = ANY (?)"));
        put(
                lines,
                "approval: cases granted",
                3 * n,
                count(
                        "approval",
                        "SELECT count(*) FROM approval_case WHERE status = 'GRANTED' AND receipt_number = ANY (?)"));
        put(
                lines,
                "approval: acts of granting in the history",
                3 * n,
                count(
                        "approval",
                        "SELECT count(*) FROM case_history WHERE act = 'GRANTED' AND receipt_number = ANY (?)"));
        put(
                lines,
                "evaluation: invitations (submission, acceptance, completion, delivery)",
                4 * n,
                count(
                        "evaluation",
                        "SELECT count(*) FROM invitation WHERE invited_at IS NOT NULL AND receipt_number = ANY (?)"));
        put(
                lines,
                "intake: invitations heard of",
                4 * n,
                count("intake", "SELECT count(*) FROM rating_progress WHERE receipt_number = ANY (?)"));
        put(
                lines,
                "evaluation: ratings of the files",
                n,
                count(
                        "evaluation",
                        "SELECT count(*) FROM rating g JOIN invitation i ON i.id = g.invitation_id WHERE g.follow_up_of IS NULL AND i.receipt_number = ANY (?)"));
        put(
                lines,
                "evaluation: orders of bad ones",
                rated.badly().size(),
                local.count(
                        "evaluation",
                        "SELECT count(*) FROM rectification WHERE receipt_number = ANY (?)",
                        rated.badly()));
        put(
                lines,
                "evaluation: ratings of the partner",
                rated.ofPartner(),
                local.count(
                        "evaluation", "SELECT count(*) FROM rating WHERE source_number LIKE '" + rated.run() + "-%'"));
        put(
                lines,
                "evaluation: orders of the partner's bad ones",
                rated.badOfPartner(),
                local.count(
                        "evaluation",
                        "SELECT count(*) FROM rectification r JOIN rating g ON g.id = r.rating_id WHERE g.source_number LIKE '"
                                + rated.run() + "-%'"));
        put(
                lines,
                "appeal: cases known for recusal",
                3 * n,
                count("appeal", "SELECT count(*) FROM case_file WHERE receipt_number = ANY (?)"));
        for (var service : LocalPlatform.DATABASES) {
            put(lines, service + ": events waiting", 0, local.count(service, "SELECT count(*) FROM outbox"));
            put(
                    lines,
                    service + ": dead letters",
                    0,
                    local.count(service, "SELECT count(*) FROM dead_letter WHERE state <> 'RESOLVED'"));
        }
        var faults = new ArrayList<String>();
        topic(lines, faults, "onestop.intake.application", Map.of("submitted", 1, "accepted", 1, "delivered", 1));
        topic(lines, faults, "onestop.approval.case", Map.of("opened", 3, "decided", 3, "file-finished", 1));
        topic(lines, faults, "onestop.evaluation.rating", Map.of("invited", 4, "given", 1));
        return new Report(lines, faults);
    }

    private static void put(Map<String, long[]> lines, String what, long expected, long found) {
        lines.put(what, new long[] {expected, found});
    }

    private long count(String database, String sql) throws SQLException {
        return local.count(database, sql, files);
    }

    /** Each fact of each file once (repeated records have the id of the first), and versions in order. */
    private void topic(Map<String, long[]> lines, List<String> faults, String topic, Map<String, Integer> perFile) {
        Set<String> ours = new HashSet<>(files);
        var seen = new HashSet<String>();
        var found = new HashMap<String, Long>();
        var last = new HashMap<String, Long>();
        int repeated = 0;
        for (var message : local.read(topic)) {
            if (!ours.contains(new String(message.key(), StandardCharsets.UTF_8))) {
                continue;
            }
            if (!seen.add(header(message, "ce_id"))) {
                repeated++;
                continue;
            }
            var type = header(message, "ce_type").replaceAll("^onestop\\.\\w+\\.\\w+\\.(.*)\\.v1$", "$1");
            found.merge(type, 1L, Long::sum);
            var subject = header(message, "ce_subject");
            long version = Long.parseLong(header(message, "ce_sequence"));
            var before = last.put(subject, version);
            if (before != null && version <= before) {
                faults.add("%s: version %d of %s after %d".formatted(topic, version, subject, before));
            }
        }
        perFile.forEach((type, count) ->
                put(lines, topic + ": " + type, (long) count * files.size(), found.getOrDefault(type, 0L)));
        if (repeated > 0) {
            System.out.printf("  (%s: %d records repeated, dropped by inboxes)%n", topic, repeated);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}

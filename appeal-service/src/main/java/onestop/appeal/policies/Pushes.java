package onestop.appeal.policies;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of pushes and subscriptions. */
@Repository
class Pushes {
    private final JdbcClient jdbc;

    Pushes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What an enterprise wants to hear of, and where. */
    record Subscription(List<Category> categories, Channel channel, long version) {
        static final Subscription EVERYTHING = new Subscription(List.of(Category.values()), Channel.PORTAL, 0);
    }

    /** Pairs of enterprises and policies that fit. Grows; a matcher stores it before it grows large. */
    static final class Pairs {
        private final List<Integer> enterprises = new ArrayList<>();
        private final List<Integer> policies = new ArrayList<>();
        private final List<Integer> rounds = new ArrayList<>();
        private final List<Integer> versions = new ArrayList<>();

        void add(int enterprise, Policies.InForce policy) {
            enterprises.add(enterprise);
            policies.add(policy.serial());
            rounds.add(policy.round());
            versions.add(policy.number());
        }

        int size() {
            return enterprises.size();
        }

        void clear() {
            enterprises.clear();
            policies.clear();
            rounds.clear();
            versions.clear();
        }
    }

    /** A push that is new, for one who wants to be told outside the portal. */
    record Announced(int policySerial, String usci, Channel channel) {}

    /** How many of some pairs were new, and who of them is to be told outside the portal. */
    record Stored(long pushed, List<Announced> announced) {}

    /**
     * Stores those that are new; a pair that is there stays as it is. Rows are written in the order of the key, whoever writes them, so
     * that two who push the same pairs wait for each other instead of blocking each other for ever.
     */
    Stored store(Pairs pairs, Instant now) {
        var announced = new ArrayList<Announced>();
        var pushed = new long[1];
        jdbc.sql("""
                WITH new AS (
                    INSERT INTO policy_push (enterprise_serial, policy_serial, round, version, pushed_at, channel)
                    SELECT n.enterprise, n.policy, n.round, n.version, :now, coalesce(s.channel, 'PORTAL')
                      FROM unnest(:enterprises::int[], :policies::int[], :rounds::int[], :versions::int[])
                           AS n (enterprise, policy, round, version)
                      LEFT JOIN policy_subscription AS s ON s.enterprise_serial = n.enterprise
                     ORDER BY n.enterprise, n.policy
                    ON CONFLICT DO NOTHING
                    RETURNING enterprise_serial, policy_serial, channel)
                SELECT counted.pushed, told.policy_serial, told.usci, told.channel
                  FROM (SELECT count(*) AS pushed FROM new) AS counted
                  LEFT JOIN (SELECT new.policy_serial, e.usci, new.channel
                               FROM new
                               JOIN enterprise AS e ON e.serial = new.enterprise_serial
                              WHERE new.channel <> 'PORTAL') AS told ON true
                """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("enterprises", ints(pairs.enterprises))
                .param("policies", ints(pairs.policies))
                .param("rounds", ints(pairs.rounds))
                .param("versions", ints(pairs.versions))
                .query(row -> {
                    pushed[0] = row.getLong("pushed");
                    if (row.getString("usci") != null) {
                        announced.add(new Announced(
                                row.getInt("policy_serial"),
                                row.getString("usci"),
                                Channel.valueOf(row.getString("channel"))));
                    }
                });
        return new Stored(pushed[0], announced);
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    Map<Integer, Subscription> subscriptions(Integer... serials) {
        var found = new HashMap<Integer, Subscription>();
        jdbc.sql("""
                SELECT enterprise_serial, categories, channel, version FROM policy_subscription
                 WHERE enterprise_serial = ANY (:serials)
                """).param("serials", serials).query(row -> {
            found.put(row.getInt("enterprise_serial"), subscription(row));
        });
        return found;
    }

    Optional<Subscription> subscription(int serial) {
        return Optional.ofNullable(subscriptions(serial).get(serial));
    }

    private static Subscription subscription(java.sql.ResultSet row) throws java.sql.SQLException {
        var categories = java.util.Arrays.stream(
                        (String[]) row.getArray("categories").getArray())
                .map(Category::valueOf)
                .toList();
        return new Subscription(categories, Channel.valueOf(row.getString("channel")), row.getLong("version"));
    }

    void subscribe(int serial, Collection<Category> categories, Channel channel, String by, Instant now) {
        jdbc.sql("""
                INSERT INTO policy_subscription AS s (enterprise_serial, categories, channel, version, changed_by, changed_at)
                VALUES (:serial, :categories, :channel, 1, :by, :now)
                    ON CONFLICT (enterprise_serial) DO UPDATE
                   SET categories = excluded.categories, channel = excluded.channel, version = s.version + 1,
                       changed_by = excluded.changed_by, changed_at = excluded.changed_at
                """)
                .param("serial", serial)
                .param("categories", categories.stream().map(Enum::name).toArray(String[]::new))
                .param("channel", channel.name())
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A push as its enterprise sees it. */
    record Push(
            UUID policyId,
            int policySerial,
            String titleZh,
            Category category,
            int round,
            int version,
            Channel channel,
            Instant pushedAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant readAt,
            @Nullable Instant appliedAt) {}

    List<Push> list(int enterprise, @Nullable Integer beforePolicy, @Nullable Integer beforeRound, int most) {
        return jdbc.sql("""
                SELECT q.id, p.policy_serial, q.title_zh, q.category, p.round, p.version, p.channel, p.pushed_at, p.delivered_at, p.read_at,
                       p.applied_at
                  FROM policy_push AS p
                  JOIN policy AS q ON q.serial = p.policy_serial
                 WHERE p.enterprise_serial = :enterprise%s
                 ORDER BY p.policy_serial DESC, p.round DESC
                 LIMIT :most
                """.formatted(
                                beforePolicy == null ? "" : " AND (p.policy_serial, p.round) < (:policy, :round)"))
                .param("enterprise", enterprise)
                .param("policy", beforePolicy)
                .param("round", beforeRound)
                .param("most", most)
                .query((row, _) -> new Push(
                        row.getObject("id", UUID.class),
                        row.getInt("policy_serial"),
                        row.getString("title_zh"),
                        Category.valueOf(row.getString("category")),
                        row.getInt("round"),
                        row.getInt("version"),
                        Channel.valueOf(row.getString("channel")),
                        instant(row.getObject("pushed_at", OffsetDateTime.class)),
                        orNull(row.getObject("delivered_at", OffsetDateTime.class)),
                        orNull(row.getObject("read_at", OffsetDateTime.class)),
                        orNull(row.getObject("applied_at", OffsetDateTime.class))))
                .list();
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }

    private static @Nullable Instant orNull(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** The list was shown to the enterprise. */
    void deliver(int enterprise, List<Push> shown, Instant now) {
        jdbc.sql("""
                UPDATE policy_push AS p SET delivered_at = :now
                  FROM unnest(:policies::int[], :rounds::int[]) AS s (policy, round)
                 WHERE p.enterprise_serial = :enterprise AND p.policy_serial = s.policy AND p.round = s.round
                   AND p.delivered_at IS NULL
                """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("enterprise", enterprise)
                .param("policies", shown.stream().map(Push::policySerial).toArray(Integer[]::new))
                .param("rounds", shown.stream().map(Push::round).toArray(Integer[]::new))
                .update();
    }

    /** Marks every round; true when the policy was pushed to the enterprise at all. The first time stays. */
    boolean read(int enterprise, int policy, Instant now) {
        return jdbc.sql("""
                UPDATE policy_push SET delivered_at = coalesce(delivered_at, :now), read_at = coalesce(read_at, :now)
                 WHERE enterprise_serial = :enterprise AND policy_serial = :policy
                """)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("enterprise", enterprise)
                        .param("policy", policy)
                        .update()
                > 0;
    }

    /** The newest round counts as the one applied for. */
    boolean apply(int enterprise, int policy, Instant now) {
        return jdbc.sql("""
                UPDATE policy_push
                   SET delivered_at = coalesce(delivered_at, :now), read_at = coalesce(read_at, :now),
                       applied_at = coalesce(applied_at, :now)
                 WHERE enterprise_serial = :enterprise AND policy_serial = :policy
                   AND round = (SELECT max(round) FROM policy_push
                                 WHERE enterprise_serial = :enterprise AND policy_serial = :policy)
                """)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("enterprise", enterprise)
                        .param("policy", policy)
                        .update()
                == 1;
    }

    /** Of a policy that the menu showed without a push: it counts as pushed in the portal, read and applied for at this moment. */
    void applyUnpushed(int enterprise, Policies.InForce policy, Instant now) {
        jdbc.sql("""
                INSERT INTO policy_push AS p (enterprise_serial, policy_serial, round, version, pushed_at, channel, delivered_at, read_at,
                                              applied_at)
                VALUES (:enterprise, :policy, :round, :version, :now, 'PORTAL', :now, :now, :now)
                    ON CONFLICT ON CONSTRAINT policy_push_once DO UPDATE
                   SET delivered_at = coalesce(p.delivered_at, :now), read_at = coalesce(p.read_at, :now),
                       applied_at = coalesce(p.applied_at, :now)
                """)
                .param("enterprise", enterprise)
                .param("policy", policy.serial())
                .param("round", policy.round())
                .param("version", policy.number())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What a channel reports of a push. */
    record Report(UUID policy, int round, String usci, Channel channel, DeliveryResult result, Instant at) {}

    /**
     * Takes the reports in: of each fact the earliest time stays, whatever comes later. Nothing is delivered before it was pushed.
     *
     * @return which of them name no push, by their places
     */
    List<Integer> report(List<Report> reports) {
        if (reports.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                WITH told AS (
                    SELECT * FROM unnest(:policies::uuid[], :rounds::int[], :uscis::text[], :channels::text[], :results::text[],
                                         :times::timestamptz[])
                                  WITH ORDINALITY AS t (policy, round, usci, channel, result, at, place)
                ), found AS (
                    SELECT t.place, t.result, greatest(t.at, p.pushed_at) AS at, p.enterprise_serial, p.policy_serial, p.round
                      FROM told AS t
                      JOIN policy AS q ON q.id = t.policy
                      JOIN enterprise AS e ON e.usci = t.usci
                      JOIN policy_push AS p ON p.enterprise_serial = e.serial AND p.policy_serial = q.serial
                                           AND p.round = t.round AND p.channel = t.channel
                ), summed AS (
                    SELECT enterprise_serial, policy_serial, round, min(at) FILTER (WHERE result <> 'FAILED') AS delivered_at,
                           min(at) FILTER (WHERE result = 'READ') AS read_at,
                           min(at) FILTER (WHERE result = 'FAILED') AS failed_at
                      FROM found
                     GROUP BY enterprise_serial, policy_serial, round
                ), changed AS (
                    UPDATE policy_push AS p
                       SET delivered_at = least(p.delivered_at, s.delivered_at), read_at = least(p.read_at, s.read_at),
                           failed_at = least(p.failed_at, s.failed_at)
                      FROM summed AS s
                     WHERE p.enterprise_serial = s.enterprise_serial AND p.policy_serial = s.policy_serial AND p.round = s.round
                )
                SELECT CAST(t.place - 1 AS integer) AS place FROM told AS t WHERE NOT EXISTS (SELECT FROM found AS f WHERE f.place = t.place) ORDER BY 1
                """)
                .param("policies", reports.stream().map(Report::policy).toArray(UUID[]::new))
                .param("rounds", reports.stream().map(Report::round).toArray(Integer[]::new))
                .param("uscis", reports.stream().map(Report::usci).toArray(String[]::new))
                .param(
                        "channels",
                        reports.stream().map(one -> one.channel().name()).toArray(String[]::new))
                .param(
                        "results",
                        reports.stream().map(one -> one.result().name()).toArray(String[]::new))
                .param("times", reports.stream().map(one -> one.at().toString()).toArray(String[]::new))
                .query((row, _) -> row.getInt("place"))
                .list();
    }

    /**
     * How far a policy got in a channel.
     *
     * @param failed reported as not delivered, and not delivered since
     */
    record ChannelCounts(Channel channel, long pushed, long delivered, long failed, long read, long applied) {}

    /** How far a policy got, in all and by the channel in which enterprises wanted to be told. */
    record Counts(
            int round,
            long pushed,
            long delivered,
            long failed,
            long read,
            long applied,
            List<ChannelCounts> channels) {
        private static Counts of(int round, List<ChannelCounts> channels) {
            return new Counts(
                    round,
                    sum(channels, ChannelCounts::pushed),
                    sum(channels, ChannelCounts::delivered),
                    sum(channels, ChannelCounts::failed),
                    sum(channels, ChannelCounts::read),
                    sum(channels, ChannelCounts::applied),
                    List.copyOf(channels));
        }

        private static long sum(List<ChannelCounts> channels, ToLongFunction<ChannelCounts> count) {
            return channels.stream().mapToLong(count).sum();
        }
    }

    /** Exact at any moment: triggers keep the tally with every push and whatever becomes of it. */
    List<Counts> counts(int policy) {
        var rounds = new TreeMap<Integer, List<ChannelCounts>>();
        jdbc.sql("""
                SELECT round, channel, CAST(sum(pushed) AS bigint) AS pushed, CAST(sum(delivered) AS bigint) AS delivered,
                       CAST(sum(failed) AS bigint) AS failed, CAST(sum(read) AS bigint) AS read,
                       CAST(sum(applied) AS bigint) AS applied
                  FROM policy_push_tally
                 WHERE policy_serial = :policy
                 GROUP BY round, channel
                HAVING sum(pushed) > 0
                 ORDER BY round, channel
                """).param("policy", policy).query(row -> {
            rounds.computeIfAbsent(row.getInt("round"), _ -> new ArrayList<>())
                    .add(new ChannelCounts(
                            Channel.valueOf(row.getString("channel")),
                            row.getLong("pushed"),
                            row.getLong("delivered"),
                            row.getLong("failed"),
                            row.getLong("read"),
                            row.getLong("applied")));
        });
        return rounds.entrySet().stream()
                .map(round -> Counts.of(round.getKey(), round.getValue()))
                .toList();
    }

    /** One stretch of work, held by this transaction. */
    record Run(long id, @Nullable Integer policySerial, LocalDate day, int afterSerial) {}

    /**
     * The oldest work that nobody else does, with all that stands at the same place: a thousand policies published one after another are
     * matched in one pass.
     */
    List<Run> takeRuns() {
        return jdbc.sql("""
                SELECT id, policy_serial, day, after_serial FROM policy_match_run
                 WHERE finished_at IS NULL
                   AND (day, after_serial) = (SELECT day, after_serial FROM policy_match_run
                                               WHERE finished_at IS NULL ORDER BY id LIMIT 1)
                 ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED
                """)
                .query((row, _) -> new Run(
                        row.getLong("id"),
                        row.getObject("policy_serial", Integer.class),
                        row.getObject("day", LocalDate.class),
                        row.getInt("after_serial")))
                .list();
    }

    /** @param pushed counted for the first of them */
    void advance(List<Run> runs, int afterSerial, long pushed, @Nullable Instant finished) {
        jdbc.sql("""
                UPDATE policy_match_run
                   SET after_serial = :after, finished_at = :finished,
                       pushed = pushed + CASE WHEN id = :first THEN :pushed ELSE 0 END
                 WHERE id = ANY(:ids)
                """)
                .param("after", afterSerial)
                .param("pushed", pushed)
                .param("finished", finished == null ? null : finished.atOffset(ZoneOffset.UTC))
                .param("first", runs.getFirst().id())
                .param("ids", runs.stream().map(Run::id).toArray(Long[]::new))
                .update();
    }
}

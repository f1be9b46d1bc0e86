package onestop.appeal.supervision;

import static java.util.Comparator.naturalOrder;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Where the levels lie at one moment for each profile: whether an appeal is late follows from the rule it started with, also in a
 * list over appeals of all rules.
 */
public final class ThresholdsByProfile {
    /**
     * Begins a statement with the bounds of all profiles as the table {@code threshold}; its parameters are set by {@link #bind}.
     * Read once: casting them for each row would cost more than reading the rows.
     */
    static final String WITH_THRESHOLDS = """
            WITH threshold AS MATERIALIZED (
                SELECT *
                  FROM unnest(CAST(:profiles AS text[]), CAST(:remindUntil AS timestamptz[]), CAST(:yellowBefore AS timestamptz[]), CAST(:redBefore AS timestamptz[]),
                              CAST(:leaderBefore AS timestamptz[]))
                           AS t (profile, remind_until, yellow_before, red_before, leader_before)
            )
            """;

    /** The bounds of the row's own profile, where a join would lose the order of an index. */
    static final String REMIND_UNTIL = "(SELECT remind_until FROM threshold t WHERE t.profile = appeal.profile)";

    static final String YELLOW_BEFORE =
            "(SELECT " + yellowBefore("attention_at") + " FROM threshold t WHERE t.profile = appeal.profile)";

    static final String RED_BEFORE = "(SELECT red_before FROM threshold t WHERE t.profile = appeal.profile)";

    static final String LEADER_BEFORE = "(SELECT leader_before FROM threshold t WHERE t.profile = appeal.profile)";

    /**
     * Before when this due time would be yellow by the bounds of a row of {@code threshold}: only one at the end of a day, so of a limit
     * in days, turns yellow ahead.
     */
    static String yellowBefore(String dueAt) {
        return "CASE WHEN CAST(" + dueAt + " AT TIME ZONE 'Asia/Shanghai' AS time) = TIME '23:59:59.999999'"
                + " THEN yellow_before ELSE :now END";
    }

    private final Instant now;
    private final Map<String, Thresholds> thresholds;

    ThresholdsByProfile(Instant now, Map<String, Thresholds> thresholds) {
        this.now = now;
        this.thresholds = Map.copyOf(thresholds);
    }

    public Thresholds of(String profile) {
        return Objects.requireNonNull(thresholds.get(profile), profile);
    }

    /**
     * Sets {@code now}, {@code profiles}, {@code remindUntil}, {@code yellowBefore}, {@code redBefore}, {@code leaderBefore}; and as
     * {@code lastReminder}, {@code firstYellow}, {@code lastYellow}, {@code firstRed}, {@code lastRed}, {@code firstLeader} and {@code lastLeader} the outermost bounds of all profiles, so that an
     * index leads to the rows.
     */
    StatementSpec bind(StatementSpec query) {
        var profiles = thresholds.keySet().stream().sorted().toList();
        return query.param("now", now.atOffset(ZoneOffset.UTC))
                .param("profiles", profiles.toArray(String[]::new))
                .param("remindUntil", texts(profiles, Thresholds::remindUntil))
                .param("yellowBefore", texts(profiles, Thresholds::yellowBefore))
                .param("redBefore", texts(profiles, Thresholds::redBefore))
                .param("leaderBefore", texts(profiles, Thresholds::leaderBefore))
                .param("lastReminder", last(Thresholds::remindUntil))
                .param("firstYellow", earlier(now.atOffset(ZoneOffset.UTC), first(Thresholds::yellowBefore)))
                .param("lastYellow", last(Thresholds::yellowBefore))
                .param("firstRed", first(Thresholds::redBefore))
                .param("lastRed", last(Thresholds::redBefore))
                .param("firstLeader", first(Thresholds::leaderBefore))
                .param("lastLeader", last(Thresholds::leaderBefore));
    }

    private OffsetDateTime first(Function<Thresholds, Instant> bound) {
        return bounds(bound).min(naturalOrder()).orElseThrow().atOffset(ZoneOffset.UTC);
    }

    /** No limit in minutes turns yellow before it is over, whatever all profiles do with those in days. */
    private static OffsetDateTime earlier(OffsetDateTime one, OffsetDateTime other) {
        return one.isBefore(other) ? one : other;
    }

    private OffsetDateTime last(Function<Thresholds, Instant> bound) {
        return bounds(bound).max(naturalOrder()).orElseThrow().atOffset(ZoneOffset.UTC);
    }

    private String[] texts(List<String> profiles, Function<Thresholds, Instant> bound) {
        return profiles.stream()
                .map(profile -> bound.apply(of(profile)).toString())
                .toArray(String[]::new);
    }

    private Stream<Instant> bounds(Function<Thresholds, Instant> bound) {
        return thresholds.values().stream().map(bound);
    }
}

package onestop.appeal.supervision;

import static java.util.Comparator.naturalOrder;

import java.time.Instant;
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
    /** The bounds of the row's own profile, in statements whose parameters are set by {@link #bind}. */
    static final String REMIND_UNTIL =
            "(CAST(:remindUntil AS timestamptz[]))[array_position(CAST(:profiles AS text[]), profile)]";

    static final String RED_BEFORE =
            "(CAST(:redBefore AS timestamptz[]))[array_position(CAST(:profiles AS text[]), profile)]";

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
     * Sets {@code now}, {@code profiles}, {@code remindUntil}, {@code redBefore}; and as {@code lastReminder} and {@code firstRed}
     * the outermost bounds of all profiles, so that an index leads to the rows.
     */
    StatementSpec bind(StatementSpec query) {
        var profiles = thresholds.keySet().stream().sorted().toList();
        return query.param("now", now.atOffset(ZoneOffset.UTC))
                .param("profiles", profiles.toArray(String[]::new))
                .param("remindUntil", texts(profiles, Thresholds::remindUntil))
                .param("redBefore", texts(profiles, Thresholds::redBefore))
                .param(
                        "lastReminder",
                        bounds(Thresholds::remindUntil)
                                .max(naturalOrder())
                                .orElseThrow()
                                .atOffset(ZoneOffset.UTC))
                .param(
                        "firstRed",
                        bounds(Thresholds::redBefore)
                                .min(naturalOrder())
                                .orElseThrow()
                                .atOffset(ZoneOffset.UTC));
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

package onestop.evaluation.counting;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.evaluation.counting.RatedOfficers.Officer;
import onestop.evaluation.counting.TallySql.Span;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.RegionLevel;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts services and ratings. Called in the transaction of what is counted, and with the rows in one order, so that
 * simultaneous transactions wait for each other instead of blocking each other.
 */
@Repository
public class RatingCounts {
    /** Rows of one day and key of a slice that has few keys. */
    private static final int SHARDS = 4;

    private static final Map<Span, String> ADD = bySpan(TallySql::add);
    private static final Map<Span, String> MOVE = bySpan(TallySql::move);

    private static final String SERVICES_IN_SLICES = """
            INSERT INTO service_slice_tally AS t (slice, key, day, shard, invited, rated)
            SELECT s.slice, s.key, i.served_on, s.spread * :shard, %s, %s
              %s
             GROUP BY 1, 2, 3, 4
             ORDER BY 1, 2, 3, 4
                ON CONFLICT (slice, key, day, shard) DO UPDATE
               SET invited = t.invited + excluded.invited, rated = t.rated + excluded.rated
            """;

    private static final String INVITED_IN_SLICES = SERVICES_IN_SLICES.formatted("count(*)", "0", """
            FROM invitation i
             CROSS JOIN LATERAL (VALUES ('WINDOW', i.window_code, 0), ('OFFICER', i.officer, 0), ('TOWN', i.town, 1),
                                        ('REGION_LEVEL', i.region_level, 1)) AS s (slice, key, spread)
             WHERE i.id = ANY (:ids) AND s.key IS NOT NULL""");

    private static final String RATED_IN_SLICES = SERVICES_IN_SLICES.formatted("0", ":by * count(*)", """
            FROM rating r
              JOIN invitation i ON i.id = r.invitation_id
             CROSS JOIN LATERAL (VALUES ('WINDOW', i.window_code, 0), ('OFFICER', i.officer, 0), ('TOWN', i.town, 1),
                                        ('REGION_LEVEL', i.region_level, 1), ('CHANNEL', r.channel, 1)) AS s (slice, key, spread)
             WHERE r.id = ANY (:ratings) AND r.follow_up_of IS NULL AND NOT r.is_default AND s.key IS NOT NULL""");

    private final JdbcClient jdbc;
    private final RatedOfficers officers;
    private final SettledTally settled;

    RatingCounts(JdbcClient jdbc, RatedOfficers officers, SettledTally settled) {
        this.jdbc = jdbc;
        this.officers = officers;
        this.settled = settled;
    }

    /** Where a service is counted: what unit, about what, on which day. */
    public record ServiceDay(String unit, String matter, LocalDate day) {}

    /** Services that may be rated from now on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void invited(Collection<ServiceDay> services) {
        if (services.isEmpty()) {
            return;
        }
        var counts = services.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        var days = counts.keySet().stream()
                .sorted(Comparator.comparing(ServiceDay::unit)
                        .thenComparing(ServiceDay::day)
                        .thenComparing(ServiceDay::matter))
                .toList();
        jdbc.sql("""
                INSERT INTO service_count AS c (unit, matter, day, invited)
                SELECT unit, matter, day, invited
                  FROM unnest(:units::text[], :matters::text[], :days::date[], :counts::bigint[])
                       WITH ORDINALITY AS s (unit, matter, day, invited, position)
                 ORDER BY position
                    ON CONFLICT (unit, day, matter) DO UPDATE SET invited = c.invited + excluded.invited
                """)
                .param("units", texts(days, ServiceDay::unit))
                .param("matters", texts(days, ServiceDay::matter))
                .param("days", texts(days, service -> service.day().toString()))
                .param("counts", texts(days, service -> String.valueOf(counts.get(service))))
                .update();
        jdbc.sql("""
                INSERT INTO service_tally AS t (unit, day, shard, invited)
                SELECT unit, day, :shard, sum(invited)
                  FROM unnest(:units::text[], :days::date[], :counts::bigint[]) AS s (unit, day, invited)
                 GROUP BY unit, day
                 ORDER BY unit, day
                    ON CONFLICT (unit, day, shard) DO UPDATE SET invited = t.invited + excluded.invited
                """)
                .param("units", texts(days, ServiceDay::unit))
                .param("days", texts(days, service -> service.day().toString()))
                .param("counts", texts(days, service -> String.valueOf(counts.get(service))))
                .param("shard", shard())
                .update();
    }

    /** The same services by where and by whom they were given, as far as their invitations tell. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void invitedInSlices(Collection<UUID> invitations) {
        if (invitations.isEmpty()) {
            return;
        }
        jdbc.sql(INVITED_IN_SLICES)
                .param("ids", invitations.toArray(UUID[]::new))
                .param("shard", shard())
                .update();
    }

    /** A rating that has just been stored, on an invitation, a follow-up or a suspect one excepted: those do not count. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void given(UUID rating) {
        var counts = jdbc.sql("""
                SELECT standing = 'COUNTED' AND follow_up_of IS NULL FROM rating WHERE id = :id
                """).param("id", rating).query(Boolean.class).single();
        if (counts) {
            add(List.of(rating));
        }
    }

    /** A rating by what it is counted under. */
    public record Counted(
            String unit,
            String item,
            @Nullable String window,
            @Nullable String officer,
            @Nullable String town,
            @Nullable RegionLevel regionLevel,
            Channel channel,
            Level level,
            LocalDate day) {}

    /**
     * Many new ratings that count; added up here and to the tallies in one statement. Their services: {@link #served}.
     *
     * @param inDimensions those of them that say something beside the whole, which is stored
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public <T> void taken(Collection<T> ratings, Function<T, Counted> under, Collection<UUID> inDimensions) {
        if (ratings.isEmpty()) {
            return;
        }
        var tallies = new Tallies(shard());
        var seen = new HashSet<Officer>();
        for (var rating : ratings) {
            var counted = under.apply(rating);
            tallies.add(counted);
            if (counted.officer() != null) {
                seen.add(new Officer(counted.officer(), counted.unit()));
            }
        }
        settled.share();
        jdbc.sql(TallySql.ADD_SUMS).params(tallies.columns()).update();
        if (!inDimensions.isEmpty()) {
            tallyDimensions(inDimensions.toArray(UUID[]::new), shard(), 1);
        }
        officers.seen(seen);
    }

    /** Ratings that count from now on. Follow-ups never do. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Collection<UUID> ratings) {
        move(ratings, 1);
    }

    /** Ratings that count no longer. */
    void remove(Collection<UUID> ratings) {
        move(ratings, -1);
    }

    private void move(Collection<UUID> ratings, int by) {
        if (ratings.isEmpty()) {
            return;
        }
        var ids = ratings.toArray(UUID[]::new);
        tally(ids, by);
        officers.of(ids);
        services(ids, by);
    }

    /** Of new ratings that count and were {@link #taken} together with others: their services are rated. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void served(Collection<UUID> ratings) {
        if (!ratings.isEmpty()) {
            services(ratings.toArray(UUID[]::new), 1);
        }
    }

    private void services(UUID[] ids, int by) {
        var services = jdbc.sql("""
                WITH served AS (
                     SELECT i.unit, f.matter, i.served_on, count(*) FILTER (WHERE NOT r.is_default) AS ratings
                       FROM rating r
                       JOIN invitation i ON i.id = r.invitation_id
                       JOIN handled_file f ON f.receipt_number = i.receipt_number
                      WHERE r.id = ANY (:ratings) AND r.follow_up_of IS NULL
                      GROUP BY i.unit, f.matter, i.served_on),
                locked AS (
                     SELECT c.unit, c.matter, c.day, s.ratings
                       FROM served s
                       JOIN service_count c ON (c.unit, c.day, c.matter) = (s.unit, s.served_on, s.matter)
                      ORDER BY c.unit, c.day, c.matter
                        FOR UPDATE OF c),
                moved AS (
                     UPDATE service_count c
                        SET rated = c.rated + :by * l.ratings
                       FROM locked l
                      WHERE (c.unit, c.day, c.matter) = (l.unit, l.day, l.matter)
                     RETURNING 1),
                tallied AS (
                     INSERT INTO service_tally AS t (unit, day, shard, rated)
                     SELECT unit, day, :shard, sum(:by * ratings) FROM locked GROUP BY unit, day ORDER BY unit, day
                         ON CONFLICT (unit, day, shard) DO UPDATE SET rated = t.rated + excluded.rated)
                SELECT (SELECT count(*) FROM served) AS served, (SELECT count(*) FROM moved) AS moved
                """)
                .param("ratings", ids)
                .param("by", by)
                .param("shard", shard())
                .query(Services.class)
                .single();
        if (services.served() != services.moved()) {
            throw new IllegalStateException(
                    "of %d services rated, %d were ever counted".formatted(services.served(), services.moved()));
        }
        jdbc.sql(RATED_IN_SLICES)
                .param("ratings", ids)
                .param("by", by)
                .param("shard", shard())
                .update();
    }

    private void tally(UUID[] ratings, int by) {
        int shard = shard();
        settled.share();
        for (var span : Span.values()) {
            jdbc.sql(requireNonNull(ADD.get(span)))
                    .param("ratings", ratings)
                    .param("shard", shard)
                    .param("by", by)
                    .update();
        }
        settled.takeBack(ratings);
        tallyDimensions(ratings, shard, by);
    }

    private void tallyDimensions(UUID[] ratings, int shard, int by) {
        jdbc.sql(TallySql.ADD_DIMENSIONS)
                .param("ratings", ratings)
                .param("shard", shard)
                .param("by", by)
                .update();
    }

    /** A rating that counts and is another unit's from now on. */
    void move(UUID rating, String from, String to) {
        int shard = shard();
        settled.share();
        for (var span : Span.values()) {
            jdbc.sql(requireNonNull(MOVE.get(span)))
                    .param("rating", rating)
                    .param("from", from)
                    .param("to", to)
                    .param("shard", shard)
                    .update();
        }
        settled.takeBack(rating);
        jdbc.sql(TallySql.MOVE_DIMENSIONS)
                .param("rating", rating)
                .param("from", from)
                .param("to", to)
                .param("shard", shard)
                .update();
    }

    private record Services(long served, long moved) {}

    private static Map<Span, String> bySpan(Function<Span, String> sql) {
        return Arrays.stream(Span.values()).collect(Collectors.toMap(Function.identity(), sql));
    }

    /** Any one. */
    static int shard() {
        return ThreadLocalRandom.current().nextInt(SHARDS);
    }

    private static String[] texts(List<ServiceDay> days, Function<ServiceDay, String> text) {
        return days.stream().map(text).toArray(String[]::new);
    }
}

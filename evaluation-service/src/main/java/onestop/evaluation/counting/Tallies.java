package onestop.evaluation.counting;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import onestop.evaluation.counting.RatingCounts.Counted;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import org.jspecify.annotations.Nullable;

/** Adds up what a batch does to the tallies. */
final class Tallies {
    private static final Level[] LEVELS = Level.values();
    private static final Channel[] CHANNELS = Channel.values();

    private final int shard;
    private final Map<Place, int[]> sums = new HashMap<>();

    Tallies(int shard) {
        this.shard = shard;
    }

    /** A row of the tally, in the order in which all lock them: the table's key. */
    private record Place(String slice, String key, LocalDate day, int shard) {
        /** By the key alone, whose hash is kept: seven of these are looked up for each rating. */
        @Override
        public int hashCode() {
            return key.hashCode() + 31 * day.getDayOfMonth();
        }

        static final Comparator<Place> ORDER = Comparator.comparing(Place::slice)
                .thenComparing(Place::key)
                .thenComparing(Place::day)
                .thenComparingInt(Place::shard);
    }

    void add(Counted rating) {
        add(rating, "UNIT", rating.unit(), shard);
        add(rating, "ITEM", rating.item(), 0);
        add(rating, "WINDOW", rating.window(), 0);
        add(rating, "OFFICER", rating.officer(), 0);
        add(rating, "TOWN", rating.town(), shard);
        add(
                rating,
                "REGION_LEVEL",
                rating.regionLevel() == null ? null : rating.regionLevel().name(),
                shard);
        add(rating, "CHANNEL", rating.channel().name(), shard);
    }

    private void add(Counted rating, String slice, @Nullable String key, int inShard) {
        if (key == null) {
            return;
        }
        var counts = sums.computeIfAbsent(
                new Place(slice, key, rating.day(), inShard), _ -> new int[LEVELS.length + CHANNELS.length]);
        counts[rating.level().ordinal()]++;
        counts[LEVELS.length + rating.channel().ordinal()]++;
    }

    /** The rows, sorted, as an array for each column of the table. */
    Map<String, Object> columns() {
        var rows = sums.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Place.ORDER))
                .toList();
        var columns = new HashMap<String, Object>();
        columns.put("slice", texts(rows, Place::slice));
        columns.put("key", texts(rows, Place::key));
        columns.put("day", texts(rows, place -> place.day().toString()));
        columns.put("shard", texts(rows, place -> String.valueOf(place.shard())));
        for (var level : LEVELS) {
            columns.put(TallySql.column(level), counts(rows, level.ordinal()));
        }
        for (var channel : CHANNELS) {
            columns.put(TallySql.column(channel), counts(rows, LEVELS.length + channel.ordinal()));
        }
        return columns;
    }

    private static String[] texts(List<Map.Entry<Place, int[]>> rows, Function<Place, String> text) {
        return rows.stream().map(row -> text.apply(row.getKey())).toArray(String[]::new);
    }

    private static Integer[] counts(List<Map.Entry<Place, int[]>> rows, int position) {
        return rows.stream().map(row -> row.getValue()[position]).toArray(Integer[]::new);
    }
}

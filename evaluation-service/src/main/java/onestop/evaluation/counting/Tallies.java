package onestop.evaluation.counting;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import onestop.evaluation.counting.RatingCounts.Counted;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import org.jspecify.annotations.Nullable;

/** Adds up what a batch does to the tallies, by day. */
final class Tallies {
    private static final Level[] LEVELS = Level.values();
    private static final Channel[] CHANNELS = Channel.values();
    private static final int CELLS = LEVELS.length * CHANNELS.length;
    private static final String WHOLE = "";

    private final int shard;
    private final Map<Place, int[]> sums = new HashMap<>();

    Tallies(int shard) {
        this.shard = shard;
    }

    /** A row of the tally, in the order in which all lock them: the table's key. */
    private record Place(String slice, String key, String part, LocalDate day, int shard) implements Comparable<Place> {
        /** By the key alone, whose hash is kept: seven of these are looked up for each rating. */
        @Override
        public int hashCode() {
            return key.hashCode() + 31 * day.getDayOfMonth();
        }

        @Override
        public int compareTo(Place other) {
            int by = slice.compareTo(other.slice);
            by = by == 0 ? key.compareTo(other.key) : by;
            by = by == 0 ? part.compareTo(other.part) : by;
            by = by == 0 ? day.compareTo(other.day) : by;
            return by == 0 ? Integer.compare(shard, other.shard) : by;
        }
    }

    void add(Counted rating) {
        int cell = rating.level().ordinal() * CHANNELS.length + rating.channel().ordinal();
        add(cell, "UNIT", rating.unit(), WHOLE, rating.day(), shard);
        add(cell, "ITEM", rating.item(), rating.unit(), rating.day(), 0);
        add(cell, "WINDOW", rating.window(), WHOLE, rating.day(), 0);
        add(cell, "OFFICER", rating.officer(), WHOLE, rating.day(), 0);
        add(cell, "TOWN", rating.town(), WHOLE, rating.day(), shard);
        var region = rating.regionLevel();
        add(cell, "REGION_LEVEL", region == null ? null : region.name(), WHOLE, rating.day(), shard);
        add(cell, "CHANNEL", rating.channel().name(), WHOLE, rating.day(), shard);
    }

    private void add(int cell, String slice, @Nullable String key, String part, LocalDate day, int inShard) {
        if (key != null) {
            sums.computeIfAbsent(new Place(slice, key, part, day, inShard), _ -> new int[CELLS])[cell]++;
        }
    }

    /** The rows, sorted, as an array for each column of the table. */
    Map<String, Object> columns() {
        var rows = sums.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        var columns = new HashMap<String, Object>();
        columns.put("slice", texts(rows, Place::slice));
        columns.put("key", texts(rows, Place::key));
        columns.put("part", texts(rows, Place::part));
        columns.put("day", texts(rows, place -> place.day().toString()));
        columns.put("shard", texts(rows, place -> String.valueOf(place.shard())));
        for (var level : LEVELS) {
            var all = new int[rows.size()];
            for (var channel : CHANNELS) {
                var counts = counts(rows, level.ordinal() * CHANNELS.length + channel.ordinal());
                columns.put(TallySql.column(level, channel), counts);
                Arrays.setAll(all, row -> all[row] + counts[row]);
            }
            columns.put(TallySql.column(level), all);
        }
        return columns;
    }

    private static String[] texts(List<Map.Entry<Place, int[]>> rows, Function<Place, String> text) {
        return rows.stream().map(row -> text.apply(row.getKey())).toArray(String[]::new);
    }

    private static int[] counts(List<Map.Entry<Place, int[]>> rows, int cell) {
        var counts = new int[rows.size()];
        Arrays.setAll(counts, row -> rows.get(row).getValue()[cell]);
        return counts;
    }
}

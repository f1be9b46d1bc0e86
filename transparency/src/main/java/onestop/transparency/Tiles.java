package onestop.transparency;

import java.util.HashMap;
import java.util.Map;

/**
 * Complete subtrees of any level out of tiles: rows of up to 256 neighbouring hashes, kept for every eighth level only, as in the
 * C2SP tiled logs. What lies between is computed.
 */
public final class Tiles implements Tree.Nodes {
    public static final int LEVELS = 8;
    public static final int WIDTH = 1 << LEVELS;

    /** Gives the hashes of a tile, one after the other; of the last tile of a level as many as there are. */
    @FunctionalInterface
    public interface Source {
        byte[] tile(int level, long index);
    }

    private record Place(int level, long index) {}

    private final Source source;
    private final Map<Place, byte[]> read = new HashMap<>();
    private final Map<Place, byte[]> computed = new HashMap<>();

    public Tiles(Source source) {
        this.source = source;
    }

    @Override
    public byte[] hash(int level, long index) {
        if (level % LEVELS == 0) {
            var tile = read.computeIfAbsent(
                    new Place(level / LEVELS, index / WIDTH), place -> source.tile(place.level(), place.index()));
            var hash = new byte[Hash.BYTES];
            System.arraycopy(tile, (int) (index % WIDTH) * Hash.BYTES, hash, 0, Hash.BYTES);
            return hash;
        }
        var place = new Place(level, index);
        var known = computed.get(place);
        if (known != null) {
            return known;
        }
        var hash = Hash.node(hash(level - 1, 2 * index), hash(level - 1, 2 * index + 1));
        computed.put(place, hash);
        return hash;
    }
}

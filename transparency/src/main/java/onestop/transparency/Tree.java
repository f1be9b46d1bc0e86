package onestop.transparency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Roots and proofs of a Merkle tree (RFC 9162, 2.1) over the hashes of its complete subtrees, wherever those are kept.
 *
 * <p>A complete subtree is named by its level and its place among those of its level: level 0 are the leaves, and node {@code i} of level
 * {@code l} covers the leaves from {@code i * 2^l} on.
 */
public final class Tree {
    /** Gives the hash of a complete subtree. */
    @FunctionalInterface
    public interface Nodes {
        byte[] hash(int level, long index);
    }

    private final Nodes nodes;

    public Tree(Nodes nodes) {
        this.nodes = nodes;
    }

    /** The root of the first {@code size} leaves. */
    public byte[] root(long size) {
        return size == 0 ? Hash.empty() : range(0, size);
    }

    /**
     * The hashes that lead from a leaf to the root (RFC 9162, 2.1.3.1), from the bottom up.
     *
     * @throws IllegalArgumentException if there is no such leaf in a tree of that size
     */
    public List<byte[]> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
        }
        var path = new ArrayList<byte[]>();
        include(index, 0, size, path);
        return path;
    }

    private void include(long index, long from, long to, List<byte[]> path) {
        if (to - from == 1) {
            return;
        }
        long split = from + largestPowerBelow(to - from);
        if (index < split) {
            include(index, from, split, path);
            path.add(range(split, to));
        } else {
            include(index, split, to, path);
            path.add(range(from, split));
        }
    }

    /**
     * The hashes that show a tree to be the beginning of a larger one (RFC 9162, 2.1.4.1).
     *
     * @throws IllegalArgumentException if the sizes are not in order
     */
    public List<byte[]> consistency(long first, long second) {
        if (first < 1 || first > second) {
            throw new IllegalArgumentException("a tree of " + first + " is not the beginning of one of " + second);
        }
        var path = new ArrayList<byte[]>();
        if (first < second) {
            consist(first, 0, second, true, path);
        }
        return path;
    }

    private void consist(long first, long from, long to, boolean whole, List<byte[]> path) {
        if (first == to) {
            if (!whole) {
                path.add(range(from, to));
            }
            return;
        }
        long split = from + largestPowerBelow(to - from);
        if (first <= split) {
            consist(first, from, split, whole, path);
            path.add(range(split, to));
        } else {
            consist(first, split, to, false, path);
            path.add(range(from, split));
        }
    }

    /** The hash of the leaves from one to before another, where the first begins a subtree that may be incomplete at its end. */
    private byte[] range(long from, long to) {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return nodes.hash(level, from >> level);
        }
        long split = from + largestPowerBelow(count);
        return Hash.node(range(from, split), range(split, to));
    }

    private static long largestPowerBelow(long count) {
        return Long.highestOneBit(count - 1);
    }

    /** Whether the path leads from the leaf to the root (RFC 9162, 2.1.3.2). */
    public static boolean includes(byte[] root, long size, long index, byte[] leafHash, List<byte[]> path) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        var hash = leafHash;
        for (var step : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hash.node(step, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hash.node(hash, step);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    /** Whether the path shows the first tree to be the beginning of the second (RFC 9162, 2.1.4.2). */
    public static boolean consistent(
            long firstSize, byte[] firstRoot, long secondSize, byte[] secondRoot, List<byte[]> path) {
        if (firstSize < 1 || firstSize > secondSize) {
            return false;
        }
        if (firstSize == secondSize) {
            return path.isEmpty() && Arrays.equals(firstRoot, secondRoot);
        }
        var steps = new ArrayList<>(path);
        if (Long.bitCount(firstSize) == 1) {
            steps.addFirst(firstRoot);
        }
        if (steps.isEmpty()) {
            return false;
        }
        long node = firstSize - 1;
        long last = secondSize - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        var first = steps.getFirst();
        var second = steps.getFirst();
        for (var step : steps.subList(1, steps.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                first = Hash.node(step, first);
                second = Hash.node(step, second);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                second = Hash.node(second, step);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(first, firstRoot) && Arrays.equals(second, secondRoot);
    }
}

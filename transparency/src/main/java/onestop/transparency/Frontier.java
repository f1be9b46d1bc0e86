package onestop.transparency;

import java.util.ArrayList;
import java.util.List;

/** A tree that is only appended to: it keeps one hash for each complete subtree at its right edge, and knows its root at any time. */
public final class Frontier {
    /** Of complete subtrees from left to right, the largest first. */
    private final List<byte[]> edge = new ArrayList<>();

    private long size;

    public long size() {
        return size;
    }

    public void append(byte[] leafHash) {
        var hash = leafHash;
        for (long rest = size; (rest & 1) == 1; rest >>= 1) {
            hash = Hash.node(edge.removeLast(), hash);
        }
        edge.add(hash);
        size++;
    }

    public byte[] root() {
        if (edge.isEmpty()) {
            return Hash.empty();
        }
        var hash = edge.getLast();
        for (int i = edge.size() - 2; i >= 0; i--) {
            hash = Hash.node(edge.get(i), hash);
        }
        return hash;
    }
}

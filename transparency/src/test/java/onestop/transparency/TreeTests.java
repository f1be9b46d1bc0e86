package onestop.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TreeTests {
    /** The eight leaves of the test vectors that certificate transparency logs share, and the roots of the first n. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static byte[] leaf(int i) {
        return Hash.leaf(("leaf " + i).getBytes(StandardCharsets.UTF_8));
    }

    /** A tree with all its nodes in memory, computed by the definition alone. */
    private static Tree.Nodes nodes(List<byte[]> leaves) {
        return new Tree.Nodes() {
            @Override
            public byte[] hash(int level, long index) {
                return level == 0
                        ? leaves.get((int) index)
                        : Hash.node(hash(level - 1, 2 * index), hash(level - 1, 2 * index + 1));
            }
        };
    }

    private static List<byte[]> leaves(int size) {
        var leaves = new ArrayList<byte[]>();
        for (int i = 0; i < size; i++) {
            leaves.add(leaf(i));
        }
        return leaves;
    }

    @Test
    void theRootsAreThoseThatOtherLogsCompute() {
        var hex = HexFormat.of();
        var hashes = LEAVES.stream().map(hex::parseHex).map(Hash::leaf).toList();
        var tree = new Tree(nodes(hashes));
        var frontier = new Frontier();
        for (int size = 1; size <= LEAVES.size(); size++) {
            frontier.append(hashes.get(size - 1));
            assertThat(hex.formatHex(tree.root(size))).isEqualTo(ROOTS.get(size - 1));
            assertThat(frontier.root()).isEqualTo(tree.root(size));
        }
        assertThat(tree.root(0)).isEqualTo(new Frontier().root());
        assertThat(hex.formatHex(tree.root(0)))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void eachLeafIsShownToBeInEachTreeAndInNoOther() {
        var leaves = leaves(40);
        var tree = new Tree(nodes(leaves));
        for (int size = 1; size <= 40; size++) {
            for (int index = 0; index < size; index++) {
                var proof = tree.inclusion(index, size);
                assertThat(Tree.includes(tree.root(size), size, index, leaf(index), proof))
                        .isTrue();
                assertThat(Tree.includes(tree.root(size), size, index, leaf(index + 1), proof))
                        .isFalse();
                assertThat(Tree.includes(tree.root(size), size, (index + 1) % (size + 1), leaf(index), proof))
                        .isFalse();
                if (size > 1) {
                    assertThat(Tree.includes(tree.root(size), size, index, leaf(index), proof.subList(1, proof.size())))
                            .isFalse();
                }
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> tree.inclusion(3, 3));
    }

    @Test
    void eachTreeIsShownToBeTheBeginningOfEachLargerOne() {
        var tree = new Tree(nodes(leaves(40)));
        for (int second = 1; second <= 40; second++) {
            for (int first = 1; first <= second; first++) {
                var proof = tree.consistency(first, second);
                assertThat(Tree.consistent(first, tree.root(first), second, tree.root(second), proof))
                        .isTrue();
                if (first < second) {
                    assertThat(Tree.consistent(first, leaf(0), second, tree.root(second), proof))
                            .as("%d of %d", first, second)
                            .isEqualTo(first == 1); // the tree of one leaf has that leaf's hash
                    assertThat(Tree.consistent(first, tree.root(first), second, leaf(99), proof))
                            .isFalse();
                }
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> tree.consistency(5, 4));
    }

    @Property(tries = 60)
    void tilesGiveTheSameNodes(
            @ForAll @IntRange(min = 1, max = 70_000) int size, @ForAll @IntRange(max = 69_999) int at) {
        var frontier = new Frontier();
        var leaves = new byte[size * Hash.BYTES];
        for (int i = 0; i < size; i++) {
            var hash = leaf(i);
            frontier.append(hash);
            System.arraycopy(hash, 0, leaves, i * Hash.BYTES, Hash.BYTES);
        }
        var tree = new Tree(new Tiles(new Tiles.Source() {
            @Override
            public byte[] tile(int level, long index) {
                int from = (int) index * Tiles.WIDTH;
                if (level == 0) {
                    int to = Math.min(size, from + Tiles.WIDTH);
                    return java.util.Arrays.copyOfRange(leaves, from * Hash.BYTES, to * Hash.BYTES);
                }
                int below = size >> (Tiles.LEVELS * level);
                int to = Math.min(below, from + Tiles.WIDTH);
                var tile = new byte[(to - from) * Hash.BYTES];
                for (int i = from; i < to; i++) {
                    var whole = new Tiles(this).hash(Tiles.LEVELS * level - 1, 2L * i);
                    var other = new Tiles(this).hash(Tiles.LEVELS * level - 1, 2L * i + 1);
                    System.arraycopy(Hash.node(whole, other), 0, tile, (i - from) * Hash.BYTES, Hash.BYTES);
                }
                return tile;
            }
        }));

        assertThat(tree.root(size)).isEqualTo(frontier.root());
        int index = at % size;
        assertThat(Tree.includes(frontier.root(), size, index, leaf(index), tree.inclusion(index, size)))
                .isTrue();
    }
}

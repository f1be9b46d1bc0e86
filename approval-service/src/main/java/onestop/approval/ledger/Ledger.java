package onestop.approval.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onestop.approval.clocks.OfficeTime;
import onestop.transparency.Entry;
import onestop.transparency.Hash;
import onestop.transparency.Tiles;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of the tree, its heads and its entries. */
@Repository
class Ledger implements Tiles.Source {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    /** A leaf with what it covers as that stands now. */
    private static final String ENTRY = """
            SELECT i.idx, l.salt, CAST(l.facts AS text) AS facts, CAST(l.details AS text) AS own_details, l.case_number,
                   l.case_version, h.receipt_number, h.act, h.actor, h.at, CAST(h.details AS text) AS details,
                   c.item_code, c.unit, c.subject_usci
              FROM ledger_index i
              JOIN ledger_leaf l USING (leaf_id)
              LEFT JOIN case_history h ON h.case_number = l.case_number AND h.case_version = l.case_version
              LEFT JOIN approval_case c ON c.case_number = l.case_number
            """;

    private final JdbcClient jdbc;

    Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Waiting(long leafId, byte[] hash) {}

    record TileRow(int level, long index, byte[] hashes) {}

    record SignedHead(long id, long size, byte[] root, Instant at, String note) {}

    /** The size of the tree, for whoever goes on to extend it; empty while somebody else does. */
    Optional<Long> hold() {
        return jdbc.sql("SELECT tree_size FROM ledger_state FOR UPDATE SKIP LOCKED")
                .query(Long.class)
                .optional();
    }

    /** In the order in which they were written, as far as that is known by now: who commits later comes later. */
    List<Waiting> waiting(int most) {
        return jdbc.sql("""
                SELECT l.leaf_id, l.leaf_hash
                  FROM ledger_pending p
                  JOIN ledger_leaf l USING (leaf_id)
                 ORDER BY p.leaf_id
                 LIMIT :most
                """)
                .param("most", most)
                .query((row, _) -> new Waiting(row.getLong("leaf_id"), row.getBytes("leaf_hash")))
                .list();
    }

    /** Gives the leaves the places from {@code first} on. */
    void place(long first, List<Waiting> leaves, List<TileRow> tiles) {
        var ids = leaves.stream().map(Waiting::leafId).toArray(Long[]::new);
        jdbc.sql("""
                WITH placed AS (
                    INSERT INTO ledger_index (idx, leaf_id)
                    SELECT :first + place - 1, leaf_id
                      FROM unnest(CAST(:ids AS bigint[])) WITH ORDINALITY AS l (leaf_id, place)
                 RETURNING leaf_id
                ), taken AS (
                    DELETE FROM ledger_pending WHERE leaf_id = ANY (CAST(:ids AS bigint[]))
                ), tiled AS (
                    INSERT INTO ledger_tile (level, idx, hashes)
                    SELECT * FROM unnest(CAST(:levels AS smallint[]), CAST(:indexes AS bigint[]), CAST(:hashes AS bytea[]))
                        ON CONFLICT (level, idx) DO UPDATE SET hashes = excluded.hashes)
                UPDATE ledger_state SET tree_size = :first + (SELECT count(*) FROM placed)
                """)
                .param("first", first)
                .param("ids", ids)
                .param(
                        "levels",
                        tiles.stream().map(tile -> (short) tile.level()).toArray(Short[]::new))
                .param("indexes", tiles.stream().map(TileRow::index).toArray(Long[]::new))
                .param("hashes", tiles.stream().map(TileRow::hashes).toArray(byte[][]::new))
                .update();
    }

    @Override
    public byte[] tile(int level, long index) {
        return findTile(level, index)
                .orElseThrow(
                        () -> new IllegalStateException("the log lacks tile %d of level %d".formatted(index, level)));
    }

    Optional<byte[]> findTile(int level, long index) {
        return jdbc.sql("SELECT hashes FROM ledger_tile WHERE level = :level AND idx = :index")
                .param("level", level)
                .param("index", index)
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    long sign(long size, byte[] root, Instant at, String note) {
        return jdbc.sql("""
                INSERT INTO ledger_head (tree_size, root, signed_at, note) VALUES (:size, :root, :at, :note)
                RETURNING id
                """)
                .param("size", size)
                .param("root", root)
                .param("at", OfficeTime.at(at))
                .param("note", note)
                .query(Long.class)
                .single();
    }

    Optional<SignedHead> head() {
        return jdbc.sql("SELECT id, tree_size, root, signed_at, note FROM ledger_head ORDER BY id DESC LIMIT 1")
                .query((row, _) -> new SignedHead(
                        row.getLong("id"),
                        row.getLong("tree_size"),
                        row.getBytes("root"),
                        row.getObject("signed_at", OffsetDateTime.class).toInstant(),
                        row.getString("note")))
                .optional();
    }

    /** Entries from a place to before another, at most so many. */
    List<Entry> entries(long from, long to, int most) {
        return jdbc.sql(ENTRY + " WHERE i.idx >= :from AND i.idx < :to ORDER BY i.idx LIMIT :most")
                .param("from", from)
                .param("to", to)
                .param("most", most)
                .query((row, _) -> entry(row))
                .list();
    }

    List<Entry> ofCase(String caseNumber, long treeSize, int most) {
        return jdbc.sql(ENTRY + " WHERE l.case_number = :number AND i.idx < :size ORDER BY i.idx LIMIT :most")
                .param("number", caseNumber)
                .param("size", treeSize)
                .param("most", most)
                .query((row, _) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var facts = row.getString("facts");
        return new Entry(
                row.getLong("idx"),
                facts != null ? JSON.readValue(facts, MAP) : factsOfAct(row),
                Base64.getEncoder().encodeToString(row.getBytes("salt")),
                facts != null ? JSON.readValue(row.getString("own_details"), MAP) : detailsOfAct(row),
                null,
                null);
    }

    /** Of an act that is gone from the history nothing is left to show; the verifier will miss it. */
    private static Map<String, Object> factsOfAct(ResultSet row) throws SQLException {
        var at = row.getObject("at", OffsetDateTime.class);
        return LedgerFacts.facts(
                row.getString("case_number"),
                row.getLong("case_version"),
                text(row, "receipt_number"),
                text(row, "item_code"),
                text(row, "unit"),
                text(row, "subject_usci"),
                text(row, "act"),
                at == null ? Instant.EPOCH : at.toInstant());
    }

    private static Map<String, Object> detailsOfAct(ResultSet row) throws SQLException {
        var details = row.getString("details");
        return LedgerFacts.details(text(row, "actor"), details == null ? Map.of() : JSON.readValue(details, MAP));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        @Nullable String value = row.getString(column);
        return value == null ? "" : value;
    }

    /** Whose case it is, and who takes part in it. */
    record Concerned(
            String subjectUsci,
            String enterpriseUsci,
            List<String> units,
            @Nullable String acceptedByUnit) {}

    Optional<Concerned> concerned(String caseNumber) {
        return jdbc.sql("""
                SELECT c.subject_usci, f.enterprise_usci, f.units, f.accepted_by_unit
                  FROM approval_case c
                  JOIN approval_file f USING (receipt_number)
                 WHERE c.case_number = :number
                """)
                .param("number", caseNumber)
                .query((row, _) -> new Concerned(
                        row.getString("subject_usci"),
                        row.getString("enterprise_usci"),
                        List.of((String[]) row.getArray("units").getArray()),
                        row.getString("accepted_by_unit")))
                .optional();
    }

    /**
     * The tiles that a tree of {@code size} leaves gets with further ones: those at its right edge, longer, and new ones.
     *
     * @param written receives every tile, for reading the tree right after
     */
    List<TileRow> extended(long size, List<byte[]> leaves, Map<TilePlace, byte[]> written) {
        var rows = new ArrayList<TileRow>();
        var fresh = leaves;
        long before = size;
        for (int level = 0; !fresh.isEmpty(); level++) {
            var above = new ArrayList<byte[]>();
            long index = before / Tiles.WIDTH;
            int filled = (int) (before % Tiles.WIDTH);
            var tile = new byte[Tiles.WIDTH * Hash.BYTES];
            if (filled > 0) {
                System.arraycopy(tile(level, index), 0, tile, 0, filled * Hash.BYTES);
            }
            for (var hash : fresh) {
                System.arraycopy(hash, 0, tile, filled * Hash.BYTES, Hash.BYTES);
                filled++;
                if (filled == Tiles.WIDTH) {
                    rows.add(new TileRow(level, index, tile.clone()));
                    above.add(whole(tile.clone()));
                    index++;
                    filled = 0;
                }
            }
            if (filled > 0) {
                rows.add(new TileRow(level, index, Arrays.copyOf(tile, filled * Hash.BYTES)));
            }
            fresh = above;
            before >>= Tiles.LEVELS;
        }
        rows.forEach(row -> written.put(new TilePlace(row.level(), row.index()), row.hashes()));
        return rows;
    }

    record TilePlace(int level, long index) {}

    private static byte[] whole(byte[] tile) {
        var nodes = new Tiles((_, _) -> tile);
        return Hash.node(nodes.hash(Tiles.LEVELS - 1, 0), nodes.hash(Tiles.LEVELS - 1, 1));
    }

    /** Reads what has just been written, and the rest from the database. */
    Tiles.Source with(Map<TilePlace, byte[]> written) {
        var known = new HashMap<>(written);
        return (level, index) -> {
            var tile = known.get(new TilePlace(level, index));
            return tile == null ? tile(level, index) : tile;
        };
    }
}

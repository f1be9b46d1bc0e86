package onestop.approval.figures;

/** What figures are told apart by; the steps always are. */
enum GroupBy {
    NONE("CAST(NULL AS text) AS unit, CAST(NULL AS text) AS item_code", "step"),
    UNIT("unit, CAST(NULL AS text) AS item_code", "unit, step"),
    ITEM("CAST(NULL AS text) AS unit, item_code", "item_code, step"),
    UNIT_AND_ITEM("unit, item_code", "unit, item_code, step");

    private final String keys;
    private final String grouping;

    GroupBy(String keys, String grouping) {
        this.keys = keys;
        this.grouping = grouping;
    }

    String keys() {
        return keys;
    }

    String grouping() {
        return grouping;
    }
}

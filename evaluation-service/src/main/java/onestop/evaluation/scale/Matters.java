package onestop.evaluation.scale;

import java.util.Set;

/** What stands in the place of an item where a service is of no single one. */
public final class Matters {
    /** A file with several items and no package. */
    public static final String MIXED = "MIXED";

    /** A question about no item. */
    public static final String QUESTION = "CONSULTATION";

    /** Neither items nor packages of the catalogue. */
    public static final Set<String> OF_NO_ITEM = Set.of(MIXED, QUESTION);

    private Matters() {}
}

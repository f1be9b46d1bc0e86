package onestop.approval.reductions;

import java.util.Locale;

/** What can be saved. */
enum Measure {
    /** Documents handed in. */
    MATERIALS,
    /** Handing in, each correction, each collection. */
    STEPS,
    /** Working days from the acceptance to the last decision. */
    WORKING_DAYS,
    /** Days on which somebody had to come to a window. */
    VISITS,
    /** Cost to the applicant, in fen. */
    COST_FEN,
    /** The applicant's own time. */
    MINUTES;

    /** The stem of the measure's columns. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}

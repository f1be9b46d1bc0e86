package onestop.intake.application;

import java.util.List;

/**
 * What an applicant's side committed itself to in an act: which text, in which version, and for which materials.
 *
 * @param materials sorted keys, at least one
 */
record Commitment(Kind kind, long textVersion, List<String> materials) {

    /** The texts there are. */
    enum Kind {
        /** To supply in time what is still missing (容缺受理). */
        DEFERRED_MATERIALS,
        /** To meet the conditions that a proof would have shown (告知承诺). */
        NOTICE_AND_COMMITMENT
    }

    Commitment {
        materials = materials.stream().sorted().toList();
        if (materials.isEmpty()) {
            throw new IllegalArgumentException("a commitment is about something");
        }
    }
}

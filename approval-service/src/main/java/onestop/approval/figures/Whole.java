package onestop.approval.figures;

/** Decided cases and those that ended without a decision are added up apart, each as a whole and by step. */
enum Whole {
    DECIDED("", ""),
    /** Terminated, lapsed, forwarded to the upper level. */
    ENDED("ENDED", "ENDED_");

    private final String key;
    private final String prefix;

    Whole(String key, String prefix) {
        this.key = key;
        this.prefix = prefix;
    }

    /** In the place of a step: the cases as a whole. */
    String key() {
        return key;
    }

    /** The same of one step. */
    String step(String step) {
        return prefix + step;
    }

    static Whole of(String key) {
        return key.isEmpty() ? DECIDED : ENDED;
    }
}

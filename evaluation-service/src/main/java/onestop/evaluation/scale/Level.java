package onestop.evaluation.scale;

/**
 * The five levels of satisfaction, best first: 非常满意, 满意, 基本满意, 不满意, 非常不满意. The third is still a good rating;
 * only the last two are bad.
 */
public enum Level {
    VERY_SATISFIED(10),
    SATISFIED(8),
    BASICALLY_SATISFIED(6),
    DISSATISFIED(3),
    VERY_DISSATISFIED(0);

    private final int points;

    Level(int points) {
        this.points = points;
    }

    /** What the level adds to the mean score, of 10. */
    public int points() {
        return points;
    }

    public boolean good() {
        return !bad();
    }

    /** Whether a rating of this level has to be put right. */
    public boolean bad() {
        return this == DISSATISFIED || this == VERY_DISSATISFIED;
    }
}

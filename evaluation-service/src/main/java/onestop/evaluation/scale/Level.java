package onestop.evaluation.scale;

/** The five levels of satisfaction, best first. 基本满意 is still a good rating; only the last two are bad. */
public enum Level {
    VERY_SATISFIED("非常满意", 10),
    SATISFIED("满意", 8),
    BASICALLY_SATISFIED("基本满意", 6),
    DISSATISFIED("不满意", 3),
    VERY_DISSATISFIED("非常不满意", 0);

    private final String zh;
    private final int points;

    Level(String zh, int points) {
        this.zh = zh;
        this.points = points;
    }

    public String zh() {
        return zh;
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

package onestop.evaluation.rectification;

/**
 * What the unit found: whether it was so, whether it could be asked for, and how urgently it is handled (是否属实, 是否合理, 处理等级).
 * What was not so, or has no legal ground, is explained to the rater instead of put right.
 */
record Judgement(Truth truth, boolean reasonable, Grade grade) {
    static final Judgement AS_SAID = new Judgement(Truth.TRUE, true, Grade.ORDINARY);

    enum Truth {
        TRUE,
        PARTLY_TRUE,
        UNTRUE
    }

    enum Grade {
        ORDINARY,
        IMPORTANT,
        URGENT
    }
}

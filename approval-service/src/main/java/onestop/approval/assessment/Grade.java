package onestop.approval.assessment;

enum Grade {
    EXCELLENT("优秀"),
    GOOD("良好"),
    QUALIFIED("合格"),
    UNQUALIFIED("不合格"),
    /** Too few cases to say anything. */
    NOT_RATED("不评定");

    private final String zh;

    Grade(String zh) {
        this.zh = zh;
    }

    String zh() {
        return zh;
    }
}

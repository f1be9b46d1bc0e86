package onestop.approval.cases;

/**
 * Who approved that a case takes longer (行政许可法 art. 42).
 */
enum ExtensionRank {
    /** The head of the body that decides: up to 10 working days. */
    HEAD_OF_BODY(10),
    /** The head of the government, where several items are handled together: up to 15 working days. */
    HEAD_OF_GOVERNMENT(15);

    private final int mostWorkingDays;

    ExtensionRank(int mostWorkingDays) {
        this.mostWorkingDays = mostWorkingDays;
    }

    int mostWorkingDays() {
        return mostWorkingDays;
    }
}

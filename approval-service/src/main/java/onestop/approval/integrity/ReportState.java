package onestop.approval.integrity;

/** What became of a report. Passed on is not the end; the other two are. */
enum ReportState {
    RECEIVED,
    /** To whoever may look into it: the discipline inspection, another authority. */
    PASSED_ON,
    FOUNDED,
    UNFOUNDED;

    boolean mayBecome(ReportState next) {
        return switch (this) {
            case RECEIVED -> next != RECEIVED;
            case PASSED_ON -> next == FOUNDED || next == UNFOUNDED;
            case FOUNDED, UNFOUNDED -> false;
        };
    }
}

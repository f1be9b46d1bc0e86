package onestop.approval.cases;

/** A step of a case in hand, in the order of the procedure (承办, 审核, 批准). */
public enum CaseStep {
    /** Done by an examiner. */
    EXAMINATION,
    /** Done by a reviewer, who is not the examiner; only where the item asks for it. */
    REVIEW,
    /** Done by an approver, who is neither of the two. */
    DECISION
}

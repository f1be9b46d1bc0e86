package onestop.approval.cases;

/** How an item is decided (办件类型). */
public enum CaseType {
    /** 即办件: decided on the spot, in one step. */
    IMMEDIATE,
    /** 承诺件: examined, then decided by somebody else. */
    PROMISED
}

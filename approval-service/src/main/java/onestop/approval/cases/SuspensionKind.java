package onestop.approval.cases;

/** Why the law lets the clocks stand still (行政许可法 art. 35, 45): correction, special procedures, forwarding to the upper level. */
enum SuspensionKind {
    CORRECTION,
    HEARING,
    TENDER,
    AUCTION,
    ON_SITE_INSPECTION,
    TESTING,
    QUARANTINE,
    APPRAISAL,
    EXPERT_REVIEW,
    PUBLICITY,
    FORWARDED_UP
}

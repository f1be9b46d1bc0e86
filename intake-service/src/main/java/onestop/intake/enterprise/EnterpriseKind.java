package onestop.intake.enterprise;

/** What an enterprise is by law. */
public enum EnterpriseKind {
    COMPANY,
    BRANCH,
    SOLE_TRADER,
    COOPERATIVE,
    OTHER
}

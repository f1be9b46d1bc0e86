package onestop.intake.enterprise;

/** The size of an enterprise by the national classification. */
public enum EnterpriseScale {
    LARGE,
    MEDIUM,
    SMALL,
    MICRO
}

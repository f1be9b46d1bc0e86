package onestop.appeal.enterprises;

/** The public credit grade, best first. */
public enum CreditGrade {
    A,
    B,
    C,
    D
}

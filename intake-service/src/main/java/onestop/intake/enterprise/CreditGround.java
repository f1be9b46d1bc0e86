package onestop.intake.enterprise;

/** Why an enterprise's credit is marked. The first two bar it by law from asking again, for a number of years. */
public enum CreditGround {
    /** Hid facts or handed in false material where public safety is concerned (Administrative Licence Law, 78). */
    FALSE_MATERIAL(1),
    /** Got a licence by fraud or bribery where public safety is concerned (Administrative Licence Law, 79). */
    OBTAINED_BY_FRAUD(3),
    /** Broke a promise given in place of a material. */
    FALSE_PROMISE(0),
    /** On a list of those who do not keep faith, and not repaired. */
    BAD_CREDIT(0);

    private final int barredYears;

    CreditGround(int barredYears) {
        this.barredYears = barredYears;
    }

    /** 0 if nobody is barred for it. */
    int barredYears() {
        return barredYears;
    }
}

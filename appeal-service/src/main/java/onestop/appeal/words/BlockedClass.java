package onestop.appeal.words;

/** How hard a matter is that met the conditions and still could not be done (办不成事); its limit follows from it. */
public enum BlockedClass {
    /** Done on the spot. */
    SIMPLE,
    /** Handed over to the unit: 5 working days. */
    COMPLEX,
    /** For a joint meeting: 10 working days. */
    SPECIAL,
    /** For the office of the business environment. */
    HARD
}

package onestop.approval.cases;

/**
 * Something that the applicant is asked to correct.
 *
 * @param material key of the material in the catalogue
 * @param text what exactly is missing or wrong; for the applicant and the officers, so it may be personal and leaves in no event
 */
record Defect(String material, Fault fault, String text) {
    /** Most defects of one notice. */
    static final int MOST = 50;

    /** What a reader of events may know of a defect. */
    enum Fault {
        MISSING,
        INCOMPLETE,
        NOT_VALID,
        NOT_LEGIBLE,
        CONTRADICTORY,
        OTHER
    }
}

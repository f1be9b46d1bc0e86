package onestop.evaluation.rectification;

/** The account of a member of staff. */
record StaffId(String value) {
    StaffId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a staff id is not blank");
        }
    }
}

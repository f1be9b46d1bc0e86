package onestop.approval.cases;

/** A member of staff, acting for a unit. */
record Officer(String id, String unit) {}

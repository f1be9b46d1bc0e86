package onestop.appeal.recusal;

/** Whoever holds this role in this unit belongs to the leading group. */
record LeadingSeat(String unit, String role) {}

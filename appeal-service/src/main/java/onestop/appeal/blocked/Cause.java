package onestop.appeal.blocked;

/** Why a window said no. */
enum Cause {
    /** Materials are missing or not accepted. */
    MATERIALS,
    /** A condition of the guide is not met. */
    CONDITIONS,
    /** No rule covers the case. */
    NO_RULE,
    /** A system does not allow it. */
    SYSTEM,
    /** Another unit has to act first. */
    OTHER_UNIT,
    /** A policy forbids it. */
    POLICY,
    OTHER
}

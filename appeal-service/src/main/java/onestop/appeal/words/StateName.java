package onestop.appeal.words;

/** The states by the names they have outside. */
public enum StateName {
    RECEIVED,
    DISPATCHED,
    SIGNED,
    RETURNED,
    REPLIED,
    CALLED_BACK,
    REDO,
    CLOSED,
    REJECTED
}

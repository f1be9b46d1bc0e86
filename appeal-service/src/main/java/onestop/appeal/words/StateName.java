package onestop.appeal.words;

/** The states by the names they have outside. */
public enum StateName {
    RECEIVED,
    ANSWERED_DIRECTLY,
    DISPATCHED,
    SIGNED,
    RETURNED,
    IN_PROGRESS,
    EXTENSION_REQUESTED,
    COORDINATING,
    REPLIED,
    CALLED_BACK,
    REDO,
    CLOSED,
    REJECTED
}

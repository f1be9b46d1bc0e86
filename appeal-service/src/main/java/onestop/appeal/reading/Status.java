package onestop.appeal.reading;

import onestop.appeal.words.StateName;

/** The state in the applicant's words. It stays as it is however many states the office gets. */
enum Status {
    RECEIVED,
    IN_PROGRESS,
    ANSWERED,
    CLOSED,
    REJECTED;

    static Status of(StateName state) {
        return switch (state) {
            case RECEIVED -> RECEIVED;
            case DISPATCHED, SIGNED, RETURNED, IN_PROGRESS, EXTENSION_REQUESTED, COORDINATING, REDO ->
                Status.IN_PROGRESS;
            case ANSWERED_DIRECTLY, REPLIED, CALLED_BACK -> ANSWERED;
            case CLOSED -> CLOSED;
            case REJECTED -> REJECTED;
        };
    }
}

package onestop.intake.progress;

import onestop.intake.application.FileStatus;
import org.jspecify.annotations.Nullable;

/** What the public is told of a file's state; the one place that maps the inner states to five words. */
enum PublicStatus {
    RECEIVED,
    ACCEPTED,
    IN_APPROVAL,
    DECIDED,
    DELIVERED;

    static PublicStatus of(FileStatus status, boolean anyOpened, boolean finished) {
        return switch (status) {
            case SUBMITTED, PRE_REVIEWED, CORRECTION_REQUESTED -> RECEIVED;
            case ACCEPTED, ACCEPTED_DEFERRED -> finished ? DECIDED : anyOpened ? IN_APPROVAL : ACCEPTED;
            case DELIVERED -> DELIVERED;
            case REFUSED, WITHDRAWN, TERMINATED, LAPSED -> DECIDED;
        };
    }

    /** Where the file stands: what was handed out is in approval like what was not while an appeal has some of it open again. */
    static FileStatus standing(FileStatus status, boolean openAgain) {
        return openAgain && status == FileStatus.DELIVERED ? FileStatus.ACCEPTED : status;
    }

    /** How it ended; null while it is open. */
    static @Nullable String outcome(FileStatus status, @Nullable String finishedWith) {
        return switch (status) {
            case SUBMITTED, PRE_REVIEWED, CORRECTION_REQUESTED -> null;
            case ACCEPTED, ACCEPTED_DEFERRED, DELIVERED -> finishedWith;
            case REFUSED -> "NOT_ACCEPTED";
            case WITHDRAWN -> "WITHDRAWN";
            case TERMINATED -> "TERMINATED";
            case LAPSED -> "LAPSED";
        };
    }

    enum Turn {
        WINDOW,
        APPLICANT,
        DEPARTMENTS,
        COLLECTION
    }

    /** Whose turn it is; null when nobody's. */
    static @Nullable Turn waitingFor(FileStatus status, boolean finished) {
        return switch (status) {
            case SUBMITTED, PRE_REVIEWED -> Turn.WINDOW;
            case CORRECTION_REQUESTED -> Turn.APPLICANT;
            case ACCEPTED -> finished ? Turn.COLLECTION : Turn.DEPARTMENTS;
            case ACCEPTED_DEFERRED -> finished ? Turn.APPLICANT : Turn.DEPARTMENTS;
            case DELIVERED, REFUSED, WITHDRAWN, TERMINATED, LAPSED -> null;
        };
    }
}

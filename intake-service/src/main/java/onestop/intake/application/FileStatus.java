package onestop.intake.application;

import onestop.intake.application.FileState.Accepted;
import onestop.intake.application.FileState.AcceptedDeferred;
import onestop.intake.application.FileState.CorrectionRequested;
import onestop.intake.application.FileState.Delivered;
import onestop.intake.application.FileState.Lapsed;
import onestop.intake.application.FileState.PreReviewed;
import onestop.intake.application.FileState.Refused;
import onestop.intake.application.FileState.Submitted;
import onestop.intake.application.FileState.Terminated;
import onestop.intake.application.FileState.Withdrawn;

/** The name of a state, for lists and tables. */
public enum FileStatus {
    SUBMITTED,
    PRE_REVIEWED,
    CORRECTION_REQUESTED,
    ACCEPTED,
    ACCEPTED_DEFERRED,
    DELIVERED,
    REFUSED,
    WITHDRAWN,
    TERMINATED,
    LAPSED;

    static FileStatus of(FileState state) {
        return switch (state) {
            case Submitted _ -> SUBMITTED;
            case PreReviewed _ -> PRE_REVIEWED;
            case CorrectionRequested _ -> CORRECTION_REQUESTED;
            case Accepted _ -> ACCEPTED;
            case AcceptedDeferred _ -> ACCEPTED_DEFERRED;
            case Delivered _ -> DELIVERED;
            case Refused _ -> REFUSED;
            case Withdrawn _ -> WITHDRAWN;
            case Terminated _ -> TERMINATED;
            case Lapsed _ -> LAPSED;
        };
    }
}

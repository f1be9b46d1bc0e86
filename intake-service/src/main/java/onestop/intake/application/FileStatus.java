package onestop.intake.application;

import onestop.intake.application.FileState.Accepted;
import onestop.intake.application.FileState.CorrectionRequested;
import onestop.intake.application.FileState.Delivered;
import onestop.intake.application.FileState.Refused;
import onestop.intake.application.FileState.Submitted;
import onestop.intake.application.FileState.Withdrawn;

/** The name of a state, for lists and tables. */
public enum FileStatus {
    SUBMITTED,
    CORRECTION_REQUESTED,
    ACCEPTED,
    DELIVERED,
    REFUSED,
    WITHDRAWN;

    static FileStatus of(FileState state) {
        return switch (state) {
            case Submitted _ -> SUBMITTED;
            case CorrectionRequested _ -> CORRECTION_REQUESTED;
            case Accepted _ -> ACCEPTED;
            case Delivered _ -> DELIVERED;
            case Refused _ -> REFUSED;
            case Withdrawn _ -> WITHDRAWN;
        };
    }
}

package onestop.intake.mobile;

import onestop.intake.mobile.StopState.Cancelled;
import onestop.intake.mobile.StopState.Ended;
import onestop.intake.mobile.StopState.Planned;
import onestop.intake.mobile.StopState.Started;

/** The state as a word. */
enum StopStatus {
    PLANNED,
    STARTED,
    ENDED,
    CANCELLED;

    static StopStatus of(StopState state) {
        return switch (state) {
            case Planned _ -> PLANNED;
            case Started _ -> STARTED;
            case Ended _ -> ENDED;
            case Cancelled _ -> CANCELLED;
        };
    }
}

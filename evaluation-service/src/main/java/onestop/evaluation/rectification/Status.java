package onestop.evaluation.rectification;

import onestop.evaluation.rectification.OrderState.CalledBack;
import onestop.evaluation.rectification.OrderState.Closed;
import onestop.evaluation.rectification.OrderState.Confirmed;
import onestop.evaluation.rectification.OrderState.Contacted;
import onestop.evaluation.rectification.OrderState.Dispatched;
import onestop.evaluation.rectification.OrderState.Rectified;
import onestop.evaluation.rectification.OrderState.Rectifying;
import onestop.evaluation.rectification.OrderState.Reopened;

/** The states by the names that the API, the events and the table use. */
public enum Status {
    DISPATCHED,
    CONTACTED,
    CONFIRMED,
    RECTIFYING,
    RECTIFIED,
    CALLED_BACK,
    REOPENED,
    CLOSED;

    static Status of(OrderState state) {
        return switch (state) {
            case Dispatched _ -> DISPATCHED;
            case Contacted _ -> CONTACTED;
            case Confirmed _ -> CONFIRMED;
            case Rectifying _ -> RECTIFYING;
            case Rectified _ -> RECTIFIED;
            case CalledBack _ -> CALLED_BACK;
            case Reopened _ -> REOPENED;
            case Closed _ -> CLOSED;
        };
    }
}

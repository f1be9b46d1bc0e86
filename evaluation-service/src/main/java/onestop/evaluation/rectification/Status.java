package onestop.evaluation.rectification;

import onestop.evaluation.rectification.OrderState.CalledBack;
import onestop.evaluation.rectification.OrderState.Closed;
import onestop.evaluation.rectification.OrderState.Confirmed;
import onestop.evaluation.rectification.OrderState.Contacted;
import onestop.evaluation.rectification.OrderState.Dispatched;
import onestop.evaluation.rectification.OrderState.Invalidated;
import onestop.evaluation.rectification.OrderState.Objected;
import onestop.evaluation.rectification.OrderState.Rectified;
import onestop.evaluation.rectification.OrderState.Rectifying;
import onestop.evaluation.rectification.OrderState.Reopened;

/** The states by the names that the API, the events and the table use. */
public enum Status {
    DISPATCHED,
    CONTACTED,
    OBJECTED,
    CONFIRMED,
    RECTIFYING,
    RECTIFIED,
    CALLED_BACK,
    REOPENED,
    CLOSED,
    INVALIDATED;

    /** Whether the unit still has something to do. */
    boolean open() {
        return switch (this) {
            case DISPATCHED, CONTACTED, OBJECTED, CONFIRMED, RECTIFYING, REOPENED -> true;
            case RECTIFIED, CALLED_BACK, CLOSED, INVALIDATED -> false;
        };
    }

    /** Whether the unit says that it is put right, and nobody has found otherwise. */
    boolean putRight() {
        return switch (this) {
            case RECTIFIED, CALLED_BACK, CLOSED -> true;
            case DISPATCHED, CONTACTED, OBJECTED, CONFIRMED, RECTIFYING, REOPENED, INVALIDATED -> false;
        };
    }

    static Status of(OrderState state) {
        return switch (state) {
            case Dispatched _ -> DISPATCHED;
            case Contacted _ -> CONTACTED;
            case Objected _ -> OBJECTED;
            case Confirmed _ -> CONFIRMED;
            case Rectifying _ -> RECTIFYING;
            case Rectified _ -> RECTIFIED;
            case CalledBack _ -> CALLED_BACK;
            case Reopened _ -> REOPENED;
            case Closed _ -> CLOSED;
            case Invalidated _ -> INVALIDATED;
        };
    }
}

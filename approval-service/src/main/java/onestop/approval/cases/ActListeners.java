package onestop.approval.cases;

import java.util.List;
import org.springframework.stereotype.Component;

/** Whoever has a part in every act, told in the order of their {@code @Order}. */
@Component
class ActListeners {
    private final List<ActListener> listeners;

    ActListeners(List<ActListener> listeners) {
        this.listeners = listeners;
    }

    void tell(List<Act> acts) {
        if (!acts.isEmpty()) {
            listeners.forEach(listener -> listener.happened(acts));
        }
    }
}

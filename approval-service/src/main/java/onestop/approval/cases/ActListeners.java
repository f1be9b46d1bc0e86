package onestop.approval.cases;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import onestop.events.Outbox;
import onestop.events.OutgoingEvent;
import org.springframework.stereotype.Component;

/** Whoever has a part in every act, told in the order of their {@code @Order}; all events of a command are one statement. */
@Component
class ActListeners {
    private final List<ActListener> listeners;
    private final List<ActListener> last;
    private final Outbox outbox;

    ActListeners(List<ActListener> listeners, Outbox outbox) {
        this.listeners =
                listeners.stream().filter(one -> !one.holdsWhatOthersWant()).toList();
        this.last = listeners.stream().filter(ActListener::holdsWhatOthersWant).toList();
        this.outbox = outbox;
    }

    /** @param events of the acts themselves, which come first */
    void tell(List<Act> acts, Collection<OutgoingEvent> events) {
        var all = new ArrayList<>(events);
        if (!acts.isEmpty()) {
            listeners.forEach(listener -> all.addAll(listener.happened(acts)));
        }
        outbox.append(all);
        if (!acts.isEmpty()) {
            for (var listener : last) {
                outbox.append(listener.happened(acts));
            }
        }
    }
}

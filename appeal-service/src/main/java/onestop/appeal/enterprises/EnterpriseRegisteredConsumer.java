package onestop.appeal.enterprises;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Keeps our copy of the registry. Words that a newer registry may add are kept as unknown rather than refused. */
@Component
class EnterpriseRegisteredConsumer implements EventConsumer {
    private static final String REGISTERED = "onestop.intake.enterprise.registered.v1";

    private final Enterprises enterprises;
    private final ApplicationEventPublisher listeners;

    EnterpriseRegisteredConsumer(Enterprises enterprises, ApplicationEventPublisher listeners) {
        this.enterprises = enterprises;
        this.listeners = listeners;
    }

    @Override
    public String name() {
        return "enterprises";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.reference("onestop.intake.enterprise"));
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        var newest = new LinkedHashMap<String, Registered>();
        var removed = new ArrayList<String>();
        for (var event : events) {
            if (event.removesKey()) {
                newest.remove(event.key());
                removed.add(event.key());
            } else if (event.type().equals(REGISTERED)) {
                var entry = event.data(Wire.class).entry(event.sequence());
                newest.merge(entry.usci(), entry, (one, other) -> one.sequence() > other.sequence() ? one : other);
                removed.remove(entry.usci());
            }
        }
        if (!removed.isEmpty()) {
            enterprises.remove(removed);
        }
        if (!newest.isEmpty()) {
            var changed = enterprises.store(List.copyOf(newest.values()));
            if (!changed.isEmpty()) {
                listeners.publishEvent(new EnterprisesChanged(changed));
            }
        }
    }

    /** The fields of theirs that we use. */
    record Wire(
            @Nullable String usci,
            @Nullable String name,
            @Nullable String kind,
            @Nullable String regionCode,
            @Nullable String industry,
            @Nullable String scale,
            @Nullable LocalDate establishedOn) {
        Registered entry(long sequence) {
            if (usci == null || usci.length() != 18 || name == null || regionCode == null) {
                throw new UnreadableEventException("an enterprise was registered without code, name or region");
            }
            if (!regionCode.matches("[0-9]{12}")) {
                throw new UnreadableEventException("the region of an enterprise has not twelve digits");
            }
            return new Registered(
                    usci,
                    name,
                    kind != null && knows(EnterpriseKind.values(), kind) ? kind : EnterpriseKind.OTHER.name(),
                    regionCode,
                    industry,
                    scale != null && knows(EnterpriseScale.values(), scale) ? scale : null,
                    establishedOn,
                    sequence);
        }

        private static boolean knows(Enum<?>[] words, String word) {
            for (var each : words) {
                if (each.name().equals(word)) {
                    return true;
                }
            }
            return false;
        }
    }

    record Registered(
            String usci,
            String name,
            String kind,
            String regionCode,
            @Nullable String industry,
            @Nullable String scale,
            @Nullable LocalDate establishedOn,
            long sequence) {}
}

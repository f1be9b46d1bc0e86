package onestop.appeal.units;

import java.util.List;
import java.util.Set;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps our copy of the units; the rest of the catalogue passes by. */
@Component
class UnitPublishedConsumer implements EventConsumer {
    private static final String UNIT_PUBLISHED = "onestop.intake.catalogue.unit-published.v1";
    private static final String UNIT_KEY_PREFIX = "unit:";

    private final Units units;

    UnitPublishedConsumer(Units units) {
        this.units = units;
    }

    @Override
    public String name() {
        return "units";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.reference("onestop.intake.catalogue"));
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        for (var event : events) {
            if (event.removesKey()) {
                if (event.key().startsWith(UNIT_KEY_PREFIX)) {
                    units.withdraw(event.key().substring(UNIT_KEY_PREFIX.length()));
                }
            } else if (event.type().equals(UNIT_PUBLISHED)) {
                var unit = event.data(UnitPublished.class);
                units.store(unit.unitKey(), unit.name(), unit.nameEn());
            }
        }
    }

    record UnitPublished(
            @Nullable String key,
            @Nullable String nameZh,
            @Nullable String nameEn) {
        UnitKey unitKey() {
            try {
                return new UnitKey(key == null ? "" : key);
            } catch (IllegalArgumentException e) {
                throw new UnreadableEventException("a unit was published without a usable key", e);
            }
        }

        String name() {
            return nameZh == null ? unitKey().value() : nameZh;
        }
    }
}

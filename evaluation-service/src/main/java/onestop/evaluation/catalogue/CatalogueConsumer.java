package onestop.evaluation.catalogue;

import java.util.List;
import java.util.Set;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes in the catalogue's names. A removed entry keeps its name here: old ratings still show it. */
@Component
class CatalogueConsumer implements EventConsumer {
    private static final Topic CATALOGUE = Topic.reference("onestop.intake.catalogue");

    private final CatalogueNames names;

    CatalogueConsumer(CatalogueNames names) {
        this.names = names;
    }

    /** Our reading of a unit. */
    record UnitPublished(
            @Nullable String key,
            @Nullable String nameZh,
            @Nullable String nameEn) {}

    /** Our reading of an item or a package. */
    record MatterPublished(
            @Nullable String code,
            @Nullable String nameZh,
            @Nullable String nameEn,
            @Nullable String unit) {}

    @Override
    public String name() {
        return "catalogue";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(CATALOGUE);
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        for (var event : events) {
            if (event.removesKey()) {
                continue;
            }
            switch (event.type()) {
                case "onestop.intake.catalogue.unit-published.v1" -> {
                    var unit = event.data(UnitPublished.class);
                    keep("UNIT", unit.key(), unit.nameZh(), unit.nameEn(), null, event);
                }
                case "onestop.intake.catalogue.item-published.v1" -> matter("ITEM", event);
                case "onestop.intake.catalogue.package-published.v1" -> matter("PACKAGE", event);
                default -> {
                    // Materials and later kinds have no name that is shown here.
                }
            }
        }
    }

    private void matter(String kind, IncomingEvent event) {
        var matter = event.data(MatterPublished.class);
        keep(kind, matter.code(), matter.nameZh(), matter.nameEn(), matter.unit(), event);
    }

    private void keep(
            String kind,
            @Nullable String code,
            @Nullable String nameZh,
            @Nullable String nameEn,
            @Nullable String unit,
            IncomingEvent event) {
        if (code == null || nameZh == null) {
            throw new UnreadableEventException("a catalogue entry needs its key and its name: " + event.key());
        }
        names.keep(kind, code, nameZh, nameEn, unit, event.sequence());
    }
}

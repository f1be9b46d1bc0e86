package onestop.intake.catalogue;

import java.time.Instant;
import java.util.Locale;
import onestop.events.OutgoingEvent;
import onestop.intake.catalogue.CatalogueEntries.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Entries as messages; the only place that knows their names on the wire. The data is the entry itself, an item without
 * its guide.
 */
final class CatalogueMessages {

    static OutgoingEvent of(Entry entry, Instant at) {
        var kind = entry.id().kind().name().toLowerCase(Locale.ROOT);
        var key = kind + ":" + entry.id().key();
        var happened = entry.body() == null ? "withdrawn" : "published";
        return new OutgoingEvent(
                CatalogueTopic.TOPIC,
                key,
                "onestop.intake.catalogue.%s-%s.v1".formatted(kind, happened),
                key,
                entry.version(),
                at,
                data(entry.body()));
    }

    private static @Nullable Object data(@Nullable Object body) {
        return body instanceof ServiceItem item ? item.withoutGuide() : body;
    }

    private CatalogueMessages() {}
}

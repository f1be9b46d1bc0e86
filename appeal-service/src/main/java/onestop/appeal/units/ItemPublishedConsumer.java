package onestop.appeal.units;

import java.util.List;
import java.util.Set;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps which unit handles which item. An item that was withdrawn stays: old appeals name it. */
@Component
class ItemPublishedConsumer implements EventConsumer {
    private static final String ITEM_PUBLISHED = "onestop.intake.catalogue.item-published.v1";

    private final JdbcClient jdbc;

    ItemPublishedConsumer(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "items";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.reference("onestop.intake.catalogue"));
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        for (var event : events) {
            if (event.type().equals(ITEM_PUBLISHED) && !event.removesKey()) {
                store(event.data(ItemPublished.class));
            }
        }
    }

    private void store(ItemPublished item) {
        if (item.code() == null || item.unit() == null) {
            throw new UnreadableEventException("an item was published without code or unit");
        }
        jdbc.sql("""
                INSERT INTO item (code, name_zh, unit) VALUES (:code, :nameZh, :unit)
                    ON CONFLICT (code) DO UPDATE SET name_zh = excluded.name_zh, unit = excluded.unit
                """)
                .param("code", item.code())
                .param("nameZh", item.nameZh() == null ? item.code() : item.nameZh())
                .param("unit", item.unit())
                .update();
    }

    record ItemPublished(
            @Nullable String code,
            @Nullable String nameZh,
            @Nullable String unit) {}
}

package onestop.approval.units;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the names of units. One that is withdrawn keeps its name: what it has issued goes on to be read. */
@Component
class UnitNameConsumer implements EventConsumer {
    private static final Topic CATALOGUE = Topic.reference("onestop.intake.catalogue");
    private static final String PUBLISHED = "onestop.intake.catalogue.unit-published.v1";

    private final JdbcClient jdbc;

    UnitNameConsumer(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Our reading of their event: only what we use. */
    private record UnitPublished(
            @Nullable String key,
            @Nullable String nameZh,
            @Nullable Long version) {}

    private record Name(String nameZh, long version) {}

    @Override
    public String name() {
        return "unit-names";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(CATALOGUE);
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        var names = new TreeMap<String, Name>();
        for (var event : events) {
            if (event.type().equals(PUBLISHED) && !event.removesKey()) {
                var told = event.data(UnitPublished.class);
                if (told.key() == null || told.nameZh() == null || told.version() == null) {
                    throw new UnreadableEventException("key, nameZh and version must be given");
                }
                names.merge(
                        told.key(),
                        new Name(told.nameZh(), told.version()),
                        (one, other) -> one.version() > other.version() ? one : other);
            }
        }
        if (names.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO unit_name (unit, name_zh, version)
                SELECT u.unit, u.name_zh, u.version
                  FROM unnest(:units::text[], :names::text[], :versions::bigint[]) AS u (unit, name_zh, version)
                    ON CONFLICT (unit) DO UPDATE
                   SET name_zh = excluded.name_zh, version = excluded.version
                 WHERE unit_name.version < excluded.version
                """)
                .param("units", names.keySet().toArray(String[]::new))
                .param("names", names.values().stream().map(Name::nameZh).toArray(String[]::new))
                .param("versions", names.values().stream().map(Name::version).toArray(Long[]::new))
                .update();
    }
}

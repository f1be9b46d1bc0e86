package onestop.evaluation.province;

import java.util.List;
import java.util.Set;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes in the codes of items and units. What is withdrawn keeps its codes here: its services are still reported. */
@Component
class ProvinceCatalogue implements EventConsumer {
    private static final Topic CATALOGUE = Topic.reference("onestop.intake.catalogue");

    private final JdbcClient jdbc;

    ProvinceCatalogue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Item(
            @Nullable String code,
            @Nullable String nameZh,
            @Nullable String kind,
            @Nullable String caseType,
            @Nullable String implementCode) {}

    private record Unit(
            @Nullable String key,
            @Nullable String nameZh,
            @Nullable String usci) {}

    @Override
    public String name() {
        return "province-catalogue";
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
                case "onestop.intake.catalogue.item-published.v1" -> keep(event.data(Item.class), event.sequence());
                case "onestop.intake.catalogue.unit-published.v1" -> keep(event.data(Unit.class), event.sequence());
                default -> {
                    // Packages and materials have no code up there.
                }
            }
        }
    }

    private void keep(Item item, long sequence) {
        if (item.code() == null || item.nameZh() == null || item.kind() == null) {
            throw new UnreadableEventException("an item needs its code, name and kind");
        }
        jdbc.sql("""
                INSERT INTO province_item AS i (code, name_zh, kind, case_type, implement_code, sequence)
                VALUES (:code, :name, :kind, :caseType, :implementCode, :sequence)
                    ON CONFLICT (code) DO UPDATE
                   SET name_zh = excluded.name_zh, kind = excluded.kind, case_type = excluded.case_type,
                       implement_code = excluded.implement_code, sequence = excluded.sequence
                 WHERE i.sequence <= excluded.sequence
                """)
                .param("code", item.code())
                .param("name", item.nameZh())
                .param("kind", item.kind())
                .param("caseType", item.caseType())
                .param("implementCode", item.implementCode())
                .param("sequence", sequence)
                .update();
    }

    private void keep(Unit unit, long sequence) {
        if (unit.key() == null || unit.nameZh() == null || unit.usci() == null) {
            throw new UnreadableEventException("a unit needs its key, name and credit code");
        }
        jdbc.sql("""
                INSERT INTO province_unit AS u (key, name_zh, usci, sequence) VALUES (:key, :name, :usci, :sequence)
                    ON CONFLICT (key) DO UPDATE
                   SET name_zh = excluded.name_zh, usci = excluded.usci, sequence = excluded.sequence
                 WHERE u.sequence <= excluded.sequence
                """)
                .param("key", unit.key())
                .param("name", unit.nameZh())
                .param("usci", unit.usci())
                .param("sequence", sequence)
                .update();
    }
}

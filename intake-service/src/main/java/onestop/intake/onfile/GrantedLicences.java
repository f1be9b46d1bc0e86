package onestop.intake.onfile;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import onestop.intake.catalogue.Catalogue;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.catalogue.ServiceItem;
import onestop.intake.onfile.LicenceTables.GrantedMaterial;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a granted decision brings into being is kept as issued by an authority: nobody hands it in again. */
@Component
class GrantedLicences implements EventConsumer {
    private static final String DECIDED = "onestop.approval.case.decided.v1";

    private final LicenceTables tables;
    private final Catalogues catalogues;
    private final ProducedByFiles produced;

    GrantedLicences(LicenceTables tables, Catalogues catalogues, ProducedByFiles produced) {
        this.tables = tables;
        this.catalogues = catalogues;
        this.produced = produced;
    }

    @Override
    public String name() {
        return "licences";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.facts("onestop.approval.case"));
    }

    @Override
    public boolean awaited() {
        return false;
    }

    /** Our reading of a decision. */
    private record Decision(
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String item,
            @Nullable String unit,
            @Nullable String subject,
            @Nullable String outcome,
            @Nullable OffsetDateTime decidedAt,
            @Nullable Licence licence) {}

    private record Licence(
            @Nullable String number, @Nullable LocalDate validUntil) {}

    @Override
    public void handle(List<IncomingEvent> events) {
        var decided =
                events.stream().filter(event -> event.type().equals(DECIDED)).toList();
        if (decided.isEmpty()) {
            return;
        }
        var catalogue = catalogues.current();
        var kept =
                produced.of(decided.stream().map(IncomingEvent::key).distinct().toList());
        var granted = new ArrayList<GrantedMaterial>();
        decided.forEach(event -> addTo(granted, event, kept.getOrDefault(event.key(), Map.of()), catalogue));
        if (!granted.isEmpty()) {
            tables.keep(granted);
        }
    }

    /** @param kept what the file's items produce; an item that is not there is looked up in the catalogue in force */
    private static void addTo(
            List<GrantedMaterial> granted, IncomingEvent event, Map<String, List<String>> kept, Catalogue catalogue) {
        var decision = event.data(Decision.class);
        var licence = decision.licence();
        if (!"GRANTED".equals(decision.outcome()) || licence == null) {
            return;
        }
        var item = present(event, "item", decision.item());
        var produces = kept.containsKey(item)
                ? kept.getOrDefault(item, List.of())
                : catalogue.item(item).map(ServiceItem::produces).orElse(List.of());
        for (var key : produces) {
            catalogue
                    .material(key)
                    .ifPresent(material -> granted.add(new GrantedMaterial(
                            present(event, "subject", decision.subject()),
                            key,
                            material.nameZh(),
                            material.nameEn(),
                            present(event, "receiptNumber", decision.receiptNumber()),
                            present(event, "caseNumber", decision.caseNumber()),
                            present(event, "licence.number", licence.number()),
                            present(event, "unit", decision.unit()),
                            present(event, "decidedAt", decision.decidedAt()).toInstant(),
                            licence.validUntil())));
        }
    }

    private static <T> T present(IncomingEvent event, String field, @Nullable T value) {
        if (value == null) {
            throw new UnreadableEventException("%s lacks %s".formatted(event.type(), field));
        }
        return value;
    }
}

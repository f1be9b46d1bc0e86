package onestop.evaluation.invitations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import onestop.evaluation.invitations.ServiceFacts.Accepted;
import onestop.evaluation.invitations.ServiceFacts.Delivered;
import onestop.evaluation.invitations.ServiceFacts.Finished;
import onestop.events.IncomingEvent;
import org.jspecify.annotations.Nullable;

/** What a batch of events says: files, who worked on them, and services; sorted, so that all batches lock in one order. */
final class ServiceBatch {
    private final TreeMap<String, HandledFile> files = new TreeMap<>();
    private final TreeMap<String, Set<String>> officers = new TreeMap<>();
    private final List<Served> served = new ArrayList<>();

    /** @param usci and {@code matter}: null until the acceptance is known */
    record HandledFile(
            String receiptNumber,
            @Nullable String usci,
            @Nullable String matter) {}

    record Served(String receiptNumber, ServiceKind service, String unit, Instant at) {}

    record Officer(String receiptNumber, String officer) {}

    static ServiceBatch of(Collection<IncomingEvent> events) {
        var batch = new ServiceBatch();
        events.forEach(batch::add);
        return batch;
    }

    private void add(IncomingEvent event) {
        switch (event.type()) {
            case "onestop.intake.application.accepted.v1" -> add(event.data(Accepted.class));
            case "onestop.intake.application.delivered.v1" -> add(event.data(Delivered.class));
            case "onestop.approval.case.file-finished.v1" -> add(event.data(Finished.class));
            default -> {
                // Other steps of a case are no service to the enterprise.
            }
        }
    }

    private void add(Accepted event) {
        var receipt = ServiceFacts.required(event.receiptNumber(), "receiptNumber");
        files.put(receipt, new HandledFile(receipt, event.usci(), event.matter()));
        if (event.acceptedBy() != null) {
            officers(receipt).add(event.acceptedBy());
        }
        served(
                receipt,
                ServiceKind.ACCEPTANCE,
                event.acceptedByUnit(),
                "acceptedByUnit",
                event.acceptedAt(),
                "acceptedAt");
    }

    private void add(Finished event) {
        var receipt = ServiceFacts.required(event.receiptNumber(), "receiptNumber");
        files.putIfAbsent(receipt, new HandledFile(receipt, null, null));
        if (event.officers() != null) {
            officers(receipt).addAll(event.officers());
        }
        served(receipt, ServiceKind.COMPLETION, event.leadUnit(), "leadUnit", event.finishedAt(), "finishedAt");
    }

    private void add(Delivered event) {
        var receipt = ServiceFacts.required(event.receiptNumber(), "receiptNumber");
        files.putIfAbsent(receipt, new HandledFile(receipt, null, null));
        served(receipt, ServiceKind.DELIVERY, event.unit(), "unit", event.deliveredAt(), "deliveredAt");
    }

    private void served(
            String receipt,
            ServiceKind service,
            @Nullable String unit,
            String unitField,
            java.time.@Nullable OffsetDateTime at,
            String atField) {
        served.add(new Served(
                receipt,
                service,
                ServiceFacts.required(unit, unitField),
                ServiceFacts.required(at, atField).toInstant()));
    }

    private Set<String> officers(String receipt) {
        return officers.computeIfAbsent(receipt, _ -> new TreeSet<>());
    }

    boolean isEmpty() {
        return served.isEmpty();
    }

    Collection<HandledFile> files() {
        return files.values();
    }

    Set<String> receipts() {
        return files.keySet();
    }

    List<Served> served() {
        return served;
    }

    List<Officer> officers() {
        return officers.entrySet().stream().flatMap(ServiceBatch::ofOneFile).toList();
    }

    private static java.util.stream.Stream<Officer> ofOneFile(Map.Entry<String, Set<String>> file) {
        return file.getValue().stream().map(officer -> new Officer(file.getKey(), officer));
    }
}

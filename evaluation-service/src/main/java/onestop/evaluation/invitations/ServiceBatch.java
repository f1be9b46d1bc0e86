package onestop.evaluation.invitations;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import onestop.evaluation.invitations.ServiceBatch.NumberedAsHeard.Which;
import onestop.evaluation.invitations.ServiceFacts.Accepted;
import onestop.evaluation.invitations.ServiceFacts.Answered;
import onestop.evaluation.invitations.ServiceFacts.CaseDelivered;
import onestop.evaluation.invitations.ServiceFacts.CorrectionRequested;
import onestop.evaluation.invitations.ServiceFacts.Delivered;
import onestop.evaluation.invitations.ServiceFacts.Finished;
import onestop.evaluation.invitations.ServiceFacts.NotAccepted;
import onestop.evaluation.invitations.ServiceFacts.Paid;
import onestop.evaluation.invitations.ServiceFacts.PreReviewed;
import onestop.evaluation.invitations.ServiceFacts.Submitted;
import onestop.evaluation.invitations.ServiceFacts.Suspended;
import onestop.evaluation.invitations.ServiceFacts.Terminated;
import onestop.evaluation.scale.Matters;
import onestop.events.IncomingEvent;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;

/** What a batch of events says: files, who worked on them, and services; sorted, so that all batches lock in one order. */
final class ServiceBatch {
    private final TreeMap<String, HandledFile> files = new TreeMap<>();
    private final TreeMap<String, Set<String>> officers = new TreeMap<>();
    private final Instant now;
    private final List<Served> served = new ArrayList<>();
    private final Map<String, Received> received = new HashMap<>();
    private final List<NumberedAsHeard> numberedAsHeard = new ArrayList<>();

    /**
     * @param usci null until the handing in or the acceptance is known, and for a consultation
     * @param matter null until then
     * @param packageCode null for a file that is none
     * @param receptionUnit null until a unit has dealt with it
     */
    record HandledFile(
            String receiptNumber,
            @Nullable String usci,
            @Nullable String matter,
            @Nullable String packageCode,
            @Nullable String receptionUnit,
            FileDetails details) {

        HandledFile(
                String receiptNumber,
                @Nullable String usci,
                @Nullable String matter,
                @Nullable String packageCode,
                @Nullable String receptionUnit) {
            this(receiptNumber, usci, matter, packageCode, receptionUnit, FileDetails.NONE);
        }

        static HandledFile unknown(String receiptNumber) {
            return new HandledFile(receiptNumber, null, null, null, null);
        }

        HandledFile with(FileDetails known) {
            return new HandledFile(receiptNumber, usci, matter, packageCode, receptionUnit, known);
        }

        /** What is known stays, what was missing is filled in. */
        HandledFile and(HandledFile more) {
            return new HandledFile(
                    receiptNumber,
                    first(usci, more.usci),
                    first(matter, more.matter),
                    first(packageCode, more.packageCode),
                    first(receptionUnit, more.receptionUnit),
                    details.and(more.details));
        }

        private static @Nullable String first(@Nullable String one, @Nullable String other) {
            return one == null ? other : one;
        }
    }

    /** @param unit null for a handing in: the unit that received the file gives it */
    record Served(
            String receiptNumber,
            ServiceKind service,
            int number,
            @Nullable String unit,
            Instant at,
            ServedBy by) {}

    /** A service that gets the file's next number when it is first heard of, and keeps it. */
    record NumberedAsHeard(String receiptNumber, Which which, String unit, Instant at, ServedBy by) {

        /** Which service of the file it is, so that it is numbered once however often it is told. */
        sealed interface Which {
            ServiceKind service();

            /** What a department asked to be corrected within a case. @param version of the case in which it was asked */
            record Notice(String caseNumber, long version) implements Which {
                @Override
                public ServiceKind service() {
                    return ServiceKind.CORRECTION;
                }
            }

            /** What was handed out before the rest: of several cases what goes out together. @param number among those of the file */
            record HandingOut(int number) implements Which {
                @Override
                public ServiceKind service() {
                    return ServiceKind.DELIVERY;
                }
            }

            /** The file was completed, by its time: only a completion after the first is numbered so, when a case was decided anew. */
            record Completion() implements Which {
                @Override
                public ServiceKind service() {
                    return ServiceKind.COMPLETION;
                }
            }
        }
    }

    /**
     * A unit has dealt with a file, so that its handing in can be rated.
     *
     * @param at when that became known
     * @param window where the applicant stood when told no
     * @param officer who said no
     */
    record Received(
            Instant at, @Nullable String window, @Nullable String officer) {
        static Received at(Instant told) {
            return new Received(told, null, null);
        }
    }

    record Officer(String receiptNumber, String officer) {}

    private ServiceBatch(Instant now) {
        this.now = now;
    }

    /** @param now nothing has happened later, whatever the clocks of others say */
    static ServiceBatch of(Collection<IncomingEvent> events, Instant now) {
        var batch = new ServiceBatch(now);
        events.forEach(batch::add);
        return batch;
    }

    private void add(IncomingEvent event) {
        switch (event.type()) {
            case "onestop.intake.application.submitted.v1" -> add(event.data(Submitted.class));
            case "onestop.intake.application.correction-requested.v1" ->
                add(event.data(CorrectionRequested.class), told(event));
            case "onestop.intake.application.pre-reviewed.v1" -> add(event.data(PreReviewed.class), told(event));
            case "onestop.intake.application.refused.v1", "onestop.intake.application.withdrawn.v1" ->
                add(event.data(NotAccepted.class), told(event));
            case "onestop.intake.application.terminated.v1" -> {
                var ended = event.data(Terminated.class);
                worked(
                        ServiceFacts.required(ended.receiptNumber(), "receiptNumber"),
                        ServiceFacts.filled(ended.terminatedBy()));
            }
            case "onestop.intake.application.fee-paid.v1" -> add(event.data(Paid.class));
            case "onestop.intake.application.accepted.v1" -> add(event.data(Accepted.class), told(event));
            case "onestop.intake.application.delivered.v1" -> add(event.data(Delivered.class));
            case "onestop.approval.case.suspended.v1" -> add(event.data(Suspended.class), event.sequence());
            case "onestop.approval.case.file-finished.v1" -> add(event.data(Finished.class));
            case "onestop.intake.delivery.case-delivered.v1" -> add(event.data(CaseDelivered.class));
            case "onestop.intake.consultation.answered.v1" -> add(event.data(Answered.class));
            default -> {
                // Other steps of a case are no service to the enterprise.
            }
        }
    }

    private Instant told(IncomingEvent event) {
        return event.time().isAfter(now) ? now : event.time();
    }

    private void add(Submitted event) {
        var receipt = ServiceFacts.required(event.receiptNumber(), "receiptNumber");
        know(new HandledFile(receipt, event.usci(), event.matter(), ServiceFacts.filled(event.packageCode()), null)
                .with(event.details()));
        var at = ServiceFacts.required(event.receivedAt(), "receivedAt");
        served.add(new Served(
                receipt,
                ServiceKind.SUBMISSION,
                ServiceKind.SUBMISSION.number(),
                null,
                at.toInstant(),
                ServedBy.UNKNOWN));
    }

    private void add(CorrectionRequested event, Instant told) {
        var receipt = ServiceFacts.required(event.receiptNumber(), "receiptNumber");
        received.putIfAbsent(receipt, Received.at(told));
        var unit = ServiceFacts.required(event.unit(), "unit");
        know(new HandledFile(receipt, null, null, null, unit));
        var officer = ServiceFacts.filled(event.requestedBy());
        worked(receipt, officer);
        var at = ServiceFacts.required(event.requestedAt(), "requestedAt");
        int round = event.round() == null ? 1 : Math.max(1, event.round());
        served.add(new Served(
                receipt,
                ServiceKind.CORRECTION,
                ServiceKind.CORRECTION.number(round),
                unit,
                at.toInstant(),
                ServedBy.at(ServiceFacts.filled(event.windowCode()), officer)));
    }

    private void add(PreReviewed event, Instant told) {
        var receipt = ServiceFacts.required(event.receiptNumber(), "receiptNumber");
        received.putIfAbsent(receipt, Received.at(told));
        know(new HandledFile(receipt, null, null, null, ServiceFacts.filled(event.unit())));
        worked(receipt, ServiceFacts.filled(event.preReviewedBy()));
    }

    /**
     * Whoever was told no, or took the file back, has handed it in all the same. Of an event that does not tell the unit
     * nobody could be rated.
     */
    private void add(NotAccepted event, Instant told) {
        var receipt = ServiceFacts.required(event.receiptNumber(), "receiptNumber");
        var officer = ServiceFacts.filled(event.refusedBy());
        worked(receipt, officer);
        var unit = ServiceFacts.filled(event.unit());
        know(new HandledFile(receipt, null, null, null, unit));
        if (unit != null) {
            received.putIfAbsent(receipt, new Received(told, ServiceFacts.filled(event.windowCode()), officer));
        }
    }

    /** Only a correction asks something of the enterprise; of an event that does not tell the unit nobody could be rated. */
    private void add(Suspended event, long notice) {
        var unit = ServiceFacts.filled(event.unit());
        if (!"CORRECTION".equals(event.kind()) || unit == null) {
            return;
        }
        var receipt = ServiceFacts.required(event.receiptNumber(), "receiptNumber");
        var officer = ServiceFacts.filled(event.officer());
        know(HandledFile.unknown(receipt));
        worked(receipt, officer);
        numberedAsHeard.add(new NumberedAsHeard(
                receipt,
                new Which.Notice(ServiceFacts.required(event.caseNumber(), "caseNumber"), notice),
                unit,
                ServiceFacts.required(event.at(), "at").toInstant(),
                ServedBy.at(null, officer)));
    }

    private void add(Paid event) {
        var receipt = ServiceFacts.required(event.receiptNumber(), "receiptNumber");
        var officer = ServiceFacts.filled(event.takenBy());
        worked(receipt, officer);
        know(HandledFile.unknown(receipt));
        served.add(new Served(
                receipt,
                ServiceKind.PAYMENT,
                ServiceKind.PAYMENT.number(event.payment() == null ? 1 : event.payment()),
                ServiceFacts.required(event.unit(), "unit"),
                ServiceFacts.required(event.paidAt(), "paidAt").toInstant(),
                ServedBy.at(ServiceFacts.filled(event.windowCode()), officer)));
    }

    private void add(Accepted event, Instant told) {
        var receipt = ServiceFacts.required(event.receiptNumber(), "receiptNumber");
        received.putIfAbsent(receipt, Received.at(told));
        var unit = ServiceFacts.required(event.acceptedByUnit(), "acceptedByUnit");
        know(new HandledFile(receipt, event.usci(), event.matter(), ServiceFacts.filled(event.packageCode()), unit)
                .with(event.details()));
        worked(receipt, event.acceptedBy());
        var acceptedAt = ServiceFacts.required(event.acceptedAt(), "acceptedAt").toInstant();
        // By law it was accepted on the day of receipt, but nobody could rate that before the days were over.
        var at = Boolean.TRUE.equals(event.deemed()) && told.isAfter(acceptedAt) ? told : acceptedAt;
        served.add(new Served(
                receipt,
                ServiceKind.ACCEPTANCE,
                ServiceKind.ACCEPTANCE.number(),
                unit,
                at,
                ServedBy.at(ServiceFacts.filled(event.windowCode()), event.officer())));
    }

    /** Told again when a case that was opened again is decided anew: that result is another service than the earlier one. */
    private void add(Finished event) {
        var receipt = ServiceFacts.required(event.receiptNumber(), "receiptNumber");
        var at = event.finishedAt();
        know(HandledFile.unknown(receipt).with(FileDetails.finished(at == null ? null : at.toInstant())));
        if (event.officers() != null) {
            officers(receipt).addAll(event.officers());
        }
        var unit = ServiceFacts.required(event.leadUnit(), "leadUnit");
        var finishedAt = ServiceFacts.required(at, "finishedAt").toInstant();
        var by = ServedBy.at(null, event.officer());
        served.add(new Served(receipt, ServiceKind.COMPLETION, ServiceKind.COMPLETION.number(), unit, finishedAt, by));
        numberedAsHeard.add(new NumberedAsHeard(receipt, new Which.Completion(), unit, finishedAt, by));
    }

    /** The last stage, and with it the whole of a package. */
    private void add(Delivered event) {
        var receipt = ServiceFacts.required(event.receiptNumber(), "receiptNumber");
        know(HandledFile.unknown(receipt));
        var officer = ServiceFacts.filled(event.deliveredBy());
        worked(receipt, officer);
        served(
                receipt,
                ServiceKind.DELIVERY,
                event.unit(),
                "unit",
                event.deliveredAt(),
                "deliveredAt",
                ServedBy.at(ServiceFacts.filled(event.windowCode()), officer));
        served(
                receipt,
                ServiceKind.COMPOSITE,
                event.unit(),
                "unit",
                event.deliveredAt(),
                "deliveredAt",
                ServedBy.UNKNOWN);
    }

    /**
     * Told for each case; what went out together is one contact with the window. Of an event that does not tell the unit nobody
     * could be rated.
     */
    private void add(CaseDelivered event) {
        var unit = ServiceFacts.filled(event.unit());
        var handingOut = event.handingOut();
        if (unit == null || handingOut == null) {
            return;
        }
        if (handingOut < 1) {
            throw new UnreadableEventException("handingOut counts from 1");
        }
        var receipt = ServiceFacts.required(event.receiptNumber(), "receiptNumber");
        know(HandledFile.unknown(receipt));
        var officer = ServiceFacts.filled(event.deliveredBy());
        worked(receipt, officer);
        numberedAsHeard.add(new NumberedAsHeard(
                receipt,
                new Which.HandingOut(handingOut),
                unit,
                ServiceFacts.required(event.deliveredAt(), "deliveredAt").toInstant(),
                ServedBy.at(ServiceFacts.filled(event.windowCode()), officer)));
    }

    private void add(Answered event) {
        var number = ServiceFacts.required(event.consultationNumber(), "consultationNumber");
        var item = ServiceFacts.filled(event.itemCode());
        var officer = ServiceFacts.filled(event.answeredBy());
        worked(number, officer);
        know(new HandledFile(number, null, item == null ? Matters.QUESTION : item, null, event.unit())
                .with(event.details()));
        served(
                number,
                ServiceKind.CONSULTATION,
                event.unit(),
                "unit",
                event.answeredAt(),
                "answeredAt",
                ServedBy.in(event.regionCode()).by(ServiceFacts.filled(event.windowCode()), officer));
    }

    private void know(HandledFile file) {
        files.merge(file.receiptNumber(), file, HandledFile::and);
    }

    private void served(
            String receipt,
            ServiceKind service,
            @Nullable String unit,
            String unitField,
            @Nullable OffsetDateTime at,
            String atField,
            ServedBy by) {
        served.add(new Served(
                receipt,
                service,
                service.number(),
                ServiceFacts.required(unit, unitField),
                ServiceFacts.required(at, atField).toInstant(),
                by));
    }

    private void worked(String receipt, @Nullable String officer) {
        if (officer != null) {
            officers(receipt).add(officer);
        }
    }

    private Set<String> officers(String receipt) {
        return officers.computeIfAbsent(receipt, _ -> new TreeSet<>());
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    Collection<HandledFile> files() {
        return files.values();
    }

    Map<String, Received> received() {
        return received;
    }

    Set<String> receipts() {
        return files.keySet();
    }

    List<Served> served() {
        return served;
    }

    List<NumberedAsHeard> numberedAsHeard() {
        return numberedAsHeard;
    }

    List<Officer> officers() {
        return officers.entrySet().stream().flatMap(ServiceBatch::ofOneFile).toList();
    }

    private static java.util.stream.Stream<Officer> ofOneFile(Map.Entry<String, Set<String>> file) {
        return file.getValue().stream().map(officer -> new Officer(file.getKey(), officer));
    }
}

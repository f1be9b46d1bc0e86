package onestop.intake.application;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import onestop.events.OutgoingEvent;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.ApplicationFile.Head;
import onestop.intake.application.FileEvent.CorrectionAsked;
import onestop.intake.application.FileEvent.FeePaid;
import onestop.intake.application.FileEvent.FileAccepted;
import onestop.intake.application.FileEvent.FileCorrected;
import onestop.intake.application.FileEvent.FileLapsed;
import onestop.intake.application.FileEvent.FilePreReviewed;
import onestop.intake.application.FileEvent.FileRefused;
import onestop.intake.application.FileEvent.FileSubmitted;
import onestop.intake.application.FileEvent.FileTerminated;
import onestop.intake.application.FileEvent.FileWithdrawn;
import onestop.intake.application.FileEvent.MaterialsSupplied;
import onestop.intake.application.FileEvent.ResultDelivered;
import onestop.intake.application.FileMaterial.State;
import onestop.intake.application.FileState.Delivered;
import onestop.intake.application.FileState.DeliveryMethod;
import onestop.intake.application.FileState.RefusalGround;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.ServiceItem.ApprovalStep;
import onestop.intake.catalogue.ServiceItem.CaseType;
import onestop.intake.notice.Figures;
import onestop.intake.personal.AccountMark;
import org.jspecify.annotations.Nullable;

/** What happened to a file, as other systems are told; the only place that knows the names on the wire. */
final class FileEventMessages {
    private static final String PREFIX = "onestop.intake.application.";

    static OutgoingEvent of(ApplicationFile file, FileEvent event) {
        var number = file.head().number().value();
        return switch (event) {
            case FileSubmitted _ -> message("submitted.v1", file, event, submitted(file));
            case FilePreReviewed(var at, var by) ->
                message(
                        "pre-reviewed.v1",
                        file,
                        event,
                        new PreReviewed(number, time(at), by.unitOrUnknown(), by.staff()));
            case CorrectionAsked(var at, var by) ->
                message("correction-requested.v1", file, event, correctionRequested(file, at, by));
            case FileCorrected(var at, var _, var _) ->
                message("corrected.v1", file, event, new Corrected(number, time(at)));
            case MaterialsSupplied(var at, var _, var keys) ->
                message(
                        "materials-supplied.v1",
                        file,
                        event,
                        new Supplied(number, time(at), keys, deferred(file.materials())));
            case FileEvent.CaseCorrected(var at, var _, var caseNumber, var notice, var keys) ->
                message(
                        "case-corrected.v1",
                        file,
                        event,
                        new CaseCorrected(number, caseNumber, notice, time(at), keys));
            case FeePaid(var at, var by, var payment) ->
                message("fee-paid.v1", file, event, paid(number, at, by, payment));
            case FileTerminated(var at, var by, var why, var missing, var _) ->
                message(
                        "terminated.v1",
                        file,
                        event,
                        new Terminated(number, time(at), why.name(), missing, by.staff()));
            case FileLapsed(var at, var _) -> message("lapsed.v1", file, event, lapsed(file, at));
            case FileAccepted _ -> message("accepted.v1", file, event, accepted(file));
            case FileRefused(var at, var by) -> message("refused.v1", file, event, refused(file, at, by));
            case FileWithdrawn(var at, var _) ->
                message("withdrawn.v1", file, event, new Withdrawn(number, time(at), Actor.LAW.unitOrUnknown()));
            case ResultDelivered(var _, var by, var facts) ->
                message("delivered.v1", file, event, delivered(file, by, facts));
        };
    }

    private static OutgoingEvent message(String type, ApplicationFile file, FileEvent event, Object data) {
        var number = file.head().number().value();
        return new OutgoingEvent(
                ApplicationTopic.TOPIC, number, PREFIX + type, number, file.version(), event.at(), data);
    }

    private record Enterprise(String usci, String name) {}

    private record Submitted(
            String receiptNumber,
            FileKind kind,
            @Nullable String packageCode,
            Channel channel,
            Enterprise enterprise,
            OffsetDateTime receivedAt,
            LocalDate countsFrom,
            @Nullable String agent,
            List<String> items,
            int subjects) {}

    private static Submitted submitted(ApplicationFile file) {
        var head = file.head();
        return new Submitted(
                head.number().value(),
                head.kind(),
                head.packageCode(),
                head.channel(),
                new Enterprise(head.usci(), head.enterpriseName()),
                time(head.receivedAt()),
                head.countsFrom(),
                agent(head),
                codes(head),
                head.content().subjects().size());
    }

    private static List<String> codes(Head head) {
        return head.content().items().stream().map(FileItem::code).toList();
    }

    /** Of a file that an agent handed in with a power of attorney. */
    private static @Nullable String agent(Head head) {
        return head.submittedAs() == Side.AGENT ? AccountMark.of(head.number().value(), head.submittedBy()) : null;
    }

    private record PreReviewed(
            String receiptNumber,
            OffsetDateTime preReviewedAt,
            String unit,
            @Nullable String preReviewedBy) {}

    private record CorrectionRequested(
            String receiptNumber,
            OffsetDateTime requestedAt,
            String unit,
            @Nullable LocalDate dueOn,
            int round,
            @Nullable String requestedBy,
            @Nullable String windowCode) {}

    private static CorrectionRequested correctionRequested(ApplicationFile file, Instant at, Actor by) {
        var round = file.correction();
        return new CorrectionRequested(
                file.head().number().value(),
                time(at),
                by.unitOrUnknown(),
                round == null ? null : round.dueOn(),
                file.corrections().size(),
                by.staff(),
                by.windowCode());
    }

    private record Supplied(
            String receiptNumber, OffsetDateTime suppliedAt, List<String> materials, List<Deferred> outstanding) {}

    private record CaseCorrected(
            String receiptNumber, String caseNumber, long notice, OffsetDateTime correctedAt, List<String> materials) {}

    private record Terminated(
            String receiptNumber,
            OffsetDateTime terminatedAt,
            String reason,
            List<String> materials,
            @Nullable String terminatedBy) {}

    private record Paid(
            String receiptNumber,
            int payment,
            List<String> items,
            BigDecimal amountYuan,
            String unit,
            @Nullable String windowCode,
            @Nullable String takenBy,
            OffsetDateTime paidAt) {}

    /** The number of the receipt stays here: with it somebody could ask for the money back. */
    private static Paid paid(String number, Instant at, Actor by, FeePayment payment) {
        return new Paid(
                number,
                payment.ordinal(),
                payment.items().stream().sorted().toList(),
                payment.amountYuan(),
                payment.unit(),
                payment.windowCode(),
                by.staff(),
                time(at));
    }

    private record Lapsed(
            String receiptNumber,
            OffsetDateTime lapsedAt,
            @Nullable LocalDate dueOn) {}

    private static Lapsed lapsed(ApplicationFile file, Instant at) {
        var round = file.correction();
        return new Lapsed(file.head().number().value(), time(at), round == null ? null : round.dueOn());
    }

    private record Corrected(String receiptNumber, OffsetDateTime correctedAt) {}

    private record Refused(
            String receiptNumber,
            OffsetDateTime refusedAt,
            @Nullable String refusedBy,
            String unit,
            @Nullable String windowCode,
            @Nullable RefusalGround ground,
            List<String> items) {}

    /** The reason may name somebody, so it stays here. */
    private static Refused refused(ApplicationFile file, Instant at, Actor by) {
        if (!(file.state() instanceof FileState.Refused refused)) {
            throw new IllegalStateException("a refusal leads to a refused file");
        }
        return new Refused(
                file.head().number().value(),
                time(at),
                by.staff(),
                by.unitOrUnknown(),
                by.windowCode(),
                refused.ground(),
                codes(file.head()));
    }

    /** @param unit who receives files in the hall: it had this one, whoever of it had looked at it */
    private record Withdrawn(String receiptNumber, OffsetDateTime withdrawnAt, String unit) {}

    private record Delivery(
            String receiptNumber,
            OffsetDateTime deliveredAt,
            DeliveryMethod method,
            String unit,
            @Nullable String outcome,
            @Nullable LocalDate dueOn,
            @Nullable Boolean late,
            @Nullable String deliveredBy,
            @Nullable String windowCode) {}

    private static Delivery delivered(ApplicationFile file, Actor by, HandOut.@Nullable Facts facts) {
        if (!(file.state() instanceof Delivered(var _, var delivery))) {
            throw new IllegalStateException("a handing out leads to a delivered file");
        }
        return new Delivery(
                file.head().number().value(),
                time(delivery.at()),
                delivery.method(),
                delivery.unit(),
                facts == null ? null : facts.outcome(),
                facts == null ? null : facts.dueOn(),
                facts == null ? null : facts.late(),
                by.staff(),
                by.windowCode());
    }

    private record Accepted(
            String receiptNumber,
            FileKind kind,
            @Nullable String packageCode,
            Channel channel,
            Enterprise enterprise,
            OffsetDateTime receivedAt,
            OffsetDateTime acceptedAt,
            LocalDate countsFrom,
            String acceptedBy,
            String acceptedByUnit,
            boolean deemed,
            @Nullable String windowCode,
            @Nullable String agent,
            @Nullable GreenChannel greenChannel,
            List<Deferred> deferredMaterials,
            List<Item> items,
            List<SubjectOf> subjects,
            List<CaseOf> cases,
            @Nullable Integer visitsPromised,
            Baseline baseline) {}

    private record Deferred(String key, LocalDate dueOn) {}

    private record Item(
            String code,
            long version,
            String nameZh,
            String nameEn,
            String unit,
            CaseType caseType,
            int statutoryDays,
            int promisedDays,
            String resultNameZh,
            int stage,
            List<String> needs,
            @Nullable List<ApprovalStep> steps,
            @Nullable Boolean onSiteVerification) {}

    private record SubjectOf(String usci, String name, String regionCode) {}

    private record CaseOf(String caseNumber, String item, String subject) {}

    private record Baseline(
            int materialsSeparately,
            int handedIn,
            @Nullable BigDecimal materialReductionRate,
            int visitsSeparately,
            int visits,
            int statutoryDaysSequential,
            int promisedDaysSequential,
            int packagePromisedDays) {}

    private static Accepted accepted(ApplicationFile file) {
        var head = file.head();
        var content = head.content();
        var acceptance = file.acceptance();
        if (acceptance == null) {
            throw new IllegalStateException("an acceptance leads to an accepted file");
        }
        return new Accepted(
                head.number().value(),
                head.kind(),
                head.packageCode(),
                head.channel(),
                new Enterprise(head.usci(), head.enterpriseName()),
                time(head.receivedAt()),
                time(acceptance.at()),
                acceptance.countsFrom(),
                acceptance.by(),
                acceptance.unit(),
                acceptance.deemed(),
                acceptance.windowCode(),
                agent(head),
                content.greenChannel(),
                deferred(file.materials()),
                content.items().stream().map(FileEventMessages::item).toList(),
                content.subjects().stream()
                        .map(subject -> new SubjectOf(subject.usci(), subject.name(), subject.regionCode()))
                        .toList(),
                head.cases().stream()
                        .map(one -> new CaseOf(one.caseNumber(), one.item(), one.subject()))
                        .toList(),
                content.figures().visitsPromised(),
                baseline(content.figures(), file.ledger().handedInAltogether()));
    }

    private static List<Deferred> deferred(List<FileMaterial> materials) {
        return materials.stream()
                .filter(material -> material.state() == State.DEFERRED)
                .flatMap(material -> material.dueOn() == null
                        ? Stream.of()
                        : Stream.of(new Deferred(material.key(), material.dueOn())))
                .toList();
    }

    private static Item item(FileItem item) {
        return new Item(
                item.code(),
                item.version(),
                item.nameZh(),
                item.nameEn(),
                item.unit(),
                item.caseType(),
                item.statutoryDays(),
                item.promisedDays(),
                item.resultNameZh(),
                item.stage(),
                item.needs(),
                item.steps(),
                Boolean.TRUE.equals(item.verifiedOnSite()) ? true : null);
    }

    private static Baseline baseline(Figures figures, int handedIn) {
        return new Baseline(
                figures.materialsSeparately(),
                handedIn,
                Figures.reduction(handedIn, figures.materialsSeparately()),
                figures.windowVisitsSeparately(),
                figures.windowVisitsInPackage(),
                figures.statutoryDaysSequential(),
                figures.promisedDaysSequential(),
                figures.packagePromisedDays());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atZone(ServiceHours.ZONE).toOffsetDateTime();
    }

    private FileEventMessages() {}
}

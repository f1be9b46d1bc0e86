package onestop.intake.application;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.Correction.Defect;
import onestop.intake.application.FileState.Delivered;
import onestop.intake.application.FileState.DeliveryMethod;
import onestop.intake.application.FileState.Refused;
import onestop.intake.application.FileState.Submitted;
import onestop.intake.application.FileState.Withdrawn;
import onestop.intake.notice.Figures;
import org.jspecify.annotations.Nullable;

/** One file as its side and the hall see it. */
record ApplicationView(
        String receiptNumber,
        FileKind kind,
        @Nullable String packageCode,
        FileStatus status,
        EnterpriseName enterprise,
        Channel channel,
        String submittedBy,
        Side submittedAs,
        @Nullable UUID powerOfAttorney,
        @Nullable GreenChannel greenChannel,
        Instant receivedAt,
        LocalDate countsFrom,
        @Nullable LocalDate deemedAcceptedAfter,
        @Nullable AcceptanceView acceptance,
        @Nullable CorrectionView correction,
        @Nullable RefusalView refusal,
        @Nullable Instant withdrawnAt,
        @Nullable DeliveryView delivery,
        List<FileItem> items,
        List<Subject> subjects,
        List<FileCase> cases,
        List<MaterialView> materials,
        Ledger ledger,
        Figures figures,
        long version) {

    record EnterpriseName(String usci, String name) {}

    record AcceptanceView(
            Instant at,
            LocalDate countsFrom,
            String by,
            String unit,
            boolean deemed,
            @Nullable String windowCode) {}

    record CorrectionView(
            Instant requestedAt,
            List<Defect> defects,
            @Nullable Instant correctedAt) {}

    record RefusalView(Instant at, String reason, @Nullable String competentBody) {}

    record DeliveryView(Instant at, DeliveryMethod method, String by) {}

    record MaterialView(
            String key,
            String nameZh,
            String nameEn,
            FileMaterial.State state,
            @Nullable String fileName,
            @Nullable LocalDate dueOn,
            @Nullable String fromReceiptNumber) {}

    /** What is answered to a submission; the only time the query code is shown. */
    record Receipt(
            String receiptNumber,
            String queryCode,
            FileKind kind,
            FileStatus status,
            Instant receivedAt,
            LocalDate countsFrom,
            LocalDate deemedAcceptedAfter,
            List<FileCase> cases,
            Ledger ledger,
            Figures figures,
            long version) {

        static Receipt of(ApplicationFile file, QueryCode queryCode) {
            if (!(file.state() instanceof Submitted(var _, var until))) {
                throw new IllegalArgumentException("a new file waits for a clerk");
            }
            var head = file.head();
            return new Receipt(
                    head.number().value(),
                    queryCode.value(),
                    head.kind(),
                    FileStatus.of(file.state()),
                    head.receivedAt(),
                    head.countsFrom(),
                    until,
                    head.cases(),
                    file.ledger(),
                    head.content().figures(),
                    file.version());
        }
    }

    /** What is answered to an act. */
    record StateView(String receiptNumber, FileStatus status, long version, Instant at) {}

    static ApplicationView of(ApplicationFile file) {
        var head = file.head();
        var state = file.state();
        var acceptance = file.acceptance();
        var correction = file.correction();
        return new ApplicationView(
                head.number().value(),
                head.kind(),
                head.packageCode(),
                FileStatus.of(state),
                new EnterpriseName(head.usci(), head.enterpriseName()),
                head.channel(),
                head.submittedBy(),
                head.submittedAs(),
                head.powerOfAttorney(),
                head.content().greenChannel(),
                head.receivedAt(),
                head.countsFrom(),
                state instanceof Submitted(var _, var until) ? until : null,
                acceptance == null
                        ? null
                        : new AcceptanceView(
                                acceptance.at(),
                                acceptance.countsFrom(),
                                acceptance.by(),
                                acceptance.unit(),
                                acceptance.deemed(),
                                acceptance.windowCode()),
                correction == null
                        ? null
                        : new CorrectionView(correction.requestedAt(), correction.defects(), correction.correctedAt()),
                state instanceof Refused(var at, var _, var reason, var body)
                        ? new RefusalView(at, reason, body)
                        : null,
                state instanceof Withdrawn withdrawn ? withdrawn.at() : null,
                state instanceof Delivered(var _, var delivery)
                        ? new DeliveryView(delivery.at(), delivery.method(), delivery.by())
                        : null,
                head.content().items(),
                head.content().subjects(),
                head.cases(),
                file.materials().stream()
                        .map(material -> new MaterialView(
                                material.key(),
                                material.nameZh(),
                                material.nameEn(),
                                material.state(),
                                material.fileName(),
                                material.dueOn(),
                                material.fromReceiptNumber()))
                        .toList(),
                file.ledger(),
                head.content().figures(),
                file.version());
    }
}

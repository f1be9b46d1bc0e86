package onestop.intake.application;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.BranchList.LeftOut;
import onestop.intake.application.Correction.Defect;
import onestop.intake.application.FileMaterial.OriginalCheck;
import onestop.intake.application.FileState.AcceptedDeferred;
import onestop.intake.application.FileState.Delivered;
import onestop.intake.application.FileState.DeliveryMethod;
import onestop.intake.application.FileState.Lapsed;
import onestop.intake.application.FileState.PreReviewed;
import onestop.intake.application.FileState.RefusalGround;
import onestop.intake.application.FileState.Refused;
import onestop.intake.application.FileState.Submitted;
import onestop.intake.application.FileState.Terminated;
import onestop.intake.application.FileState.Waiting;
import onestop.intake.application.FileState.Withdrawn;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Material.TrustLevel;
import onestop.intake.notice.Figures;
import onestop.intake.onfile.Watermark;
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
        @Nullable PreReviewView preReview,
        @Nullable AcceptanceView acceptance,
        @Nullable LocalDate deferredDueOn,
        @Nullable CorrectionView correction,
        @Nullable List<CorrectionView> earlierCorrections,
        @Nullable RefusalView refusal,
        @Nullable Instant withdrawnAt,
        @Nullable Instant terminatedAt,
        @Nullable Instant lapsedAt,
        @Nullable DeliveryView delivery,
        List<FileItem> items,
        List<Subject> subjects,
        List<FileCase> cases,
        List<MaterialView> materials,
        Ledger ledger,
        Figures figures,
        @Nullable List<LeftOutView> leftOut,
        long version) {

    /** A branch that was named and does not take part. */
    record LeftOutView(
            int row,
            String usci,
            String reason,
            @Nullable String inFile,
            @Nullable String message) {

        static LeftOutView of(LeftOut one, @Nullable String message) {
            return new LeftOutView(one.row(), one.usci(), one.reason(), one.inFile(), message);
        }
    }

    record EnterpriseName(String usci, String name) {}

    record AcceptanceView(
            Instant at,
            LocalDate countsFrom,
            String by,
            String unit,
            boolean deemed,
            @Nullable String windowCode) {}

    record PreReviewView(Instant at, String by) {}

    record CorrectionView(
            Instant requestedAt,
            List<Defect> defects,
            @Nullable LocalDate dueOn,
            @Nullable String supervisorReason,
            @Nullable Instant correctedAt) {

        static CorrectionView of(Correction round) {
            return new CorrectionView(
                    round.requestedAt(), round.defects(), round.dueOn(), round.supervisorReason(), round.correctedAt());
        }
    }

    /**
     * Why the hall did not accept, and what can be done about it.
     *
     * @param reconsiderationUntil the last day for asking for administrative reconsideration (60 days)
     * @param litigationUntil the last day for going to court (six months)
     */
    record RefusalView(
            Instant at,
            @Nullable RefusalGround ground,
            String reason,
            @Nullable String competentBody,
            LocalDate reconsiderationUntil,
            LocalDate litigationUntil) {

        static RefusalView of(Refused refused) {
            var told = ServiceHours.dateOf(refused.at());
            return new RefusalView(
                    refused.at(),
                    refused.ground(),
                    refused.reason(),
                    refused.competentBody(),
                    told.plusDays(60),
                    told.plusMonths(6));
        }
    }

    record DeliveryView(Instant at, DeliveryMethod method, String by) {}

    record MaterialView(
            String key,
            String nameZh,
            String nameEn,
            FileMaterial.State state,
            @Nullable String fileName,
            @Nullable LocalDate dueOn,
            @Nullable String fromReceiptNumber,
            TrustLevel trust,
            List<UUID> files,
            @Nullable Integer copies,
            @Nullable OriginalCheckView originalCheck) {

        static MaterialView of(FileMaterial material) {
            var check = material.check();
            return new MaterialView(
                    material.key(),
                    material.nameZh(),
                    material.nameEn(),
                    material.state(),
                    material.fileName(),
                    material.dueOn(),
                    material.fromReceiptNumber(),
                    material.trust(),
                    material.files(),
                    material.copies(),
                    check == null ? null : OriginalCheckView.of(check));
        }
    }

    /** Who saw the original, and the line that goes on every copy made from then on. */
    record OriginalCheckView(Instant at, String by, String unit, String watermarkZh, String watermarkEn) {
        static OriginalCheckView of(OriginalCheck check) {
            var watermark = Watermark.of(TrustLevel.B, check.unit(), ServiceHours.dateOf(check.at()), null);
            return new OriginalCheckView(check.at(), check.by(), check.unit(), watermark.zh(), watermark.en());
        }
    }

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
            @Nullable List<LeftOutView> leftOut,
            long version) {

        /** @param words says why a branch does not take part, in the reader's language */
        static Receipt of(ApplicationFile file, QueryCode queryCode, Function<LeftOut, String> words) {
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
                    head.content().leftOut().isEmpty()
                            ? null
                            : head.content().leftOut().stream()
                                    .map(one -> LeftOutView.of(one, words.apply(one)))
                                    .toList(),
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
                state instanceof Waiting waiting ? waiting.deemedAcceptedAfter() : null,
                state instanceof PreReviewed reviewed ? new PreReviewView(reviewed.at(), reviewed.by()) : null,
                acceptance == null
                        ? null
                        : new AcceptanceView(
                                acceptance.at(),
                                acceptance.countsFrom(),
                                acceptance.by(),
                                acceptance.unit(),
                                acceptance.deemed(),
                                acceptance.windowCode()),
                state instanceof AcceptedDeferred(var _, var dueOn) ? dueOn : null,
                correction == null ? null : CorrectionView.of(correction),
                file.corrections().size() < 2
                        ? null
                        : file.corrections().subList(0, file.corrections().size() - 1).stream()
                                .map(CorrectionView::of)
                                .toList(),
                state instanceof Refused refused ? RefusalView.of(refused) : null,
                state instanceof Withdrawn withdrawn ? withdrawn.at() : null,
                state instanceof Terminated terminated ? terminated.at() : null,
                state instanceof Lapsed lapsed ? lapsed.at() : null,
                state instanceof Delivered(var _, var delivery)
                        ? new DeliveryView(delivery.at(), delivery.method(), delivery.by())
                        : null,
                head.content().items(),
                head.content().subjects(),
                head.cases(),
                file.materials().stream().map(MaterialView::of).toList(),
                file.ledger(),
                head.content().figures(),
                head.content().leftOut().isEmpty()
                        ? null
                        : head.content().leftOut().stream()
                                .map(one -> LeftOutView.of(one, null))
                                .toList(),
                file.version());
    }
}

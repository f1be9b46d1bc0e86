package onestop.intake.application;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.Correction.Defect;
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
import onestop.intake.application.FileState.Acceptance;
import onestop.intake.application.FileState.Delivered;
import onestop.intake.application.FileState.DeliveryMethod;
import onestop.intake.application.FileState.RecipientCheck;
import onestop.intake.application.FileState.Refused;
import onestop.intake.application.FileState.Waiting;
import onestop.intake.catalogue.Catalogue;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.catalogue.ServicePackage;
import onestop.intake.catalogue.Unit;
import onestop.intake.document.CommitmentText;
import onestop.intake.document.DocumentFacts;
import onestop.intake.document.DocumentFacts.AcceptanceFacts;
import onestop.intake.document.DocumentFacts.DefectFacts;
import onestop.intake.document.DocumentFacts.DeliveredBy;
import onestop.intake.document.DocumentFacts.FileFacts;
import onestop.intake.document.DocumentFacts.HandedInBy;
import onestop.intake.document.DocumentFacts.IdentityChecked;
import onestop.intake.document.DocumentFacts.ItemFacts;
import onestop.intake.document.DocumentFacts.MaterialFacts;
import onestop.intake.document.DocumentFacts.MaterialStanding;
import onestop.intake.document.DocumentFacts.Occasion;
import onestop.intake.document.DocumentFacts.SubjectFacts;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which documents an act calls for, and what they say. */
@Component
class FilePapers {
    private final Catalogues catalogues;
    private final Calendars calendars;

    private final CommitmentTexts texts;

    FilePapers(Catalogues catalogues, Calendars calendars, CommitmentTexts texts) {
        this.catalogues = catalogues;
        this.calendars = calendars;
        this.texts = texts;
    }

    /** @param file as it is after the act */
    List<DocumentFacts> of(ApplicationFile file, FileEvent event) {
        var papers = new ArrayList<>(
                switch (event) {
                    case FileSubmitted(var at, var _, var _) -> List.of(receipt(file, Occasion.HANDED_IN, at));
                    case FileCorrected(var at, var _, var _) -> List.of(receipt(file, Occasion.CORRECTED, at));
                    case MaterialsSupplied(var at, var _, var keys) -> List.of(supplied(file, at, keys));
                    case FileEvent.CaseCorrected(var at, var _, var _, var _, var keys) ->
                        List.of(supplied(file, at, keys));
                    // Who took the money has given a receipt for it.
                    case FilePreReviewed _, FeePaid _ -> List.<DocumentFacts>of();
                    case CorrectionAsked _ -> List.of(correctionNotice(file));
                    case FileAccepted _ -> accepted(file);
                    case FileRefused _ -> List.of(refusal(file));
                    case FileWithdrawn(var at, var _) ->
                        List.<DocumentFacts>of(
                                new DocumentFacts.Withdrawal(facts(file, null), at, file.acceptance() != null));
                    case FileTerminated(var _, var _, var why, var missing, var statement) ->
                        List.of(
                                switch (why) {
                                    case DEFERRED_NOT_SUPPLIED -> terminated(file, "申请人未在承诺的期限内补齐容缺材料。", missing);
                                    case SUBJECT_GONE -> terminated(file, "申请人主体资格已经终止：" + statement, List.of());
                                });
                    case FileLapsed _ -> List.of(lapsed(file));
                    case ResultDelivered(var _, var _, var facts) ->
                        List.of(deliveryReceipt(file, facts == null ? null : facts.trackingNumber()));
                });
        var commitment = event.commitment();
        if (commitment != null) {
            papers.add(commitment(file, commitment));
        }
        return papers;
    }

    private DocumentFacts receipt(ApplicationFile file, Occasion occasion, Instant at) {
        if (!(file.state() instanceof Waiting waiting)) {
            throw new IllegalStateException("a file that came in waits for a clerk");
        }
        return new DocumentFacts.Receipt(
                facts(file, null), materials(file, _ -> true), occasion, at, waiting.deemedAcceptedAfter());
    }

    private DocumentFacts supplied(ApplicationFile file, Instant at, List<String> keys) {
        return new DocumentFacts.Receipt(
                facts(file, null),
                materials(file, material -> keys.contains(material.key())),
                Occasion.SUPPLIED,
                at,
                null);
    }

    private DocumentFacts correctionNotice(ApplicationFile file) {
        var correction = file.corrections().getLast();
        var names = file.materials().stream().collect(Collectors.toMap(FileMaterial::key, FileMaterial::nameZh));
        var defects = correction.defects().stream()
                .map(defect -> new DefectFacts(
                        names.getOrDefault(defect.materialKey(), defect.materialKey()), defect.reason()))
                .toList();
        return new DocumentFacts.CorrectionNotice(
                facts(file, null), defects, correction.dueOn(), correction.supervisorReason());
    }

    private List<DocumentFacts> accepted(ApplicationFile file) {
        var acceptance = file.acceptance();
        if (acceptance == null) {
            throw new IllegalStateException("the file was accepted");
        }
        var facts = facts(file, acceptance.countsFrom());
        var accepted = acceptanceFacts(file, facts, acceptance);
        var deferred = materials(file, material -> material.state() == State.DEFERRED && material.dueOn() != null);
        var papers = new ArrayList<DocumentFacts>();
        papers.add(
                deferred.isEmpty()
                        ? new DocumentFacts.Acceptance(facts, accepted, materials(file, _ -> true))
                        : new DocumentFacts.DeferredAcceptance(facts, accepted, deferred));
        if (file.head().kind() != FileKind.SINGLE) {
            var figures = file.head().content().figures();
            papers.add(new DocumentFacts.JointAcceptance(
                    facts,
                    accepted,
                    materials(file, _ -> true),
                    figures.departments(),
                    figures.materialsSeparately(),
                    file.ledger().handedIn()));
        }
        return papers;
    }

    private DocumentFacts commitment(ApplicationFile file, Commitment commitment) {
        var text = texts.version(commitment.kind(), commitment.textVersion()).orElseThrow();
        var words = new CommitmentText(
                String.valueOf(text.version()),
                text.textZh().lines().filter(line -> !line.isBlank()).toList());
        var facts = facts(file, null);
        var about = materials(file, material -> commitment.materials().contains(material.key()));
        return switch (commitment.kind()) {
            case DEFERRED_MATERIALS -> new DocumentFacts.DeferralCommitment(facts, words, about);
            case NOTICE_AND_COMMITMENT -> new DocumentFacts.NoticeAndCommitment(facts, words, about);
        };
    }

    private DocumentFacts terminated(ApplicationFile file, String because, List<String> missing) {
        return new DocumentFacts.Termination(
                facts(file, null), because, materials(file, material -> missing.contains(material.key())));
    }

    private DocumentFacts lapsed(ApplicationFile file) {
        var asked = file.corrections().getLast().defects().stream()
                .map(Defect::materialKey)
                .toList();
        return new DocumentFacts.Termination(
                facts(file, null), "申请人未在补正通知书载明的期限内补正。", materials(file, material -> asked.contains(material.key())));
    }

    private static AcceptanceFacts acceptanceFacts(ApplicationFile file, FileFacts facts, Acceptance acceptance) {
        var dueOn = facts.items().stream()
                .map(ItemFacts::promisedDueOn)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new AcceptanceFacts(
                acceptance.at(),
                acceptance.deemed(),
                acceptance.countsFrom(),
                dueOn,
                acceptance.windowCode(),
                file.head().content().greenChannel() != null);
    }

    private DocumentFacts refusal(ApplicationFile file) {
        if (!(file.state() instanceof Refused(var _, var _, var _, var reason, var competentBody))) {
            throw new IllegalStateException("acceptance was refused");
        }
        return new DocumentFacts.AcceptanceRefusal(facts(file, null), reason, competentBody);
    }

    private DocumentFacts deliveryReceipt(ApplicationFile file, @Nullable String trackingNumber) {
        if (!(file.state() instanceof Delivered(var acceptance, var delivery))) {
            throw new IllegalStateException("the result was handed out");
        }
        return receiptOfDelivery(
                file, acceptance, delivery.at(), delivery.method(), delivery.recipientCheck(), trackingNumber);
    }

    /** Each handing out has its receipt: the first one, and one after what was sent came back. */
    DocumentFacts receiptOfDelivery(
            ApplicationFile file,
            Acceptance acceptance,
            Instant at,
            DeliveryMethod method,
            @Nullable RecipientCheck check,
            @Nullable String trackingNumber) {
        return new DocumentFacts.DeliveryReceipt(
                facts(file, acceptance.countsFrom()), at, deliveredBy(method), identityChecked(check), trackingNumber);
    }

    /** The receipt for what some cases have led to. */
    DocumentFacts receiptOfEarlyDelivery(
            ApplicationFile file, Set<String> caseNumbers, Instant at, RecipientCheck check) {
        var acceptance = file.acceptance();
        if (acceptance == null) {
            throw new IllegalStateException("only what was accepted is decided");
        }
        return new DocumentFacts.DeliveryReceipt(
                facts(file, acceptance.countsFrom(), one -> caseNumbers.contains(one.caseNumber())),
                at,
                DeliveredBy.WINDOW,
                identityChecked(check),
                null);
    }

    /** @param countsFrom the day promises count from; null while there are none */
    private FileFacts facts(ApplicationFile file, @Nullable LocalDate countsFrom) {
        return facts(file, countsFrom, _ -> true);
    }

    /** @param about which of its cases it is about */
    private FileFacts facts(ApplicationFile file, @Nullable LocalDate countsFrom, Predicate<FileCase> about) {
        var catalogue = catalogues.current();
        var calendar = calendars.current();
        var head = file.head();
        var content = head.content();
        var cases = head.cases().stream().filter(about).toList();
        var casesPerItem = cases.stream().collect(Collectors.groupingBy(FileCase::item, Collectors.counting()));
        var subjects = cases.stream().map(FileCase::subject).collect(Collectors.toSet());
        return new FileFacts(
                head.number().value(),
                matter(head.packageCode(), content.items(), catalogue),
                head.enterpriseName(),
                head.usci(),
                handedInBy(head.submittedAs()),
                head.receivedAt(),
                content.items().stream()
                        .filter(item -> casesPerItem.containsKey(item.code()))
                        .map(item -> new ItemFacts(
                                item.code(),
                                item.nameZh(),
                                catalogue.unit(item.unit()).map(Unit::nameZh).orElse(item.unit()),
                                item.stage() + 1,
                                casesPerItem.getOrDefault(item.code(), 0L).intValue(),
                                item.statutoryDays(),
                                item.promisedDays(),
                                countsFrom == null ? null : file.promisedDueOn(item, countsFrom, calendar),
                                item.resultNameZh()))
                        .toList(),
                content.subjects().stream()
                        .filter(subject -> subjects.contains(subject.usci()))
                        .map(subject -> new SubjectFacts(subject.name(), subject.usci()))
                        .toList(),
                cases.size(),
                cases.stream().map(FileCase::caseNumber).toList());
    }

    private static String matter(@Nullable String packageCode, List<FileItem> items, Catalogue catalogue) {
        var first = items.getFirst().nameZh();
        var ofItems = items.size() == 1 ? first : first + "等 " + items.size() + " 项";
        return packageCode == null
                ? ofItems
                : catalogue
                        .servicePackage(packageCode)
                        .map(ServicePackage::nameZh)
                        .orElse(ofItems);
    }

    private static List<MaterialFacts> materials(ApplicationFile file, Predicate<FileMaterial> wanted) {
        return file.materials().stream()
                .filter(wanted)
                .map(material -> new MaterialFacts(material.nameZh(), standing(material.state()), material.dueOn()))
                .toList();
    }

    private static MaterialStanding standing(State state) {
        return switch (state) {
            case SHARED -> MaterialStanding.SHARED;
            case ON_FILE -> MaterialStanding.ON_FILE;
            case PRODUCED -> MaterialStanding.PRODUCED;
            case MERGED_FORM -> MaterialStanding.MERGED_FORM;
            case HANDED_IN -> MaterialStanding.HANDED_IN;
            case DEFERRED -> MaterialStanding.DEFERRED;
            case PROMISED -> MaterialStanding.PROMISED;
            case MISSING -> MaterialStanding.MISSING;
        };
    }

    private static HandedInBy handedInBy(Side side) {
        return switch (side) {
            case APPLICANT -> HandedInBy.ENTERPRISE;
            case AGENT -> HandedInBy.AGENT;
            case HELPER -> HandedInBy.HELPER;
            case WINDOW -> HandedInBy.WINDOW;
            case ISSUER, SUPERVISOR, LAW -> throw new IllegalStateException(side + " hands nothing in");
        };
    }

    private static DeliveredBy deliveredBy(DeliveryMethod method) {
        return switch (method) {
            case WINDOW -> DeliveredBy.WINDOW;
            case POST -> DeliveredBy.POST;
            case E_LICENCE -> DeliveredBy.E_LICENCE;
        };
    }

    private static @Nullable IdentityChecked identityChecked(@Nullable RecipientCheck check) {
        return switch (check) {
            case null -> null;
            case LEGAL_REPRESENTATIVE -> IdentityChecked.LEGAL_REPRESENTATIVE;
            case AGENT -> IdentityChecked.AGENT;
        };
    }
}

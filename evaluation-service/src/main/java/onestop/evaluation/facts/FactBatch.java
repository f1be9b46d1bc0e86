package onestop.evaluation.facts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.facts.CaseWay.CaseStep;
import onestop.evaluation.facts.CaseWay.Mark;
import onestop.evaluation.facts.CaseWay.Marked;
import onestop.events.IncomingEvent;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;

/** What a batch of events tells of files and cases; sorted, so that all batches lock in one order. */
final class FactBatch {
    private static final Set<String> IN_PERSON = Set.of("WINDOW", "SELF_SERVICE", "MOBILE_VEHICLE");

    private final TreeMap<String, FileNews> files = new TreeMap<>();
    private final TreeMap<String, CaseNews> cases = new TreeMap<>();
    private final List<Supply> supplies = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final Set<String> receipts = new TreeSet<>();
    private final List<CaseMark> marks = new ArrayList<>();

    record FileNews(
            String receiptNumber,
            @Nullable Boolean inPerson,
            @Nullable Integer visitsPromised,
            int correctionRounds) {

        FileNews and(FileNews more) {
            return new FileNews(
                    receiptNumber,
                    inPerson == null ? more.inPerson : inPerson,
                    visitsPromised == null ? more.visitsPromised : visitsPromised,
                    Math.max(correctionRounds, more.correctionRounds));
        }
    }

    record CaseNews(
            String caseNumber,
            String receiptNumber,
            long sequence,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            @Nullable Boolean onTimePromised,
            @Nullable Boolean onTimeStatutory,
            @Nullable String item,
            @Nullable LocalDate decidedOn) {

        CaseNews and(CaseNews more) {
            var newer = more.sequence >= sequence ? more : this;
            var older = newer == this ? more : this;
            return new CaseNews(
                    caseNumber,
                    receiptNumber,
                    newer.sequence,
                    newer.promisedDueOn == null ? older.promisedDueOn : newer.promisedDueOn,
                    newer.statutoryDueOn == null ? older.statutoryDueOn : newer.statutoryDueOn,
                    older.onTimePromised == null ? newer.onTimePromised : older.onTimePromised,
                    older.onTimeStatutory == null ? newer.onTimeStatutory : older.onTimeStatutory,
                    older.item == null ? newer.item : older.item,
                    older.decidedOn == null ? newer.decidedOn : older.decidedOn);
        }
    }

    /** Something on the way of a case. */
    record CaseMark(String caseNumber, Marked marked) {}

    /** @param asked whether a department had asked for it within a case */
    record Supply(String receiptNumber, String material, Instant at, boolean asked) {}

    /** A notice of correction within a case. @param notice the version of the case in which it was given */
    record Notice(String caseNumber, long notice, String receiptNumber, List<String> materials) {}

    private record Accepted(
            @Nullable String receiptNumber,
            @Nullable String channel,
            @Nullable Integer visitsPromised) {}

    private record CorrectionRequested(
            @Nullable String receiptNumber, @Nullable Integer round) {}

    private record Supplied(
            @Nullable String receiptNumber,
            @Nullable OffsetDateTime suppliedAt,
            @Nullable List<String> materials) {}

    private record CaseCorrected(
            @Nullable String receiptNumber,
            @Nullable OffsetDateTime correctedAt,
            @Nullable List<String> materials) {}

    private record Suspended(
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String kind,
            @Nullable List<Defect> defects) {}

    private record Defect(@Nullable String material) {}

    private record CaseData(
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            @Nullable Boolean onTimePromised,
            @Nullable Boolean onTimeStatutory,
            @Nullable String item,
            @Nullable OffsetDateTime decidedAt) {}

    private record Passed(
            @Nullable String caseNumber, @Nullable CaseStep from) {}

    static FactBatch of(Collection<IncomingEvent> events) {
        var batch = new FactBatch();
        events.forEach(batch::add);
        return batch;
    }

    private void add(IncomingEvent event) {
        switch (event.type()) {
            case "onestop.intake.application.accepted.v1" -> {
                var data = event.data(Accepted.class);
                var channel = data.channel();
                know(new FileNews(
                        required(data.receiptNumber(), "receiptNumber"),
                        channel == null ? null : IN_PERSON.contains(channel),
                        data.visitsPromised(),
                        0));
            }
            case "onestop.intake.application.correction-requested.v1" -> {
                var data = event.data(CorrectionRequested.class);
                int round = data.round() == null ? 1 : Math.max(1, data.round());
                know(new FileNews(required(data.receiptNumber(), "receiptNumber"), null, null, round));
            }
            case "onestop.intake.application.materials-supplied.v1" -> {
                var data = event.data(Supplied.class);
                supply(data.receiptNumber(), data.materials(), data.suppliedAt(), "suppliedAt", false);
            }
            case "onestop.intake.application.case-corrected.v1" -> {
                var data = event.data(CaseCorrected.class);
                supply(data.receiptNumber(), data.materials(), data.correctedAt(), "correctedAt", true);
            }
            case "onestop.approval.case.suspended.v1" -> {
                add(event.data(CaseData.class), event.sequence());
                add(event.data(Suspended.class), event.sequence());
            }
            case "onestop.approval.case.opened.v1",
                    "onestop.approval.case.resumed.v1",
                    "onestop.approval.case.ended.v1",
                    "onestop.approval.case.reopened.v1",
                    "onestop.approval.case.extended.v1",
                    "onestop.approval.case.recounted.v1",
                    "onestop.approval.case.decided.v1" -> add(event.data(CaseData.class), event.sequence());
            default -> {
                // Nothing that a label claims.
            }
        }
        mark(event.type()).ifPresent(mark -> {
            var data = event.data(Passed.class);
            marks.add(new CaseMark(
                    required(data.caseNumber(), "caseNumber"),
                    new Marked(mark, data.from(), event.time(), event.sequence())));
        });
    }

    private static Optional<Mark> mark(String type) {
        return Optional.ofNullable(
                switch (type) {
                    case "onestop.approval.case.opened.v1" -> Mark.OPENED;
                    case "onestop.approval.case.examined.v1" -> Mark.EXAMINED;
                    case "onestop.approval.case.reviewed.v1" -> Mark.REVIEWED;
                    case "onestop.approval.case.returned.v1" -> Mark.RETURNED;
                    case "onestop.approval.case.suspended.v1" -> Mark.SUSPENDED;
                    case "onestop.approval.case.resumed.v1", "onestop.approval.case.reopened.v1" -> Mark.RESUMED;
                    case "onestop.approval.case.ended.v1" -> Mark.ENDED;
                    case "onestop.approval.case.decided.v1" -> Mark.DECIDED;
                    default -> null;
                });
    }

    private void supply(
            @Nullable String receiptNumber,
            @Nullable List<String> materials,
            @Nullable OffsetDateTime at,
            String atField,
            boolean asked) {
        var receipt = required(receiptNumber, "receiptNumber");
        if (at == null) {
            throw new UnreadableEventException(atField + " is missing");
        }
        receipts.add(receipt);
        if (materials != null) {
            materials.forEach(material -> supplies.add(new Supply(receipt, material, at.toInstant(), asked)));
        }
    }

    private void add(Suspended data, long notice) {
        if (!"CORRECTION".equals(data.kind())) {
            return;
        }
        var defects = data.defects() == null ? List.<Defect>of() : data.defects();
        notices.add(new Notice(
                required(data.caseNumber(), "caseNumber"),
                notice,
                required(data.receiptNumber(), "receiptNumber"),
                defects.stream()
                        .map(defect -> required(defect.material(), "defects.material"))
                        .distinct()
                        .sorted()
                        .toList()));
    }

    private void add(CaseData data, long sequence) {
        var receipt = required(data.receiptNumber(), "receiptNumber");
        var number = required(data.caseNumber(), "caseNumber");
        receipts.add(receipt);
        cases.merge(
                number,
                new CaseNews(
                        number,
                        receipt,
                        sequence,
                        data.promisedDueOn(),
                        data.statutoryDueOn(),
                        data.onTimePromised(),
                        data.onTimeStatutory(),
                        data.item(),
                        data.decidedAt() == null
                                ? null
                                : CountyTime.dayOf(data.decidedAt().toInstant())),
                CaseNews::and);
    }

    private void know(FileNews news) {
        receipts.add(news.receiptNumber());
        files.merge(news.receiptNumber(), news, FileNews::and);
    }

    private static String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw new UnreadableEventException(field + " is missing");
        }
        return value;
    }

    boolean isEmpty() {
        return receipts.isEmpty() && marks.isEmpty();
    }

    List<CaseMark> marks() {
        return marks;
    }

    List<FileNews> files() {
        return List.copyOf(files.values());
    }

    List<CaseNews> cases() {
        return List.copyOf(cases.values());
    }

    List<Supply> supplies() {
        return supplies;
    }

    List<Notice> notices() {
        return notices;
    }

    Set<String> receipts() {
        return receipts;
    }
}

package onestop.intake.progress;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import onestop.intake.application.CaseCorrections;
import onestop.intake.progress.CaseNews.Status;
import onestop.intake.progress.IncidentTables.AppealNews;
import onestop.intake.progress.IncidentTables.Incident;
import onestop.intake.progress.ProgressTables.FileNews;
import onestop.intake.progress.ProgressTables.RatingNews;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes in what the departments, the ratings and the appeals tell. One batch is at most one statement per table. */
@Component
class DepartmentEvents implements EventConsumer {
    private static final Topic CASES = Topic.facts("onestop.approval.case");
    private static final Topic RATINGS = Topic.facts("onestop.evaluation.rating");
    private static final Topic RECTIFICATIONS = Topic.facts("onestop.evaluation.rectification");
    private static final Topic APPEALS = Topic.facts("onestop.appeal.appeal");

    private final ProgressTables tables;
    private final IncidentTables incidentTables;
    private final CaseCorrectionTable corrections;

    DepartmentEvents(ProgressTables tables, IncidentTables incidentTables, CaseCorrectionTable corrections) {
        this.tables = tables;
        this.incidentTables = incidentTables;
        this.corrections = corrections;
    }

    @Override
    public String name() {
        return "progress";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(CASES, RATINGS, RECTIFICATIONS, APPEALS);
    }

    /** Our reading of a case event: the fields we use, all that may be absent in one type or another. */
    private record CaseData(
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String outcome,
            @Nullable String grounds,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            @Nullable Boolean provisional,
            @Nullable OffsetDateTime decidedAt,
            @Nullable String kind,
            @Nullable OffsetDateTime endedAt,
            @Nullable OffsetDateTime at,
            @Nullable LocalDate expectedUntilOn,
            @Nullable List<DefectData> defects,
            @Nullable List<LimitData> limits,
            @Nullable String because,
            @Nullable LicenceData licence) {}

    private record DefectData(
            @Nullable String material, @Nullable String fault) {}

    /** A limit that a new calendar moved. */
    private record LimitData(
            @Nullable String what, @Nullable LocalDate now) {}

    private record LicenceData(
            @Nullable String number, @Nullable String nameZh) {}

    private record FileData(
            @Nullable String receiptNumber,
            @Nullable OffsetDateTime finishedAt,
            @Nullable String outcome,
            @Nullable List<String> officers) {}

    private record RatingData(
            @Nullable String receiptNumber,
            @Nullable String invitationId,
            @Nullable Integer serviceNumber,
            @Nullable String service,
            @Nullable LocalDate openUntil,
            @Nullable OffsetDateTime ratedAt) {}

    private record RectificationData(
            @Nullable String receiptNumber,
            @Nullable String rectificationId,
            @Nullable OffsetDateTime openedAt,
            @Nullable OffsetDateTime closedAt) {}

    private record AppealData(
            @Nullable String appealId,
            @Nullable AppealSubject about,
            @Nullable OffsetDateTime receivedAt,
            @Nullable OffsetDateTime stageRepliedAt,
            @Nullable OffsetDateTime extendedAt,
            @Nullable OffsetDateTime repliedAt,
            @Nullable OffsetDateTime closedAt,
            @Nullable OffsetDateTime reopenedAt) {}

    private record AppealSubject(@Nullable String receiptNumber) {}

    @Override
    public void handle(List<IncomingEvent> events) {
        var cases = new TreeMap<String, CaseNews>();
        var files = new ArrayList<FileNews>();
        var ratings = new TreeMap<String, RatingNews>();
        var incidents = new ArrayList<Incident>();
        var appeals = new TreeMap<String, AppealNews>();
        var notices = new ArrayList<CaseCorrectionTable.Notice>();
        var over = new ArrayList<CaseCorrectionTable.Over>();
        var moved = new ArrayList<CaseCorrectionTable.Moved>();
        for (var event : events) {
            switch (event.type()) {
                case "onestop.approval.case.opened.v1" -> add(cases, caseNews(event, Status.OPENED));
                case "onestop.approval.case.examined.v1", "onestop.approval.case.reviewed.v1" ->
                    add(cases, caseNews(event, Status.EXAMINED));
                case "onestop.approval.case.reopened.v1" -> {
                    add(cases, caseNews(event, Status.OPENED));
                    incidents.add(caseIncident(event, Incident.Kind.ITEM_REOPENED));
                }
                case "onestop.approval.case.returned.v1" -> add(cases, caseNews(event, Status.OPENED));
                case "onestop.approval.case.extended.v1" -> {
                    add(cases, caseNews(event, null));
                    incidents.add(caseIncident(event, Incident.Kind.ITEM_EXTENDED));
                }
                case "onestop.approval.case.recounted.v1" -> {
                    add(cases, caseNews(event, null));
                    moved(event).ifPresent(moved::add);
                }
                case "onestop.approval.case.suspended.v1" -> {
                    add(cases, caseNews(event, Status.SUSPENDED));
                    incidents.add(caseIncident(event, Incident.Kind.ITEM_SUSPENDED));
                    notice(event).ifPresent(notices::add);
                }
                case "onestop.approval.case.resumed.v1" -> {
                    add(cases, caseNews(event, Status.OPENED));
                    incidents.add(caseIncident(event, Incident.Kind.ITEM_RESUMED));
                    over.add(over(event));
                }
                case "onestop.approval.case.decided.v1" -> add(cases, caseNews(event, Status.DECIDED));
                case "onestop.approval.case.ended.v1" -> {
                    add(cases, endNews(event));
                    over.add(over(event));
                }
                case "onestop.approval.case.not-started.v1" -> add(cases, caseNews(event, Status.NOT_STARTED));
                case "onestop.approval.case.waits-again.v1" -> {
                    add(cases, caseNews(event, Status.WAITING));
                    incidents.add(caseIncident(event, Incident.Kind.ITEM_WAITS_AGAIN));
                }
                case "onestop.approval.case.file-finished.v1" -> files.add(fileNews(event));
                case "onestop.evaluation.rating.invited.v1", "onestop.evaluation.rating.given.v1" ->
                    ratings.merge(ratingNews(event).invitationId(), ratingNews(event), RatingNews::and);
                case "onestop.evaluation.rectification.opened.v1" ->
                    incidents.add(rectification(event, Incident.Kind.RECTIFICATION_OPENED));
                case "onestop.evaluation.rectification.closed.v1" ->
                    incidents.add(rectification(event, Incident.Kind.RECTIFICATION_CLOSED));
                case "onestop.appeal.appeal.received.v1",
                        "onestop.appeal.appeal.stage-replied.v1",
                        "onestop.appeal.appeal.extended.v1",
                        "onestop.appeal.appeal.replied.v1",
                        "onestop.appeal.appeal.closed.v1",
                        "onestop.appeal.appeal.reopened.v1" ->
                    appeals.merge(appealNews(event).appealId(), appealNews(event), AppealNews::and);
                default -> {} // told to others
            }
        }
        tables.saveCases(List.copyOf(cases.values()));
        corrections.save(notices, over, moved);
        tables.saveFiles(files);
        tables.saveRatings(List.copyOf(ratings.values()));
        incidentTables.saveIncidents(incidents);
        incidentTables.saveAppeals(List.copyOf(appeals.values()));
    }

    private static void add(Map<String, CaseNews> cases, CaseNews news) {
        cases.merge(news.caseNumber(), news, CaseNews::and);
    }

    private static CaseNews caseNews(IncomingEvent event, @Nullable Status status) {
        var data = event.data(CaseData.class);
        boolean decided = status == Status.DECIDED;
        var licence = data.licence();
        return new CaseNews(
                present(event, "caseNumber", data.caseNumber()),
                present(event, "receiptNumber", data.receiptNumber()),
                event.sequence(),
                status,
                decided ? present(event, "outcome", data.outcome()) : null,
                decided ? data.grounds() : null,
                data.promisedDueOn(),
                data.statutoryDueOn(),
                data.provisional(),
                status == Status.OPENED && event.type().endsWith("opened.v1")
                        ? event.time().atOffset(ZoneOffset.UTC)
                        : null,
                decided ? present(event, "decidedAt", data.decidedAt()) : null,
                licence == null ? null : licence.number(),
                licence == null ? null : licence.nameZh(),
                status == Status.WAITING ? present(event, "because", data.because()) : null,
                event.type().endsWith(".reopened.v1"));
    }

    /** A case that its unit ended without a decision: its kind stands in the place of an outcome, as nothing more comes of it. */
    private static CaseNews endNews(IncomingEvent event) {
        var data = event.data(CaseData.class);
        return new CaseNews(
                present(event, "caseNumber", data.caseNumber()),
                present(event, "receiptNumber", data.receiptNumber()),
                event.sequence(),
                Status.DECIDED,
                present(event, "kind", data.kind()),
                data.grounds(),
                null,
                null,
                null,
                null,
                present(event, "endedAt", data.endedAt()),
                null,
                null,
                null,
                false);
    }

    /** A suspension that names no defects is none that the applicant can answer here. */
    private static Optional<CaseCorrectionTable.Notice> notice(IncomingEvent event) {
        var data = event.data(CaseData.class);
        var defects = data.defects();
        return defects == null || defects.isEmpty()
                ? Optional.empty()
                : Optional.of(new CaseCorrectionTable.Notice(
                        present(event, "caseNumber", data.caseNumber()),
                        event.sequence(),
                        present(event, "receiptNumber", data.receiptNumber()),
                        event.time().atOffset(ZoneOffset.UTC),
                        data.expectedUntilOn(),
                        defects.stream()
                                .map(one -> new CaseCorrections.Defect(
                                        present(event, "material", one.material()),
                                        present(event, "fault", one.fault())))
                                .toList()));
    }

    /** The day until which a department waits; of what the case is suspended for tells only its notice. */
    private static Optional<CaseCorrectionTable.Moved> moved(IncomingEvent event) {
        var data = event.data(CaseData.class);
        return Optional.ofNullable(data.limits()).stream()
                .flatMap(List::stream)
                .filter(limit -> "SUSPENSION".equals(limit.what()))
                .findFirst()
                .map(limit -> new CaseCorrectionTable.Moved(
                        present(event, "caseNumber", data.caseNumber()),
                        event.sequence(),
                        present(event, "limits.now", limit.now())));
    }

    private static CaseCorrectionTable.Over over(IncomingEvent event) {
        return new CaseCorrectionTable.Over(
                present(event, "caseNumber", event.data(CaseData.class).caseNumber()),
                event.sequence(),
                event.time().atOffset(ZoneOffset.UTC));
    }

    private static FileNews fileNews(IncomingEvent event) {
        var data = event.data(FileData.class);
        return new FileNews(
                present(event, "receiptNumber", data.receiptNumber()),
                event.sequence(),
                present(event, "finishedAt", data.finishedAt()),
                present(event, "outcome", data.outcome()),
                data.officers() == null ? List.of() : data.officers());
    }

    private static RatingNews ratingNews(IncomingEvent event) {
        var data = event.data(RatingData.class);
        boolean given = event.type().endsWith("given.v1");
        return new RatingNews(
                present(event, "invitationId", data.invitationId()),
                present(event, "receiptNumber", data.receiptNumber()),
                data.serviceNumber(),
                data.service(),
                data.openUntil(),
                given ? null : event.time().atOffset(ZoneOffset.UTC),
                given ? present(event, "ratedAt", data.ratedAt()) : null);
    }

    private static Incident caseIncident(IncomingEvent event, Incident.Kind kind) {
        var data = event.data(CaseData.class);
        return new Incident(
                present(event, "receiptNumber", data.receiptNumber()),
                kind,
                present(event, "caseNumber", data.caseNumber()),
                data.at() == null ? event.time().atOffset(ZoneOffset.UTC) : data.at());
    }

    private static Incident rectification(IncomingEvent event, Incident.Kind kind) {
        var data = event.data(RectificationData.class);
        boolean opened = kind == Incident.Kind.RECTIFICATION_OPENED;
        return new Incident(
                present(event, "receiptNumber", data.receiptNumber()),
                kind,
                present(event, "rectificationId", data.rectificationId()),
                present(event, opened ? "openedAt" : "closedAt", opened ? data.openedAt() : data.closedAt()));
    }

    private static AppealNews appealNews(IncomingEvent event) {
        var data = event.data(AppealData.class);
        return new AppealNews(
                present(event, "appealId", data.appealId()),
                data.about() == null ? null : data.about().receiptNumber(),
                data.receivedAt(),
                data.stageRepliedAt(),
                data.extendedAt(),
                data.repliedAt(),
                data.closedAt(),
                data.reopenedAt());
    }

    private static <T> T present(IncomingEvent event, String field, @Nullable T value) {
        if (value == null) {
            throw new UnreadableEventException("%s lacks %s".formatted(event.type(), field));
        }
        return value;
    }
}

package onestop.intake.progress;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.intake.application.FileCase;
import onestop.intake.application.FileItem;
import onestop.intake.application.FileOverview;
import onestop.intake.application.FileOverviews;
import onestop.intake.application.FileOverviews.WithCases;
import onestop.intake.delivery.DeliveryNews;
import onestop.intake.numbering.ReceiptNumber;
import onestop.intake.progress.ProgressTables.CaseLine;
import onestop.intake.progress.ProgressTables.ItemTally;
import onestop.intake.progress.ProgressTables.RatingLine;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Open;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How far a file is. */
@RestController
@RequestMapping("/api/intake")
class ProgressController {
    private final FileOverviews files;
    private final ProgressTables tables;
    private final Timeline timeline;
    private final IncidentTables incidents;
    private final DeliveryNews delivery;
    private final PublicLooks looks;
    private final Problems problems;

    ProgressController(
            FileOverviews files,
            ProgressTables tables,
            Timeline timeline,
            IncidentTables incidents,
            DeliveryNews delivery,
            PublicLooks looks,
            Problems problems) {
        this.files = files;
        this.tables = tables;
        this.timeline = timeline;
        this.incidents = incidents;
        this.delivery = delivery;
        this.looks = looks;
        this.problems = problems;
    }

    record PublicView(
            String receiptNumber,
            PublicStatus status,
            @Nullable String outcome,
            PublicStatus.@Nullable Turn waitingFor,
            Instant receivedAt,
            @Nullable LocalDate promisedDueOn,
            boolean provisional,
            List<ItemView> items,
            List<Timeline.Entry> timeline) {}

    record ItemView(
            String item,
            String nameZh,
            String nameEn,
            String unit,
            int stage,
            int cases,
            int opened,
            int decided,
            int granted,
            int refused,
            int ended,
            int notStarted,
            int suspended,
            @Nullable LocalDate promisedDueOn) {}

    record OwnView(
            String receiptNumber,
            PublicStatus status,
            @Nullable String outcome,
            PublicStatus.@Nullable Turn waitingFor,
            Instant receivedAt,
            @Nullable LocalDate promisedDueOn,
            boolean provisional,
            boolean greenChannel,
            List<ItemView> items,
            List<Timeline.Entry> timeline,
            List<CaseView> cases,
            List<RatingView> ratings) {}

    /** WAITING: its stage has not begun as far as is known here, or it waits again for a case that is looked at anew. */
    enum CaseStatus {
        WAITING,
        OPENED,
        EXAMINED,
        SUSPENDED,
        DECIDED,
        NOT_STARTED
    }

    record LicenceView(String number, @Nullable String nameZh) {}

    record CaseView(
            String caseNumber,
            String item,
            String subject,
            int stage,
            CaseStatus status,
            @Nullable String outcome,
            @Nullable String grounds,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            @Nullable Instant decidedAt,
            @Nullable LicenceView licence,
            @Nullable String waitsFor) {

        static CaseView of(FileCase one, @Nullable CaseLine line) {
            if (line == null) {
                return new CaseView(
                        one.caseNumber(),
                        one.item(),
                        one.subject(),
                        one.stage(),
                        CaseStatus.WAITING,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
            }
            // then no due date holds
            boolean stands = line.status() == CaseNews.Status.SUSPENDED || line.status() == CaseNews.Status.WAITING;
            boolean decided = line.status() == CaseNews.Status.DECIDED; // it may have been, and be open again
            return new CaseView(
                    one.caseNumber(),
                    one.item(),
                    one.subject(),
                    one.stage(),
                    CaseStatus.valueOf(line.status().name()),
                    decided ? line.outcome() : null,
                    decided ? line.grounds() : null,
                    stands ? null : line.promisedDueOn(),
                    stands ? null : line.statutoryDueOn(),
                    decided ? line.decidedAt() : null,
                    line.licenceNumber() == null ? null : new LicenceView(line.licenceNumber(), line.licenceNameZh()),
                    line.waitsFor());
        }
    }

    record RatingView(
            String invitationId,
            @Nullable Integer serviceNumber,
            @Nullable String service,
            @Nullable LocalDate openUntil,
            boolean given) {}

    /** Whoever holds the query code, such as the clerk who handed it out, does not learn here what was rated and when. */
    @Open
    @GetMapping("/progress/{number}")
    ResponseEntity<?> publicProgress(
            @PathVariable String number, @RequestParam String queryCode, HttpServletRequest request) {
        var address = request.getRemoteAddr();
        var wait = looks.take(number, address);
        if (!wait.isZero()) {
            long seconds = wait.plusMillis(999).toSeconds();
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                    .body(problems.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-looks", seconds));
        }
        var file = files.withQueryCode(new ReceiptNumber(number), queryCode).orElse(null);
        if (file == null) {
            looks.wrongCode(number, address);
            return problems.reply(HttpStatus.NOT_FOUND, "unknown-progress");
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view(file, List.of(), List.of()));
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.ISSUER})
    @GetMapping("/applications/{number}/progress")
    ResponseEntity<?> ownProgress(Caller caller, @PathVariable String number) {
        return files.forReader(
                caller, new ReceiptNumber(number), file -> ResponseEntity.ok(ownView(file, applicantSide(caller))));
    }

    /** Staff do not learn here who complained, nor what was rated and when; those who handle a complaint are told in its own service. */
    private static boolean applicantSide(Caller caller) {
        return caller.isAny(Role.APPLICANT, Role.AGENT) && !caller.isAny(Role.WINDOW, Role.ISSUER, Role.HELPER);
    }

    private PublicView view(FileOverview file, List<RatingLine> ratings, List<IncidentTables.Line> complaints) {
        var tallies = tables.itemTallies(file.number());
        var finished = tables.finished(file.number()).orElse(null);
        var way = delivery.of(file.number());
        var happened = new ArrayList<>(incidents.pauses(file.number()));
        happened.addAll(complaints);
        boolean anyOpened = tallies.stream().anyMatch(tally -> tally.opened() > 0);
        boolean openAgain = tallies.stream().anyMatch(tally -> tally.openAgain() > 0);
        boolean waitsAgain = way.waitsAgain() && !openAgain;
        var standing = PublicStatus.standing(file.status(), openAgain);
        var ended = openAgain ? null : finished;
        var byItem = tallies.stream().collect(Collectors.toMap(ItemTally::itemCode, Function.identity()));
        return new PublicView(
                file.number().value(),
                waitsAgain ? PublicStatus.DECIDED : PublicStatus.of(standing, anyOpened, ended != null),
                PublicStatus.outcome(standing, ended == null ? null : ended.outcome()),
                waitsAgain ? PublicStatus.Turn.COLLECTION : PublicStatus.waitingFor(standing, ended != null),
                file.receivedAt(),
                tallies.stream()
                        .map(ItemTally::promisedDueOn)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                tallies.stream().anyMatch(ItemTally::provisional),
                file.items().stream()
                        .map(item -> itemView(
                                item, file.casesPerItem().getOrDefault(item.code(), 0), byItem.get(item.code())))
                        .toList(),
                timeline.of(file, tallies, finished, ratings, way.steps(), happened));
    }

    private static ItemView itemView(FileItem item, int cases, @Nullable ItemTally tally) {
        return new ItemView(
                item.code(),
                item.nameZh(),
                item.nameEn(),
                item.unit(),
                item.stage(),
                cases,
                tally == null ? 0 : tally.opened(),
                tally == null ? 0 : tally.decided(),
                tally == null ? 0 : tally.granted(),
                tally == null ? 0 : tally.refused(),
                tally == null ? 0 : tally.ended(),
                tally == null ? 0 : tally.notStarted(),
                tally == null ? 0 : tally.suspended(),
                tally == null ? null : tally.promisedDueOn());
    }

    private OwnView ownView(WithCases file, boolean applicantSide) {
        var number = file.overview().number();
        List<RatingLine> ratings = applicantSide ? tables.ratings(number) : List.of();
        var view = view(file.overview(), ratings, applicantSide ? incidents.complaints(number) : List.of());
        Map<String, CaseLine> lines =
                tables.cases(number).stream().collect(Collectors.toMap(CaseLine::caseNumber, Function.identity()));
        return new OwnView(
                view.receiptNumber(),
                view.status(),
                view.outcome(),
                view.waitingFor(),
                view.receivedAt(),
                view.promisedDueOn(),
                view.provisional(),
                file.greenChannel(),
                view.items(),
                view.timeline(),
                file.cases().stream()
                        .map(one -> CaseView.of(one, lines.get(one.caseNumber())))
                        .toList(),
                ratings.stream()
                        .map(line -> new RatingView(
                                line.invitationId(),
                                line.serviceNumber(),
                                line.service(),
                                line.openUntil(),
                                line.givenAt() != null))
                        .toList());
    }
}

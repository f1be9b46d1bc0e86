package onestop.appeal.recusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import onestop.appeal.recusal.FileOfficers.CaseFile;
import onestop.appeal.recusal.FileOfficers.FeedbackOfficer;
import onestop.appeal.recusal.FileOfficers.FileOfficer;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Learns who acted on files, as the events of the other services name them. What it has written once is never changed, so order does not
 * matter. Whether an act can be undone or was lawful does not matter either.
 */
@Component
class FileOfficersConsumer implements EventConsumer {
    private static final String ACCEPTED = "onestop.intake.application.accepted.v1";
    private static final String DECIDED = "onestop.approval.case.decided.v1";
    private static final String PUT_RIGHT = "onestop.evaluation.rectification.handled.v1";
    private static final Set<String> OTHER_ACTS = Set.of(
            "onestop.intake.application.pre-reviewed.v1",
            "onestop.intake.application.correction-requested.v1",
            "onestop.intake.application.refused.v1",
            "onestop.intake.application.terminated.v1",
            "onestop.intake.application.fee-paid.v1",
            "onestop.intake.application.delivered.v1",
            "onestop.approval.case.examined.v1",
            "onestop.approval.case.reviewed.v1",
            "onestop.approval.case.returned.v1",
            "onestop.approval.case.suspended.v1",
            "onestop.approval.case.resumed.v1",
            "onestop.approval.case.extended.v1",
            "onestop.approval.case.opinions-asked.v1",
            "onestop.approval.case.opinion-given.v1",
            "onestop.approval.case.hearing-planned.v1",
            "onestop.approval.case.proceeded.v1",
            "onestop.approval.case.ended.v1",
            "onestop.approval.case.file-finished.v1",
            "onestop.approval.light.answered.v1",
            "onestop.approval.light.lifted.v1",
            "onestop.intake.consultation.answered.v1",
            "onestop.intake.delivery.case-delivered.v1",
            "onestop.approval.licence.renewed.v1",
            "onestop.approval.licence.renewal-refused.v1",
            "onestop.approval.licence.revoked.v1",
            "onestop.approval.licence.cancelled.v1");

    private static final String ITEM = "[0-9A-Za-z-]{1,64}";

    private final FileOfficers fileOfficers;

    FileOfficersConsumer(FileOfficers fileOfficers) {
        this.fileOfficers = fileOfficers;
    }

    @Override
    public String name() {
        return "file-officers";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(
                Topic.facts("onestop.intake.application"),
                Topic.facts("onestop.intake.consultation"),
                Topic.facts("onestop.intake.delivery"),
                Topic.facts("onestop.approval.case"),
                Topic.facts("onestop.approval.light"),
                Topic.facts("onestop.approval.licence"),
                Topic.facts("onestop.evaluation.rectification"));
    }

    @Override
    public boolean awaited() {
        return false;
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        var officers = new ArrayList<FileOfficer>();
        var cases = new ArrayList<CaseFile>();
        var handlers = new ArrayList<FeedbackOfficer>();
        for (var event : events) {
            if (event.type().equals(ACCEPTED)) {
                event.data(Accepted.class).addTo(officers, cases);
            } else if (event.type().equals(DECIDED)) {
                event.data(Decided.class).addTo(officers, cases);
            } else if (event.type().equals(PUT_RIGHT)) {
                event.data(Handled.class).addTo(officers, handlers);
            } else if (OTHER_ACTS.contains(event.type())) {
                event.data(Act.class).addTo(officers, cases);
            }
        }
        if (!officers.isEmpty()) {
            fileOfficers.add(officers);
        }
        if (!cases.isEmpty()) {
            fileOfficers.addCases(cases);
        }
        if (!handlers.isEmpty()) {
            fileOfficers.handledFeedback(handlers);
        }
    }

    /**
     * Something was done about a bad rating, open feedback or the finding of a review. A rating is about a service of its file; of a
     * review no appeal comes.
     */
    record Handled(
            @Nullable String origin,
            @Nullable String originId,
            @Nullable String receiptNumber,
            @Nullable String by) {
        void addTo(List<FileOfficer> officersOfFiles, List<FeedbackOfficer> ofFeedback) {
            if (by == null || by.isBlank()) {
                return;
            }
            if (receiptNumber != null && !receiptNumber.isBlank()) {
                officersOfFiles.add(new FileOfficer(receiptNumber, by, Part.WORKED_ON));
            } else if ("OPEN_FEEDBACK".equals(origin)) {
                ofFeedback.add(new FeedbackOfficer(present(originId, "originId"), by));
            }
        }
    }

    /** @param deemed nobody spoke in time: {@code acceptedBy} is then no person */
    record Accepted(
            @Nullable String receiptNumber,
            @Nullable Boolean deemed,
            @Nullable String acceptedBy,
            @Nullable List<AcceptedCase> cases) {
        void addTo(List<FileOfficer> officers, List<CaseFile> files) {
            var file = present(receiptNumber, "receiptNumber");
            if (acceptedBy != null && !acceptedBy.isBlank() && !Boolean.TRUE.equals(deemed)) {
                officers.add(new FileOfficer(file, acceptedBy, Part.ACCEPTED));
            }
            for (var each : cases == null ? List.<AcceptedCase>of() : cases) {
                files.add(new CaseFile(present(each.caseNumber(), "cases.caseNumber"), file, knownShape(each.item())));
            }
        }
    }

    record AcceptedCase(
            @Nullable String caseNumber, @Nullable String item) {}

    record Decided(
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String item,
            @Nullable String decidedBy,
            @Nullable List<String> officers) {
        void addTo(List<FileOfficer> officersOfFiles, List<CaseFile> files) {
            var file = present(receiptNumber, "receiptNumber");
            officersOfFiles.add(new FileOfficer(file, present(decidedBy, "decidedBy"), Part.DECIDED));
            for (var officer : officers == null ? List.<String>of() : officers) {
                officersOfFiles.add(new FileOfficer(file, officer, Part.WORKED_ON));
            }
            files.add(new CaseFile(present(caseNumber, "caseNumber"), file, knownShape(item)));
        }
    }

    /**
     * Any other act on a file or on a case of it. Each type names who acted in one of these fields; events of earlier releases may name
     * nobody, and what time alone has done is done by nobody. A rating of an answer names the number of the question in the place of a
     * file's, and so does the appeal that comes of it.
     */
    record Act(
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String officer,
            @Nullable List<String> officers,
            @Nullable String preReviewedBy,
            @Nullable String requestedBy,
            @Nullable String refusedBy,
            @Nullable String terminatedBy,
            @Nullable String takenBy,
            @Nullable String consultationNumber,
            @Nullable String answeredBy,
            @Nullable String by,
            @Nullable String chair,
            @Nullable String deliveredBy) {
        void addTo(List<FileOfficer> officersOfFiles, List<CaseFile> files) {
            var file = present(receiptNumber == null ? consultationNumber : receiptNumber, "receiptNumber");
            Stream.concat(
                            Stream.of(
                                    officer,
                                    preReviewedBy,
                                    requestedBy,
                                    refusedBy,
                                    terminatedBy,
                                    takenBy,
                                    answeredBy,
                                    by,
                                    chair,
                                    deliveredBy),
                            officers == null ? Stream.of() : officers.stream())
                    .flatMap(Stream::ofNullable)
                    .filter(one -> !one.isBlank())
                    .forEach(one -> officersOfFiles.add(new FileOfficer(file, one, Part.WORKED_ON)));
            if (caseNumber != null && !caseNumber.isBlank()) {
                files.add(new CaseFile(caseNumber, file, null));
            }
        }
    }

    /** A name that no appeal could carry names no item. */
    private static @Nullable String knownShape(@Nullable String code) {
        return code == null || !code.matches(ITEM) ? null : code;
    }

    private static String present(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw new UnreadableEventException("the field " + field + " is missing");
        }
        return value;
    }
}

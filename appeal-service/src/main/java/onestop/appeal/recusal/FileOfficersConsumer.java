package onestop.appeal.recusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import onestop.appeal.recusal.FileOfficers.CaseFile;
import onestop.appeal.recusal.FileOfficers.FileOfficer;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Learns who accepted, decided, ended and worked on files. What it has written once is never changed, so order does not matter. */
@Component
class FileOfficersConsumer implements EventConsumer {
    private static final String ACCEPTED = "onestop.intake.application.accepted.v1";
    private static final String DECIDED = "onestop.approval.case.decided.v1";
    private static final String ENDED = "onestop.approval.case.ended.v1";
    private static final String FINISHED = "onestop.approval.case.file-finished.v1";

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
        return Set.of(Topic.facts("onestop.intake.application"), Topic.facts("onestop.approval.case"));
    }

    @Override
    public boolean awaited() {
        return false;
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        var officers = new ArrayList<FileOfficer>();
        var cases = new ArrayList<CaseFile>();
        for (var event : events) {
            switch (event.type()) {
                case ACCEPTED -> event.data(Accepted.class).addTo(officers, cases);
                case DECIDED -> event.data(Decided.class).addTo(officers, cases);
                case ENDED -> event.data(Ended.class).addTo(officers, cases);
                case FINISHED -> event.data(Finished.class).addTo(officers);
                default -> {
                    // other facts about files say nothing about who worked on them
                }
            }
        }
        if (!officers.isEmpty()) {
            fileOfficers.add(officers);
        }
        if (!cases.isEmpty()) {
            fileOfficers.addCases(cases);
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
                files.add(new CaseFile(present(each.caseNumber(), "cases.caseNumber"), file));
            }
        }
    }

    record AcceptedCase(@Nullable String caseNumber) {}

    record Decided(
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String decidedBy,
            @Nullable List<String> officers) {
        void addTo(List<FileOfficer> officersOfFiles, List<CaseFile> files) {
            var file = present(receiptNumber, "receiptNumber");
            officersOfFiles.add(new FileOfficer(file, present(decidedBy, "decidedBy"), Part.DECIDED));
            for (var officer : officers == null ? List.<String>of() : officers) {
                officersOfFiles.add(new FileOfficer(file, officer, Part.WORKED_ON));
            }
            files.add(new CaseFile(present(caseNumber, "caseNumber"), file));
        }
    }

    /** A case that came to its end without a decision. */
    record Ended(
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable List<String> officers) {
        void addTo(List<FileOfficer> officersOfFiles, List<CaseFile> files) {
            new Finished(receiptNumber, officers).addTo(officersOfFiles);
            files.add(new CaseFile(present(caseNumber, "caseNumber"), present(receiptNumber, "receiptNumber")));
        }
    }

    record Finished(
            @Nullable String receiptNumber, @Nullable List<String> officers) {
        void addTo(List<FileOfficer> officersOfFiles) {
            var file = present(receiptNumber, "receiptNumber");
            for (var officer : officers == null ? List.<String>of() : officers) {
                officersOfFiles.add(new FileOfficer(file, officer, Part.WORKED_ON));
            }
        }
    }

    private static String present(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw new UnreadableEventException("the field " + field + " is missing");
        }
        return value;
    }
}

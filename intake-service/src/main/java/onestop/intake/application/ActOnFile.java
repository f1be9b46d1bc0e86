package onestop.intake.application;

import java.util.function.Function;
import onestop.events.Outbox;
import onestop.intake.application.Rejection.UnknownFile;
import onestop.intake.application.Transition.Applied;
import onestop.intake.application.Transition.Declined;
import onestop.intake.document.IssueDocument;
import onestop.intake.numbering.ReceiptNumber;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** One act on one file: read under lock, decided by the model, stored with its history, its documents and its event. */
@Service
class ActOnFile {
    private final ApplicationFiles files;
    private final Outbox outbox;
    private final FilePapers papers;
    private final IssueDocument documents;

    ActOnFile(ApplicationFiles files, Outbox outbox, FilePapers papers, IssueDocument documents) {
        this.files = files;
        this.outbox = outbox;
        this.papers = papers;
        this.documents = documents;
    }

    @Transactional
    Transition act(ReceiptNumber number, Function<ApplicationFile, Transition> command) {
        var transition = files.lock(number).map(command).orElseGet(() -> new Declined(new UnknownFile(number.value())));
        if (transition instanceof Applied(var next, var event)) {
            files.update(next, event);
            documents.issue(event.at(), papers.of(next, event));
            outbox.append(FileEventMessages.of(next, event));
        }
        return transition;
    }
}

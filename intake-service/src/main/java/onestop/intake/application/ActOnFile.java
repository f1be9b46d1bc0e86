package onestop.intake.application;

import java.util.function.Function;
import onestop.events.Outbox;
import onestop.intake.application.FileEvent.FileAccepted;
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
    private final MaterialFiles materialFiles;
    private final MaterialSavings savings;
    private final Outbox outbox;
    private final FilePapers papers;
    private final IssueDocument documents;

    ActOnFile(
            ApplicationFiles files,
            MaterialFiles materialFiles,
            MaterialSavings savings,
            Outbox outbox,
            FilePapers papers,
            IssueDocument documents) {
        this.files = files;
        this.materialFiles = materialFiles;
        this.savings = savings;
        this.outbox = outbox;
        this.papers = papers;
        this.documents = documents;
    }

    @Transactional
    Transition act(ReceiptNumber number, Function<ApplicationFile, Transition> command) {
        var file = files.lock(number).orElse(null);
        if (file == null) {
            return new Declined(new UnknownFile(number.value()));
        }
        var transition = command.apply(file);
        if (transition instanceof Applied(var next, var event)) {
            if (!next.materials().equals(file.materials())) {
                materialFiles.take(next.materials(), number);
            }
            files.update(next, event);
            if (event instanceof FileAccepted) {
                savings.note(next);
            }
            documents.issue(event.at(), papers.of(next, event));
            outbox.append(FileEventMessages.of(next, event));
        }
        return transition;
    }
}

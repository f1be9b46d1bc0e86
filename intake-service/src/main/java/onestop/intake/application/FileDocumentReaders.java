package onestop.intake.application;

import java.util.function.Supplier;
import onestop.intake.application.FileAccess.Access;
import onestop.intake.application.Rejection.NoStanding;
import onestop.intake.application.Rejection.UnknownFile;
import onestop.intake.document.DocumentReaders;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Who may read a file may read its documents. */
@Component
class FileDocumentReaders implements DocumentReaders {
    private final ApplicationFiles files;
    private final FileAccess access;
    private final FileProblems problems;

    FileDocumentReaders(ApplicationFiles files, FileAccess access, FileProblems problems) {
        this.files = files;
        this.access = access;
        this.problems = problems;
    }

    @Override
    public ResponseEntity<?> forReader(Caller caller, ReceiptNumber number, Supplier<ResponseEntity<?>> then) {
        var file = files.find(number).orElse(null);
        if (file == null) {
            return problems.reply(new UnknownFile(number.value()));
        }
        return switch (access.reading(caller, file)) {
            case Access.Granted _ -> then.get();
            case Access.Refused(var why) ->
                problems.reply(new NoStanding(file.head().usci(), why));
            case Access.Hidden() -> problems.reply(new UnknownFile(number.value()));
        };
    }
}

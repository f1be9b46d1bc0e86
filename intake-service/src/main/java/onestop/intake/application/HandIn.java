package onestop.intake.application;

import java.net.URI;
import java.util.function.Consumer;
import onestop.intake.application.ApplicationView.Receipt;
import onestop.intake.application.SubmitApplication.Outcome;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Caller;
import onestop.web.Problems;
import onestop.web.Versions;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** A form is handed in, from a request or out of a draft, and answered with the receipt. */
@Component
class HandIn {
    private final SubmitApplication submit;
    private final FileProblems fileProblems;
    private final Problems problems;

    HandIn(SubmitApplication submit, FileProblems fileProblems, Problems problems) {
        this.submit = submit;
        this.fileProblems = fileProblems;
        this.problems = problems;
    }

    /** @param then what else happens with it, in the same transaction */
    ResponseEntity<?> handIn(Caller caller, ApplicationBody form, Consumer<ReceiptNumber> then) {
        return switch (submit.submit(caller, form)) {
            case Outcome.Received(var file, var queryCode) -> {
                var number = file.head().number();
                then.accept(number);
                yield ResponseEntity.created(URI.create("/api/intake/applications/" + number))
                        .eTag(Versions.etag(file.version()))
                        .body(Receipt.of(
                                file,
                                queryCode,
                                one -> problems.field(
                                                "branches[" + one.row() + "].usci",
                                                one.reason(),
                                                one.args().toArray())
                                        .message()));
            }
            case Outcome.NotAllowed(var usci, var why) -> fileProblems.reply(usci, why);
            case Outcome.NotRegistered(var usci) ->
                problems.reply(HttpStatus.CONFLICT, "enterprise-not-registered", usci);
            case Outcome.Refused(var why) -> fileProblems.reply(why);
        };
    }
}

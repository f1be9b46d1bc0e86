package onestop.intake.application;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.ApplicationView.StateView;
import onestop.intake.application.FileAccess.Access;
import onestop.intake.application.FileState.Delivered;
import onestop.intake.application.FileState.DeliveryMethod;
import onestop.intake.application.FileState.RecipientCheck;
import onestop.intake.application.Rejection.FourEyes;
import onestop.intake.application.Rejection.NoStanding;
import onestop.intake.application.Rejection.NotFinished;
import onestop.intake.application.Rejection.UnknownFile;
import onestop.intake.application.Transition.Applied;
import onestop.intake.document.IssueDocument;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Caller;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The file's side of handing out its result: who may do it, and what becomes of the file. */
@Component
public class HandOut {
    private final ActOnFile actOnFile;
    private final ApplicationFiles files;
    private final DepartmentNews news;
    private final FileAccess access;
    private final FileProblems problems;
    private final ActReplies replies;
    private final FilePapers papers;
    private final IssueDocument documents;
    private final InstantSource clock;

    HandOut(
            ActOnFile actOnFile,
            ApplicationFiles files,
            DepartmentNews news,
            FileAccess access,
            FileProblems problems,
            ActReplies replies,
            FilePapers papers,
            IssueDocument documents,
            InstantSource clock) {
        this.actOnFile = actOnFile;
        this.files = files;
        this.news = news;
        this.access = access;
        this.problems = problems;
        this.replies = replies;
        this.papers = papers;
        this.documents = documents;
        this.clock = clock;
    }

    public enum Method {
        WINDOW,
        POST,
        E_LICENCE
    }

    /** Whose identity document was looked at. */
    public enum Recipient {
        LEGAL_REPRESENTATIVE,
        AGENT
    }

    /**
     * What is told about a handing out besides its time and way.
     *
     * @param dueOn the last day of the limit
     * @param late whether that was over
     * @param outcome of the file: GRANTED, PARTLY_GRANTED, REFUSED, NOT_DECIDED
     * @param trackingNumber of what is sent by post, for its receipt
     */
    public record Facts(
            LocalDate dueOn,
            boolean late,
            String outcome,
            @Nullable String trackingNumber) {}

    /** The answer, and whether it is a yes. */
    public record Outcome(boolean done, ResponseEntity<?> answer) {}

    /**
     * The first handing out: the file becomes DELIVERED. Whoever else tries waits, and is then told so.
     *
     * @param windowCode where it was handed out, at a window
     * @param facts of the result that the caller holds; without one nothing is handed out, also when it has just come
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome deliver(
            ReceiptNumber number,
            Caller issuer,
            @Nullable String windowCode,
            Method method,
            @Nullable Recipient recipient,
            @Nullable Facts facts) {
        var actor = issuer(issuer).at(windowCode);
        var transition = actOnFile.act(
                number,
                file -> file.deliver(
                        actor,
                        DeliveryMethod.valueOf(method.name()),
                        recipient == null ? null : RecipientCheck.valueOf(recipient.name()),
                        facts == null ? null : news.finished(number).orElse(null),
                        facts,
                        clock.instant()));
        return new Outcome(transition instanceof Applied, replies.of(transition));
    }

    /**
     * Whose the results are, or why the caller may not hand them out.
     *
     * @param unit for which the caller hands out
     */
    public record Early(@Nullable ResponseEntity<?> refusal, String enterprise, String unit) {}

    /**
     * Whether the caller may hand out what some cases have led to while others are open. The file is held until the transaction ends.
     *
     * @param officers everybody who acted on those cases
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Early mayHandOutEarly(ReceiptNumber number, Caller issuer, Set<String> officers) {
        var file = files.lock(number).orElse(null);
        if (file == null) {
            return new Early(problems.reply(new UnknownFile(number.value())), "", "");
        }
        var refusal = file.refusesEarlyResult(issuer.subject(), officers);
        return new Early(
                refusal == null ? null : problems.reply(refusal),
                file.head().usci(),
                issuer(issuer).unitOrUnknown());
    }

    /** The receipt for the results of these cases; the file stays as it is. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void early(ReceiptNumber number, Set<String> caseNumbers, Recipient recipient, Instant at) {
        var file = files.find(number).orElseThrow();
        documents.issue(
                at,
                List.of(papers.receiptOfEarlyDelivery(
                        file, caseNumbers, at, RecipientCheck.valueOf(recipient.name()))));
    }

    /** A further handing out of what came back, with a receipt of its own: the file stays as it is. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome again(
            ReceiptNumber number,
            Caller issuer,
            Method method,
            @Nullable Recipient recipient,
            @Nullable String trackingNumber) {
        var file = files.lock(number).orElse(null);
        if (file == null) {
            return no(new UnknownFile(number.value()));
        }
        var finished = news.finished(number).orElse(null);
        if (finished == null || !(file.state() instanceof Delivered(var acceptance, var _))) {
            return no(new NotFinished());
        }
        if (ApplicationFile.takesPart(issuer.subject(), acceptance, finished.officers())) {
            return no(new FourEyes());
        }
        var now = clock.instant();
        documents.issue(
                now,
                List.of(papers.receiptOfDelivery(
                        file,
                        acceptance,
                        now,
                        DeliveryMethod.valueOf(method.name()),
                        recipient == null ? null : RecipientCheck.valueOf(recipient.name()),
                        trackingNumber)));
        return new Outcome(
                true,
                ResponseEntity.ok()
                        .eTag(Versions.etag(file.version()))
                        .body(new StateView(number.value(), FileStatus.of(file.state()), file.version(), now)));
    }

    /** For what the applicant's side says about the result; for everybody else there is no such file. */
    @Transactional
    public ResponseEntity<?> asApplicant(Caller caller, ReceiptNumber number, Supplier<ResponseEntity<?>> then) {
        var file = files.find(number).orElse(null);
        if (file == null) {
            return problems.reply(new UnknownFile(number.value()));
        }
        return switch (access.acting(caller, file)) {
            case Access.Granted _ -> then.get();
            case Access.Refused(var why) ->
                problems.reply(new NoStanding(file.head().usci(), why));
            case Access.Hidden() -> problems.reply(new UnknownFile(number.value()));
        };
    }

    private Outcome no(Rejection why) {
        return new Outcome(false, problems.reply(why));
    }

    private static Actor issuer(Caller caller) {
        return new Actor(caller.subject(), Side.ISSUER, null, caller.unit());
    }
}

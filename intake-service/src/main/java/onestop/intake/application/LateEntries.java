package onestop.intake.application;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.SubmitApplication.GivenOut;
import onestop.intake.application.Transition.Applied;
import onestop.intake.application.Transition.Declined;
import onestop.intake.input.FieldErrors;
import onestop.intake.input.Rows;
import onestop.intake.numbering.FileNumbers;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Caller;
import onestop.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * What a counter without network did, entered afterwards under the numbers it has given out and at its true time. From
 * then on such a file is one like any other.
 */
@Service
public class LateEntries {
    private final FileNumbers numbers;
    private final SubmitApplication submit;
    private final AcceptApplication accept;
    private final ApplicationFiles files;
    private final FileProblems fileProblems;
    private final Problems problems;
    private final Rows rows;

    LateEntries(
            FileNumbers numbers,
            SubmitApplication submit,
            AcceptApplication accept,
            ApplicationFiles files,
            FileProblems fileProblems,
            Problems problems,
            Rows rows) {
        this.numbers = numbers;
        this.submit = submit;
        this.accept = accept;
        this.files = files;
        this.fileProblems = fileProblems;
        this.problems = problems;
        this.rows = rows;
    }

    /**
     * A number to give out, with the code that opens the public progress. The code is told here only.
     *
     * @param numbers how it reads for one case and for joined ones
     * @param codeHash to recognise the code by when the file comes in
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    public record ToGiveOut(FileNumbers.Reserved numbers, String queryCode, byte[] codeHash) {}

    /** What became of an entry. */
    public sealed interface Outcome {
        record Entered(String receiptNumber, String status, long version, List<String> caseNumbers)
                implements Outcome {}

        /** Nothing was changed, or the transaction is to be rolled back. */
        record Refused(ProblemDetail why) implements Outcome {}
    }

    private record LateAcceptance(
            @Size(max = 100) @Nullable List<@Valid @NotNull LateDeferral> deferredMaterials,
            @NotBlank @Size(max = 40) String windowCode) {}

    private record LateDeferral(
            @NotBlank String key, @NotNull LocalDate dueOn) {}

    /** Numbers of that day, each to be used once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<ToGiveOut> reserve(LocalDate day, int count) {
        return numbers.reserve(day, count).stream()
                .map(reserved -> {
                    var code = QueryCode.random();
                    return new ToGiveOut(reserved, code.value(), code.hash(reserved.single()));
                })
                .toList();
    }

    /** Whether this is the code that was given out with the number. */
    public boolean goTogether(ReceiptNumber single, String queryCode, byte[] codeHash) {
        return new QueryCode(queryCode).opens(single, codeHash);
    }

    /** Hands a file in as of when it was handed over the counter. Throws what bad input throws. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome handIn(
            Caller clerk, JsonNode application, FileNumbers.Reserved given, String queryCode, Instant at) {
        var body = rows.read(application, ApplicationBody.class);
        return switch (submit.submit(clerk, body, at, new GivenOut(given, new QueryCode(queryCode)))) {
            case SubmitApplication.Outcome.Received(var file, var _) -> entered(file);
            case SubmitApplication.Outcome.NotAllowed(var usci, var why) -> refused(fileProblems.reply(usci, why));
            case SubmitApplication.Outcome.NotRegistered(var usci) ->
                new Outcome.Refused(problems.of(HttpStatus.CONFLICT, "enterprise-not-registered", usci));
            case SubmitApplication.Outcome.Refused(var why) -> refused(fileProblems.reply(why));
        };
    }

    /**
     * Accepts a file as of when it was accepted over the counter, if nothing has happened to it since it was handed in:
     * what was done later in truth is not to be overtaken by what was entered later.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome accept(Caller clerk, String receiptNumber, JsonNode acceptance, Instant at) {
        var body = rows.read(acceptance, LateAcceptance.class);
        var number = new ReceiptNumber(receiptNumber);
        var changed = files.lock(number).filter(file -> file.version() > 1);
        if (changed.isPresent() && changed.get().state() instanceof FileState.Submitted) {
            return new Outcome.Refused(problems.of(HttpStatus.CONFLICT, "changed-since", receiptNumber));
        }
        var actor = new Actor(clerk.subject(), Side.WINDOW, null, clerk.unit());
        return switch (accept.accept(number, actor, deferrals(body), null, body.windowCode(), at)) {
            case Applied(var file, var _) -> entered(file);
            case Declined(var why) -> refused(fileProblems.reply(why));
        };
    }

    private static Map<String, LocalDate> deferrals(LateAcceptance body) {
        var errors = new FieldErrors();
        var deferrals = new LinkedHashMap<String, LocalDate>();
        var given = body.deferredMaterials() == null ? List.<LateDeferral>of() : body.deferredMaterials();
        for (int i = 0; i < given.size(); i++) {
            if (deferrals.put(given.get(i).key(), given.get(i).dueOn()) != null) {
                errors.add(
                        "deferredMaterials[" + i + "].key",
                        "named-twice",
                        given.get(i).key());
            }
        }
        errors.throwIfAny();
        return deferrals;
    }

    private static Outcome entered(ApplicationFile file) {
        return new Outcome.Entered(
                file.head().number().value(),
                FileStatus.of(file.state()).name(),
                file.version(),
                file.head().cases().stream().map(FileCase::caseNumber).toList());
    }

    private static Outcome refused(ResponseEntity<?> reply) {
        return new Outcome.Refused((ProblemDetail) Objects.requireNonNull(reply.getBody()));
    }
}

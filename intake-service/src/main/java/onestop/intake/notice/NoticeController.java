package onestop.intake.notice;

import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import java.util.function.Function;
import onestop.intake.document.Documents;
import onestop.intake.notice.AnswerQuestion.Answer;
import onestop.intake.notice.SavedNotices.Saved;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.Open;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells what something takes: as a calculation that leaves nothing behind, or issued as a document. */
@RestController
@RequestMapping("/api/intake")
class NoticeController {
    private final AnswerQuestion answer;
    private final SaveNotice save;
    private final SavedNotices saved;
    private final Documents documents;
    private final Idempotency idempotency;
    private final Problems problems;

    NoticeController(
            AnswerQuestion answer,
            SaveNotice save,
            SavedNotices saved,
            Documents documents,
            Idempotency idempotency,
            Problems problems) {
        this.answer = answer;
        this.save = save;
        this.saved = saved;
        this.documents = documents;
        this.idempotency = idempotency;
        this.problems = problems;
    }

    @Open
    @PostMapping("/one-time-notices")
    ResponseEntity<?> notice(@Nullable Caller caller, @Valid @RequestBody Question question) {
        return reply(answer.answer(caller, question), told -> ResponseEntity.ok(told.notice()));
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @PostMapping("/issued-notices")
    ResponseEntity<?> issue(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody Question question) {
        return idempotency.once(
                caller,
                key,
                question,
                () -> reply(answer.answer(caller, question), told -> {
                    var issued = save.save(caller, question, told);
                    return ResponseEntity.created(URI.create("/api/intake/issued-notices/" + issued.id()))
                            .body(issued);
                }));
    }

    private ResponseEntity<?> reply(Answer answered, Function<Answer.Told, ResponseEntity<?>> then) {
        return switch (answered) {
            case Answer.Told told -> then.apply(told);
            case Answer.WhoAreYou() -> problems.reply(HttpStatus.UNAUTHORIZED, "authentication-required");
            case Answer.UnknownEnterprise(var usci) -> problems.reply(HttpStatus.NOT_FOUND, "unknown-enterprise", usci);
        };
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @GetMapping("/issued-notices/{id}")
    ResponseEntity<?> find(Caller caller, @PathVariable UUID id) {
        return forReader(
                caller,
                id,
                notice -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(notice.answer()));
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @GetMapping("/issued-notices/{id}/pdf")
    ResponseEntity<?> pdf(Caller caller, @PathVariable UUID id) {
        return forReader(caller, id, _ -> documents.pdf(id).orElseThrow());
    }

    private ResponseEntity<?> forReader(Caller caller, UUID id, Function<Saved, ResponseEntity<?>> then) {
        return saved.find(id)
                .filter(notice -> answer.mayRead(caller, notice))
                .<ResponseEntity<?>>map(then)
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "unknown-notice", id));
    }
}

package onestop.appeal.clouddesk;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import onestop.appeal.clouddesk.Knowledge.Article;
import onestop.appeal.clouddesk.Knowledge.Hit;
import onestop.appeal.clouddesk.Knowledge.Version;
import onestop.appeal.commands.Answers;
import onestop.appeal.commands.Refusal;
import onestop.appeal.roles.AllowedToApplicants;
import onestop.appeal.roles.AllowedToReadersOfRecords;
import onestop.appeal.roles.AllowedToUnitsAndOffice;
import onestop.appeal.units.UnitKey;
import onestop.appeal.units.Units;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Questions and answers: everybody asks, units write, and those who asked say whether it helped. */
@RestController
@RequestMapping("/api/appeal/cloud-desk/knowledge")
class KnowledgeController {
    private static final int MOST_HITS = 20;

    private final Knowledge knowledge;
    private final Units units;
    private final Idempotency idempotency;
    private final Answers answers;
    private final InstantSource clock;

    KnowledgeController(
            Knowledge knowledge, Units units, Idempotency idempotency, Answers answers, InstantSource clock) {
        this.knowledge = knowledge;
        this.units = units;
        this.idempotency = idempotency;
        this.answers = answers;
        this.clock = clock;
    }

    @AllowedToUnitsAndOffice
    @PostMapping
    ResponseEntity<?> write(
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ArticleBody body,
            Caller caller) {
        return idempotency.once(caller, key, body, () -> {
            units.require("unit", body.unit());
            if (!mayWrite(body.unit(), caller)) {
                return answers.refuse(Refusal.forbidden("not-your-answer"));
            }
            var article = new Article(
                    UUID.randomUUID(),
                    body.unit(),
                    body.question().strip(),
                    body.keywords() == null ? List.of() : body.keywords(),
                    body.answer().strip(),
                    1,
                    true,
                    null,
                    1);
            knowledge.insert(article, caller.subject(), clock.instant());
            return ResponseEntity.created(URI.create("/api/appeal/cloud-desk/knowledge/" + article.id()))
                    .eTag(Versions.etag(1))
                    .body(article);
        });
    }

    private static boolean mayWrite(String unit, Caller caller) {
        return caller.is(Role.APPEAL_COORDINATOR) || unit.equals(caller.unit());
    }

    @Open
    @GetMapping
    HitsView search(@RequestParam("q") @Size(min = 2, max = 200) String question) {
        return new HitsView(knowledge.search(question, MOST_HITS));
    }

    /** What is written, retired answers too; for those who keep it. */
    @AllowedToReadersOfRecords
    @GetMapping("/catalogue")
    Page<Article> list(
            @RequestParam(required = false) @Nullable @Pattern(regexp = UnitKey.PATTERN) String unit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var parts = Cursor.parts(after, 1);
        @Nullable UUID place;
        place = parts.isEmpty() ? null : Cursor.uuid(parts.getFirst());
        return Page.of(knowledge.list(unit, place, limit.plusOne()), limit, article -> Cursor.of(article.id()));
    }

    @Open
    @GetMapping("/{id}")
    ResponseEntity<?> read(@PathVariable UUID id) {
        return knowledge
                .find(id, false)
                .filter(Article::inUse)
                .<ResponseEntity<?>>map(this::ok)
                .orElseGet(() -> answers.refuse(Refusal.missing("no-such-answer")));
    }

    private ResponseEntity<Article> ok(Article article) {
        return ResponseEntity.ok().eTag(Versions.etag(article.version())).body(article);
    }

    /** A new version of the answer; the old ones stay, with what was said about them. */
    @AllowedToUnitsAndOffice
    @Transactional
    @PutMapping("/{id}")
    public ResponseEntity<?> rewrite(
            @PathVariable UUID id,
            @RequestHeader(value = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ArticleBody body,
            Caller caller) {
        return change(id, ifMatch, caller, found -> {
            if (!found.unit().equals(body.unit())) {
                throw new InvalidFieldException("unit", "unit-stays", found.unit());
            }
            var next = new Article(
                    id,
                    found.unit(),
                    body.question().strip(),
                    body.keywords() == null ? List.of() : body.keywords(),
                    body.answer().strip(),
                    found.number() + 1,
                    true,
                    null,
                    found.version() + 1);
            knowledge.rewrite(next, caller.subject(), clock.instant());
            return next;
        });
    }

    @AllowedToUnitsAndOffice
    @Transactional
    @PutMapping("/{id}/retirement")
    public ResponseEntity<?> retire(
            @PathVariable UUID id,
            @RequestHeader(value = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody RetirementBody body,
            Caller caller) {
        return change(id, ifMatch, caller, found -> {
            var next = new Article(
                    id,
                    found.unit(),
                    found.question(),
                    found.keywords(),
                    found.answer(),
                    found.number(),
                    false,
                    body.reason().strip(),
                    found.version() + 1);
            knowledge.retire(next, clock.instant());
            return next;
        });
    }

    private ResponseEntity<?> change(UUID id, @Nullable String ifMatch, Caller caller, UnaryOperator<Article> command) {
        long version = Versions.required(ifMatch);
        var found = knowledge.find(id, true).orElse(null);
        if (found == null) {
            return answers.refuse(Refusal.missing("no-such-answer"));
        }
        if (!mayWrite(found.unit(), caller)) {
            return answers.refuse(Refusal.forbidden("not-your-answer"));
        }
        if (found.version() != version) {
            return answers.refuse(Refusal.stale());
        }
        return found.inUse() ? ok(command.apply(found)) : answers.refuse(Refusal.conflict("answer-retired"));
    }

    @AllowedToReadersOfRecords
    @GetMapping("/{id}/versions")
    ResponseEntity<?> versions(@PathVariable UUID id) {
        var versions = knowledge.versions(id);
        return versions.isEmpty()
                ? answers.refuse(Refusal.missing("no-such-answer"))
                : ResponseEntity.ok(new VersionsView(versions));
    }

    /** One voice a person and version, which may be changed. */
    @AllowedToApplicants
    @PutMapping("/{id}/versions/{number}/feedback")
    ResponseEntity<?> feedback(
            @PathVariable UUID id, @PathVariable int number, @Valid @RequestBody FeedbackBody body, Caller caller) {
        if (!knowledge.exists(id, number)) {
            return answers.refuse(Refusal.missing("no-such-answer"));
        }
        knowledge.feedback(id, number, caller.subject(), body.helped(), clock.instant());
        return ResponseEntity.noContent().build();
    }

    record ArticleBody(
            @NotNull String unit,
            @NotBlank @Size(max = 200) String question,
            @Nullable @Size(max = 30) List<@NotBlank @Size(max = 50) String> keywords,
            @NotBlank @Size(max = 4000) String answer) {}

    record RetirementBody(@NotBlank @Size(max = 500) String reason) {}

    record FeedbackBody(@NotNull Boolean helped) {}

    record HitsView(List<Hit> items) {}

    record VersionsView(List<Version> items) {}
}

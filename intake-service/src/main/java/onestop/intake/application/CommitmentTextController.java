package onestop.intake.application;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import onestop.intake.application.CommitmentTexts.CommitmentText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Open;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What somebody commits to can be read by everybody, today's text and every earlier one. */
@RestController
@RequestMapping("/api/intake/commitment-texts/{kind}")
class CommitmentTextController {
    private final CommitmentTexts texts;
    private final Problems problems;
    private final InstantSource clock;

    CommitmentTextController(CommitmentTexts texts, Problems problems, InstantSource clock) {
        this.texts = texts;
        this.problems = problems;
        this.clock = clock;
    }

    record TextBody(
            @NotBlank @Size(max = 4_000) String textZh,
            @NotBlank @Size(max = 4_000) String textEn) {}

    @Open
    @GetMapping
    ResponseEntity<?> find(@PathVariable Commitment.Kind kind, @RequestParam(required = false) @Nullable Long version) {
        if (version == null) {
            return reply(texts.current(kind));
        }
        return texts.version(kind, version)
                .<ResponseEntity<?>>map(CommitmentTextController::reply)
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "unknown-commitment-text", kind, version));
    }

    @Allowed(Role.OPS)
    @PutMapping
    ResponseEntity<?> publish(
            Caller caller,
            @PathVariable Commitment.Kind kind,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody TextBody body) {
        var current = texts.current(kind);
        if (current.textZh().equals(body.textZh()) && current.textEn().equals(body.textEn())) {
            return reply(current);
        }
        long expected = Versions.required(ifMatch);
        var next = new CommitmentText(kind, expected + 1, body.textZh(), body.textEn(), clock.instant());
        return current.version() == expected && texts.publish(next, caller.subject())
                ? reply(next)
                : problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
    }

    private static ResponseEntity<?> reply(CommitmentText text) {
        return ResponseEntity.ok().eTag(Versions.etag(text.version())).body(text);
    }
}

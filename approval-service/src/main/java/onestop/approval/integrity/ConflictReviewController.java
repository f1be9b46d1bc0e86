package onestop.approval.integrity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import onestop.approval.input.PlainText;
import onestop.approval.integrity.ConflictReviews.DeclaredView;
import onestop.approval.integrity.ConflictReviews.Finding;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ConflictReviewController {
    private final ConflictReviews reviews;
    private final ReviewConflict review;
    private final Problems problems;

    ConflictReviewController(ConflictReviews reviews, ReviewConflict review, Problems problems) {
        this.reviews = reviews;
        this.review = review;
        this.problems = problems;
    }

    record ReviewBody(
            @NotNull Finding finding,
            @NotBlank @PlainText @Size(max = 2000) String text) {}

    @Allowed({Role.AUDITOR, Role.EVALUATION_SUPERVISOR})
    @GetMapping("/api/approval/integrity/conflicts")
    Page<DeclaredView> list(
            @RequestParam(required = false) @Nullable @PlainText @Size(max = 50) String unit,
            @RequestParam(required = false) @Nullable Boolean reviewed,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        return reviews.page(unit, reviewed, after, limit);
    }

    @Allowed({Role.AUDITOR, Role.EVALUATION_SUPERVISOR})
    @PutMapping("/api/approval/integrity/conflicts/{id}/review")
    ResponseEntity<?> review(@PathVariable UUID id, @Valid @RequestBody ReviewBody body, Caller caller) {
        return switch (review.review(id, body.finding(), body.text(), caller.subject(), Supervision.unitOf(caller))) {
            case DONE -> ResponseEntity.noContent().build();
            case UNKNOWN -> problems.reply(HttpStatus.NOT_FOUND, "no-such-conflict");
            case OWN -> problems.reply(HttpStatus.FORBIDDEN, "own-conflict");
            case OVERTAKEN -> problems.reply(HttpStatus.CONFLICT, "changed-meanwhile");
        };
    }
}

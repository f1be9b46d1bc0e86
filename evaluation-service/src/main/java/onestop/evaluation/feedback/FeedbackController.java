package onestop.evaluation.feedback;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.feedback.Feedback.Status;
import onestop.evaluation.feedback.GiveFeedback.Result.NoSuchPoint;
import onestop.evaluation.feedback.GiveFeedback.Result.NumberTaken;
import onestop.evaluation.feedback.GiveFeedback.Result.PointRemoved;
import onestop.evaluation.feedback.GiveFeedback.Result.Taken;
import onestop.evaluation.photos.ReceivePhoto;
import onestop.evaluation.photos.StoredPhoto;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Target;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.MaxBody;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The public's side: giving feedback without signing in, asking what became of it, and reading what was made public. */
@RestController
class FeedbackController {
    private static final String FEEDBACK = "/api/evaluation/open-feedback";

    private final GiveFeedback give;
    private final ReceivePhoto receivePhoto;
    private final FeedbackPhotos photos;
    private final FeedbackRows rows;
    private final Problems problems;

    FeedbackController(
            GiveFeedback give, ReceivePhoto receivePhoto, FeedbackPhotos photos, FeedbackRows rows, Problems problems) {
        this.give = give;
        this.receivePhoto = receivePhoto;
        this.photos = photos;
        this.rows = rows;
        this.problems = problems;
    }

    /** @param contact a telephone number or an address, sealed at once; given unless {@code anonymous} */
    record FeedbackBody(
            @NotBlank @Pattern(regexp = "[A-Z0-9]{6,12}") String pointCode,

            @NotNull Level level,

            @Nullable @Size(max = 500) String text,

            @Nullable Boolean complaint,

            @Nullable Boolean anonymous,

            @Nullable @Size(max = 100) String contact) {

        FeedbackRows.Written written(UUID number) {
            var words = text == null || text.isBlank() ? null : text.strip();
            var reach = contact == null || contact.isBlank() ? null : contact.strip();
            var nameless = anonymous == null ? reach == null : anonymous;
            if (level.bad() && words == null) {
                throw new InvalidFieldException("text", "text-when-bad");
            }
            if (nameless && reach != null) {
                throw new InvalidFieldException("contact", "no-contact-when-anonymous");
            }
            if (!nameless && reach == null) {
                throw new InvalidFieldException("contact", "contact-unless-anonymous");
            }
            return new FeedbackRows.Written(number, level, words, Boolean.TRUE.equals(complaint), nameless, reach);
        }
    }

    /** What whoever knows the writer's number is told; the staff do not know it. */
    record ProgressView(
            UUID feedbackId,
            Status status,
            OffsetDateTime givenAt,
            int photos,
            @Nullable String replyZh,
            @Nullable String replyEn,
            @Nullable OffsetDateTime repliedAt) {

        static ProgressView of(Feedback feedback, UUID writersNumber) {
            var repliedAt = feedback.repliedAt();
            return new ProgressView(
                    writersNumber,
                    feedback.status(),
                    CountyTime.at(feedback.givenAt()),
                    feedback.photos(),
                    feedback.replyZh(),
                    feedback.replyEn(),
                    repliedAt == null ? null : CountyTime.at(repliedAt));
        }
    }

    record PublicView(
            Target target,
            String unit,
            Level level,
            @Nullable String text,
            String replyZh,
            @Nullable String replyEn,
            java.time.LocalDate givenOn,
            OffsetDateTime publishedAt) {

        static PublicView of(FeedbackRows.PublicEntry entry) {
            return new PublicView(
                    entry.target(),
                    entry.unit(),
                    entry.level(),
                    entry.publicText(),
                    entry.replyZh(),
                    entry.replyEn(),
                    entry.givenOn(),
                    CountyTime.at(entry.publishedAt()));
        }
    }

    @Open
    @PutMapping(FEEDBACK + "/{id}")
    ResponseEntity<?> give(@PathVariable UUID id, @Valid @RequestBody FeedbackBody body) {
        return switch (give.give(body.written(id), body.pointCode())) {
            case Taken(var feedback, var first) ->
                (first ? ResponseEntity.created(URI.create(FEEDBACK + "/" + id + "/progress")) : ResponseEntity.ok())
                        .cacheControl(CacheControl.noStore())
                        .body(ProgressView.of(feedback, id));
            case NoSuchPoint() -> problems.reply(HttpStatus.NOT_FOUND, "no-such-point");
            case PointRemoved() -> problems.reply(HttpStatus.GONE, "point-removed");
            case NumberTaken() -> problems.reply(HttpStatus.CONFLICT, "feedback-number-taken");
        };
    }

    @Open
    @GetMapping(FEEDBACK + "/{id}/progress")
    ResponseEntity<?> progress(@PathVariable UUID id) {
        return rows.ofWriter(id)
                .<ResponseEntity<?>>map(feedback ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(ProgressView.of(feedback, id)))
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "no-such-feedback"));
    }

    /** The body is the picture as it is; what it is called or said to be does not matter. */
    @Open
    @MaxBody("8MB")
    @PutMapping(FEEDBACK + "/{id}/photos/{number}")
    ResponseEntity<?> photo(
            @PathVariable UUID id, @PathVariable @Min(1) @Max(StoredPhoto.MOST) int number, HttpServletRequest request)
            throws IOException {
        var feedback = give.takingPhotos(id);
        if (feedback.isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-feedback");
        }
        return receivePhoto.receive(photos, feedback.get(), number, request.getInputStream())
                ? ResponseEntity.noContent().build()
                : problems.reply(HttpStatus.CONFLICT, "photo-number-taken");
    }

    @Open
    @GetMapping("/api/evaluation/published-feedback")
    Page<PublicView> published(
            @RequestParam(required = false) @Pattern(regexp = "[A-Z0-9]{1,20}") @Nullable String unit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var page = rows.published(unit, after, limit);
        return new Page<>(page.items().stream().map(PublicView::of).toList(), page.next());
    }
}

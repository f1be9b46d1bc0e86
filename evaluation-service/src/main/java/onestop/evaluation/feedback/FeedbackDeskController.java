package onestop.evaluation.feedback;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.feedback.Feedback.Status;
import onestop.evaluation.feedback.FollowFeedbackUp.Decision;
import onestop.evaluation.feedback.FollowFeedbackUp.Result.AlreadyDecided;
import onestop.evaluation.feedback.FollowFeedbackUp.Result.Done;
import onestop.evaluation.feedback.FollowFeedbackUp.Result.FoundInvalid;
import onestop.evaluation.feedback.FollowFeedbackUp.Result.NoReply;
import onestop.evaluation.feedback.FollowFeedbackUp.Result.OwnMatter;
import onestop.evaluation.feedback.FollowFeedbackUp.Result.Stale;
import onestop.evaluation.feedback.FollowFeedbackUp.Result.Unknown;
import onestop.evaluation.personal.PublicWords;
import onestop.evaluation.photos.ShowPhoto;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.RegionLevel;
import onestop.evaluation.scale.Target;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The staff's side: what waits, what becomes of it, replies, and what is made public. Managers see their own unit's. */
@RestController
class FeedbackDeskController {
    private static final String FEEDBACK = "/api/evaluation/open-feedback";
    private static final int LONGEST_PERIOD_DAYS = 3660;

    private final FollowFeedbackUp followUp;
    private final FeedbackRows rows;
    private final FeedbackPhotos photos;
    private final ShowPhoto showPhoto;
    private final Problems problems;
    private final InstantSource clock;

    FeedbackDeskController(
            FollowFeedbackUp followUp,
            FeedbackRows rows,
            FeedbackPhotos photos,
            ShowPhoto showPhoto,
            Problems problems,
            InstantSource clock) {
        this.followUp = followUp;
        this.rows = rows;
        this.photos = photos;
        this.showPhoto = showPhoto;
        this.problems = problems;
        this.clock = clock;
    }

    /**
     * Without the contact; that there is one is all that is told.
     *
     * @param appeal for the supervisor who may refer it; neither for the unit nor for the officer it is about
     */
    record FeedbackView(
            UUID feedbackId,
            Target target,
            String targetCode,
            String unit,
            Level level,
            @Nullable String text,
            boolean complaint,
            boolean anonymous,
            boolean hasContact,
            int photos,
            LocalDate givenOn,
            @Nullable OffsetDateTime givenAt,
            Status status,
            @Nullable String triageReason,
            @Nullable UUID rectificationId,
            @Nullable UUID appealId,
            Feedback.@Nullable AppealAbout appeal,
            @Nullable String replyZh,
            @Nullable String replyEn,
            @Nullable OffsetDateTime repliedAt,
            boolean published,
            @Nullable String publicText,
            long version) {

        /** To the second it would tell the unit who stood there, so of an anonymous one it learns the day. */
        static FeedbackView of(Feedback feedback, Caller reader) {
            boolean dayOnly = feedback.anonymous() && concerns(feedback, reader);
            var repliedAt = feedback.repliedAt();
            return new FeedbackView(
                    feedback.id(),
                    feedback.target(),
                    feedback.targetCode(),
                    feedback.unit(),
                    feedback.level(),
                    feedback.text(),
                    feedback.complaint(),
                    feedback.anonymous(),
                    feedback.hasContact(),
                    feedback.photos(),
                    CountyTime.dayOf(feedback.givenAt()),
                    dayOnly ? null : CountyTime.at(feedback.givenAt()),
                    feedback.status(),
                    feedback.triageReason(),
                    feedback.rectificationId(),
                    feedback.appealId(),
                    reader.is(Role.EVALUATION_SUPERVISOR) && !concerns(feedback, reader) ? feedback.appeal() : null,
                    feedback.replyZh(),
                    feedback.replyEn(),
                    repliedAt == null ? null : CountyTime.at(repliedAt),
                    feedback.published(),
                    feedback.publicText(),
                    feedback.version());
        }
    }

    record DecisionBody(
            @NotNull Decision decision,
            @Nullable @Size(max = 500) String reason) {}

    record ReplyBody(
            @NotBlank @Size(max = 1000) String replyZh,

            @Nullable @Size(max = 1000) String replyEn) {}

    record PublicationBody(
            @NotNull Boolean published,
            @Nullable @Size(max = 500) String publicText) {}

    record PurposeBody(@NotBlank @Size(max = 200) String purpose) {}

    record ContactView(String contact) {}

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping(FEEDBACK)
    ResponseEntity<?> list(
            Caller caller,
            @RequestParam(required = false) @Pattern(regexp = "[A-Z0-9]{1,20}") @Nullable String unit,
            @RequestParam(required = false) @Nullable Status status,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var all = caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR);
        var own = caller.unit();
        if (!all && unit != null && !unit.equals(own)) {
            return problems.reply(HttpStatus.FORBIDDEN, "not-your-unit", unit);
        }
        if (!all && own == null) {
            return ResponseEntity.ok(new Page<>(List.of(), null));
        }
        var page = rows.page(all ? unit : own, status, after, limit);
        return ResponseEntity.ok(new Page<>(
                page.items().stream()
                        .map(feedback -> FeedbackView.of(feedback, caller))
                        .toList(),
                page.next()));
    }

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping(FEEDBACK + "/{id}")
    ResponseEntity<?> read(Caller caller, @PathVariable UUID id) {
        return rows.find(id)
                .filter(feedback -> visible(feedback, caller))
                .<ResponseEntity<?>>map(feedback -> ok(feedback, caller))
                .orElseGet(this::unknown);
    }

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping(FEEDBACK + "/{id}/photos/{number}")
    ResponseEntity<?> photo(Caller caller, @PathVariable UUID id, @PathVariable int number) throws IOException {
        var photo = rows.find(id).filter(feedback -> visible(feedback, caller)).flatMap(_ -> photos.find(id, number));
        return photo.isPresent() ? showPhoto.show(photo.get()) : unknown();
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping(FEEDBACK + "/{id}/triage")
    ResponseEntity<?> decide(Caller caller, @PathVariable UUID id, @Valid @RequestBody DecisionBody body) {
        var reason = body.reason() == null || body.reason().isBlank()
                ? null
                : body.reason().strip();
        if (reason == null && body.decision() != Decision.ORDER) {
            throw new InvalidFieldException("reason", "reason-unless-ordered");
        }
        PublicWords.check("reason", reason);
        return reply(followUp.decide(id, body.decision(), reason, caller), caller);
    }

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR})
    @PutMapping(FEEDBACK + "/{id}/reply")
    ResponseEntity<?> reply(Caller caller, @PathVariable UUID id, @Valid @RequestBody ReplyBody body) {
        var english = body.replyEn() == null || body.replyEn().isBlank()
                ? null
                : body.replyEn().strip();
        PublicWords.check("replyZh", body.replyZh());
        PublicWords.check("replyEn", english);
        return reply(
                followUp.reply(
                        id,
                        feedback -> visible(feedback, caller),
                        body.replyZh().strip(),
                        english,
                        caller.subject()),
                caller);
    }

    /** What is made public is what the supervisor has read, so the change says which version that was. */
    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping(FEEDBACK + "/{id}/publication")
    ResponseEntity<?> publish(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody PublicationBody body) {
        var text = body.publicText() == null || body.publicText().isBlank()
                ? null
                : body.publicText().strip();
        PublicWords.check("publicText", text);
        return reply(followUp.publish(id, Versions.required(ifMatch), body.published(), text, caller), caller);
    }

    /** Opens the contact, for a purpose that is written down; whom it is about does not learn who wrote it. */
    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PostMapping(FEEDBACK + "/{id}/contact-readings")
    ResponseEntity<?> contact(Caller caller, @PathVariable UUID id, @Valid @RequestBody PurposeBody body) {
        if (rows.find(id).filter(feedback -> concerns(feedback, caller)).isPresent()) {
            return ownMatter();
        }
        return rows.openContact(id, caller.subject(), body.purpose().strip(), CountyTime.now(clock))
                .<ResponseEntity<?>>map(contact ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new ContactView(contact)))
                .orElseGet(this::unknown);
    }

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/evaluation/open-feedback-figures")
    FeedbackFigures figures(
            @RequestParam(required = false) @Pattern(regexp = "[A-Z0-9]{1,20}") @Nullable String unit,
            @RequestParam(required = false) @Nullable Target target,
            @RequestParam(required = false) @Nullable RegionLevel regionLevel,
            @RequestParam(required = false) @Pattern(regexp = "[\\p{L}0-9_.:/-]{1,40}") @Nullable String town,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        var last = to == null ? CountyTime.dayOf(clock.instant()) : to;
        var first = from == null ? last.withDayOfYear(1) : from;
        if (first.isAfter(last)) {
            throw new InvalidFieldException("from", "from-after-to", first.toString(), last.toString());
        }
        if (ChronoUnit.DAYS.between(first, last) > LONGEST_PERIOD_DAYS) {
            throw new InvalidFieldException("from", "period-too-long", LONGEST_PERIOD_DAYS);
        }
        return FeedbackFigures.of(
                first, last, rows.count(new FeedbackRows.Counted(unit, target, regionLevel, town), first, last));
    }

    private ResponseEntity<?> reply(FollowFeedbackUp.Result result, Caller caller) {
        return switch (result) {
            case Done(var feedback) -> ok(feedback, caller);
            case Unknown() -> unknown();
            case AlreadyDecided(var status) -> problems.reply(HttpStatus.CONFLICT, "feedback-decided", status.name());
            case NoReply() -> problems.reply(HttpStatus.CONFLICT, "reply-first");
            case OwnMatter() -> ownMatter();
            case Stale() -> problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
            case FoundInvalid() -> problems.reply(HttpStatus.CONFLICT, "feedback-invalid");
        };
    }

    private static ResponseEntity<?> ok(Feedback feedback, Caller caller) {
        return ResponseEntity.ok().eTag(Versions.etag(feedback.version())).body(FeedbackView.of(feedback, caller));
    }

    private ResponseEntity<?> ownMatter() {
        return problems.reply(HttpStatus.FORBIDDEN, "own-matter");
    }

    private static boolean concerns(Feedback feedback, Caller caller) {
        return feedback.concerns(caller.subject(), caller.unit());
    }

    private ResponseEntity<?> unknown() {
        return problems.reply(HttpStatus.NOT_FOUND, "no-such-feedback");
    }

    private static boolean visible(Feedback feedback, Caller caller) {
        return caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR)
                || (caller.is(Role.UNIT_MANAGER) && feedback.unit().equals(caller.unit()));
    }
}

package onestop.evaluation.ratings;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import onestop.evaluation.invitations.InvitationId;
import onestop.evaluation.invitations.Staff;
import onestop.evaluation.invitations.WhenOpened;
import onestop.evaluation.personal.Sealing;
import onestop.evaluation.ratings.GiveRating.Result.Refused;
import onestop.evaluation.ratings.GiveRating.Result.Taken;
import onestop.evaluation.ratings.Ratings.Stored;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Dimension;
import onestop.evaluation.scale.Labels;
import onestop.evaluation.scale.Level;
import onestop.evaluation.suspicion.Devices;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Giving and reading a rating. */
@RestController
class RatingController {
    /** A rating is never changed. */
    private static final long ONLY_VERSION = 1;

    private final GiveRating giveRating;
    private final FollowUp followUp;
    private final ReadRating readRating;
    private final Labels labels;
    private final Idempotency idempotency;
    private final Devices devices;
    private final WhenOpened whenOpened;
    private final Sealing sealing;
    private final RatingRefusals refusals;
    private final Problems problems;

    RatingController(
            GiveRating giveRating,
            FollowUp followUp,
            ReadRating readRating,
            Labels labels,
            Idempotency idempotency,
            Devices devices,
            WhenOpened whenOpened,
            Sealing sealing,
            RatingRefusals refusals,
            Problems problems) {
        this.giveRating = giveRating;
        this.followUp = followUp;
        this.readRating = readRating;
        this.labels = labels;
        this.idempotency = idempotency;
        this.devices = devices;
        this.whenOpened = whenOpened;
        this.sealing = sealing;
        this.refusals = refusals;
        this.problems = problems;
    }

    record RatingBody(
            @NotNull UUID invitationId,
            @NotNull Level level,
            @Nullable @Size(max = Opinion.MOST_LABELS) List<@NotNull String> labels,

            @Nullable String text,

            @Nullable Map<@NotNull Dimension, @NotNull Level> dimensions,

            @NotNull Channel channel,
            @Nullable Boolean anonymous,

            @Nullable @Size(max = 100) String contact) {

        CodeRatingBody opinion() {
            return new CodeRatingBody(level, labels, text, dimensions, channel, anonymous, contact);
        }
    }

    @Allowed({Role.APPLICANT, Role.AGENT})
    @PostMapping("/api/evaluation/ratings")
    ResponseEntity<?> give(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request,
            @Valid @RequestBody RatingBody body) {
        var invitation = new InvitationId(body.invitationId());
        if (Staff.includes(caller)) {
            whenOpened.opened(List.of(invitation), caller, request);
        }
        var command = body.opinion().command(labels);
        var device = devices.of(request);
        return idempotency.once(rater(caller), key, body, () -> switch (giveRating.give(
                invitation, command, caller, device)) {
            case Taken(var ratingId) ->
                created(ratingId, readRating.read(ratingId, caller).orElseThrow());
            case Refused(var why) -> refusals.of(why);
        });
    }

    /** Keys of requests are kept beside what was answered: not under the account of whoever may have rated anonymously. */
    private Caller rater(Caller caller) {
        var subject = HexFormat.of().formatHex(sealing.fingerprint(caller.subject()));
        return new Caller("rater " + subject, "", Set.of(), null, null, Set.of());
    }

    private static ResponseEntity<?> created(UUID ratingId, RatingView view) {
        return ResponseEntity.created(URI.create("/api/evaluation/ratings/" + ratingId))
                .eTag(Versions.etag(ONLY_VERSION))
                .body(view);
    }

    @Allowed({Role.APPLICANT, Role.AGENT})
    @PostMapping("/api/evaluation/ratings/{id}/follow-up")
    ResponseEntity<?> followUp(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request,
            @Valid @RequestBody CodeRatingBody body) {
        if (Staff.includes(caller)) {
            readRating
                    .own(id, caller)
                    .map(Stored::invitationId)
                    .ifPresent(invitation -> whenOpened.opened(List.of(new InvitationId(invitation)), caller, request));
        }
        var command = body.command(labels);
        var device = devices.of(request);
        return idempotency.once(rater(caller), key, body, () -> {
            var first = readRating.own(id, caller);
            if (first.isEmpty()) {
                return problems.reply(HttpStatus.NOT_FOUND, "no-such-rating");
            }
            return switch (followUp.give(first.get(), command, caller, device, false)) {
                case Taken _ -> created(id, readRating.read(id, caller).orElseThrow());
                case Refused(var why) -> refusals.of(why);
            };
        });
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/evaluation/ratings/{id}")
    ResponseEntity<?> read(Caller caller, @PathVariable UUID id) {
        return readRating
                .read(id, caller)
                .<ResponseEntity<?>>map(view ->
                        ResponseEntity.ok().eTag(Versions.etag(ONLY_VERSION)).body(view))
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "no-such-rating"));
    }
}

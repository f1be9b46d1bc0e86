package onestop.evaluation.indicators;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.InstantSource;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.indicators.PublishRanking.Edition;
import onestop.evaluation.indicators.PublishRanking.NobodyRanked;
import onestop.evaluation.indicators.PublishRanking.Published;
import onestop.evaluation.indicators.PublishRanking.PublishedBefore;
import onestop.evaluation.scale.Slice;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Publishing the ranking of a month or a year, once, when it is over (莒南县 of 2020: each month and each year). */
@RestController
class PublicationController {
    private static final int USUAL_MINIMUM = 10;

    private final PublishRanking publishing;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    PublicationController(PublishRanking publishing, Idempotency idempotency, Problems problems, InstantSource clock) {
        this.publishing = publishing;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    record PublicationBody(
            @NotNull Slice slice,

            @NotNull @Pattern(regexp = "20[0-9]{2}(-(0[1-9]|1[0-2]))?")
            String period,

            @Nullable @Min(1) @Max(1_000_000) Integer minimumSample) {}

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PostMapping("/api/evaluation/publications")
    ResponseEntity<?> publish(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody PublicationBody body) {
        if (!RankingController.RANKED.contains(body.slice())) {
            throw new InvalidFieldException("slice", "one-of", RankingController.RANKED);
        }
        return idempotency.once(caller, key, body, () -> publish(body, caller.subject()));
    }

    private ResponseEntity<?> publish(PublicationBody body, String by) {
        var now = CountyTime.now(clock);
        var days = Publication.days(body.period());
        if (!CountyTime.dayOf(now).isAfter(days.to())) {
            return problems.reply(
                    HttpStatus.CONFLICT, "period-not-over", days.to().toString());
        }
        int minimum = body.minimumSample() == null ? USUAL_MINIMUM : body.minimumSample();
        return switch (publishing.publish(new Edition(body.slice(), body.period(), minimum), true, by, now)) {
            case Published(var publication) ->
                ResponseEntity.created(URI.create("/api/evaluation/public/rankings/" + publication.publicationId()))
                        .body(publication);
            case PublishedBefore _ -> problems.reply(HttpStatus.CONFLICT, "already-published", body.period());
            case NobodyRanked _ -> throw new IllegalStateException("an empty ranking was to be published");
        };
    }
}

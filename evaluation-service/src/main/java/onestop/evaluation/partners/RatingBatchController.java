package onestop.evaluation.partners;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.partners.BatchResult.Result;
import onestop.evaluation.scale.Labels;
import onestop.evaluation.scale.Source;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.MaxBody;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Ratings in batches from partners without a place on the topic. Each row has its own result. */
@RestController
@EnableConfigurationProperties(PartnerSources.class)
class RatingBatchController {
    private static final int MOST_ROWS = 1_000;

    private final TakeRatings takeRatings;
    private final PartnerSources sources;
    private final Labels labels;
    private final Idempotency idempotency;
    private final BatchRows batchRows;
    private final InstantSource clock;

    RatingBatchController(
            TakeRatings takeRatings,
            PartnerSources sources,
            Labels labels,
            Idempotency idempotency,
            BatchRows batchRows,
            InstantSource clock) {
        this.takeRatings = takeRatings;
        this.sources = sources;
        this.labels = labels;
        this.idempotency = idempotency;
        this.batchRows = batchRows;
        this.clock = clock;
    }

    record BatchBody(
            @NotNull @Size(min = 1, max = MOST_ROWS) List<JsonNode> ratings) {}

    @Allowed(Role.PARTNER)
    @MaxBody("2MB")
    @PostMapping("/api/evaluation/rating-batches")
    ResponseEntity<?> take(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody BatchBody body) {
        return idempotency.once(
                caller, key, body, () -> ResponseEntity.ok(take(body.ratings(), sources.of(caller.subject()))));
    }

    private BatchResult take(List<JsonNode> sent, Set<Source> ofTheCaller) {
        var now = CountyTime.now(clock);
        var rows = batchRows.read(sent, SentRating.class, row -> check(row, ofTheCaller, now));
        var outcome = takeRatings.take(BatchRows.good(rows), now);
        var fresh = outcome.taken().stream().map(PartnerRating::key).collect(Collectors.toCollection(HashSet::new));
        return batchRows.result(sent, rows, outcome.refused(), rating -> {
            if (fresh.remove(rating.key())) { // of two rows with one number the first is the one that was taken
                return Result.TAKEN;
            }
            if (outcome.waiting().contains(rating.key())) {
                return Result.WAITING;
            }
            return outcome.ratedAlready().contains(rating.key()) ? Result.ALREADY_RATED : Result.TAKEN_BEFORE;
        });
    }

    private PartnerRating check(SentRating row, Set<Source> ofTheCaller, Instant now) {
        var rating = PartnerRating.of(row, labels, now);
        PartnerSources.check(rating.source(), ofTheCaller);
        return rating;
    }
}

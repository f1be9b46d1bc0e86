package onestop.evaluation.partners;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.partners.BatchResult.Result;
import onestop.evaluation.scale.Source;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.MaxBody;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Open feedback in batches from partners without a place on the topic. Each row has its own result. */
@RestController
class FeedbackBatchController {
    private static final int MOST_ROWS = 1_000;

    private final TakeFeedback takeFeedback;
    private final PartnerSources sources;
    private final Idempotency idempotency;
    private final BatchRows batchRows;
    private final InstantSource clock;

    FeedbackBatchController(
            TakeFeedback takeFeedback,
            PartnerSources sources,
            Idempotency idempotency,
            BatchRows batchRows,
            InstantSource clock) {
        this.takeFeedback = takeFeedback;
        this.sources = sources;
        this.idempotency = idempotency;
        this.batchRows = batchRows;
        this.clock = clock;
    }

    record BatchBody(
            @NotNull @Size(min = 1, max = MOST_ROWS) List<JsonNode> feedback) {}

    @Allowed(Role.PARTNER)
    @MaxBody("2MB")
    @PostMapping("/api/evaluation/feedback-batches")
    ResponseEntity<?> take(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody BatchBody body) {
        return idempotency.once(
                caller, key, body, () -> ResponseEntity.ok(take(body.feedback(), sources.of(caller.subject()))));
    }

    private BatchResult take(List<JsonNode> sent, Set<Source> ofTheCaller) {
        var now = CountyTime.now(clock);
        var rows = batchRows.read(sent, SentFeedback.class, row -> check(row, ofTheCaller, now));
        var outcome = takeFeedback.take(BatchRows.good(rows), now);
        var fresh = new HashSet<>(outcome.taken());
        return batchRows.result( // of two rows with one number the first is the one that was taken
                sent,
                rows,
                outcome.refused(),
                feedback -> fresh.remove(feedback.key()) ? Result.TAKEN : Result.TAKEN_BEFORE);
    }

    private static PartnerFeedback check(SentFeedback row, Set<Source> ofTheCaller, Instant now) {
        var feedback = PartnerFeedback.of(row, now);
        PartnerSources.check(feedback.source(), ofTheCaller);
        return feedback;
    }
}

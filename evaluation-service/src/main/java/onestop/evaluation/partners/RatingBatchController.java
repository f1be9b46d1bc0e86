package onestop.evaluation.partners;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.partners.BatchResult.Result;
import onestop.evaluation.partners.BatchResult.Row;
import onestop.evaluation.partners.PartnerRating.Key;
import onestop.evaluation.partners.TakeRatings.Outcome;
import onestop.evaluation.scale.Labels;
import onestop.evaluation.scale.Source;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.FieldProblem;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.MaxBody;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Ratings in batches from partners without a place on the topic. Each row has its own result. */
@RestController
@EnableConfigurationProperties(PartnerSources.class)
class RatingBatchController {
    private static final int MOST_ROWS = 1_000;

    private final TakeRatings takeRatings;
    private final PartnerSources sources;
    private final Labels labels;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    RatingBatchController(
            TakeRatings takeRatings,
            PartnerSources sources,
            Labels labels,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.takeRatings = takeRatings;
        this.sources = sources;
        this.labels = labels;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    record BatchBody(
            @NotNull @Size(min = 1, max = MOST_ROWS) List<@NotNull SentRating> ratings) {}

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

    private BatchResult take(List<SentRating> sent, Set<Source> ofTheCaller) {
        var now = CountyTime.now(clock);
        var checked = sent.stream().map(row -> check(row, ofTheCaller, now)).toList();
        var outcome = takeRatings.take(
                checked.stream()
                        .flatMap(row -> row instanceof Good(var rating) ? Stream.of(rating) : Stream.empty())
                        .toList(),
                now);
        var fresh = outcome.taken().stream().map(PartnerRating::key).collect(Collectors.toCollection(HashSet::new));
        var rows = new ArrayList<Row>();
        for (int i = 0; i < checked.size(); i++) {
            rows.add(view(i, sent.get(i), afterAll(checked.get(i), outcome), fresh, outcome.ratedAlready()));
        }
        return BatchResult.of(rows);
    }

    private sealed interface Checked {}

    private record Good(PartnerRating rating) implements Checked {}

    private record Bad(FieldProblem why) implements Checked {}

    private Checked check(SentRating row, Set<Source> ofTheCaller, Instant now) {
        try {
            var rating = PartnerRating.of(row, labels, now);
            if (!ofTheCaller.contains(rating.source())) {
                throw new InvalidFieldException(
                        "source",
                        "source-not-yours",
                        ofTheCaller.stream().sorted().toList());
            }
            return new Good(rating);
        } catch (InvalidFieldException e) {
            return bad(e);
        }
    }

    private Checked afterAll(Checked checked, Outcome outcome) {
        if (checked instanceof Good(var rating)) {
            var why = outcome.refused().get(rating);
            return why == null ? checked : bad(why);
        }
        return checked;
    }

    private Bad bad(InvalidFieldException e) {
        return new Bad(problems.field(e.field(), e.code(), e.args()));
    }

    /** Of two rows with one number the first is the one that was taken. */
    private static Row view(int row, SentRating sent, Checked checked, Set<Key> fresh, Set<Key> ratedAlready) {
        return switch (checked) {
            case Good(var rating) ->
                new Row(
                        row,
                        sent.source(),
                        sent.number(),
                        fresh.remove(rating.key())
                                ? Result.TAKEN
                                : ratedAlready.contains(rating.key()) ? Result.ALREADY_RATED : Result.TAKEN_BEFORE,
                        List.of());
            case Bad(var why) -> new Row(row, sent.source(), sent.number(), Result.REFUSED, List.of(why));
        };
    }
}

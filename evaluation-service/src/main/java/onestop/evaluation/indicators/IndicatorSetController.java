package onestop.evaluation.indicators;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.scale.Slice;
import onestop.web.Allowed;
import onestop.web.AllowedToStaff;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Page;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** By what items, officers and units are judged: read by all staff, set by the supervisors for days to come. */
@RestController
class IndicatorSetController {
    private static final Set<Slice> JUDGED = Set.of(Slice.UNIT, Slice.ITEM, Slice.OFFICER);

    private final IndicatorSets sets;
    private final Idempotency idempotency;
    private final InstantSource clock;

    IndicatorSetController(IndicatorSets sets, Idempotency idempotency, InstantSource clock) {
        this.sets = sets;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    record SetBody(
            @NotNull Slice slice,
            @NotNull LocalDate validFrom,
            @NotNull Map<Indicator, @NotNull Integer> weights) {

        void check(LocalDate today) {
            if (!JUDGED.contains(slice)) {
                throw new InvalidFieldException(
                        "slice", "one-of", JUDGED.stream().sorted().toList());
            }
            if (!validFrom.isAfter(today)) {
                throw new InvalidFieldException("validFrom", "from-tomorrow-on");
            }
            if (weights.values().stream().anyMatch(weight -> weight < 1 || weight > IndicatorSet.ALL)
                    || weights.values().stream().mapToInt(Integer::intValue).sum() != IndicatorSet.ALL) {
                throw new InvalidFieldException("weights", "weights-add-up", IndicatorSet.ALL);
            }
        }
    }

    @AllowedToStaff
    @GetMapping("/api/evaluation/indicator-sets")
    Page<IndicatorSet> list() {
        return new Page<>(sets.all(), null);
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PostMapping("/api/evaluation/indicator-sets")
    ResponseEntity<?> add(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody SetBody body) {
        var now = CountyTime.now(clock);
        body.check(CountyTime.dayOf(now));
        return idempotency.once(
                caller,
                key,
                body,
                () -> ResponseEntity.status(HttpStatus.CREATED)
                        .body(sets.add(
                                body.slice(), body.validFrom(), new EnumMap<>(body.weights()), caller.subject(), now)));
    }
}

package onestop.evaluation.rectification;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import onestop.evaluation.calendar.CountyTime;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lights, the points they cost, what they weigh, and the talks about them. Managers see their own unit. */
@RestController
class LightController {
    private static final int LONGEST_PERIOD_DAYS = 3660;

    private final Lights lights;
    private final TalkList talks;
    private final Problems problems;
    private final InstantSource clock;

    LightController(Lights lights, TalkList talks, Problems problems, InstantSource clock) {
        this.lights = lights;
        this.talks = talks;
        this.problems = problems;
        this.clock = clock;
    }

    record LightView(
            UUID lightId,
            UUID rectificationId,
            String unit,
            Lights.ClockKind clock,
            Light light,
            LocalDate dueOn,
            BigDecimal points,
            LocalDate turnedOn,
            @Nullable OffsetDateTime turnedAt,
            @Nullable OffsetDateTime liftedAt) {

        /** The first clock is yellow at once, so of an anonymous order the unit, and whoever it is about, learns the day. */
        static LightView of(Lights.Seen seen, Caller reader) {
            var light = seen.light();
            boolean dayOnly = light.anonymous() && (!RectificationViews.supervises(reader) || seen.concerned());
            var liftedAt = light.liftedAt();
            return new LightView(
                    light.id(),
                    light.rectificationId(),
                    light.unit(),
                    light.clock(),
                    light.light(),
                    light.dueOn(),
                    light.points(),
                    light.turnedOn(),
                    dayOnly ? null : CountyTime.at(light.turnedAt().toInstant()),
                    liftedAt == null ? null : CountyTime.at(liftedAt.toInstant()));
        }
    }

    record TalkView(
            UUID rectificationId,
            String unit,
            LocalDate heldOn,
            String position,
            String conclusion,
            String recordedBy,
            OffsetDateTime recordedAt) {

        static TalkView of(TalkList.Held talk) {
            return new TalkView(
                    talk.rectificationId(),
                    talk.unit(),
                    talk.heldOn(),
                    talk.position(),
                    talk.conclusion(),
                    talk.recordedBy(),
                    CountyTime.at(talk.recordedAt().toInstant()));
        }
    }

    record TalkDueView(UUID rectificationId, String unit, Status status, LocalDate dueOn, OffsetDateTime redAt) {
        static TalkDueView of(TalkList.Due due) {
            return new TalkDueView(
                    due.rectificationId(), due.unit(), due.status(), due.dueOn(), CountyTime.at(due.redAt()));
        }
    }

    record PointsView(LocalDate from, LocalDate to, List<Lights.Points> items) {}

    record WeightBody(
            @NotNull Lights.ClockKind clock,
            @NotNull Light light,
            @NotNull LocalDate validFrom,

            @NotNull @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
            BigDecimal points) {}

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/evaluation/rectification-lights")
    ResponseEntity<?> lights(
            Caller caller,
            @RequestParam(required = false) @Pattern(regexp = "[A-Z0-9]{1,20}") @Nullable String unit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        return ofUnit(caller, unit, seen -> {
            var page = lights.page(seen, caller, after, limit);
            return new Page<>(
                    page.items().stream()
                            .map(light -> LightView.of(light, caller))
                            .toList(),
                    page.next());
        });
    }

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/evaluation/rectification-points")
    ResponseEntity<?> points(
            Caller caller,
            @RequestParam(required = false) @Pattern(regexp = "[A-Z0-9]{1,20}") @Nullable String unit,
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
        return ofUnit(caller, unit, seen -> new PointsView(first, last, lights.points(seen, first, last)));
    }

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/evaluation/rectification-weights")
    Page<Lights.Weight> weights() {
        return new Page<>(lights.weights(), null);
    }

    /** Only from tomorrow on: what has been counted stays as it was counted. */
    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping("/api/evaluation/rectification-weights")
    Page<Lights.Weight> weigh(Caller caller, @Valid @RequestBody WeightBody body) {
        if (body.light() == Light.GREEN) {
            throw new InvalidFieldException("light", "green-costs-nothing");
        }
        if (!body.validFrom().isAfter(CountyTime.dayOf(clock.instant()))) {
            throw new InvalidFieldException("validFrom", "from-tomorrow-on");
        }
        lights.weigh(new Lights.Weight(body.clock(), body.light(), body.validFrom(), body.points(), caller.subject()));
        return new Page<>(lights.weights(), null);
    }

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/evaluation/rectification-talks")
    ResponseEntity<?> talks(
            Caller caller,
            @RequestParam(required = false) @Pattern(regexp = "[A-Z0-9]{1,20}") @Nullable String unit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        return ofUnit(caller, unit, seen -> {
            var page = talks.held(seen, after, limit);
            return new Page<>(page.items().stream().map(TalkView::of).toList(), page.next());
        });
    }

    @Allowed({Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/evaluation/rectification-talks-due")
    Page<TalkDueView> talksDue(
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) Limit limit) {
        var page = talks.due(after, limit);
        return new Page<>(page.items().stream().map(TalkDueView::of).toList(), page.next());
    }

    /** Supervisors and auditors ask for any unit or all, managers for their own. */
    private ResponseEntity<?> ofUnit(Caller caller, @Nullable String unit, Function<@Nullable String, Object> answer) {
        if (caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR)) {
            return ResponseEntity.ok(answer.apply(unit));
        }
        var own = caller.unit();
        if (own == null || (unit != null && !unit.equals(own))) {
            return problems.reply(HttpStatus.FORBIDDEN, "not-your-unit", unit == null ? "-" : unit);
        }
        return ResponseEntity.ok(answer.apply(own));
    }
}

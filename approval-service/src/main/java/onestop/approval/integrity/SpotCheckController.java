package onestop.approval.integrity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.YearMonth;
import java.util.UUID;
import onestop.approval.input.PlainText;
import onestop.approval.integrity.ActOnSpotCheck.Outcome;
import onestop.approval.integrity.SpotCheckState.Act;
import onestop.approval.integrity.SpotChecks.CheckView;
import onestop.approval.integrity.SpotChecks.DrawView;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SpotCheckController {
    private final DrawSpotChecks draws;
    private final SpotChecks checks;
    private final ActOnSpotCheck acts;
    private final Problems problems;

    SpotCheckController(DrawSpotChecks draws, SpotChecks checks, ActOnSpotCheck acts, Problems problems) {
        this.draws = draws;
        this.checks = checks;
        this.acts = acts;
        this.problems = problems;
    }

    enum Result {
        SOUND,
        FAULT,
        BREACH
    }

    enum Ending {
        CLOSED,
        SENT_BACK
    }

    record ResultBody(
            @NotNull Result result,
            @NotBlank @PlainText @Size(max = 4000) String text) {}

    record FollowUpBody(
            @NotBlank @PlainText @Size(max = 4000) String text) {}

    record EndingBody(
            @NotNull Ending ending,
            @NotBlank @PlainText @Size(max = 2000) String text) {}

    record Standing(UUID id, SpotCheckState state) {}

    /** Drawn again it stays what it was. */
    @Allowed(Role.AUDITOR)
    @PutMapping("/api/approval/integrity/draws/{month}")
    Page<DrawView> draw(@PathVariable YearMonth month, Caller caller) {
        if (!draws.mayBeDrawn(month)) {
            throw new InvalidFieldException("month", "month-not-over");
        }
        draws.draw(month, caller.subject());
        return checks.draws(month, null, null, new Limit(Limit.MOST));
    }

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/approval/integrity/draws")
    Page<DrawView> draws(
            @RequestParam(required = false) @Nullable YearMonth month,
            @RequestParam(required = false) @Nullable @PlainText @Size(max = 50) String unit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        return checks.draws(month, Supervision.visible(unit, caller), after, limit);
    }

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/approval/integrity/spot-checks")
    Page<CheckView> list(
            @RequestParam(required = false) @Nullable YearMonth month,
            @RequestParam(required = false) @Nullable @PlainText @Size(max = 50) String unit,
            @RequestParam(required = false) @Nullable SpotCheckState state,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        return checks.page(month, Supervision.visible(unit, caller), state, after, limit);
    }

    @Allowed({Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @PutMapping("/api/approval/integrity/spot-checks/{id}/result")
    ResponseEntity<?> result(@PathVariable UUID id, @Valid @RequestBody ResultBody body, Caller caller) {
        var act = switch (body.result()) {
            case SOUND -> Act.FOUND_SOUND;
            case FAULT -> Act.FOUND_FAULT;
            case BREACH -> Act.FOUND_BREACH;
        };
        return reply(id, act, body.text(), caller);
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/api/approval/integrity/spot-checks/{id}/follow-up")
    ResponseEntity<?> followUp(@PathVariable UUID id, @Valid @RequestBody FollowUpBody body, Caller caller) {
        return reply(id, Act.FOLLOWED_UP, body.text(), caller);
    }

    @Allowed({Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @PutMapping("/api/approval/integrity/spot-checks/{id}/ending")
    ResponseEntity<?> end(@PathVariable UUID id, @Valid @RequestBody EndingBody body, Caller caller) {
        return reply(id, body.ending() == Ending.CLOSED ? Act.CLOSED : Act.SENT_BACK, body.text(), caller);
    }

    private ResponseEntity<?> reply(UUID id, Act act, String text, Caller caller) {
        return switch (acts.act(id, act, text, caller, Supervision.unitOf(caller))) {
            case Outcome.Done(var state) -> ResponseEntity.ok(new Standing(id, state));
            case Outcome.NoSuchCheck() -> problems.reply(HttpStatus.NOT_FOUND, "no-such-spot-check");
            case Outcome.OwnUnit() -> problems.reply(HttpStatus.FORBIDDEN, "checked-by-others-only");
            case Outcome.OwnCase() -> problems.reply(HttpStatus.FORBIDDEN, "checked-by-the-uninvolved");
            case Outcome.NotItsTurn(var state) ->
                problems.reply(HttpStatus.CONFLICT, "spot-check-not-its-turn", state.name());
        };
    }
}

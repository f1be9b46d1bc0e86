package onestop.approval.lights;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onestop.approval.ledger.LeavesOfActs;
import onestop.approval.ledger.LeavesOfActs.Noted;
import onestop.events.Outbox;
import onestop.web.Caller;
import onestop.web.Problems;
import onestop.web.Role;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The unit answers for a light, or the supervision lifts it. Who comes second is told that it has been done. */
@Service
public class ReplyToLight {
    private final Lights lights;
    private final LeavesOfActs leaves;
    private final Outbox outbox;
    private final Problems problems;
    private final InstantSource clock;

    ReplyToLight(Lights lights, LeavesOfActs leaves, Outbox outbox, Problems problems, InstantSource clock) {
        this.lights = lights;
        this.leaves = leaves;
        this.outbox = outbox;
        this.problems = problems;
        this.clock = clock;
    }

    /** What became of a reply. */
    enum Outcome {
        DONE,
        NO_SUCH_LIGHT,
        OWN_UNIT,
        ALREADY_ANSWERED,
        ALREADY_LIFTED
    }

    /** @param reply {@code ANSWERED} or {@code LIFTED} */
    @Transactional
    Outcome reply(long id, LightState reply, String reason, Caller caller) {
        return lights.lock(id)
                .map(light -> reply(light, reply, refused(light, reply, caller), caller.subject(), reason))
                .orElse(Outcome.NO_SUCH_LIGHT);
    }

    private Outcome reply(Light light, LightState reply, Outcome refused, String by, String reason) {
        if (refused != Outcome.DONE) {
            return refused;
        }
        var now = clock.instant();
        lights.reply(light, reply, by, reason, now);
        leaves.note(List.of(new Noted(
                "LIGHT",
                String.valueOf(light.id()),
                reply.name(),
                by,
                now,
                Map.of(
                        "caseNumber",
                        light.caseNumber(),
                        "severity",
                        light.severity().name()),
                Map.of("reason", reason))));
        outbox.append(LightMessages.replied(light, reply, by, now));
        return Outcome.DONE;
    }

    /**
     * An officer of a partner unit answers in the system of that unit.
     *
     * @param caseNumber whose light it is
     * @param by the officer, named with his unit
     * @return the problem for which it was declined; empty when it was done
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<ProblemDetail> answerAsTold(long id, String caseNumber, String unit, String by, String reason) {
        var outcome = lights.lock(id)
                .filter(light ->
                        light.caseNumber().equals(caseNumber) && light.unit().equals(unit))
                .map(light -> reply(light, LightState.ANSWERED, next(light.state(), LightState.ANSWERED), by, reason))
                .orElse(Outcome.NO_SUCH_LIGHT);
        return outcome == Outcome.DONE ? Optional.empty() : Optional.of(problem(outcome, LightState.ANSWERED));
    }

    /** @param outcome any but {@link Outcome#DONE} */
    ProblemDetail problem(Outcome outcome, LightState reply) {
        return switch (outcome) {
            case DONE -> throw new IllegalArgumentException("no problem");
            case NO_SUCH_LIGHT -> problems.of(HttpStatus.NOT_FOUND, "no-such-light");
            case OWN_UNIT ->
                problems.of(
                        HttpStatus.FORBIDDEN,
                        reply == LightState.LIFTED ? "lifted-by-others-only" : "answered-by-its-unit-only");
            case ALREADY_ANSWERED -> problems.of(HttpStatus.CONFLICT, "already-answered");
            case ALREADY_LIFTED -> problems.of(HttpStatus.CONFLICT, "already-lifted");
        };
    }

    private static Outcome refused(Light light, LightState reply, Caller caller) {
        boolean own = light.unit().equals(caller.unit());
        if (reply == LightState.ANSWERED && !own) {
            return caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR) ? Outcome.OWN_UNIT : Outcome.NO_SUCH_LIGHT;
        }
        if (reply == LightState.LIFTED && own) {
            return Outcome.OWN_UNIT;
        }
        return next(light.state(), reply);
    }

    /** The life of a light: turned, answered, lifted; the answer may be left out, and nothing comes twice. */
    static Outcome next(LightState state, LightState reply) {
        return switch (state) {
            case TURNED -> Outcome.DONE;
            case ANSWERED -> reply == LightState.LIFTED ? Outcome.DONE : Outcome.ALREADY_ANSWERED;
            case LIFTED -> Outcome.ALREADY_LIFTED;
        };
    }
}

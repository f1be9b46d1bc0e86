package onestop.approval.lights;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import onestop.approval.ledger.LeavesOfActs;
import onestop.approval.ledger.LeavesOfActs.Noted;
import onestop.events.Outbox;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The unit answers for a light, or the supervision lifts it. Who comes second is told that it has been done. */
@Service
class ReplyToLight {
    private final Lights lights;
    private final LeavesOfActs leaves;
    private final Outbox outbox;
    private final InstantSource clock;

    ReplyToLight(Lights lights, LeavesOfActs leaves, Outbox outbox, InstantSource clock) {
        this.lights = lights;
        this.leaves = leaves;
        this.outbox = outbox;
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
        var found = lights.lock(id);
        if (found.isEmpty()) {
            return Outcome.NO_SUCH_LIGHT;
        }
        var light = found.get();
        var refused = refused(light, reply, caller);
        if (refused != Outcome.DONE) {
            return refused;
        }
        var now = clock.instant();
        lights.reply(light, reply, caller.subject(), reason, now);
        leaves.note(List.of(new Noted(
                "LIGHT",
                String.valueOf(id),
                reply.name(),
                caller.subject(),
                now,
                Map.of(
                        "caseNumber",
                        light.caseNumber(),
                        "severity",
                        light.severity().name()),
                Map.of("reason", reason))));
        outbox.append(LightMessages.replied(light, reply, caller.subject(), now));
        return Outcome.DONE;
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

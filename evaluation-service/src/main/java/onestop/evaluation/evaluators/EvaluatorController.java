package onestop.evaluation.evaluators;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.InstantSource;
import java.util.Objects;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.evaluators.Evaluators.Evaluator;
import onestop.identifiers.DeviceKey;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.ProblemException;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Evaluators, their windows and keys; and the stream of each. */
@RestController
class EvaluatorController {
    private static final String SERIAL = "[A-Za-z0-9-]{1,40}";

    private final Evaluators evaluators;
    private final EvaluatorStreams streams;
    private final InstantSource clock;
    private final Problems problems;

    EvaluatorController(Evaluators evaluators, EvaluatorStreams streams, InstantSource clock, Problems problems) {
        this.evaluators = evaluators;
        this.streams = streams;
        this.clock = clock;
        this.problems = problems;
    }

    record EvaluatorBody(
            @Nullable @Pattern(regexp = "[A-Z0-9]{1,20}") String unit,

            @Nullable @Pattern(regexp = "[A-Za-z0-9-]{1,40}")
            String windowCode) {}

    /** @param key told when it is made, and never again */
    record EvaluatorView(
            String serial,
            String unit,
            @Nullable String windowCode,
            long version,
            @Nullable String key) {
        static EvaluatorView of(Evaluator device, @Nullable DeviceKey key) {
            return new EvaluatorView(
                    device.serial(),
                    device.unit(),
                    device.windowCode(),
                    device.version(),
                    key == null ? null : key.text());
        }
    }

    @Allowed({Role.OPS, Role.UNIT_MANAGER, Role.AUDITOR})
    @GetMapping("/api/evaluation/evaluators")
    Page<EvaluatorView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var place = Cursor.parts(after, 1);
        var unit = caller.is(Role.UNIT_MANAGER) ? Objects.requireNonNullElse(caller.unit(), "") : null;
        var rows = evaluators.list(unit, place.isEmpty() ? "" : place.getFirst(), limit.plusOne());
        return Page.of(
                rows.stream().map(device -> EvaluatorView.of(device, null)).toList(),
                limit,
                device -> Cursor.of(device.serial()));
    }

    /** OPS register a device; its unit's manager may put it at another window. */
    @Allowed({Role.OPS, Role.UNIT_MANAGER})
    @PutMapping("/api/evaluation/evaluators/{serial}")
    ResponseEntity<?> put(
            Caller caller,
            @PathVariable String serial,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody EvaluatorBody body) {
        if (!serial.matches(SERIAL)) {
            throw new InvalidFieldException("serial", "serial-form");
        }
        var unit = caller.is(Role.UNIT_MANAGER) ? caller.unit() : body.unit();
        if (unit == null || body.unit() != null && !body.unit().equals(unit)) {
            throw new InvalidFieldException("unit", unit == null ? "required" : "own-unit-only");
        }
        var now = CountyTime.now(clock);
        var found = evaluators.find(serial);
        if (found.isEmpty()) {
            if (!caller.is(Role.OPS)) {
                return unknown();
            }
            var key = DeviceKey.random();
            var device = new Evaluator(serial, unit, body.windowCode(), 1);
            return evaluators.insert(device, key.hash(), caller.subject(), now)
                    ? ResponseEntity.created(URI.create("/api/evaluation/evaluators/" + serial))
                            .eTag(Versions.etag(1))
                            .body(EvaluatorView.of(device, key))
                    : problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
        }
        var known = found.get();
        if (!mayChange(caller, known)) {
            return unknown();
        }
        if (known.unit().equals(unit) && Objects.equals(known.windowCode(), body.windowCode())) {
            return answer(known, null);
        }
        var next = new Evaluator(serial, unit, body.windowCode(), Versions.required(ifMatch));
        return evaluators.update(next, caller.subject(), now)
                ? answer(new Evaluator(serial, unit, body.windowCode(), next.version() + 1), null)
                : problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
    }

    /**
     * For a key that was lost or seen: the old one is worth nothing from now on. Whose window is rated gets no key: it leads to the codes
     * with which anybody may rate.
     */
    @Allowed(Role.OPS)
    @PutMapping("/api/evaluation/evaluators/{serial}/key")
    ResponseEntity<?> changeKey(Caller caller, @PathVariable String serial) {
        var found = evaluators.find(serial);
        if (found.isEmpty()) {
            return unknown();
        }
        var key = DeviceKey.random();
        evaluators.changeKey(serial, key.hash(), caller.subject(), CountyTime.now(clock));
        return answer(evaluators.find(serial).orElseThrow(), key);
    }

    /** Open to whoever holds the key of the device. A wrong key and an unknown device are answered alike. */
    @Open
    @GetMapping("/api/evaluation/evaluators/{serial}/invitations")
    SseEmitter stream(
            @PathVariable String serial,
            @RequestHeader(name = "Device-Key", required = false) @Nullable String key,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        if (key == null) {
            throw new InvalidFieldException("Device-Key", "required");
        }
        var device = evaluators
                .find(serial, new DeviceKey(key).hash())
                .orElseThrow(() -> new ProblemException(HttpStatus.NOT_FOUND, "no-such-evaluator"));
        var window = device.windowCode();
        if (window == null) {
            throw new ProblemException(HttpStatus.CONFLICT, "evaluator-at-no-window");
        }
        return streams.open(device, window, lastEventId);
    }

    private static boolean mayChange(Caller caller, Evaluator device) {
        return !caller.is(Role.UNIT_MANAGER) || device.unit().equals(caller.unit());
    }

    private static ResponseEntity<?> answer(Evaluator device, @Nullable DeviceKey key) {
        return ResponseEntity.ok().eTag(Versions.etag(device.version())).body(EvaluatorView.of(device, key));
    }

    private ResponseEntity<?> unknown() {
        return problems.reply(HttpStatus.NOT_FOUND, "no-such-evaluator");
    }
}

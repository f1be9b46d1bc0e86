package onestop.intake.window;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import onestop.identifiers.DeviceKey;
import onestop.intake.input.FieldErrors;
import onestop.intake.window.Devices.Device;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Open;
import onestop.web.Page;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Devices: operations enters them and puts them at windows, they themselves say that they work. */
@RestController
@RequestMapping("/api/intake/window-devices")
class DeviceController {
    private static final String SERIAL = "[A-Z0-9][A-Z0-9-]{0,39}";

    private final Devices devices;
    private final WindowTable windows;
    private final HeartbeatRules rules;
    private final Problems problems;
    private final InstantSource clock;

    DeviceController(
            Devices devices, WindowTable windows, HeartbeatRules rules, Problems problems, InstantSource clock) {
        this.devices = devices;
        this.windows = windows;
        this.rules = rules;
        this.problems = problems;
        this.clock = clock;
    }

    record DeviceBody(@NotNull DeviceKind kind, @Nullable String windowCode) {}

    record HeartbeatBody(@Size(max = 200) @Nullable String state) {}

    record DeviceView(
            String serial,
            DeviceKind kind,
            @Nullable String windowCode,
            Instant boundAt,
            @Nullable Instant heardAt,
            @Nullable String state,
            boolean silent,
            long version,
            @Nullable String key) {

        static DeviceView of(Device device, @Nullable DeviceKey key) {
            return new DeviceView(
                    device.serial(),
                    device.kind(),
                    device.windowCode(),
                    device.boundAt(),
                    device.heardAt(),
                    device.state(),
                    device.silent(),
                    device.version(),
                    key == null ? null : key.text());
        }
    }

    record OutageView(Instant silentFrom, Instant heardAgainAt) {}

    record HeardView(Instant at, long silentAfterSeconds) {}

    @Allowed({Role.OPS, Role.UNIT_MANAGER, Role.AUDITOR})
    @GetMapping
    Page<DeviceView> list(
            @RequestParam(required = false) @Nullable String windowCode,
            @RequestParam(defaultValue = "false") boolean silent,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var place = Cursor.parts(after, 1);
        var rows = devices.list(
                windowCode, silent, silentBefore(), place.isEmpty() ? "" : place.getFirst(), limit.plusOne());
        return Page.of(
                rows.stream().map(device -> DeviceView.of(device, null)).toList(),
                limit,
                device -> Cursor.of(device.serial()));
    }

    @Allowed({Role.OPS, Role.UNIT_MANAGER, Role.AUDITOR})
    @GetMapping("/{serial}")
    ResponseEntity<?> find(@PathVariable String serial) {
        return tagged(HttpStatus.OK, serial, null);
    }

    /** A new device is told its key in this answer and never again. */
    @Allowed(Role.OPS)
    @PutMapping("/{serial}")
    ResponseEntity<?> put(
            Caller caller,
            @PathVariable String serial,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody DeviceBody body) {
        var errors = new FieldErrors();
        if (!serial.matches(SERIAL)) {
            errors.add("serial", "window-code");
        }
        var window = body.windowCode();
        var now = clock.instant();
        if (window != null && windows.find(window).isEmpty()) {
            errors.add("windowCode", "unknown-window", window);
        }
        errors.throwIfAny();
        var found = devices.find(serial, silentBefore());
        if (found.isEmpty()) {
            var key = DeviceKey.random();
            return devices.insert(serial, body.kind(), window, key.hash(), caller.subject(), now)
                    ? tagged(HttpStatus.CREATED, serial, key)
                    : problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
        }
        var known = found.get();
        if (known.kind() == body.kind() && Objects.equals(known.windowCode(), window)) {
            return tagged(HttpStatus.OK, serial, null);
        }
        long seen = Versions.required(ifMatch);
        return devices.update(serial, body.kind(), window, seen, caller.subject(), now)
                ? tagged(HttpStatus.OK, serial, null)
                : problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
    }

    /** For a key that was lost or seen: the old one is worth nothing from now on. */
    @Allowed(Role.OPS)
    @PutMapping("/{serial}/key")
    ResponseEntity<?> changeKey(Caller caller, @PathVariable String serial) {
        var key = DeviceKey.random();
        return devices.changeKey(serial, key.hash(), caller.subject())
                ? tagged(HttpStatus.OK, serial, key)
                : unknown(serial);
    }

    /** Open to whoever holds the key of the device. A wrong key and an unknown device are answered alike. */
    @Open
    @PutMapping("/{serial}/heartbeat")
    ResponseEntity<?> heartbeat(
            @PathVariable String serial,
            @RequestHeader(name = "Device-Key", required = false) @Nullable String key,
            @Valid @RequestBody(required = false) @Nullable HeartbeatBody body) {
        if (key == null) {
            throw new InvalidFieldException("Device-Key", "required");
        }
        var now = clock.instant();
        var state = body == null ? null : body.state();
        return devices.hear(serial, new DeviceKey(key).hash(), state, now, rules.silentBefore(now))
                ? ResponseEntity.ok(new HeardView(now, rules.silentAfter().toSeconds()))
                : unknown(serial);
    }

    @Allowed({Role.OPS, Role.UNIT_MANAGER, Role.AUDITOR})
    @GetMapping("/{serial}/outages")
    ResponseEntity<?> outages(
            @PathVariable String serial,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        if (devices.find(serial, silentBefore()).isEmpty()) {
            return unknown(serial);
        }
        var place = Cursor.parts(after, 1);
        var rows = devices.outages(serial, place.isEmpty() ? Long.MAX_VALUE : place(place), limit.plusOne());
        var page = Page.of(rows, limit, outage -> Cursor.of(outage.id()));
        return ResponseEntity.ok(new Page<>(
                page.items().stream()
                        .map(outage -> new OutageView(outage.silentFrom(), outage.heardAgainAt()))
                        .toList(),
                page.next()));
    }

    private static long place(List<String> parts) {
        return Cursor.number(parts.getFirst());
    }

    private Instant silentBefore() {
        return rules.silentBefore(clock.instant());
    }

    private ResponseEntity<?> tagged(HttpStatus status, String serial, @Nullable DeviceKey key) {
        var found = devices.find(serial, silentBefore());
        if (found.isEmpty()) {
            return unknown(serial);
        }
        var answer =
                ResponseEntity.status(status).eTag(Versions.etag(found.get().version()));
        if (status == HttpStatus.CREATED) {
            answer.location(URI.create("/api/intake/window-devices/" + serial));
        }
        return answer.body(DeviceView.of(found.get(), key));
    }

    private ResponseEntity<?> unknown(String serial) {
        return problems.reply(HttpStatus.NOT_FOUND, "unknown-device", serial);
    }
}

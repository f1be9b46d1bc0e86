package onestop.intake.mobile;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import onestop.intake.input.FieldErrors;
import onestop.intake.mobile.Stop.Plan;
import onestop.intake.mobile.Stops.Route;
import onestop.intake.window.Window;
import onestop.intake.window.WindowType;
import onestop.intake.window.Windows;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Vehicles and where they are planned to go. */
@RestController
@RequestMapping("/api/intake")
class VehicleController {
    private static final Duration LONGEST_STOP = Duration.ofHours(16);
    private static final String CODE = "[A-Z0-9][A-Z0-9-]{0,39}";

    private final Stops stops;
    private final PlanRoute planRoute;
    private final Windows windows;
    private final TransactionTemplate transaction;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    VehicleController(
            Stops stops,
            PlanRoute planRoute,
            Windows windows,
            TransactionTemplate transaction,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.stops = stops;
        this.planRoute = planRoute;
        this.windows = windows;
        this.transaction = transaction;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    record VehicleBody(
            @NotBlank @Size(max = 100) String name,
            @NotEmpty @Size(max = 10) List<@NotNull @Pattern(regexp = CODE) String> windowCodes) {}

    record VehicleView(String code, String name, List<String> windowCodes, long version) {
        static VehicleView of(Vehicle vehicle) {
            return new VehicleView(vehicle.code(), vehicle.name(), vehicle.windowCodes(), vehicle.version());
        }
    }

    record RouteBody(
            @NotBlank @Size(max = 40) String vehicleCode,
            @NotBlank @Size(max = 100) String name,
            @NotEmpty @Size(max = 60) List<@Valid @NotNull StopBody> stops) {}

    record StopBody(
            @NotNull @Pattern(regexp = "[0-9]{9}000") String townCode,
            @Pattern(regexp = "[0-9]{12}") @Nullable String villageCode,
            @NotBlank @Size(max = 200) String place,
            @NotNull Instant plannedFrom,
            @NotNull Instant plannedUntil,
            @NotEmpty @Size(max = 20) List<@NotBlank @Pattern(regexp = "\\P{Cntrl}{1,100}") String> staff,
            @NotEmpty @Size(max = 10) List<@NotNull @Pattern(regexp = CODE) String> windowCodes) {}

    record RouteView(UUID id, String vehicleCode, String name, List<StopView> stops) {}

    @Allowed(Role.OPS)
    @PutMapping("/vehicles/{code}")
    ResponseEntity<?> put(
            Caller caller,
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody VehicleBody body) {
        var errors = new FieldErrors();
        if (!code.matches(CODE)) {
            errors.add("code", "vehicle-code");
        }
        checkWindows(body.windowCodes(), errors);
        errors.throwIfAny();
        var wanted = new Vehicle(
                code,
                body.name().strip(),
                body.windowCodes().stream().distinct().toList(),
                1);
        return transaction.execute(_ -> put(wanted, ifMatch, caller.subject()));
    }

    private void checkWindows(List<String> codes, FieldErrors errors) {
        var mobile = windows.findAll(codes).stream()
                .filter(window -> window.type() == WindowType.MOBILE)
                .map(Window::code)
                .collect(Collectors.toSet());
        for (int i = 0; i < codes.size(); i++) {
            if (!mobile.contains(codes.get(i))) {
                errors.add("windowCodes[" + i + "]", "not-a-mobile-window", codes.get(i));
            }
        }
    }

    private ResponseEntity<?> put(Vehicle wanted, @Nullable String ifMatch, String by) {
        if (stops.insert(wanted, by, clock.instant())) {
            return tagged(ResponseEntity.created(URI.create("/api/intake/vehicles/" + wanted.code())), wanted);
        }
        var before = stops.lockVehicle(wanted.code()).orElseThrow();
        if (before.name().equals(wanted.name()) && before.windowCodes().equals(wanted.windowCodes())) {
            return tagged(ResponseEntity.ok(), before);
        }
        if (Versions.required(ifMatch) != before.version()) {
            return problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
        }
        var next = new Vehicle(wanted.code(), wanted.name(), wanted.windowCodes(), before.version() + 1);
        stops.update(next, by, clock.instant());
        return tagged(ResponseEntity.ok(), next);
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.OPS})
    @GetMapping("/vehicles")
    Page<VehicleView> list(
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) Limit limit) {
        var place = Cursor.parts(after, 1);
        var rows = stops.vehicles(place.isEmpty() ? "" : place.getFirst(), limit.plusOne());
        return Page.of(rows.stream().map(VehicleView::of).toList(), limit, vehicle -> Cursor.of(vehicle.code()));
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.OPS})
    @GetMapping("/vehicles/{code}")
    ResponseEntity<?> find(@PathVariable String code) {
        return stops.vehicle(code)
                .<ResponseEntity<?>>map(vehicle -> tagged(ResponseEntity.ok(), vehicle))
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "unknown-vehicle", code));
    }

    @Allowed({Role.WINDOW, Role.OPS})
    @PostMapping("/vehicle-routes")
    ResponseEntity<?> plan(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody RouteBody body) {
        var plans = plans(body);
        return idempotency.once(caller, key, body, () -> {
            var route = planRoute.plan(
                    new Route(UUID.randomUUID(), body.vehicleCode(), body.name().strip()), plans, caller.subject());
            return ResponseEntity.created(URI.create("/api/intake/vehicle-routes/" + route.id()))
                    .body(view(route));
        });
    }

    private List<Plan> plans(RouteBody body) {
        var errors = new FieldErrors();
        var plans = new ArrayList<Plan>();
        var now = clock.instant();
        for (int i = 0; i < body.stops().size(); i++) {
            var stop = body.stops().get(i);
            var at = "stops[" + i + "]";
            var village = stop.villageCode();
            if (village != null
                    && (village.equals(stop.townCode())
                            || !village.startsWith(stop.townCode().substring(0, 9)))) {
                errors.add(at + ".villageCode", "not-in-the-town", stop.townCode());
            }
            if (!stop.plannedFrom().isAfter(now)) {
                errors.add(at + ".plannedFrom", "in-the-past");
            }
            if (!stop.plannedUntil().isAfter(stop.plannedFrom())) {
                errors.add(at + ".plannedUntil", "ends-before-start");
            } else if (stop.plannedUntil().isAfter(stop.plannedFrom().plus(LONGEST_STOP))) {
                errors.add(at + ".plannedUntil", "stop-too-long", LONGEST_STOP.toHours());
            }
            for (int j = 0; j < i; j++) {
                var earlier = body.stops().get(j);
                if (earlier.plannedFrom().isBefore(stop.plannedUntil())
                        && stop.plannedFrom().isBefore(earlier.plannedUntil())) {
                    errors.add(at, "overlaps-stop", j);
                }
            }
            plans.add(new Plan(
                    new UUID(0, 0),
                    body.vehicleCode(),
                    stop.townCode(),
                    village,
                    stop.place().strip(),
                    stop.plannedFrom(),
                    stop.plannedUntil(),
                    List.copyOf(new LinkedHashSet<>(stop.staff())),
                    List.copyOf(new LinkedHashSet<>(stop.windowCodes()))));
        }
        errors.throwIfAny();
        return plans;
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.OPS})
    @GetMapping("/vehicle-routes/{id}")
    ResponseEntity<?> route(@PathVariable UUID id) {
        return stops.route(id)
                .<ResponseEntity<?>>map(route -> ResponseEntity.ok(view(route)))
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "unknown-route", id));
    }

    private RouteView view(Route route) {
        return new RouteView(
                route.id(),
                route.vehicleCode(),
                route.name(),
                stops.ofRoute(route.id()).stream().map(StopView::of).toList());
    }

    private static ResponseEntity<?> tagged(ResponseEntity.BodyBuilder answer, Vehicle vehicle) {
        return answer.eTag(Versions.etag(vehicle.version())).body(VehicleView.of(vehicle));
    }
}

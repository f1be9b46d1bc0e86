package onestop.evaluation.feedback;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import onestop.documents.QrCode;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.catalogue.HallWindows;
import onestop.evaluation.catalogue.HallWindows.Place;
import onestop.evaluation.catalogue.KnownTargets;
import onestop.evaluation.scale.RegionLevel;
import onestop.evaluation.scale.Target;
import onestop.evaluation.scale.TownCode;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.Limit;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Hanging posters up, taking them down, and what one stands for. */
@RestController
class FeedbackPointController {
    private static final String POINTS = "/api/evaluation/feedback-points";

    private final FeedbackPoints points;
    private final KnownTargets targets;
    private final HallWindows windows;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;
    private final String base;

    FeedbackPointController(
            FeedbackPoints points,
            KnownTargets targets,
            HallWindows windows,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock,
            @Value("${onestop.evaluation.links.base}") String base) {
        this.points = points;
        this.targets = targets;
        this.windows = windows;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
        this.base = base;
    }

    /**
     * @param town the code of the town, or of a village in it
     * @param nameZh what is printed on the poster; for an officer the number on the desk, never a name
     */
    record PointBody(
            @NotNull Target target,

            @NotBlank @Pattern(regexp = "[A-Za-z0-9._-]{1,40}")
            String targetCode,

            @NotBlank @Pattern(regexp = "[A-Z0-9]{1,20}") String unit,

            @Nullable @Pattern(regexp = "[0-9]{9}([0-9]{3})?")
            String town,

            @Nullable RegionLevel regionLevel,

            @NotBlank @Size(max = 60) String nameZh,

            @NotBlank @Size(max = 120) String nameEn) {}

    /** What whoever scans the code is shown. */
    record PosterView(String code, Target target, String unit, String nameZh, String nameEn, boolean open) {
        static PosterView of(FeedbackPoint point) {
            return new PosterView(
                    point.code(),
                    point.target(),
                    point.unit(),
                    point.nameZh(),
                    point.nameEn(),
                    point.removedAt() == null);
        }
    }

    record PointView(
            String code,
            Target target,
            String targetCode,
            String unit,
            @Nullable String town,
            @Nullable RegionLevel regionLevel,
            String nameZh,
            String nameEn,
            String address,
            boolean open) {}

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PostMapping(POINTS)
    ResponseEntity<?> place(
            Caller caller, @RequestHeader("Idempotency-Key") String key, @Valid @RequestBody PointBody body) {
        targets.check(body.target(), body.targetCode(), body.unit());
        return idempotency.once(caller, key, body, () -> {
            var place = ofItsWindow(body);
            var point = new FeedbackPoint(
                    points.newCode(),
                    body.target(),
                    body.targetCode(),
                    body.unit(),
                    place == null ? town(body.town()) : place.town(),
                    place == null ? body.regionLevel() : place.level(),
                    body.nameZh().strip(),
                    body.nameEn().strip(),
                    CountyTime.now(clock),
                    null);
            points.insert(point, caller.subject());
            return ResponseEntity.created(URI.create(POINTS + "/" + point.code()))
                    .body(view(point));
        });
    }

    @Allowed({Role.EVALUATION_SUPERVISOR, Role.AUDITOR, Role.UNIT_MANAGER})
    @GetMapping(POINTS)
    ResponseEntity<?> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var all = caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR);
        var own = caller.unit();
        if (!all && own == null) {
            return ResponseEntity.ok(new Page<>(List.of(), null));
        }
        var page = points.page(all ? null : own, after, limit);
        return ResponseEntity.ok(
                new Page<>(page.items().stream().map(this::view).toList(), page.next()));
    }

    @Open
    @GetMapping(POINTS + "/{code}")
    ResponseEntity<?> look(@PathVariable String code) {
        return points.find(code)
                .<ResponseEntity<?>>map(point -> ResponseEntity.ok(PosterView.of(point)))
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "no-such-point"));
    }

    @Open
    @GetMapping(POINTS + "/{code}/qr-code")
    ResponseEntity<?> qrCode(@PathVariable String code) {
        return points.find(code)
                .<ResponseEntity<?>>map(point ->
                        ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(QrCode.png(address(point))))
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "no-such-point"));
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @DeleteMapping(POINTS + "/{code}")
    ResponseEntity<?> remove(@PathVariable String code) {
        return points.remove(code, CountyTime.now(clock))
                ? ResponseEntity.noContent().build()
                : problems.reply(HttpStatus.NOT_FOUND, "no-such-point");
    }

    /** Where the window is that a poster hangs for, if nobody says where that is. */
    private @Nullable Place ofItsWindow(PointBody body) {
        return body.target() == Target.WINDOW && body.town() == null && body.regionLevel() == null
                ? windows.places(List.of(body.targetCode())).get(body.targetCode())
                : null;
    }

    private static @Nullable String town(@Nullable String code) {
        return code == null ? null : TownCode.of(code);
    }

    private PointView view(FeedbackPoint point) {
        return new PointView(
                point.code(),
                point.target(),
                point.targetCode(),
                point.unit(),
                point.town(),
                point.regionLevel(),
                point.nameZh(),
                point.nameEn(),
                address(point),
                point.removedAt() == null);
    }

    private String address(FeedbackPoint point) {
        return base + POINTS + "/" + point.code();
    }
}

package onestop.intake.window;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.input.FieldErrors;
import onestop.intake.window.KeepWindow.Outcome;
import onestop.intake.window.WindowTable.Filter;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
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

/** The register of windows: everybody reads it, operations keeps it. */
@RestController
@RequestMapping("/api/intake/windows")
class WindowController {
    private static final String CODE = "[A-Z0-9][A-Z0-9-]{0,39}";
    private static final int MOST_ASKED = 50;

    private final WindowTable windows;
    private final KeepWindow keepWindow;
    private final Catalogues catalogues;
    private final Problems problems;
    private final InstantSource clock;

    WindowController(
            WindowTable windows, KeepWindow keepWindow, Catalogues catalogues, Problems problems, InstantSource clock) {
        this.windows = windows;
        this.keepWindow = keepWindow;
        this.catalogues = catalogues;
        this.problems = problems;
        this.clock = clock;
    }

    record WindowBody(
            @NotBlank @Size(max = 100) String nameZh,
            @NotBlank @Size(max = 100) String nameEn,
            @NotNull WindowType type,
            @NotNull WindowLevel level,
            @NotNull @Pattern(regexp = "[0-9]{12}") String regionCode,
            @NotBlank String unit,
            @Nullable Boolean anyItem,
            @Size(max = Skills.MOST_ITEMS) @Nullable List<@NotBlank String> itemCodes,
            @NotNull LocalDate openedOn,
            @Nullable LocalDate closedOn) {

        boolean takesAny() {
            return Boolean.TRUE.equals(anyItem);
        }

        List<String> codes() {
            return itemCodes == null ? List.of() : itemCodes;
        }
    }

    record WindowView(
            String code,
            String nameZh,
            String nameEn,
            WindowType type,
            WindowLevel level,
            String regionCode,
            String unit,
            boolean anyItem,
            SortedSet<String> itemCodes,
            LocalDate openedOn,
            @Nullable LocalDate closedOn,
            boolean inUse,
            long version) {

        static WindowView of(Window window, LocalDate today) {
            return new WindowView(
                    window.code(),
                    window.nameZh(),
                    window.nameEn(),
                    window.type(),
                    window.level(),
                    window.regionCode(),
                    window.unit(),
                    window.skills().anyItem(),
                    window.skills().itemCodes(),
                    window.openedOn(),
                    window.closedOn(),
                    window.inUse(today),
                    window.version());
        }
    }

    @Open
    @GetMapping
    Page<WindowView> list(
            @RequestParam(required = false) @Nullable WindowType type,
            @RequestParam(required = false) @Nullable String regionCode,
            @RequestParam(required = false) @Nullable List<String> itemCodes,
            @RequestParam(required = false) @Nullable LocalDate inUseOn,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var codes = itemCodes == null ? List.<String>of() : itemCodes;
        if (codes.size() > MOST_ASKED) {
            var errors = new FieldErrors();
            errors.add("itemCodes", "too-many", MOST_ASKED);
            errors.throwIfAny();
        }
        var place = Cursor.parts(after, 1);
        var rows = windows.list(
                new Filter(type, regionCode, codes, inUseOn), place.isEmpty() ? "" : place.getFirst(), limit.plusOne());
        var today = today();
        return Page.of(
                rows.stream().map(window -> WindowView.of(window, today)).toList(),
                limit,
                window -> Cursor.of(window.code()));
    }

    @Open
    @GetMapping("/{code}")
    ResponseEntity<?> find(@PathVariable String code) {
        return windows.find(code)
                .<ResponseEntity<?>>map(window -> tagged(ResponseEntity.ok(), window))
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "unknown-window", code));
    }

    @Allowed(Role.OPS)
    @PutMapping("/{code}")
    ResponseEntity<?> put(
            Caller caller,
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody WindowBody body) {
        return switch (keepWindow.keep(window(code, body), ifMatch, caller.subject())) {
            case Outcome.Entered(var window) ->
                tagged(ResponseEntity.created(URI.create("/api/intake/windows/" + window.code())), window);
            case Outcome.Kept(var window) -> tagged(ResponseEntity.ok(), window);
            case Outcome.Stale() -> problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
        };
    }

    private Window window(String code, WindowBody body) {
        var errors = new FieldErrors();
        if (!code.matches(CODE)) {
            errors.add("code", "window-code");
        }
        var catalogue = catalogues.current();
        if (catalogue.unit(body.unit()).isEmpty()) {
            errors.add("unit", "unknown-unit", body.unit());
        }
        for (int i = 0; i < body.codes().size(); i++) {
            if (catalogue.item(body.codes().get(i)).isEmpty()) {
                errors.add("itemCodes[" + i + "]", "unknown-item", body.codes().get(i));
            }
        }
        if (!body.type().takesItems() && (body.takesAny() || !body.codes().isEmpty())) {
            errors.add("itemCodes", "window-takes-no-items", body.type());
        }
        if (body.type().takesItems() && !body.takesAny() && body.codes().isEmpty()) {
            errors.add("itemCodes", "window-takes-something");
        }
        if (body.closedOn() != null && body.closedOn().isBefore(body.openedOn())) {
            errors.add("closedOn", "ends-before-start");
        }
        errors.throwIfAny();
        return new Window(
                code,
                body.nameZh().strip(),
                body.nameEn().strip(),
                body.type(),
                body.level(),
                body.regionCode(),
                body.unit(),
                new Skills(body.takesAny(), new TreeSet<>(body.codes())),
                body.openedOn(),
                body.closedOn(),
                0);
    }

    private ResponseEntity<?> tagged(ResponseEntity.BodyBuilder answer, Window window) {
        return answer.eTag(Versions.etag(window.version())).body(WindowView.of(window, today()));
    }

    private LocalDate today() {
        return ServiceHours.dateOf(clock.instant());
    }
}

package onestop.intake.helper;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.InstantSource;
import onestop.intake.input.FieldErrors;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The register of helpers. */
@RestController
@RequestMapping("/api/intake/helpers")
class HelperController {
    private final Helpers helpers;
    private final TransactionTemplate transaction;
    private final Problems problems;
    private final InstantSource clock;

    HelperController(Helpers helpers, TransactionTemplate transaction, Problems problems, InstantSource clock) {
        this.helpers = helpers;
        this.transaction = transaction;
        this.problems = problems;
        this.clock = clock;
    }

    record HelperBody(
            @NotBlank @Size(max = 50) String name,
            @NotNull @Pattern(regexp = "[0-9]{12}") String regionCode,
            @NotNull Boolean fullTime,
            @NotNull Boolean active) {}

    record HelperView(
            String account,
            String name,
            String regionCode,
            boolean fullTime,
            boolean active,
            int inHand,
            long version) {

        static HelperView of(Helper helper, int inHand) {
            return new HelperView(
                    helper.account(),
                    helper.name(),
                    helper.regionCode(),
                    helper.fullTime(),
                    helper.active(),
                    inHand,
                    helper.version());
        }
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.OPS})
    @GetMapping
    Page<HelperView> list(
            @RequestParam(required = false) @Nullable Boolean active,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var place = Cursor.parts(after, 1);
        var rows = helpers.page(active, place.isEmpty() ? "" : place.getFirst(), limit.plusOne());
        return Page.of(
                rows.stream()
                        .map(line -> HelperView.of(line.helper(), line.inHand()))
                        .toList(),
                limit,
                helper -> Cursor.of(helper.account()));
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.OPS})
    @GetMapping("/{account}")
    ResponseEntity<?> find(@PathVariable String account) {
        return helpers.find(account)
                .<ResponseEntity<?>>map(helper -> tagged(ResponseEntity.ok(), helper))
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "unknown-helper", account));
    }

    @Allowed(Role.OPS)
    @PutMapping("/{account}")
    ResponseEntity<?> put(
            Caller caller,
            @PathVariable String account,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody HelperBody body) {
        if (!account.matches("[A-Za-z0-9._@-]{1,100}")) {
            var errors = new FieldErrors();
            errors.add("account", "account-name");
            errors.throwIfAny();
        }
        var wanted = new Helper(account, body.name().strip(), body.regionCode(), body.fullTime(), body.active(), 1);
        return transaction.execute(_ -> put(wanted, ifMatch, caller.subject()));
    }

    private ResponseEntity<?> put(Helper wanted, @Nullable String ifMatch, String by) {
        helpers.lockWhoHasWhat();
        var before = helpers.find(wanted.account()).orElse(null);
        if (before == null) {
            helpers.save(wanted, by, clock.instant());
            return tagged(ResponseEntity.created(URI.create("/api/intake/helpers/" + wanted.account())), wanted);
        }
        if (wanted.saysTheSame(before)) {
            return tagged(ResponseEntity.ok(), before);
        }
        if (Versions.required(ifMatch) != before.version()) {
            return problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
        }
        int inHand = helpers.inHand(wanted.account());
        if (!wanted.active() && inHand > 0) {
            return problems.reply(HttpStatus.CONFLICT, "helper-has-work", wanted.account(), inHand);
        }
        var next = new Helper(
                wanted.account(),
                wanted.name(),
                wanted.regionCode(),
                wanted.fullTime(),
                wanted.active(),
                before.version() + 1);
        helpers.save(next, by, clock.instant());
        return tagged(ResponseEntity.ok(), next);
    }

    private ResponseEntity<?> tagged(ResponseEntity.BodyBuilder answer, Helper helper) {
        return answer.eTag(Versions.etag(helper.version()))
                .body(HelperView.of(helper, helpers.inHand(helper.account())));
    }
}

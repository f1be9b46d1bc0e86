package onestop.intake.enterprise;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import onestop.intake.enterprise.RegisterEnterprises.Outcome;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The registry over HTTP. Whose entry a caller may not know answers as if it did not exist. */
@RestController
@RequestMapping("/api/intake/enterprises/{usci}")
class EnterpriseController {
    private static final int MOST_BRANCHES = 1_000;
    private static final int LONGEST_NAME = 200;
    private static final String REGION = "[0-9]{12}";

    private final Enterprises enterprises;
    private final RegisterEnterprises register;
    private final Representation representation;
    private final Problems problems;

    EnterpriseController(
            Enterprises enterprises, RegisterEnterprises register, Representation representation, Problems problems) {
        this.enterprises = enterprises;
        this.register = register;
        this.representation = representation;
        this.problems = problems;
    }

    record EnterpriseBody(
            @NotBlank @Size(max = LONGEST_NAME) String name,
            @NotNull EnterpriseKind kind,
            @NotNull @Pattern(regexp = REGION) String regionCode,
            @Size(max = 100) @Nullable String industry) {}

    record BranchBody(
            @Nullable String usci,
            @Nullable String name,
            @Nullable String regionCode) {}

    record EnterpriseView(
            String usci,
            String name,
            EnterpriseKind kind,
            String regionCode,
            @Nullable String industry,
            @Nullable String parentUsci,
            int branches,
            long version) {}

    record BranchView(String usci, String name, String regionCode, long version) {
        static BranchView of(Enterprise branch) {
            return new BranchView(branch.usci(), branch.name(), branch.regionCode(), branch.version());
        }
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.OPS})
    @GetMapping
    ResponseEntity<?> find(Caller caller, @PathVariable String usci) {
        var code = upper(usci);
        if (!representation.mayKnow(caller, code)) {
            return unknown(usci);
        }
        return enterprises
                .find(code)
                .<ResponseEntity<?>>map(entry -> tagged(ResponseEntity.ok(), entry))
                .orElseGet(() -> unknown(usci));
    }

    @Allowed({Role.APPLICANT, Role.WINDOW, Role.OPS})
    @PutMapping
    ResponseEntity<?> put(
            Caller caller,
            @PathVariable String usci,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody EnterpriseBody body) {
        if (!mayChange(caller, upper(usci))) {
            return unknown(usci);
        }
        var errors = new FieldErrors();
        var code = errors.usci("usci", usci);
        if (body.kind() == EnterpriseKind.BRANCH) {
            errors.add("kind", "branch-through-parent");
        }
        errors.throwIfAny();
        var wanted = new Enterprise(
                Objects.requireNonNull(code),
                body.name().strip(),
                body.kind(),
                body.regionCode(),
                body.industry(),
                null,
                0);
        return switch (register.register(wanted, ifMatch, caller.subject())) {
            case Outcome.Registered(var entry) ->
                tagged(ResponseEntity.created(URI.create("/api/intake/enterprises/" + entry.usci())), entry);
            case Outcome.Kept(var entry) -> tagged(ResponseEntity.ok(), entry);
            case Outcome.Stale() -> problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
            case Outcome.IsABranch() -> problems.reply(HttpStatus.CONFLICT, "registered-as-branch", code);
        };
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.OPS})
    @GetMapping("/branches")
    ResponseEntity<?> branches(
            Caller caller,
            @PathVariable String usci,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var code = upper(usci);
        if (!representation.mayKnow(caller, code) || enterprises.find(code).isEmpty()) {
            return unknown(usci);
        }
        var place = Cursor.parts(after, 1);
        var rows = enterprises.branches(code, place.isEmpty() ? "" : place.getFirst(), limit.plusOne());
        return ResponseEntity.ok(
                Page.of(rows.stream().map(BranchView::of).toList(), limit, branch -> Cursor.of(branch.usci())));
    }

    @Allowed({Role.APPLICANT, Role.WINDOW, Role.OPS})
    @PutMapping("/branches")
    ResponseEntity<?> putBranches(
            Caller caller, @PathVariable String usci, @RequestBody List<@Nullable BranchBody> body) {
        var code = upper(usci);
        var parent = mayChange(caller, code) ? enterprises.find(code).orElse(null) : null;
        if (parent == null) {
            return unknown(usci);
        }
        var errors = new FieldErrors();
        if (parent.kind() == EnterpriseKind.BRANCH) {
            return problems.reply(HttpStatus.CONFLICT, "registered-as-branch", code);
        }
        if (body.isEmpty() || body.size() > MOST_BRANCHES) {
            errors.add("branches", "count-range", 1, MOST_BRANCHES);
            errors.throwIfAny();
        }
        var wanted = rows(body, parent, errors);
        errors.throwIfAny();
        return ResponseEntity.ok(register.registerBranches(wanted, errors, caller.subject()));
    }

    private static List<Enterprise> rows(List<@Nullable BranchBody> body, Enterprise parent, FieldErrors errors) {
        var wanted = new ArrayList<Enterprise>();
        var already = new HashSet<String>();
        for (int i = 0; i < body.size(); i++) {
            var at = "branches[" + i + "]";
            var row = body.get(i);
            if (row == null) {
                errors.add(at, "required");
                continue;
            }
            var code = errors.usci(at + ".usci", row.usci());
            if (code != null && !already.add(code)) {
                errors.add(at + ".usci", "named-twice", code);
            }
            if (code != null && parent.usci().equals(code)) {
                errors.add(at + ".usci", "not-a-branch-of-this", code);
            }
            var name = row.name();
            if (name == null || name.isBlank()) {
                errors.add(at + ".name", "required");
            } else if (name.length() > LONGEST_NAME) {
                errors.add(at + ".name", "too-long", LONGEST_NAME);
            }
            var region = row.regionCode();
            if (region == null || !region.matches(REGION)) {
                errors.add(at + ".regionCode", "region-code");
            }
            if (code != null && name != null && region != null) {
                wanted.add(new Enterprise(
                        code, name.strip(), EnterpriseKind.BRANCH, region, parent.industry(), parent.usci(), 0));
            }
        }
        return wanted;
    }

    private static boolean mayChange(Caller caller, String usci) {
        return caller.isAny(Role.WINDOW, Role.OPS) || (caller.is(Role.APPLICANT) && caller.actsFor(usci));
    }

    private static String upper(String usci) {
        return usci.strip().toUpperCase(Locale.ROOT);
    }

    private ResponseEntity<?> tagged(ResponseEntity.BodyBuilder answer, Enterprise entry) {
        return answer.eTag(Versions.etag(entry.version()))
                .body(new EnterpriseView(
                        entry.usci(),
                        entry.name(),
                        entry.kind(),
                        entry.regionCode(),
                        entry.industry(),
                        entry.parentUsci(),
                        enterprises.countBranches(entry.usci()),
                        entry.version()));
    }

    private ResponseEntity<?> unknown(String usci) {
        return problems.reply(HttpStatus.NOT_FOUND, "unknown-enterprise", usci);
    }
}

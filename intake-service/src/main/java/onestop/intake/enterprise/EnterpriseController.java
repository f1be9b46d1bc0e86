package onestop.intake.enterprise;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.enterprise.Enterprise.Details;
import onestop.intake.enterprise.RegisterEnterprises.Effect;
import onestop.intake.enterprise.RegisterEnterprises.Outcome;
import onestop.intake.input.FieldErrors;
import onestop.intake.region.Town;
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
    private static final LocalDate EARLIEST = LocalDate.of(1800, 1, 1);

    private final Enterprises enterprises;
    private final RegisterEnterprises register;
    private final Representation representation;
    private final CreditStandings credits;
    private final Problems problems;
    private final InstantSource clock;

    EnterpriseController(
            Enterprises enterprises,
            RegisterEnterprises register,
            Representation representation,
            CreditStandings credits,
            Problems problems,
            InstantSource clock) {
        this.enterprises = enterprises;
        this.register = register;
        this.representation = representation;
        this.credits = credits;
        this.problems = problems;
        this.clock = clock;
    }

    record PersonBody(
            @NotBlank @Size(max = 100) String name,
            @Size(max = 30) @Nullable String citizenNumber,
            @Size(max = 30) @Nullable String phone) {}

    record EnterpriseBody(
            @NotBlank @Size(max = LONGEST_NAME) String name,
            @NotNull EnterpriseKind kind,
            @NotNull @Pattern(regexp = REGION) String regionCode,
            @Size(max = 100) @Nullable String industry,
            @Nullable EnterpriseScale scale,
            @Size(max = LONGEST_NAME) @Nullable String address,
            @Size(max = 2_000) @Nullable String businessScope,
            @Nullable LocalDate establishedOn,
            @Valid @Nullable PersonBody legalRepresentative) {}

    record BranchBody(
            @Nullable String usci,
            @Nullable String name,
            @Nullable String regionCode,
            @Nullable String address,
            @Nullable String personInCharge,
            @Nullable String phone) {}

    record CreditView(CreditStanding.Kind standing, List<CreditStanding.Mark> marks) {}

    record EnterpriseView(
            String usci,
            String name,
            EnterpriseKind kind,
            String regionCode,
            @Nullable String industry,
            @Nullable EnterpriseScale scale,
            @Nullable String address,
            @Nullable String businessScope,
            @Nullable LocalDate establishedOn,
            @Nullable String parentUsci,
            @Nullable PersonView legalRepresentative,
            int branches,
            CreditView credit,
            long version) {}

    /** With masked numbers. */
    record PersonView(
            String name,
            @Nullable String citizenNumber,
            @Nullable String phone) {

        static @Nullable PersonView of(RegistryEntry entry) {
            var name = entry.enterprise().details().representative();
            var number = entry.number();
            var phone = entry.phone();
            return name == null
                    ? null
                    : new PersonView(
                            name, number == null ? null : number.masked(), phone == null ? null : phone.masked());
        }
    }

    record BranchView(
            String usci,
            String name,
            String regionCode,
            @Nullable String address,
            @Nullable PersonView personInCharge,
            long version) {
        static BranchView of(RegistryEntry entry) {
            var branch = entry.enterprise();
            return new BranchView(
                    branch.usci(),
                    branch.name(),
                    branch.regionCode(),
                    branch.details().address(),
                    PersonView.of(entry),
                    branch.version());
        }
    }

    record VersionView(
            long version,
            Instant changedAt,
            String changedBy,
            String name,
            EnterpriseKind kind,
            String regionCode,
            @Nullable String industry,
            @Nullable EnterpriseScale scale,
            @Nullable String address,
            @Nullable String businessScope,
            @Nullable LocalDate establishedOn,
            @Nullable String parentUsci,
            @Nullable PersonView legalRepresentative) {
        static VersionView of(Enterprises.Version version) {
            var entry = version.entry().enterprise();
            var details = entry.details();
            return new VersionView(
                    entry.version(),
                    version.changedAt(),
                    version.changedBy(),
                    entry.name(),
                    entry.kind(),
                    entry.regionCode(),
                    entry.industry(),
                    details.scale(),
                    details.address(),
                    details.businessScope(),
                    details.establishedOn(),
                    entry.parentUsci(),
                    PersonView.of(version.entry()));
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
                .findEntry(code)
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
        if (!representation.mayChange(caller, upper(usci))) {
            return unknown(usci);
        }
        var errors = new FieldErrors();
        var code = errors.usci("usci", usci);
        if (body.kind() == EnterpriseKind.BRANCH) {
            errors.add("kind", "branch-through-parent");
        }
        if (!Town.isPlace(body.regionCode())) {
            errors.add("regionCode", "not-a-town", body.regionCode());
        }
        var today = ServiceHours.dateOf(clock.instant());
        var established = body.establishedOn();
        if (established != null && (established.isAfter(today) || established.isBefore(EARLIEST))) {
            errors.add("establishedOn", "date-range", EARLIEST, today);
        }
        var person = body.legalRepresentative();
        var representative = person == null
                ? null
                : EnteredPerson.read(
                        errors,
                        EnteredEnterprise.REPRESENTATIVE,
                        person.name(),
                        person.citizenNumber(),
                        person.phone(),
                        today);
        errors.throwIfAny();
        var wanted = new Enterprise(
                Objects.requireNonNull(code),
                body.name().strip(),
                body.kind(),
                body.regionCode(),
                stripped(body.industry()),
                null,
                new Details(body.scale(), stripped(body.address()), stripped(body.businessScope()), established, null),
                0);
        return switch (register.register(new EnteredEnterprise(wanted, representative), ifMatch, caller.subject())) {
            case Outcome.Registered(var entry) ->
                tagged(ResponseEntity.created(URI.create("/api/intake/enterprises/" + entry.usci())), entry);
            case Outcome.Kept(var entry) -> tagged(ResponseEntity.ok(), entry);
            case Outcome.Stale() -> problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
            case Outcome.IsABranch() -> problems.reply(HttpStatus.CONFLICT, "registered-as-branch", code);
        };
    }

    private static @Nullable String stripped(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.OPS})
    @GetMapping("/versions")
    ResponseEntity<?> versions(
            Caller caller,
            @PathVariable String usci,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var code = upper(usci);
        if (!representation.mayKnow(caller, code)) {
            return unknown(usci);
        }
        var place = Cursor.parts(after, 1);
        var before = place.isEmpty() ? Long.MAX_VALUE : Cursor.number(place.getFirst());
        var rows = enterprises.versions(code, before, limit.plusOne());
        if (rows.isEmpty() && place.isEmpty()) {
            return unknown(usci);
        }
        return ResponseEntity.ok(
                Page.of(rows.stream().map(VersionView::of).toList(), limit, version -> Cursor.of(version.version())));
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
        var parent =
                representation.mayChange(caller, code) ? enterprises.find(code).orElse(null) : null;
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
        var effects = register.registerBranches(
                parent,
                wanted,
                all -> {
                    for (int i = 0; i < all.size(); i++) {
                        if (all.get(i) == Effect.NOT_A_BRANCH_OF_THIS) {
                            errors.add(
                                    "branches[" + i + "].usci",
                                    "not-a-branch-of-this",
                                    wanted.get(i).usci());
                        }
                    }
                    errors.throwIfAny();
                    return true;
                },
                caller.subject());
        return ResponseEntity.ok(BranchReport.of(effects));
    }

    record BranchReport(int registered, int changed, int unchanged) {
        static BranchReport of(List<Effect> effects) {
            return new BranchReport(
                    Collections.frequency(effects, Effect.REGISTERED),
                    Collections.frequency(effects, Effect.CHANGED),
                    Collections.frequency(effects, Effect.UNCHANGED));
        }
    }

    private static List<EnteredBranch> rows(List<@Nullable BranchBody> body, Enterprise parent, FieldErrors errors) {
        var reader = new BranchReader(parent, errors);
        var wanted = new ArrayList<EnteredBranch>();
        for (int i = 0; i < body.size(); i++) {
            var at = "branches[" + i + "]";
            var row = body.get(i);
            if (row == null) {
                errors.add(at, "required");
                continue;
            }
            var branch = reader.read(
                    at + ".",
                    row.usci(),
                    row.name(),
                    row.regionCode(),
                    row.address(),
                    row.personInCharge(),
                    row.phone());
            if (branch != null) {
                wanted.add(branch);
            }
        }
        return wanted;
    }

    private static String upper(String usci) {
        return usci.strip().toUpperCase(Locale.ROOT);
    }

    private ResponseEntity<?> tagged(ResponseEntity.BodyBuilder answer, RegistryEntry registered) {
        var entry = registered.enterprise();
        var details = entry.details();
        var credit = credits.of(entry.usci());
        return answer.eTag(Versions.etag(entry.version()))
                .body(new EnterpriseView(
                        entry.usci(),
                        entry.name(),
                        entry.kind(),
                        entry.regionCode(),
                        entry.industry(),
                        details.scale(),
                        details.address(),
                        details.businessScope(),
                        details.establishedOn(),
                        entry.parentUsci(),
                        PersonView.of(registered),
                        enterprises.countBranches(entry.usci()),
                        new CreditView(credit.kind(), credit.marks()),
                        entry.version()));
    }

    private ResponseEntity<?> unknown(String usci) {
        return problems.reply(HttpStatus.NOT_FOUND, "unknown-enterprise", usci);
    }
}

package onestop.intake.notice;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.enterprise.Representation;
import onestop.intake.input.FieldErrors;
import onestop.intake.onfile.MaterialOnFile;
import onestop.intake.onfile.MaterialsOnFile;
import onestop.web.Caller;
import onestop.web.Open;
import onestop.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells what something takes. Nothing is stored. */
@RestController
@RequestMapping("/api/intake/one-time-notices")
class NoticeController {
    private final Catalogues catalogues;
    private final MaterialsOnFile onFile;
    private final Representation representation;
    private final Problems problems;
    private final InstantSource clock;

    NoticeController(
            Catalogues catalogues,
            MaterialsOnFile onFile,
            Representation representation,
            Problems problems,
            InstantSource clock) {
        this.catalogues = catalogues;
        this.onFile = onFile;
        this.representation = representation;
        this.problems = problems;
        this.clock = clock;
    }

    record NoticeBody(
            @Nullable String packageCode,
            @Nullable List<@Nullable String> itemCodes,
            @Size(max = 50) @Nullable Map<String, @NotNull Boolean> answers,
            @Nullable Boolean agentHandled,
            @Nullable Integer branches,
            @Nullable String enterpriseUsci) {}

    @Open
    @PostMapping
    ResponseEntity<?> notice(@Nullable Caller caller, @Valid @RequestBody NoticeBody body) {
        var catalogue = catalogues.current();
        var errors = new FieldErrors();
        var selection = SelectionReader.read(body.packageCode(), body.itemCodes(), catalogue, errors);
        var branches = body.branches();
        if (branches != null && (branches < 1 || branches > SelectionReader.MOST_BRANCHES)) {
            errors.add("branches", "number-range", 1, SelectionReader.MOST_BRANCHES);
        }
        if (branches != null && selection.filter(Selection::takesBranches).isEmpty() && selection.isPresent()) {
            errors.add("branches", "package-without-branches");
        }
        var usci = body.enterpriseUsci() == null ? null : errors.usci("enterpriseUsci", body.enterpriseUsci());
        errors.throwIfAny();

        Map<String, MaterialOnFile> reusable = Map.of();
        if (usci != null) {
            if (caller == null) {
                return problems.reply(HttpStatus.UNAUTHORIZED, "authentication-required");
            }
            if (!representation.mayKnow(caller, usci)) {
                return problems.reply(HttpStatus.NOT_FOUND, "unknown-enterprise", usci);
            }
            reusable = onFile.of(usci, ServiceHours.dateOf(clock.instant()));
        }
        var situation = new Situation(
                body.answers() == null ? Map.of() : Map.copyOf(body.answers()),
                !Boolean.FALSE.equals(body.agentHandled()),
                branches == null ? 0 : branches,
                reusable);
        return ResponseEntity.ok(OneTimeNotice.of(selection.orElseThrow(), situation, catalogue));
    }
}

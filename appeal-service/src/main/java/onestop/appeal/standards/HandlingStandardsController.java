package onestop.appeal.standards;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import onestop.appeal.standards.HandlingStandards.Standard;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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

/** Everybody reads what is done about an appeal of each class; the office writes it. */
@RestController
@RequestMapping("/api/appeal/standards")
class HandlingStandardsController {
    private final HandlingStandards standards;
    private final Problems problems;
    private final InstantSource clock;

    HandlingStandardsController(HandlingStandards standards, Problems problems, InstantSource clock) {
        this.standards = standards;
        this.problems = problems;
        this.clock = clock;
    }

    @Open
    @GetMapping
    Page<Standard> all() {
        return new Page<>(standards.all(), null);
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/{kind}")
    ResponseEntity<?> write(
            @PathVariable AppealKind kind,
            @RequestParam(required = false) @Nullable BlockedClass blockedClass,
            @RequestHeader(value = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody StandardBody body,
            Caller caller) {
        if ((kind == AppealKind.BLOCKED_MATTER) != (blockedClass != null)) {
            throw new InvalidFieldException("blockedClass", "class-of-blocked-matter", kind);
        }
        long read = Versions.required(ifMatch);
        var textEn = body.textEn();
        var next = new Standard(
                kind,
                blockedClass,
                body.textZh().strip(),
                textEn == null ? null : textEn.strip(),
                clock.instant(),
                read + 1);
        long present = standards.find(kind, blockedClass).map(Standard::version).orElse(0L);
        return present == read && standards.write(next, caller.subject())
                ? ResponseEntity.ok().eTag(Versions.etag(next.version())).body(next)
                : problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
    }

    record StandardBody(
            @NotBlank @Size(max = 1000) String textZh,

            @Nullable @Size(min = 1, max = 1000) String textEn) {}
}

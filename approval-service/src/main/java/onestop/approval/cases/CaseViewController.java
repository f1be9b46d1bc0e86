package onestop.approval.cases;

import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CaseViewController {
    private final CaseViews views;
    private final Problems problems;

    CaseViewController(CaseViews views, Problems problems) {
        this.views = views;
        this.problems = problems;
    }

    @Allowed({
        Role.WINDOW,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.ISSUER,
        Role.UNIT_MANAGER,
        Role.EVALUATION_SUPERVISOR,
        Role.AUDITOR,
        Role.OPS,
        Role.PARTNER
    })
    @GetMapping("/api/approval/cases/{caseNumber}")
    ResponseEntity<?> read(@PathVariable String caseNumber, Caller caller) {
        var found = views.find(caseNumber, caller);
        return found.isPresent()
                ? ResponseEntity.ok().eTag(Versions.etag(found.get().version())).body(found.get())
                : problems.reply(HttpStatus.NOT_FOUND, "no-such-case");
    }
}

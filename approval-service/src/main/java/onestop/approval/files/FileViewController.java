package onestop.approval.files;

import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Limit;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FileViewController {
    private final FileViews views;
    private final Problems problems;

    FileViewController(FileViews views, Problems problems) {
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
        Role.AUDITOR,
        Role.OPS
    })
    @GetMapping("/api/approval/files/{receiptNumber}")
    ResponseEntity<?> read(
            @PathVariable String receiptNumber,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var found = views.find(receiptNumber, caller, after, limit);
        return found.isPresent()
                ? ResponseEntity.ok().eTag(Versions.etag(found.get().version())).body(found.get())
                : problems.reply(HttpStatus.NOT_FOUND, "no-such-file");
    }
}

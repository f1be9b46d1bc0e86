package onestop.approval.ledger;

import java.util.List;
import onestop.approval.ledger.Registers.Difference;
import onestop.web.Allowed;
import onestop.web.Cursor;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether the registers agree with the log; a thousand records at a time. */
@RestController
class RegisterController {
    private static final int BATCH = 1_000;

    private final Registers registers;

    RegisterController(Registers registers) {
        this.registers = registers;
    }

    record ComparisonView(
            int compared,
            List<Difference> differences,
            @Nullable String next) {}

    @Allowed({Role.AUDITOR, Role.EVALUATION_SUPERVISOR})
    @GetMapping("/api/approval/ledger/registers")
    ComparisonView compare(@RequestParam(required = false) @Nullable String after) {
        var place = Cursor.parts(after, 1);
        long from;
        from = place.isEmpty() ? 0 : Cursor.number(place.getFirst());
        var found = registers.compare(from, BATCH);
        var last = found.last();
        return new ComparisonView(found.checked(), found.differences(), last == null ? null : Cursor.of(last));
    }
}

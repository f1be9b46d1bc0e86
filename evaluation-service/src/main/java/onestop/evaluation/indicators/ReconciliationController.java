package onestop.evaluation.indicators;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import onestop.web.Allowed;
import onestop.web.InvalidFieldException;
import onestop.web.Role;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The auditor counts the ratings themselves and sees whether the figures agree. */
@RestController
class ReconciliationController {
    /** More could meet the gateway's limit of time. */
    private static final int LONGEST_DAYS = 92;

    private static final int MOST_DIFFERENCES = 200;

    private final Recount recount;

    ReconciliationController(Recount recount) {
        this.recount = recount;
    }

    @Allowed({Role.AUDITOR, Role.EVALUATION_SUPERVISOR})
    @GetMapping("/api/evaluation/reconciliation")
    Recount.Result read(
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to) {
        if (from.isAfter(to)) {
            throw new InvalidFieldException("from", "from-after-to", from, to);
        }
        if (ChronoUnit.DAYS.between(from, to) > LONGEST_DAYS) {
            throw new InvalidFieldException("from", "period-too-long", LONGEST_DAYS);
        }
        return recount.of(from, to, MOST_DIFFERENCES);
    }
}

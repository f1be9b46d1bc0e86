package onestop.approval.figures;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.concurrent.Semaphore;
import onestop.web.Allowed;
import onestop.web.InvalidFieldException;
import onestop.web.ProblemException;
import onestop.web.Role;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The acts of a period for process mining. Read row by row from one moment of the database, and one export at a time. */
@RestController
class EventLogController {
    static final int MOST_DAYS = 92;

    private final EventLogRows rows;
    private final TransactionTemplate snapshot;
    private final Semaphore one = new Semaphore(1);

    EventLogController(EventLogRows rows, PlatformTransactionManager transactions) {
        this.rows = rows;
        snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    @Allowed({Role.AUDITOR, Role.EVALUATION_SUPERVISOR})
    @GetMapping("/api/approval/figures/event-log")
    void export(@RequestParam LocalDate from, @RequestParam LocalDate to, HttpServletResponse response)
            throws IOException {
        if (to.isBefore(from) || to.isAfter(from.plusDays(MOST_DAYS))) {
            throw new InvalidFieldException("to", "period-days", MOST_DAYS);
        }
        if (!one.tryAcquire()) {
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "export-running");
        }
        try {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    "attachment; filename=\"approval-%s-%s.ocel.json\"".formatted(from, to));
            var out = response.getOutputStream();
            snapshot.executeWithoutResult(_ -> write(from, to, out));
        } finally {
            one.release();
        }
    }

    private void write(LocalDate from, LocalDate to, OutputStream out) {
        try (var log = new OcelWriter(out)) {
            log.beginObjects();
            rows.units(from, to, log::unit);
            rows.enterprises(from, to, log::enterprise);
            rows.files(from, to, log::file);
            rows.cases(from, to, log::approvalCase);
            log.beginEvents();
            rows.acts(from, to, log::act);
            log.end();
        }
    }
}

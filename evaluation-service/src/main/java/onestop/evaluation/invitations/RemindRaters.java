package onestop.evaluation.invitations;

import java.time.InstantSource;
import onestop.evaluation.calendar.CountyTime;
import onestop.events.Outbox;
import onestop.workingdays.Calendars;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Once, some days after the service, tells those who send messages that it can still be rated. What is open no more is
 * passed over in silence. A bounded batch per transaction; replicas share the work.
 */
@Component
class RemindRaters {
    private static final int BATCH = 500;

    private final Invitations invitations;
    private final Outbox outbox;
    private final Calendars calendars;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final int afterDays;

    RemindRaters(
            Invitations invitations,
            Outbox outbox,
            Calendars calendars,
            InstantSource clock,
            TransactionTemplate transaction,
            @Value("${onestop.evaluation.reminder.after-days}") int afterDays) {
        this.invitations = invitations;
        this.outbox = outbox;
        this.calendars = calendars;
        this.clock = clock;
        this.transaction = transaction;
        this.afterDays = afterDays;
    }

    @Scheduled(
            fixedDelayString = "${onestop.evaluation.reminder.interval}",
            initialDelayString = "${onestop.evaluation.reminder.interval}")
    void run() {
        int some;
        do {
            var marked = transaction.execute(_ -> batch());
            some = marked == null ? 0 : marked;
        } while (some == BATCH);
    }

    private int batch() {
        var now = CountyTime.now(clock);
        var today = CountyTime.dayOf(now);
        var calendar = calendars.current();
        var due = invitations.remind(today.minusDays(afterDays), BATCH, now);
        outbox.append(due.stream()
                .filter(service -> !today.isAfter(service.openUntil(calendar)))
                .map(service -> InvitationMessages.reminded(service, now, calendar))
                .toList());
        return due.size();
    }
}

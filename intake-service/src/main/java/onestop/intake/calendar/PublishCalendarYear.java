package onestop.intake.calendar;

import java.time.InstantSource;
import java.util.Objects;
import onestop.events.Outbox;
import onestop.intake.calendar.CalendarYears.Stored;
import onestop.web.Versions;
import onestop.workingdays.CalendarYear;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes a yearly notice in: kept, counted with from now on, told to every service, due dates computed again. */
@Service
class PublishCalendarYear {
    private static final Logger log = LoggerFactory.getLogger(PublishCalendarYear.class);

    private final CalendarYears years;
    private final Calendars calendars;
    private final Outbox outbox;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher listeners;
    private volatile long knownRevision = -1;

    PublishCalendarYear(
            CalendarYears years,
            Calendars calendars,
            Outbox outbox,
            InstantSource clock,
            TransactionTemplate transaction,
            ApplicationEventPublisher listeners) {
        this.years = years;
        this.calendars = calendars;
        this.outbox = outbox;
        this.clock = clock;
        this.transaction = transaction;
        this.listeners = listeners;
    }

    sealed interface Outcome {
        record Kept(Stored stored) implements Outcome {}

        record Stale() implements Outcome {}
    }

    /**
     * @param ifMatch the version the sender has seen; needed when the year is known and differs
     */
    Outcome publish(CalendarYear year, @Nullable String ifMatch) {
        var outcome = transaction.execute(_ -> {
            years.raiseRevision(); // takes the lock that makes changes take turns
            var before = years.find(year.year());
            if (before.isPresent()) {
                if (before.get().year().equals(year)) {
                    return new Outcome.Kept(before.get());
                }
                if (Versions.required(ifMatch) != before.get().version()) {
                    return new Outcome.Stale();
                }
            }
            var stored = new Stored(year, before.map(Stored::version).orElse(0L) + 1);
            save(stored);
            var from = before.map(known -> known.year().firstDay())
                    .filter(known -> known.isBefore(year.firstDay()))
                    .orElse(year.firstDay());
            listeners.publishEvent(new CalendarYearChanged(calendars.current().with(year), from));
            return new Outcome.Kept(stored);
        });
        refresh();
        return Objects.requireNonNull(outcome);
    }

    /** At the first start: the shipped years, for whoever builds a copy of the calendar from the topic. */
    void shippedIfMissing() {
        transaction.executeWithoutResult(_ -> {
            years.raiseRevision();
            for (var year : onestop.workingdays.CalendarYears.shipped()) {
                if (years.find(year.year()).isEmpty()) {
                    save(new Stored(year, 1));
                }
            }
        });
        refresh();
    }

    private void save(Stored stored) {
        var now = clock.instant();
        years.save(stored.year(), stored.version(), now);
        outbox.append(CalendarMessages.published(stored, now));
    }

    /** What another replica has taken in counts here after this interval. */
    @Scheduled(fixedDelayString = "${onestop.intake.reference-check}")
    void check() {
        try {
            refresh();
        } catch (DataAccessException e) {
            log.debug("The calendar cannot be looked at; what is known counts on", e);
        }
    }

    private synchronized void refresh() {
        long revision = years.revision();
        if (revision != knownRevision) {
            years.all().forEach(stored -> calendars.replace(stored.year()));
            knownRevision = revision;
        }
    }
}

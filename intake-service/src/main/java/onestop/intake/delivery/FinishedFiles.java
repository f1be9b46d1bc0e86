package onestop.intake.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.delivery.EarlyResults.Decided;
import onestop.intake.delivery.ResultBundles.Finished;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What departments have decided, and files that they have finished, lie at the output window from then on: the ten days begin. What an appeal
 * had reopened is held back until it is decided anew.
 */
@Component
class FinishedFiles implements EventConsumer {
    /** Administrative licensing law, article 44: handed out within ten working days of the decision. */
    static final int DAYS_TO_DELIVER = 10;

    private static final String DECIDED = "onestop.approval.case.decided.v1";
    private static final String REOPENED = "onestop.approval.case.reopened.v1";
    private static final String FINISHED = "onestop.approval.case.file-finished.v1";

    private final ResultBundles bundles;
    private final EarlyResults early;
    private final Calendars calendars;

    FinishedFiles(ResultBundles bundles, EarlyResults early, Calendars calendars) {
        this.bundles = bundles;
        this.early = early;
        this.calendars = calendars;
    }

    @Override
    public String name() {
        return "delivery";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.facts("onestop.approval.case"));
    }

    private record CaseData(
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String outcome,
            @Nullable OffsetDateTime decidedAt,
            @Nullable List<String> officers) {}

    private record FileData(
            @Nullable String receiptNumber,
            @Nullable OffsetDateTime finishedAt,
            @Nullable String outcome) {}

    @Override
    public void handle(List<IncomingEvent> events) {
        var decided = new ArrayList<Decided>();
        var finished = new ArrayList<Finished>();
        for (var event : events) {
            switch (event.type()) {
                case DECIDED -> decided(event).ifPresent(decided::add);
                case FINISHED -> finished.add(finished(event));
                case REOPENED -> {
                    // What was decided before lies there first, and a decision after it is another one.
                    add(decided, finished);
                    holdBack(event);
                }
                default -> {} // told to others
            }
        }
        add(decided, finished);
    }

    private void add(List<Decided> decided, List<Finished> finished) {
        early.add(decided);
        bundles.add(finished);
        decided.clear();
        finished.clear();
    }

    private void holdBack(IncomingEvent event) {
        var data = event.data(CaseData.class);
        if (data.receiptNumber() == null || data.caseNumber() == null) {
            throw new UnreadableEventException("%s lacks receiptNumber or caseNumber".formatted(event.type()));
        }
        early.holdBack(data.receiptNumber(), data.caseNumber(), event.time());
        bundles.holdBack(data.receiptNumber(), event.time());
    }

    private Finished finished(IncomingEvent event) {
        var data = event.data(FileData.class);
        if (data.receiptNumber() == null || data.finishedAt() == null || data.outcome() == null) {
            throw new UnreadableEventException("%s lacks receiptNumber, finishedAt or outcome".formatted(event.type()));
        }
        return waiting(data.receiptNumber(), data.outcome(), data.finishedAt().toInstant());
    }

    /** Without the names of who took part nobody can know who may hand it out: then it waits for the whole. */
    private Optional<Decided> decided(IncomingEvent event) {
        var data = event.data(CaseData.class);
        if (data.receiptNumber() == null
                || data.caseNumber() == null
                || data.decidedAt() == null
                || data.outcome() == null) {
            throw new UnreadableEventException(
                    "%s lacks receiptNumber, caseNumber, decidedAt or outcome".formatted(event.type()));
        }
        if (data.officers() == null || data.officers().isEmpty()) {
            return Optional.empty();
        }
        var limit = limit(data.decidedAt().toInstant());
        return Optional.of(new Decided(
                data.caseNumber(),
                data.receiptNumber(),
                data.outcome(),
                data.decidedAt(),
                limit.decidedOn(),
                limit.dueOn(),
                limit.provisional(),
                data.officers()));
    }

    private record DeliveryLimit(LocalDate decidedOn, LocalDate dueOn, boolean provisional) {}

    private DeliveryLimit limit(Instant decidedAt) {
        var calendar = calendars.current();
        var on = ServiceHours.dateOf(decidedAt);
        var due = calendar.add(on, DAYS_TO_DELIVER);
        return new DeliveryLimit(on, due, calendar.provisional(on) || calendar.provisional(due));
    }

    /** A bundle whose days begin with the decision. */
    Finished waiting(String receiptNumber, String outcome, Instant decidedAt) {
        var limit = limit(decidedAt);
        return new Finished(
                receiptNumber,
                outcome,
                decidedAt.atOffset(ZoneOffset.UTC),
                limit.decidedOn(),
                limit.dueOn(),
                limit.provisional());
    }
}

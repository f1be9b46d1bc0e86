package onestop.intake.shift;

import java.time.InstantSource;
import java.time.LocalTime;
import java.util.TreeSet;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.shift.ShiftPatterns.Pattern;
import onestop.intake.window.WindowType;
import onestop.intake.window.Windows;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opening hours for the demonstration's windows while no pattern has been entered: morning and afternoon everywhere, at
 * noon every ninth window of the hall, on Saturdays and Sundays three of them.
 */
@Component
@Order(4)
@ConditionalOnProperty("onestop.intake.demonstration-catalogue")
class DemonstrationShifts implements ApplicationRunner {
    private static final String BY = "demonstration";
    private static final LocalTime MORNING = LocalTime.of(8, 30);
    private static final LocalTime NOON = LocalTime.of(12, 0);
    private static final LocalTime AFTERNOON = LocalTime.of(13, 30);
    private static final LocalTime EVENING = LocalTime.of(17, 30);
    private static final int MOST_WINDOWS = 200;
    private static final int AN_HOUR = 2;

    private final ShiftPatterns patterns;
    private final ExpandPatterns expand;
    private final Windows windows;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    DemonstrationShifts(
            ShiftPatterns patterns,
            ExpandPatterns expand,
            Windows windows,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.patterns = patterns;
        this.expand = expand;
        this.windows = windows;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (patterns.isEmpty()) {
            transaction.executeWithoutResult(_ -> enter());
        }
        expand.run();
    }

    private void enter() {
        int inTheHall = 0;
        for (var window : windows.inUse(MOST_WINDOWS)) {
            if (window.type() == WindowType.MOBILE) {
                continue; // opens where its route leads it
            }
            enter(window.code(), ShiftKind.REGULAR, MORNING, NOON);
            enter(window.code(), ShiftKind.REGULAR, AFTERNOON, EVENING);
            if (window.type() == WindowType.COMPREHENSIVE) {
                inTheHall++;
                if (inTheHall % 9 == 1) {
                    enter(window.code(), ShiftKind.LUNCH, NOON, AFTERNOON);
                }
                if (inTheHall <= 3) {
                    enter(window.code(), ShiftKind.WEEKEND, MORNING, NOON);
                }
            }
        }
    }

    private void enter(String window, ShiftKind kind, LocalTime from, LocalTime to) {
        var today = ServiceHours.dateOf(clock.instant());
        patterns.insert(
                new Pattern(UUID.randomUUID(), window, kind, new TreeSet<>(), from, to, null, AN_HOUR, today, null, 1),
                BY,
                clock.instant());
    }
}

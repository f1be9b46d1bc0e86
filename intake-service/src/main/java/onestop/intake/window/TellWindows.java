package onestop.intake.window;

import java.time.InstantSource;
import onestop.events.Outbox;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells of windows that are not told of as they are now. At the start those that were entered before anybody was told. */
@Component
@Order(4)
class TellWindows implements ApplicationRunner {
    private static final int MOST_AT_ONCE = 500;

    private final WindowTable windows;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    TellWindows(WindowTable windows, Outbox outbox, TransactionTemplate transaction, InstantSource clock) {
        this.windows = windows;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        while (Boolean.TRUE.equals(transaction.execute(_ -> tell() == MOST_AT_ONCE))) {
            // the next ones
        }
    }

    /** In the transaction of a change. Of several replicas each takes other windows. Returns how many were told. */
    @Transactional(propagation = Propagation.MANDATORY)
    public int tell() {
        var changed = windows.takeUntold(MOST_AT_ONCE);
        if (!changed.isEmpty()) {
            var now = clock.instant();
            outbox.append(changed.stream()
                    .map(window -> WindowMessages.registered(window, now))
                    .toList());
        }
        return changed.size();
    }
}

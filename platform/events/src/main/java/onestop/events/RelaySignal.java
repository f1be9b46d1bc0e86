package onestop.events;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells the relay of this process that something was committed. */
final class RelaySignal {
    private final Semaphore work = new Semaphore(0);

    void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    /** Waits for work or until the limit, and forgets how often it was told. */
    void await(Duration limit) throws InterruptedException {
        if (work.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
    }
}

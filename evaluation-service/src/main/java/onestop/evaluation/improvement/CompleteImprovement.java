package onestop.evaluation.improvement;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import onestop.evaluation.calendar.CountyTime;
import onestop.events.Outbox;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Somebody says that an improvement is done. What is stored and what is told commit together. */
@Service
class CompleteImprovement {
    private final Improvements improvements;
    private final Outbox outbox;
    private final InstantSource clock;

    CompleteImprovement(Improvements improvements, Outbox outbox, InstantSource clock) {
        this.improvements = improvements;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** As it is now; empty when somebody has said so before. */
    @Transactional
    Optional<Improvement> complete(Improvement improvement, LocalDate doneOn, String note, String by) {
        if (!improvements.done(improvement, doneOn, note, by)) {
            return Optional.empty();
        }
        var done = improvements.find(improvement.id()).orElseThrow();
        outbox.append(ImprovementMessages.completed(done, CountyTime.now(clock)));
        return Optional.of(done);
    }
}

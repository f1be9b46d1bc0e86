package onestop.evaluation.suspicion;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.ChangeStanding;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.suspicion.Suspicions.OfAnother;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks through what other systems have collected of services that are none of ours, some seconds after it was taken in: of
 * those nobody tells from which device they came, nor when the service was, but what many said of a unit in the same words is
 * set aside. It counts until then, as it comes faster than it could be looked at.
 */
@Service
public class JudgeOthers {
    /** As many as one batch of the topic may hold. */
    private static final int MOST = 8_000;

    private final Suspicions suspicions;
    private final Judge judge;
    private final ChangeStanding standings;
    private final InstantSource clock;

    JudgeOthers(Suspicions suspicions, Judge judge, ChangeStanding standings, InstantSource clock) {
        this.suspicions = suspicions;
        this.judge = judge;
        this.standings = standings;
        this.clock = clock;
    }

    /** Notes a batch by its first and last rating, in the transaction that takes it in. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void later(UUID first, UUID last, int ratings) {
        suspicions.noteBatch(first, last, ratings);
    }

    /** A few thousand a run, so that a flood is looked through beside what goes on. Of several replicas one at a time. */
    @Scheduled(
            fixedDelayString = "${onestop.evaluation.suspicion.others-interval}",
            initialDelayString = "${onestop.evaluation.suspicion.others-interval}")
    @Transactional
    public void run() {
        var ratings = suspicions.takeBatches(MOST);
        if (ratings.isEmpty()) {
            return;
        }
        var now = CountyTime.now(clock);
        var collected = ratings.stream().map(OfAnother::collected).toList();
        var reasons = judge.reasons(collected);
        judge.stored(ratings.stream().map(OfAnother::id).toList(), collected, reasons, now);
        standings.move(suspect(ratings, reasons), Standing.SUSPECT, "SUSPICION_RAISED", null, now);
    }

    private static List<UUID> suspect(List<OfAnother> ratings, List<List<Reason>> reasons) {
        return IntStream.range(0, ratings.size())
                .filter(i -> !reasons.get(i).isEmpty())
                .mapToObj(i -> ratings.get(i).id())
                .toList();
    }
}

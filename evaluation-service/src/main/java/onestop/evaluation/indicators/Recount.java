package onestop.evaluation.indicators;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.Reconciliation;
import onestop.evaluation.counting.Reconciliation.Difference;
import onestop.evaluation.counting.Reconciliation.Stored;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** A recount of a period, all of it as of one moment. */
@Service
class Recount {
    private final Reconciliation reconciliation;
    private final InstantSource clock;

    Recount(Reconciliation reconciliation, InstantSource clock) {
        this.reconciliation = reconciliation;
        this.clock = clock;
    }

    /**
     * What was found.
     *
     * @param agrees no difference, and no bad rating without its order
     * @param counted what the indicators show as the number of ratings
     */
    record Result(
            LocalDate from,
            LocalDate to,
            OffsetDateTime asOf,
            boolean agrees,
            long counted,
            Stored stored,
            long badWithoutOrder,
            List<Difference> differences) {}

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Result of(LocalDate from, LocalDate to, int most) {
        var asOf = CountyTime.at(CountyTime.now(clock));
        var differences = new ArrayList<>(reconciliation.differences(from, to, most));
        differences.addAll(reconciliation.dimensionDifferences(from, to, most));
        differences.addAll(reconciliation.settledDifferences(from, to, most));
        differences.addAll(reconciliation.coverageDifferences(from, to, most));
        long withoutOrder = reconciliation.badWithoutOrder(from, to);
        var stored = reconciliation.stored(from, to);
        long counted = reconciliation.counted(from, to);
        return new Result(
                from,
                to,
                asOf,
                differences.isEmpty() && withoutOrder == 0 && counted == stored.effective(),
                counted,
                stored,
                withoutOrder,
                differences.stream().limit(most).toList());
    }
}

package onestop.approval.assessment;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import onestop.approval.assessment.AssessmentRows.Assessed;
import onestop.approval.assessment.AssessmentRows.Published;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.figures.UnitFigures;
import onestop.approval.ledger.Digests;
import onestop.approval.ledger.LeavesOfActs;
import onestop.approval.ledger.LeavesOfActs.Noted;
import onestop.events.Outbox;
import onestop.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Assesses the units of a quarter, and freezes that when it is published. */
@Service
class AssessUnits {
    private final AssessmentRows rows;
    private final UnitFigures figures;
    private final LeavesOfActs leaves;
    private final Outbox outbox;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    AssessUnits(
            AssessmentRows rows,
            UnitFigures figures,
            LeavesOfActs leaves,
            Outbox outbox,
            InstantSource clock,
            TransactionTemplate transaction) {
        this.rows = rows;
        this.figures = figures;
        this.leaves = leaves;
        this.outbox = outbox;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** @param publishedBy null in a draft */
    record Assessment(
            Quarter quarter,
            Scheme scheme,
            @Nullable String publishedBy,
            @Nullable OffsetDateTime publishedAt,
            List<Assessed> units) {}

    Optional<Assessment> published(Quarter quarter) {
        return rows.published(quarter).map(published -> frozen(quarter, published));
    }

    /** What it would be if it were published now. */
    Assessment draft(Quarter quarter) {
        figures.bringUpToDate();
        var scheme = rows.schemeOf(quarter);
        return new Assessment(quarter, scheme, null, null, assess(quarter, scheme));
    }

    /** From the second day after the quarter on, when every decision of its last moment has been committed. */
    boolean mayBePublished(Quarter quarter) {
        return OfficeTime.dateOf(clock.instant()).isAfter(quarter.lastDay().plusDays(1));
    }

    /**
     * Once: who publishes again, or at the same time, gets what was published. Nothing is decided in that quarter any more, and nothing is
     * published before all that was decided in it is counted.
     */
    Assessment publish(Quarter quarter, String by) {
        if (!mayBePublished(quarter)) {
            throw new IllegalArgumentException("too early to publish " + quarter);
        }
        if (rows.published(quarter).isEmpty() && !figures.bringUpToDate()) {
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "temporarily-unavailable");
        }
        return Objects.requireNonNull(transaction.execute(_ -> freeze(quarter, by)));
    }

    private Assessment freeze(Quarter quarter, String by) {
        var scheme = rows.schemeOf(quarter);
        var now = clock.instant();
        if (rows.publish(quarter, scheme.version(), by, now)) {
            var units = assess(quarter, scheme);
            rows.insert(quarter, units);
            leaves.note(List.of(new Noted(
                    "ASSESSMENT",
                    quarter.toString(),
                    "PUBLISHED",
                    by,
                    now,
                    Map.of("scheme", scheme.version(), "units", units.size(), "digest", digest(units)),
                    Map.of())));
            outbox.append(AssessmentMessages.published(quarter, scheme.version(), units, now));
        }
        return frozen(quarter, rows.published(quarter).orElseThrow());
    }

    private Assessment frozen(Quarter quarter, Published published) {
        return new Assessment(
                quarter, rows.scheme(published.scheme()), published.by(), published.at(), rows.units(quarter));
    }

    private List<Assessed> assess(Quarter quarter, Scheme scheme) {
        return figures.of(quarter.firstDay(), quarter.lastDay()).stream()
                .map(numbers -> new Assessed(numbers, scheme.assess(numbers)))
                .toList();
    }

    /** SHA-256 of unit, score and grade of each in the order of units. */
    private static String digest(List<Assessed> units) {
        return Digests.of(units.stream()
                .map(one -> one.numbers().unit() + " "
                        + (one.result().score() == null ? "" : one.result().score()) + " "
                        + one.result().grade())
                .toArray(String[]::new));
    }

    /** Empty when a scheme counts from that quarter already. */
    @Transactional
    Optional<Scheme> enter(Scheme scheme, String by) {
        var now = clock.instant();
        var entered = rows.enter(scheme, by, now);
        entered.ifPresent(one -> leaves.note(List.of(new Noted(
                "ASSESSMENT_SCHEME",
                String.valueOf(one.version()),
                "ENTERED",
                by,
                now,
                Map.of("countsFrom", one.countsFrom().toString()),
                Map.of("content", Digests.of(one.toString()))))));
        return entered;
    }
}

package onestop.approval.integrity;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.integrity.Draw.Candidate;
import onestop.approval.integrity.Draw.Drawn;
import onestop.approval.integrity.SpotChecks.DrawView;
import onestop.approval.ledger.Digests;
import onestop.approval.ledger.LeavesOfActs;
import onestop.approval.ledger.LeavesOfActs.Noted;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Draws the spot checks of a month, once for each unit; who draws again, or at the same time, finds what was drawn. */
@Service
class DrawSpotChecks {
    private static final int SEED_BYTES = 16;

    private final SpotChecks checks;
    private final LeavesOfActs leaves;
    private final InstantSource clock;
    private final int sharePercent;
    private final int atLeast;
    private final TransactionTemplate transaction;
    private final SecureRandom random = new SecureRandom();

    DrawSpotChecks(
            SpotChecks checks,
            LeavesOfActs leaves,
            InstantSource clock,
            @Value("${onestop.approval.integrity.share-percent}") int sharePercent,
            @Value("${onestop.approval.integrity.at-least}") int atLeast,
            PlatformTransactionManager transactions) {
        this.checks = checks;
        this.leaves = leaves;
        this.clock = clock;
        this.sharePercent = sharePercent;
        this.atLeast = atLeast;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A month is drawn from the second day after it on, when every act of its last moment has been committed. */
    boolean mayBeDrawn(YearMonth month) {
        return OfficeTime.dateOf(clock.instant()).isAfter(month.plusMonths(1).atDay(1));
    }

    /**
     * Draws for every unit that finished something in the month and has no draw yet, each in its own transaction: what a unit finished in a
     * month is all that is held at a time, and what was drawn stays when a later one fails.
     *
     * @return for how many units it was drawn here
     */
    int draw(YearMonth month, String by) {
        if (!mayBeDrawn(month)) {
            throw new IllegalArgumentException("too early to draw " + month);
        }
        int drawn = 0;
        for (var unit : checks.undrawn(month)) {
            if (Boolean.TRUE.equals(transaction.execute(_ -> draw(month, unit, by)))) {
                drawn++;
            }
        }
        return drawn;
    }

    private boolean draw(YearMonth month, String unit, String by) {
        var cases = checks.finished(month, unit);
        if (cases.isEmpty()) {
            return false;
        }
        var seed = seed();
        var list = new Draw(seed, sharePercent, atLeast).from(cases);
        var draw = draw(month, unit, seed, cases, list, by);
        if (!checks.insert(draw)) {
            return false;
        }
        checks.insert(draw, list);
        leaves.note(List.of(noted(draw)));
        return true;
    }

    private String seed() {
        var seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return HexFormat.of().formatHex(seed);
    }

    private DrawView draw(
            YearMonth month, String unit, String seed, List<Candidate> cases, List<Drawn> list, String by) {
        return new DrawView(
                UUID.randomUUID(),
                month.toString(),
                unit,
                seed,
                sharePercent,
                atLeast,
                cases.size(),
                Digests.of(cases.stream().map(Candidate::caseNumber).toArray(String[]::new)),
                list.size(),
                Digests.of(list.stream().map(Drawn::caseNumber).toArray(String[]::new)),
                by,
                OfficeTime.at(clock.instant()));
    }

    private static Noted noted(DrawView draw) {
        return new Noted(
                "SPOT_CHECK_DRAW",
                draw.id().toString(),
                "DRAWN",
                draw.drawnBy(),
                draw.drawnAt().toInstant(),
                Map.of(
                        "month", draw.month(),
                        "unit", draw.unit(),
                        "seed", draw.seed(),
                        "sharePercent", draw.sharePercent(),
                        "atLeast", draw.atLeast(),
                        "population", draw.population(),
                        "populationDigest", draw.populationDigest(),
                        "drawn", draw.drawn(),
                        "listDigest", draw.listDigest()),
                Map.of());
    }
}

package onestop.approval.integrity;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.springframework.transaction.annotation.Transactional;

/** Draws the spot checks of a month, once for each unit; who draws again, or at the same time, finds what was drawn. */
@Service
class DrawSpotChecks {
    private static final int SEED_BYTES = 16;

    private final SpotChecks checks;
    private final LeavesOfActs leaves;
    private final InstantSource clock;
    private final int sharePercent;
    private final int atLeast;
    private final SecureRandom random = new SecureRandom();

    DrawSpotChecks(
            SpotChecks checks,
            LeavesOfActs leaves,
            InstantSource clock,
            @Value("${onestop.approval.integrity.share-percent}") int sharePercent,
            @Value("${onestop.approval.integrity.at-least}") int atLeast) {
        this.checks = checks;
        this.leaves = leaves;
        this.clock = clock;
        this.sharePercent = sharePercent;
        this.atLeast = atLeast;
    }

    /** A month is drawn from the second day after it on, when every act of its last moment has been committed. */
    boolean mayBeDrawn(YearMonth month) {
        return OfficeTime.dateOf(clock.instant()).isAfter(month.plusMonths(1).atDay(1));
    }

    /**
     * Draws for every unit that finished something in the month and has no draw yet.
     *
     * @return how many units there were
     */
    @Transactional
    int draw(YearMonth month, String by) {
        if (!mayBeDrawn(month)) {
            throw new IllegalArgumentException("too early to draw " + month);
        }
        var draws = new ArrayList<DrawView>();
        var lists = new HashMap<UUID, List<Drawn>>();
        checks.finished(month).forEach((unit, cases) -> {
            var seed = seed();
            var list = new Draw(seed, sharePercent, atLeast).from(cases);
            var draw = draw(month, unit, seed, cases, list, by);
            draws.add(draw);
            lists.put(draw.id(), list);
        });
        if (draws.isEmpty()) {
            return 0;
        }
        var first = checks.insert(draws, month);
        draws.removeIf(draw -> !first.contains(draw.id()));
        checks.insert(lists, first);
        leaves.note(draws.stream().map(DrawSpotChecks::noted).toList());
        return draws.size();
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

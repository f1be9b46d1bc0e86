package onestop.evaluation.indicators;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import onestop.evaluation.indicators.Rankings.Asked;
import onestop.evaluation.indicators.Rankings.Place;
import onestop.evaluation.indicators.Rankings.Ranked;
import onestop.evaluation.indicators.Rankings.With;
import onestop.evaluation.rectification.RectificationFigures;
import onestop.evaluation.rectification.RectificationFigures.Figures;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** A ranking with the weighted result of each key beside its place; all of it as of one moment. */
@Service
class ReadRankings {
    private final Rankings rankings;
    private final IndicatorSets sets;
    private final RectificationFigures orders;

    ReadRankings(Rankings rankings, IndicatorSets sets, RectificationFigures orders) {
        this.rankings = rankings;
        this.sets = sets;
        this.orders = orders;
    }

    /**
     * One line of a ranking.
     *
     * @param shrunkenScore 0 to 100; what the ranks follow
     * @param result by the weighted set in force at the end of the period, 0 to 100; null where no set is
     */
    record RankView(
            int rank,
            String key,
            long ratings,
            Ratio goodRate,
            Ratio score,
            BigDecimal shrunkenScore,
            @Nullable BigDecimal result,
            @Nullable Integer setVersion) {

        static RankView of(Ranked ranked, @Nullable IndicatorSet set, Map<String, Figures> orders) {
            var counts = ranked.counts();
            return new RankView(
                    ranked.rank(),
                    ranked.key(),
                    counts.ratings(),
                    Ratio.of(counts.good(), counts.ratings()),
                    Ratio.of(counts.points(), counts.ratings()),
                    ranked.shrunken(),
                    set == null ? null : set.result(counts, orders.get(ranked.key())),
                    set == null ? null : set.version());
        }
    }

    /** All of a ranking, at most so many, with the version of the set by which its results were made. */
    record Whole(List<RankView> ranks, @Nullable Integer setVersion) {}

    /** Joins the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    Whole now(Asked asked, int most) {
        return new Whole(
                read(asked, null, most),
                sets.on(asked.slice(), asked.period().to())
                        .map(IndicatorSet::version)
                        .orElse(null));
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    List<RankView> page(Asked asked, @Nullable Place after, int limit) {
        return read(asked, after, limit);
    }

    private List<RankView> read(Asked asked, @Nullable Place after, int limit) {
        var period = asked.period();
        var set = sets.on(asked.slice(), period.to()).orElse(null);
        var active = set != null && set.weights().containsKey(Indicator.ACTIVE_RATE);
        var ranked = rankings.page(asked, active ? With.DEFAULTS : With.SUMS, after, limit);
        var keys = ranked.stream().map(Ranked::key).toList();
        var ofKeys =
                set == null ? Map.<String, Figures>of() : orders.of(asked.slice(), keys, period.from(), period.to());
        return ranked.stream().map(one -> RankView.of(one, set, ofKeys)).toList();
    }
}

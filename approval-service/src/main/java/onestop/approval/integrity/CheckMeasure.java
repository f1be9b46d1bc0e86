package onestop.approval.integrity;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import onestop.approval.ledger.Digests;
import onestop.approval.ledger.LeavesOfActs;
import onestop.approval.ledger.LeavesOfActs.Noted;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Enters whether a unit kept a measure in a month. The same again changes nothing; something else is a later version. */
@Service
class CheckMeasure {
    private final Measures measures;
    private final LeavesOfActs leaves;

    CheckMeasure(Measures measures, LeavesOfActs leaves) {
        this.measures = measures;
        this.leaves = leaves;
    }

    record Check(boolean kept, String evidence, @Nullable String reference) {}

    @Transactional
    void check(YearMonth month, String unit, String measure, Check check, String by, String byUnit, Instant at) {
        measures.hold(month, unit, measure);
        measures.enter(month, unit, measure, check.kept(), check.evidence(), check.reference(), by, byUnit, at)
                .ifPresent(version -> leaves.note(List.of(new Noted(
                        "MEASURE_CHECK",
                        measure,
                        check.kept() ? "KEPT" : "NOT_KEPT",
                        by,
                        at,
                        Map.of("month", month.toString(), "unit", unit, "byUnit", byUnit, "version", version),
                        Map.of(
                                "evidence",
                                Digests.of(check.evidence()),
                                "reference",
                                check.reference() == null ? "" : Digests.of(check.reference()))))));
    }
}

package onestop.approval.partners;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import onestop.approval.cases.ActAsTold;
import onestop.approval.cases.ActAsTold.Answer;
import onestop.approval.cases.ToldAct;
import onestop.approval.clocks.OfficeTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Does what a partner told, once for each reference. Of the same told twice at once the second waits for the first and gets its answer; an
 * answer that declined is kept as well, so another try needs another reference.
 */
@Service
class TakeInActs {
    private final ActAsTold act;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    TakeInActs(ActAsTold act, JdbcClient jdbc, InstantSource clock) {
        this.act = act;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param entry in the order of which acts were taken in
     * @param repeated whether this reference was told before
     * @param sameAct whether it told the same then
     */
    record Taken(long entry, Answer answer, boolean repeated, boolean sameAct, Instant at) {}

    private record Known(long entry, String caseNumber, String kind, Answer answer) {}

    @Transactional
    public Taken take(String reference, ToldAct told) {
        var now = clock.instant();
        var entry = enter(reference, told, now);
        if (entry.isEmpty()) {
            var known = known(told.unit(), reference);
            boolean same = known.caseNumber().equals(told.caseNumber())
                    && known.kind().equals(told.kind().name());
            return new Taken(known.entry(), known.answer(), true, same, now);
        }
        var answer = act.act(told);
        keep(entry.get(), answer);
        return new Taken(entry.get(), answer, false, true, now);
    }

    private Optional<Long> enter(String reference, ToldAct told, Instant at) {
        return jdbc.sql("""
                INSERT INTO partner_act (unit, reference, case_number, act, officer, told_at)
                VALUES (:unit, :reference, :caseNumber, :act, :officer, :at)
                    ON CONFLICT (unit, reference) DO NOTHING
                RETURNING entry
                """)
                .param("unit", told.unit())
                .param("reference", reference)
                .param("caseNumber", told.caseNumber())
                .param("act", told.kind().name())
                .param("officer", told.officer())
                .param("at", OfficeTime.at(at))
                .query(Long.class)
                .optional();
    }

    private void keep(long entry, Answer answer) {
        jdbc.sql("""
                UPDATE partner_act
                   SET done = :done, status = :status, version = :version, problem = :problem, detail = :detail
                 WHERE entry = :entry
                """)
                .param("entry", entry)
                .param("done", answer.done())
                .param("status", answer.status())
                .param("version", answer.version())
                .param("problem", answer.problem())
                .param("detail", answer.detail())
                .update();
    }

    private Known known(String unit, String reference) {
        return jdbc.sql("""
                SELECT entry, case_number, act, done, status, version, problem, detail
                  FROM partner_act
                 WHERE unit = :unit AND reference = :reference
                """)
                .param("unit", unit)
                .param("reference", reference)
                .query((row, _) -> {
                    @Nullable Long version = row.getObject("version", Long.class);
                    return new Known(
                            row.getLong("entry"),
                            row.getString("case_number"),
                            row.getString("act"),
                            new Answer(
                                    row.getBoolean("done"),
                                    row.getString("status"),
                                    version,
                                    row.getString("problem"),
                                    row.getString("detail")));
                })
                .single();
    }
}

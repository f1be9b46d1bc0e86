package onestop.appeal.reading;

import static onestop.appeal.recusal.Concealment.notConcealed;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import onestop.appeal.words.StateName;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far some appeals are, for the features that raised them. Whoever asks checks who may know. */
@Repository
public class AppealStatuses {
    private final JdbcClient jdbc;

    AppealStatuses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An appeal in two words; {@code over} when nothing more will happen to it. */
    public record AppealStatus(
            UUID id,
            String number,
            String state,
            @Nullable String unit,
            @Nullable String outcome) {
        public boolean over() {
            return state.equals(StateName.CLOSED.name()) || state.equals(StateName.REJECTED.name());
        }
    }

    public Map<UUID, AppealStatus> of(Collection<UUID> appeals) {
        var found = new HashMap<UUID, AppealStatus>();
        if (!appeals.isEmpty()) {
            jdbc.sql("SELECT id, number, state, unit, outcome FROM appeal WHERE id = ANY(:ids)")
                    .param("ids", appeals.toArray(UUID[]::new))
                    .query((row, _) -> new AppealStatus(
                            row.getObject("id", UUID.class),
                            row.getString("number"),
                            row.getString("state"),
                            row.getString("unit"),
                            row.getString("outcome")))
                    .list()
                    .forEach(each -> found.put(each.id(), each));
        }
        return found;
    }

    /** Those of them that do not exist for the reader, as the reader had a part in what they are about. */
    public Set<UUID> concealed(Collection<UUID> appeals, String reader) {
        var concealed = new HashSet<UUID>();
        if (!appeals.isEmpty()) {
            concealed.addAll(jdbc.sql("SELECT id FROM appeal WHERE id = ANY(:ids) AND NOT " + notConcealed("appeal"))
                    .param("ids", appeals.toArray(UUID[]::new))
                    .param("reader", reader)
                    .query(UUID.class)
                    .list());
        }
        return concealed;
    }

    /** Those of them in whose matter the officer had a part, by any relation that is known. */
    public Set<UUID> concerning(Collection<UUID> appeals, String officer) {
        return appeals.isEmpty()
                ? Set.of()
                : Set.copyOf(jdbc.sql("""
                        SELECT a.id FROM appeal AS a
                         WHERE a.id = ANY(:ids)
                           AND EXISTS (SELECT 1 FROM parts_in_file(:officer, a.about_receipt, a.about_case,
                                                                   a.about_negative_answer, a.about_feedback))
                        """)
                        .param("ids", appeals.toArray(UUID[]::new))
                        .param("officer", officer)
                        .query((row, _) -> row.getObject("id", UUID.class))
                        .list());
    }

    /** Whether the officer had a part in what the appeal is about, by any relation that is known. */
    public boolean concerns(UUID appeal, String officer) {
        return !concerning(Set.of(appeal), officer).isEmpty();
    }

    /**
     * Whether the officer signed, in the unit that has the appeal now, for it or for the one that it was joined to, and has not turned
     * out to have had a part in its file. Of a confidential appeal nobody is, as what follows from it would tell whose it is.
     */
    public boolean signedBy(UUID appeal, String officer) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM appeal AS a JOIN appeal_step AS s ON s.appeal_id IN (a.id, a.joined_to) AND s.unit = a.unit
                                WHERE a.id = :appeal AND NOT a.confidential AND s.step = 'SIGNED' AND s.officer_id = :officer
                                  AND NOT EXISTS (SELECT 1 FROM parts_in_file(:officer, a.about_receipt, a.about_case,
                                                                              a.about_negative_answer, a.about_feedback)))
                """)
                .param("appeal", appeal)
                .param("officer", officer)
                .query(Boolean.class)
                .single();
    }
}

package onestop.evaluation.partners;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.feedback.FeedbackMessages;
import onestop.evaluation.partners.PartnerRating.Key;
import onestop.evaluation.personal.Sealing;
import onestop.evaluation.scale.Source;
import onestop.evaluation.scale.Target;
import onestop.events.Outbox;
import onestop.events.OutgoingEvent;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a batch of open feedback in, in one statement and one more for contacts. What is bad or a complaint waits for a supervisor.
 * What is about a window that is registered was given where that is, if the sender does not tell.
 */
@Repository
class TakeFeedback {
    private final JdbcClient jdbc;
    private final KnownInCatalogue catalogue;
    private final Sealing sealing;
    private final Outbox outbox;

    TakeFeedback(JdbcClient jdbc, KnownInCatalogue catalogue, Sealing sealing, Outbox outbox) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.sealing = sealing;
        this.outbox = outbox;
    }

    /**
     * What became of a batch; what is in neither had been taken in before.
     *
     * @param taken those that were new
     * @param refused those about what the catalogue does not have
     */
    record Outcome(Set<Key> taken, Map<PartnerFeedback, InvalidFieldException> refused) {}

    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome take(Collection<PartnerFeedback> batch, Instant at) {
        var refused = catalogue.refused(batch, PartnerFeedback::unit, PartnerFeedback::item, "targetCode");
        var fresh = new TreeMap<Key, PartnerFeedback>(); // one order for all, so that batches wait and do not block
        batch.stream()
                .filter(feedback -> !refused.containsKey(feedback))
                .forEach(feedback -> fresh.putIfAbsent(feedback.key(), feedback));
        return new Outcome(fresh.isEmpty() ? Set.of() : insert(fresh.values(), at), refused);
    }

    private Set<Key> insert(Collection<PartnerFeedback> rows, Instant at) {
        var taken = new HashMap<Key, UUID>();
        jdbc.sql("""
                INSERT INTO open_feedback (id, source, source_number, target, target_code, unit, town, region_level, level,
                       text, complaint, anonymous, given_at, given_on, received_at, status)
                SELECT uuidv7(), f.source, f.number, f.target, f.target_code, f.unit, f.town, f.region_level, f.level,
                       f.text, f.complaint, f.anonymous, f.given_at, f.given_on, :at,
                       CASE WHEN f.complaint OR f.level IN ('DISSATISFIED', 'VERY_DISSATISFIED') THEN 'WAITING'
                            ELSE 'NOTED' END
                  FROM (SELECT source, number, target, target_code, unit, coalesce(s.town, w.town) AS town,
                               coalesce(s.region_level, w.region_level) AS region_level, level, text,
                               said OR text IS NOT NULL AND EXISTS (
                                       SELECT FROM complaint_word WHERE position(word IN lower(text)) > 0) AS complaint,
                               anonymous, given_at, given_on, position
                          FROM unnest(:sources::text[], :numbers::text[], :targets::text[], :targetCodes::text[],
                                      :units::text[], :towns::text[], :regionLevels::text[], :levels::text[],
                                      :texts::text[], :said::boolean[], :anonymous::boolean[], :givenAt::timestamptz[],
                                      :givenOn::date[])
                               WITH ORDINALITY AS s (source, number, target, target_code, unit, town, region_level, level,
                                                     text, said, anonymous, given_at, given_on, position)
                          LEFT JOIN hall_window w
                            ON s.target = 'WINDOW' AND w.code = s.target_code AND s.town IS NULL AND s.region_level IS NULL) f
                 ORDER BY f.position
                    ON CONFLICT (source, source_number) DO NOTHING
                RETURNING source, source_number, id
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("sources", texts(rows, row -> row.source().name()))
                .param("numbers", texts(rows, PartnerFeedback::number))
                .param("targets", texts(rows, row -> row.target().name()))
                .param("targetCodes", texts(rows, PartnerFeedback::targetCode))
                .param("units", texts(rows, PartnerFeedback::unit))
                .param("towns", texts(rows, PartnerFeedback::town))
                .param(
                        "regionLevels",
                        texts(
                                rows,
                                row -> row.regionLevel() == null
                                        ? null
                                        : row.regionLevel().name()))
                .param("levels", texts(rows, row -> row.level().name()))
                .param("texts", texts(rows, PartnerFeedback::text))
                .param("said", texts(rows, row -> String.valueOf(row.complaint())))
                .param("anonymous", texts(rows, row -> String.valueOf(row.anonymous())))
                .param("givenAt", texts(rows, row -> row.writtenAt().toString()))
                .param(
                        "givenOn",
                        texts(rows, row -> CountyTime.dayOf(row.writtenAt()).toString()))
                .query((java.sql.ResultSet row) -> {
                    taken.put(
                            new Key(Source.valueOf(row.getString(1)), row.getString(2)), row.getObject(3, UUID.class));
                });
        keepContacts(rows, taken);
        tellWhomTheyAreAbout(rows, taken, at);
        return taken.keySet();
    }

    private void tellWhomTheyAreAbout(Collection<PartnerFeedback> rows, Map<Key, UUID> taken, Instant at) {
        var told = new ArrayList<OutgoingEvent>();
        for (var row : rows) {
            var id = taken.get(row.key());
            if (id != null && row.target() == Target.OFFICER) {
                told.add(FeedbackMessages.officerNamed(id, row.targetCode(), at));
            }
        }
        outbox.append(told);
    }

    /** Keeps how writers want to be called back, sealed. */
    private void keepContacts(Collection<PartnerFeedback> rows, Map<Key, UUID> taken) {
        var ids = new ArrayList<UUID>();
        var contacts = new ArrayList<byte[]>();
        for (var row : rows) {
            var id = taken.get(row.key());
            if (id != null && row.contact() != null) {
                ids.add(id);
                contacts.add(sealing.seal(row.contact()));
            }
        }
        if (ids.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO open_feedback_contact (feedback_id, contact)
                SELECT id, contact FROM unnest(:ids::uuid[], :contacts::bytea[]) AS c (id, contact)
                """)
                .param("ids", ids.toArray(UUID[]::new))
                .param("contacts", contacts.toArray(byte[][]::new))
                .update();
    }

    private static @Nullable String[] texts(
            Collection<PartnerFeedback> rows, Function<PartnerFeedback, @Nullable String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }
}

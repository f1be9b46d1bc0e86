package onestop.approval.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Compares records of the log with the registers they tell of. A row that was edited, exchanged or taken away there is found; one that
 * was added without a record is not. Acts on cases need no such comparison: an export reads them from their tables.
 */
@Repository
class Registers {
    private final JdbcClient jdbc;

    Registers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A record with which its register does not agree. */
    record Difference(long leaf, String kind, String subject, String act) {}

    /**
     * @param checked records that were compared; kinds that have no register are passed by
     * @param last where to go on; null when there was nothing more
     */
    record Comparison(
            int checked,
            List<Difference> differences,
            @Nullable Long last) {}

    Comparison compare(long after, int most) {
        var rows = jdbc.sql("""
                WITH l AS MATERIALIZED (
                    SELECT leaf_id, facts, facts ->> 'kind' AS kind, facts ->> 'subject' AS subject, facts ->> 'act' AS act,
                           details ->> 'actor' AS actor, details -> 'details' AS details,
                           -- What cannot be read agrees with nothing.
                           CASE WHEN pg_input_is_valid(facts ->> 'at', 'timestamptz') THEN CAST(facts ->> 'at' AS timestamptz) END AS at,
                           CASE WHEN pg_input_is_valid(facts ->> 'engagedAt', 'timestamptz')
                                THEN CAST(facts ->> 'engagedAt' AS timestamptz) END AS engaged_at,
                           CASE WHEN pg_input_is_valid(facts ->> 'subject', 'uuid') THEN CAST(facts ->> 'subject' AS uuid) END AS id,
                           CASE WHEN pg_input_is_valid(facts ->> 'subject', 'bigint') THEN CAST(facts ->> 'subject' AS bigint) END AS number,
                           CASE WHEN pg_input_is_valid(facts ->> 'month' || '-01', 'date')
                                THEN CAST(facts ->> 'month' || '-01' AS date) END AS month
                      FROM ledger_leaf
                     WHERE facts IS NOT NULL AND leaf_id > :after
                     ORDER BY leaf_id
                     LIMIT :most
                )
                SELECT l.leaf_id, l.kind, l.subject, l.act, CASE l.kind
                    WHEN 'PENALTY' THEN EXISTS (
                        SELECT FROM penalty_version v JOIN penalty p ON p.id = v.id
                         WHERE v.id = l.id AND CAST(v.version AS text) = l.facts ->> 'version'
                           AND (v.act, v.actor, v.at) = (l.act, l.actor, l.at)
                           AND (p.unit, p.decision_number) = (l.facts ->> 'unit', l.facts ->> 'decisionNumber')
                           AND v.content ->> 'kind' = l.facts ->> 'penaltyKind'
                           AND v.content ->> 'decidedOn' = l.facts ->> 'decidedOn'
                           AND v.content ->> 'status' = l.facts ->> 'status'
                           AND CAST(CAST(CAST(v.content ->> 'amount' AS numeric) * 100 AS bigint) AS text)
                               IS NOT DISTINCT FROM l.facts ->> 'amountFen'
                           AND ledger_digest(v.content ->> 'subjectUsci', v.content ->> 'subjectName', v.content ->> 'ground',
                                             v.content ->> 'legalBasis') = l.details ->> 'content'
                           AND CASE WHEN v.reason IS NOT NULL THEN ledger_digest(v.reason) END
                               IS NOT DISTINCT FROM l.details ->> 'reason')
                    WHEN 'GREEN_CHANNEL' THEN CASE l.act
                        WHEN 'PROJECT_ENTERED' THEN EXISTS (
                            SELECT FROM key_project k
                             WHERE k.project_code = l.subject
                               AND (k.level, k.list_number, k.entered_by, k.entered_at)
                                   = (l.facts ->> 'level', l.facts ->> 'listNumber', l.actor, l.at)
                               AND ledger_digest(k.name, k.enterprise_usci) = l.details ->> 'content')
                        ELSE EXISTS (
                            SELECT FROM early_engagement e
                             WHERE e.project_code = l.subject AND CAST(e.id AS text) = l.facts ->> 'engagement'
                               AND (e.unit, e.officer, e.logged_at, e.engaged_at)
                                   = (l.facts ->> 'unit', l.actor, l.at, l.engaged_at)
                               AND ledger_digest(e.what) = l.details ->> 'what')
                        END
                    WHEN 'LIGHT' THEN EXISTS (
                        SELECT FROM light_reply r JOIN light g ON g.id = r.light
                         WHERE r.light = l.number
                           AND (r.kind, r.by, r.at, r.reason) = (l.act, l.actor, l.at, l.details ->> 'reason')
                           AND (g.case_number, g.severity) = (l.facts ->> 'caseNumber', l.facts ->> 'severity'))
                    WHEN 'RENEWAL' THEN CASE
                        WHEN l.act = 'ASKED' THEN EXISTS (
                            SELECT FROM licence_renewal r
                             WHERE r.licence_number = l.subject AND r.asked_at = l.at
                               AND CAST(r.valid_until AS text) = l.facts ->> 'validUntilOn')
                        WHEN l.act = 'GRANTED' THEN EXISTS (
                            SELECT FROM licence_renewal r
                             WHERE r.licence_number = l.subject AND (r.outcome, r.settled_by, r.settled_at) = ('GRANTED', l.actor, l.at)
                               AND CAST(r.new_valid_until AS text) = l.facts ->> 'validUntilOn')
                        WHEN l.act = 'REFUSED' THEN EXISTS (
                            SELECT FROM licence_renewal r
                             WHERE r.licence_number = l.subject AND (r.outcome, r.settled_by, r.settled_at) = ('REFUSED', l.actor, l.at)
                               AND r.grounds = l.details ->> 'grounds')
                        END
                    WHEN 'SPOT_CHECK_DRAW' THEN EXISTS (
                        SELECT FROM spot_check_draw d
                         WHERE d.id = l.id
                           AND (to_char(d.month, 'YYYY-MM'), d.unit, d.seed, d.population_digest, d.list_digest, d.drawn_by, d.drawn_at)
                               = (l.facts ->> 'month', l.facts ->> 'unit', l.facts ->> 'seed', l.facts ->> 'populationDigest',
                                  l.facts ->> 'listDigest', l.actor, l.at)
                           AND concat_ws(' ', d.share_percent, d.at_least, d.population, d.drawn)
                               = concat_ws(' ', l.facts ->> 'sharePercent', l.facts ->> 'atLeast', l.facts ->> 'population',
                                           l.facts ->> 'drawn')
                           AND ledger_digest(VARIADIC ARRAY (
                               SELECT s.case_number FROM spot_check s WHERE s.month = d.month AND s.unit = d.unit ORDER BY s.place))
                               = l.facts ->> 'listDigest')
                    WHEN 'SPOT_CHECK' THEN EXISTS (
                        SELECT FROM spot_check_act a JOIN spot_check s ON s.id = a.spot_check
                         WHERE a.spot_check = l.id
                           AND (a.act, a.by, a.by_unit, a.at, s.case_number, s.unit)
                               = (l.act, l.actor, l.facts ->> 'byUnit', l.at, l.facts ->> 'caseNumber', l.facts ->> 'unit')
                           AND ledger_digest(a.text) = l.details ->> 'text')
                    WHEN 'MEASURE_CHECK' THEN EXISTS (
                        SELECT FROM integrity_measure_check m
                         WHERE m.month = l.month AND m.unit = l.facts ->> 'unit' AND m.measure = l.subject
                           AND CAST(m.version AS text) = l.facts ->> 'version'
                           AND (m.kept, m.checked_by, m.by_unit, m.checked_at) = (l.act = 'KEPT', l.actor, l.facts ->> 'byUnit', l.at)
                           AND ledger_digest(m.evidence) = l.details ->> 'evidence'
                           AND CASE WHEN m.reference IS NULL THEN '' ELSE ledger_digest(m.reference) END = l.details ->> 'reference')
                    WHEN 'INTEGRITY_REPORT' THEN CASE l.act
                        WHEN 'RECEIVED' THEN EXISTS (
                            SELECT FROM integrity_report r
                             WHERE r.id = l.id AND r.received_at = l.at
                               AND r.kind = l.facts ->> 'reportKind' AND r.content_digest = l.details ->> 'content'
                               AND ledger_digest(r.kind, r.unit, r.case_number, CAST(r.happened_on AS text), r.what, r.contact)
                                   = l.details ->> 'content')
                        ELSE EXISTS (
                            SELECT FROM integrity_report_act a
                             WHERE a.report = l.id
                               AND (a.act, a.by, a.by_unit, a.at) = (l.act, l.actor, l.facts ->> 'byUnit', l.at)
                               AND ledger_digest(a.text) = l.details ->> 'text')
                        END
                    WHEN 'CONFLICT' THEN CASE l.act
                        WHEN 'DECLARED' THEN EXISTS (
                            SELECT FROM officer_conflict c
                             WHERE c.id = l.id
                               AND (c.unit, c.declared_by, c.declared_at, c.officer)
                                   = (l.facts ->> 'unit', l.actor, l.at, l.details ->> 'officer')
                               AND ledger_digest(c.concerns) = l.details ->> 'concerns'
                               AND ledger_digest(c.reason) = l.details ->> 'reason')
                        WHEN 'ENDED' THEN EXISTS (
                            SELECT FROM officer_conflict c
                             WHERE c.id = l.id AND (c.ended_by, c.ended_at) = (l.actor, l.at)
                               AND ledger_digest(c.end_reason) = l.details ->> 'reason')
                        ELSE EXISTS (
                            SELECT FROM conflict_review r
                             WHERE r.conflict = l.id
                               AND (r.by, r.at, r.finding) = (l.actor, l.at, l.facts ->> 'finding')
                               AND ledger_digest(r.text) = l.details ->> 'text')
                        END
                    WHEN 'ASSESSMENT' THEN EXISTS (
                        SELECT FROM assessment a
                         WHERE to_char(a.quarter, 'YYYY-"Q"Q') = l.subject
                           AND (CAST(a.scheme AS text), a.published_by, a.published_at) = (l.facts ->> 'scheme', l.actor, l.at)
                           AND ledger_digest(VARIADIC ARRAY (
                               SELECT concat(u.unit, ' ', u.score, ' ', u.grade) FROM assessment_unit u
                                WHERE u.quarter = a.quarter ORDER BY u.unit)) = l.facts ->> 'digest')
                    END AS agrees
                  FROM l
                 ORDER BY l.leaf_id
                """)
                .param("after", after)
                .param("most", most)
                .query((row, _) -> new Row(
                        new Difference(
                                row.getLong("leaf_id"),
                                row.getString("kind"),
                                row.getString("subject"),
                                row.getString("act")),
                        row.getObject("agrees", Boolean.class)))
                .list();
        return new Comparison(
                (int) rows.stream().filter(row -> row.agrees() != null).count(),
                rows.stream()
                        .filter(row -> Boolean.FALSE.equals(row.agrees()))
                        .map(Row::record)
                        .toList(),
                rows.size() < most ? null : rows.getLast().record().leaf());
    }

    /** @param agrees null where there is no register to compare with */
    private record Row(Difference record, @Nullable Boolean agrees) {}
}

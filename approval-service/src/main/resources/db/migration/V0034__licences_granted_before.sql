-- Licences of cases that were granted before licences had rows of their own. Nobody is told of them anew; they are published.

WITH granted AS MATERIALIZED (
    SELECT c.licence_number, c.case_number, c.receipt_number, c.item_code, c.item_name_zh, c.unit,
           coalesce(u.name_zh, c.unit) AS unit_name_zh, c.subject_usci, c.subject_name, f.enterprise_usci, c.decided_by,
           c.closed_at, CAST(c.closed_at AT TIME ZONE 'Asia/Shanghai' AS date) AS closed_on,
           coalesce(r.kind, regexp_replace(c.result_name_zh, '（换发）$', '')) AS kind,
           regexp_replace(c.result_name_zh, '（换发）$', '') AS name_zh,
           r.validity_months AS months, coalesce(r.keeps_period, false) AS keeps_period,
           coalesce(r.renewal_days, 30) AS renewal_days,
           coalesce(r.published, c.result_name_zh !~ '(回执|回单|证明|通知|通知书|凭证)$') AS published,
           -- One holder's licences of a kind follow each other; where several stand side by side each is alone.
           CASE WHEN coalesce(r.several, false) THEN c.case_number ELSE '' END AS alone
      FROM approval_case c
      JOIN approval_file f USING (receipt_number)
      LEFT JOIN unit_name u ON u.unit = c.unit
      LEFT JOIN licence_rule r ON r.item_code = c.item_code
     WHERE c.status = 'GRANTED' AND NOT EXISTS (SELECT FROM licence l WHERE l.case_number = c.case_number)
), chained AS MATERIALIZED (
    SELECT g.*,
           row_number() OVER chain AS version,
           lead(licence_number) OVER chain AS after,
           lead(closed_at) OVER chain AS superseded_at,
           -- A period begins with each licence that does not keep the one before.
           count(*) FILTER (WHERE NOT keeps_period) OVER chain AS period
      FROM granted g
    WINDOW chain AS (PARTITION BY unit, kind, subject_usci, alone ORDER BY closed_at, case_number)
), l AS (
    INSERT INTO licence (licence_number, version, kind, name_zh, case_number, receipt_number, item_code, item_name_zh, unit,
                         unit_name_zh, subject_usci, subject_name, enterprise_usci, status, issued_at, valid_from, valid_until,
                         renewal_days, keeps_period, months, ended_at, superseded_by, faced_at, template, change, published,
                         to_publish)
    SELECT licence_number, version, kind, name_zh, case_number, receipt_number, item_code, item_name_zh, unit, unit_name_zh,
           subject_usci, subject_name, enterprise_usci, CASE WHEN after IS NULL THEN 'VALID' ELSE 'SUPERSEDED' END, closed_at,
           closed_on,
           CASE WHEN first_value(months) OVER of_period IS NOT NULL
                THEN greatest(closed_on, first_value(CAST(closed_on + make_interval(months => months) AS date) - 1) OVER of_period)
           END,
           renewal_days, keeps_period, months, superseded_at, after, closed_at, 1, CASE WHEN after IS NULL THEN 1 ELSE 2 END,
           published, published
      FROM chained
    WINDOW of_period AS (PARTITION BY unit, kind, subject_usci, alone, period ORDER BY version)
     ORDER BY closed_at, case_number
 RETURNING licence_number, kind, version, unit, subject_usci, item_code, status
), held AS (
    INSERT INTO licence_held (unit, kind, subject_usci, licence_number, version)
    SELECT l.unit, l.kind, l.subject_usci, l.licence_number, l.version
      FROM l
      LEFT JOIN licence_rule r USING (item_code)
     WHERE l.status = 'VALID' AND NOT coalesce(r.several, false)
)
INSERT INTO licence_history (licence_number, change, act, actor, at, details)
SELECT licence_number, 1, 'ISSUED', decided_by, closed_at, jsonb_build_object('caseNumber', case_number) FROM chained
UNION ALL
SELECT licence_number, 2, 'SUPERSEDED', 'system', superseded_at, jsonb_build_object('supersededBy', after)
  FROM chained
 WHERE after IS NOT NULL;

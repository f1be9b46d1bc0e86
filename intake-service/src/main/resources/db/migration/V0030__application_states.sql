-- Pre-review, deferred acceptance, further notices, and files that end because a period is over.
SET LOCAL lock_timeout = '5s';

ALTER TABLE application
    ADD COLUMN pre_reviewed_at      timestamptz,
    ADD COLUMN pre_reviewed_by      text,
    ADD COLUMN correction_due_on    date,
    ADD COLUMN correction_reason    text,
    ADD COLUMN correction_supplied  text[],
    ADD COLUMN earlier_corrections  jsonb,
    ADD COLUMN deferred_due_on      date,
    ADD COLUMN refusal_ground       text
        CONSTRAINT application_refusal_ground_known
        CHECK (refusal_ground IN ('NO_PERMISSION_NEEDED', 'OTHER_BODY_COMPETENT', 'OTHER')),
    DROP CONSTRAINT application_status_known,
    DROP CONSTRAINT application_open_has_a_limit,
    DROP CONSTRAINT application_accepted_by_someone,
    DROP CONSTRAINT application_closed_by_someone;

-- What was accepted with a material to follow that has not come is of the new state.
UPDATE application a
   SET status = 'ACCEPTED_DEFERRED', deferred_due_on = m.due_on
  FROM (SELECT receipt_number, min(due_on) AS due_on
          FROM application_material
         WHERE state = 'DEFERRED' AND due_on IS NOT NULL
         GROUP BY receipt_number) AS m
 WHERE a.receipt_number = m.receipt_number AND a.status = 'ACCEPTED';

ALTER TABLE application
    ADD CONSTRAINT application_status_known CHECK (status IN (
        'SUBMITTED', 'PRE_REVIEWED', 'CORRECTION_REQUESTED', 'ACCEPTED', 'ACCEPTED_DEFERRED', 'DELIVERED', 'REFUSED',
        'WITHDRAWN', 'TERMINATED', 'LAPSED')),
    ADD CONSTRAINT application_open_has_a_limit CHECK (
        (status IN ('SUBMITTED', 'PRE_REVIEWED')) = (deemed_accepted_after IS NOT NULL)
        AND (status IN ('SUBMITTED', 'PRE_REVIEWED')) = (clock_started_on IS NOT NULL)),
    ADD CONSTRAINT application_pre_reviewed_by_someone CHECK (
        (status = 'PRE_REVIEWED') = (pre_reviewed_at IS NOT NULL)
        AND (pre_reviewed_at IS NULL) = (pre_reviewed_by IS NULL)),
    ADD CONSTRAINT application_pre_reviewed_online
        CHECK (status <> 'PRE_REVIEWED' OR channel IN ('ONLINE', 'MOBILE_APP')),
    ADD CONSTRAINT application_lapsed_after_its_period
        CHECK (status <> 'LAPSED' OR (correction_due_on IS NOT NULL AND corrected_at IS NULL)),
    ADD CONSTRAINT application_deferred_until_a_day
        CHECK ((status = 'ACCEPTED_DEFERRED') = (deferred_due_on IS NOT NULL)),
    ADD CONSTRAINT application_accepted_by_someone CHECK (
        (status NOT IN ('ACCEPTED', 'ACCEPTED_DEFERRED', 'DELIVERED', 'TERMINATED') OR accepted_at IS NOT NULL)
        AND (status NOT IN ('SUBMITTED', 'PRE_REVIEWED', 'CORRECTION_REQUESTED', 'REFUSED', 'LAPSED')
             OR accepted_at IS NULL)
        AND (accepted_at IS NULL) = (accepted_by IS NULL)
        AND (accepted_at IS NULL) = (accepted_by_unit IS NULL)
        AND (accepted_at IS NULL) = (accepted_counts_from IS NULL)
        AND (accepted_at IS NULL) = (deemed IS NULL)),
    ADD CONSTRAINT application_closed_by_someone CHECK (
        (status IN ('REFUSED', 'WITHDRAWN', 'TERMINATED', 'LAPSED')) = (closed_at IS NOT NULL)
        AND (closed_at IS NULL) = (closed_by IS NULL)),
    ADD CONSTRAINT application_refused_on_a_ground CHECK (status = 'REFUSED' OR refusal_ground IS NULL),
    ADD CONSTRAINT application_other_body_is_named
        CHECK (refusal_ground <> 'OTHER_BODY_COMPETENT' OR competent_body IS NOT NULL);
COMMENT ON COLUMN application.correction_due_on IS 'Last day of the period stated in the notice; null in notices from before periods were stated, which never lapse.';
COMMENT ON COLUMN application.earlier_corrections IS 'The rounds before the last one, oldest first. Never filtered on.';
COMMENT ON COLUMN application.deferred_due_on IS 'The earliest day by which a material that may follow has to come.';

-- Each sweep reads along an index of its own.
DROP INDEX application_deemed_idx;
CREATE INDEX application_deemed_idx ON application (deemed_accepted_after, receipt_number)
    WHERE status IN ('SUBMITTED', 'PRE_REVIEWED');
CREATE INDEX application_correction_due_idx ON application (correction_due_on, receipt_number)
    WHERE status = 'CORRECTION_REQUESTED';
CREATE INDEX application_deferred_due_idx ON application (deferred_due_on, receipt_number)
    WHERE status = 'ACCEPTED_DEFERRED';

ALTER TABLE application_history
    DROP CONSTRAINT application_history_act_known,
    ADD CONSTRAINT application_history_act_known CHECK (act IN (
        'SUBMITTED', 'PRE_REVIEWED', 'CORRECTION_REQUESTED', 'CORRECTED', 'ACCEPTED', 'REFUSED', 'WITHDRAWN',
        'MATERIALS_SUPPLIED', 'TERMINATED', 'LAPSED', 'DELIVERED'));

CREATE TABLE commitment_text (
    kind         text        NOT NULL
        CONSTRAINT commitment_text_kind_known CHECK (kind IN ('DEFERRED_MATERIALS', 'NOTICE_AND_COMMITMENT')),
    version      bigint      NOT NULL CONSTRAINT commitment_text_version_counts CHECK (version > 0),
    text_zh      text        NOT NULL,
    text_en      text        NOT NULL,
    published_by text        NOT NULL,
    published_at timestamptz NOT NULL,
    CONSTRAINT commitment_text_pk PRIMARY KEY (kind, version)
);
COMMENT ON TABLE commitment_text IS 'What applicants commit themselves to, every version as it was read. Only ever added to.';
INSERT INTO commitment_text (kind, version, text_zh, text_en, published_by, published_at)
VALUES ('DEFERRED_MATERIALS', 1,
        '本申请人已知悉尚缺材料的名称、要求和补交期限，自愿申请容缺受理，承诺在期限内补齐全部所缺材料，并对所提交材料的真实性负责。逾期未补齐的，同意终止办理，由此产生的后果由本申请人承担；材料补齐前不领取办理结果。',
        'I know which materials are still missing, what is required of them and until when they have to come. I ask of my own will for acceptance with these materials deferred, will supply all of them in time, and answer for the truth of what I hand in. If I do not, I agree that handling is terminated and bear the consequences; no result is handed out before everything is there.',
        'intake-service', '2026-01-01T00:00:00+08:00'),
       ('NOTICE_AND_COMMITMENT', 1,
        '本申请人已知悉行政机关告知的办理条件、标准、技术要求以及不实承诺的法律责任，自愿选择以书面承诺替代相应证明材料，承诺已经符合告知的条件和要求，所作承诺是真实意思表示，愿意接受事后核查。承诺不实的，愿意承担终止办理、责令限期整改、撤销决定、行政处罚和记入信用记录等法律后果。',
        'I have been told in writing the conditions, standards and technical requirements and what the law attaches to a false promise. I choose of my own will to replace the proofs by this promise. I meet the conditions, mean what I promise, and accept that it is checked afterwards. Should it be false, I bear the consequences: an end of handling, an order to correct, revocation of the decision, penalties, and an entry in the credit record.',
        'intake-service', '2026-01-01T00:00:00+08:00');
REVOKE UPDATE, DELETE, TRUNCATE ON commitment_text FROM CURRENT_USER;

CREATE TABLE application_commitment (
    receipt_number text   NOT NULL CONSTRAINT application_commitment_of_a_file REFERENCES application,
    version        bigint NOT NULL,
    kind           text   NOT NULL,
    text_version   bigint NOT NULL,
    material_keys  text[] NOT NULL
        CONSTRAINT application_commitment_is_about_something CHECK (cardinality(material_keys) > 0),
    CONSTRAINT application_commitment_pk PRIMARY KEY (receipt_number, version)
);
COMMENT ON TABLE application_commitment IS 'Which text was committed to in the act that made this version, and for which materials. Only ever added to; no foreign keys to tables that are the same, for checking one takes the right to update there.';
REVOKE UPDATE, DELETE, TRUNCATE ON application_commitment FROM CURRENT_USER;

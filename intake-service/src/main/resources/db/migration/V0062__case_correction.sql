-- What a department asked to be corrected after acceptance, as its events told it, and whether it was answered.
CREATE TABLE case_correction (
    case_number    text        NOT NULL,
    -- The department's version of the case with the notice.
    notice         bigint      NOT NULL,
    receipt_number text        NOT NULL,
    asked_at       timestamptz NOT NULL,
    expected_on    date,
    defects        jsonb       NOT NULL,
    answered_at    timestamptz,
    -- The department went on, or ended the case, without an answer.
    closed_at      timestamptz,
    CONSTRAINT case_correction_pk PRIMARY KEY (case_number, notice)
);
CREATE INDEX case_correction_file_idx ON case_correction (receipt_number, asked_at, case_number, notice);

ALTER TABLE application_history
    DROP CONSTRAINT application_history_act_known,
    ADD CONSTRAINT application_history_act_known CHECK (act IN (
        'SUBMITTED', 'PRE_REVIEWED', 'CORRECTION_REQUESTED', 'CORRECTED', 'ACCEPTED', 'REFUSED', 'WITHDRAWN',
        'MATERIALS_SUPPLIED', 'CASE_CORRECTED', 'FEE_PAID', 'TERMINATED', 'LAPSED', 'DELIVERED'));

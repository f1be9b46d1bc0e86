-- What the approval told of a case's way, so that a delay is put to the step that took long; and what could not be got done.

CREATE TABLE file_case_mark (
    case_number text        NOT NULL,
    at          timestamptz NOT NULL,
    mark        text        NOT NULL CONSTRAINT file_case_mark_known CHECK (mark IN
                            ('OPENED', 'EXAMINED', 'REVIEWED', 'RETURNED', 'SUSPENDED', 'RESUMED', 'DECIDED')),
    -- Of a return, the step that it came from.
    step        text        CONSTRAINT file_case_mark_step_known CHECK (step IN ('EXAMINATION', 'REVIEW', 'DECISION')),
    sequence    bigint      NOT NULL,
    PRIMARY KEY (case_number, at, mark)
);

ALTER TABLE file_case_fact
    ADD COLUMN item       text,
    ADD COLUMN decided_on date,
    ADD COLUMN slow_step  text CONSTRAINT file_case_fact_slow_step_known
                          CHECK (slow_step IN ('EXAMINATION', 'REVIEW', 'DECISION'));
UPDATE file_case_fact c
   SET decided_on = i.served_on
  FROM invitation i
 WHERE i.receipt_number = c.receipt_number AND i.service = 'COMPLETION' AND c.on_time_promised IS NOT NULL;
CREATE INDEX file_case_fact_decided_idx ON file_case_fact (decided_on) INCLUDE (receipt_number, item, slow_step, on_time_promised)
    WHERE decided_on IS NOT NULL AND on_time_promised IS NOT NULL;

-- Reports that an item could not be got done: of enterprises (办不成事), and of windows that said no. Nobody is named.
CREATE TABLE blocked_report (
    id          uuid PRIMARY KEY,
    kind        text NOT NULL CONSTRAINT blocked_report_kind_known CHECK (kind IN ('BLOCKED_MATTER', 'NEGATIVE_ANSWER')),
    item        text NOT NULL,
    cause       text,
    reported_on date NOT NULL
);
CREATE INDEX blocked_report_idx ON blocked_report (reported_on, item) INCLUDE (kind, cause);

ALTER TABLE improvement
    DROP CONSTRAINT improvement_kind_known,
    ADD CONSTRAINT improvement_kind_known CHECK (kind IN
        ('LABEL', 'BAD_RATING', 'BAD_FEEDBACK', 'BAD_FINDING', 'CORRECTION', 'DELAY', 'BLOCKED_MATTER', 'NEGATIVE_ANSWER'));

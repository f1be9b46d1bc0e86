-- Cases that end without a decision, and what goes on beside the steps: verifications on site, hearings, other units' opinions.

SET LOCAL lock_timeout = '5s';

ALTER TABLE approval_case
    -- Null while there is nothing. Never filtered on; what other units were asked is listed from opinion_asked.
    ADD COLUMN proceedings          jsonb,
    ADD COLUMN on_site_verification boolean NOT NULL DEFAULT false,
    ADD COLUMN ended_by             text,
    -- What the case waited for at first: needs and follows shrink, the graph of the file does not. Null in cases opened before.
    ADD COLUMN waits_at_first       text[],
    DROP CONSTRAINT approval_case_status_known,
    ADD CONSTRAINT approval_case_status_known CHECK (status IN
        ('WAITING', 'EXAMINATION', 'REVIEW', 'DECISION', 'SUSPENDED', 'GRANTED', 'REFUSED', 'NOT_STARTED', 'WITHDRAWN',
         'TERMINATED', 'LAPSED', 'FORWARDED')) NOT VALID,
    DROP CONSTRAINT approval_case_closed_with_its_time,
    ADD CONSTRAINT approval_case_closed_with_its_time CHECK (
        (status IN ('GRANTED', 'REFUSED', 'NOT_STARTED', 'WITHDRAWN', 'TERMINATED', 'LAPSED', 'FORWARDED'))
        = (closed_at IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT approval_case_ended_by_someone_with_grounds CHECK (
        (status IN ('TERMINATED', 'LAPSED', 'FORWARDED')) = (ended_by IS NOT NULL)
        AND (ended_by IS NULL OR grounds IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT approval_case_ended_by_four_eyes CHECK (
        ended_by IS NULL OR (ended_by IS DISTINCT FROM examined_by AND ended_by IS DISTINCT FROM reviewed_by)) NOT VALID;

ALTER TABLE approval_file
    ADD COLUMN cases_ended integer NOT NULL DEFAULT 0,
    DROP CONSTRAINT approval_file_every_case_counted_once,
    ADD CONSTRAINT approval_file_every_case_counted_once CHECK (
        cases_waiting + cases_in_hand + cases_granted + cases_refused + cases_not_started + cases_withdrawn + cases_ended
        = cases_total) NOT VALID,
    -- 45 working days, and 15 more where the head of the government approved them (行政许可法 art. 42).
    DROP CONSTRAINT approval_file_promised_within_the_law,
    ADD CONSTRAINT approval_file_promised_within_the_law CHECK (promised_days BETWEEN 0 AND 60) NOT VALID;

ALTER TABLE case_history
    DROP CONSTRAINT case_history_act_known,
    ADD CONSTRAINT case_history_act_known CHECK (act IN
        ('OPENED', 'ASSIGNED', 'EXAMINED', 'REVIEWED', 'RETURNED', 'EXTENDED', 'RECOUNTED', 'SUSPENDED', 'RESUMED', 'GRANTED',
         'REFUSED', 'NOT_STARTED', 'WITHDRAWN', 'TERMINATED', 'LAPSED', 'FORWARDED', 'VISIT_RECORDED', 'VISIT_SIGNED',
         'OPINIONS_ASKED', 'OPINION_GIVEN', 'REQUEST_WITHDRAWN', 'HEARING_ASKED', 'HEARING_PLANNED', 'HEARING_HELD',
         'HEARING_WAIVED')) NOT VALID;

ALTER TABLE letter
    DROP CONSTRAINT letter_kind_known,
    ADD CONSTRAINT letter_kind_known CHECK (kind IN
        ('GRANT', 'REFUSAL', 'SPECIAL_PROCEDURE', 'EXTENSION', 'TERMINATION', 'RENEWAL_GRANT', 'RENEWAL_REFUSAL', 'REVOCATION',
         'CANCELLATION', 'HEARING_NOTICE', 'FORWARDING')) NOT VALID;

-- The desk of a unit that is asked for its opinion. What was answered stands in the case; this is how it is found.
CREATE TABLE opinion_asked (
    case_number    text     NOT NULL,
    request        smallint NOT NULL,
    unit           text     NOT NULL,
    receipt_number text     NOT NULL,
    asking_unit    text     NOT NULL,
    due_on         date     NOT NULL,
    question       text     NOT NULL,
    -- Answered, withdrawn, or left open by a case that has ended.
    closed         boolean  NOT NULL DEFAULT false,
    PRIMARY KEY (case_number, request, unit)
);
CREATE INDEX opinion_asked_open_idx ON opinion_asked (unit, due_on, case_number, request) WHERE NOT closed;
COMMENT ON TABLE opinion_asked IS 'Which unit is asked for an opinion in which case.';

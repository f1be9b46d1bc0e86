-- A review between examination and decision, a return to an earlier step, and one extension of both limits.

SET LOCAL lock_timeout = '5s';

ALTER TABLE approval_case
    -- How many steps the item names; null when it names none: one for IMMEDIATE, two for PROMISED.
    ADD COLUMN steps          smallint CONSTRAINT approval_case_steps_known CHECK (steps BETWEEN 1 AND 3),
    ADD COLUMN reviewed_by    text,
    ADD COLUMN reviewed_at    timestamptz,
    ADD COLUMN review_opinion text,
    ADD COLUMN extension_days smallint NOT NULL DEFAULT 0
        CONSTRAINT approval_case_extended_within_the_law CHECK (extension_days BETWEEN 0 AND 15),
    DROP CONSTRAINT approval_case_status_known,
    ADD CONSTRAINT approval_case_status_known CHECK (status IN
        ('WAITING', 'EXAMINATION', 'REVIEW', 'DECISION', 'SUSPENDED', 'GRANTED', 'REFUSED', 'NOT_STARTED', 'WITHDRAWN')),
    DROP CONSTRAINT approval_case_in_hand_has_a_place_in_the_queue,
    ADD CONSTRAINT approval_case_in_hand_has_a_place_in_the_queue CHECK (
        (status IN ('EXAMINATION', 'REVIEW', 'DECISION', 'SUSPENDED')) = (urgent_on IS NOT NULL)),
    DROP CONSTRAINT approval_case_due_unless_suspended,
    ADD CONSTRAINT approval_case_due_unless_suspended CHECK (
        status NOT IN ('EXAMINATION', 'REVIEW', 'DECISION', 'GRANTED', 'REFUSED')
        OR (promised_due_on IS NOT NULL AND statutory_due_on IS NOT NULL)),
    DROP CONSTRAINT approval_case_promised_ones_are_examined_first,
    ADD CONSTRAINT approval_case_examined_first CHECK (
        status NOT IN ('REVIEW', 'DECISION', 'GRANTED', 'REFUSED') OR examined_by IS NOT NULL
        OR coalesce(steps, CASE case_type WHEN 'IMMEDIATE' THEN 1 ELSE 2 END) = 1),
    ADD CONSTRAINT approval_case_reviewed_before_its_decision CHECK (
        status NOT IN ('DECISION', 'GRANTED', 'REFUSED') OR coalesce(steps, 2) < 3 OR reviewed_by IS NOT NULL),
    ADD CONSTRAINT approval_case_reviewed_after_its_examination CHECK (
        reviewed_by IS NULL OR (examined_by IS NOT NULL AND reviewed_at IS NOT NULL AND review_opinion IS NOT NULL)),
    ADD CONSTRAINT approval_case_reviewer_is_nobody_else CHECK (
        reviewed_by IS NULL OR (reviewed_by <> examined_by AND (decided_by IS NULL OR reviewed_by <> decided_by)));

DROP INDEX approval_case_desk_idx;
CREATE INDEX approval_case_desk_idx
    ON approval_case (unit, queue_rank, urgent_on, case_number, item_code, status)
 WHERE status IN ('EXAMINATION', 'REVIEW', 'DECISION', 'SUSPENDED');

ALTER TABLE case_history
    DROP CONSTRAINT case_history_act_known,
    ADD CONSTRAINT case_history_act_known CHECK (act IN
        ('OPENED', 'ASSIGNED', 'EXAMINED', 'REVIEWED', 'RETURNED', 'EXTENDED', 'RECOUNTED', 'SUSPENDED', 'RESUMED', 'GRANTED',
         'REFUSED', 'NOT_STARTED', 'WITHDRAWN'));

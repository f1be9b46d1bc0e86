-- How far the appeal about a feedback is, as the appeals tell it; the sequence is the appeal's version that was told last. What was
-- heard of earlier has an appeal and no state until that changes.
ALTER TABLE open_feedback
    ADD COLUMN appeal_number         text,
    ADD COLUMN appeal_state          text,
    ADD COLUMN appeal_competent_body text,
    ADD COLUMN appeal_sequence       bigint;
ALTER TABLE open_feedback ADD CONSTRAINT open_feedback_appeal_state_known CHECK (
    appeal_state IN ('RECEIVED', 'ANSWERED', 'REDO', 'CLOSED', 'DECLINED')) NOT VALID;
ALTER TABLE open_feedback ADD CONSTRAINT open_feedback_state_of_an_appeal CHECK (
    (appeal_state IS NULL) = (appeal_sequence IS NULL) AND (appeal_state IS NULL OR appeal_id IS NOT NULL)
    AND (appeal_competent_body IS NULL OR appeal_state = 'DECLINED')) NOT VALID;
ALTER TABLE open_feedback VALIDATE CONSTRAINT open_feedback_appeal_state_known;
ALTER TABLE open_feedback VALIDATE CONSTRAINT open_feedback_state_of_an_appeal;

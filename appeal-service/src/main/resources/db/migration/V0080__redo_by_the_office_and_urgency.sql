-- The office sends an answer back before the applicant was asked; and says later that an appeal is urgent, or is not.

ALTER TABLE appeal DROP CONSTRAINT appeal_called_back_with_an_answer;
ALTER TABLE appeal ADD CONSTRAINT appeal_called_back_with_an_answer CHECK (
    state NOT IN ('CALLED_BACK', 'CLOSED') OR (reached IS NOT NULL AND called_back_at IS NOT NULL));

ALTER TABLE appeal_step DROP CONSTRAINT appeal_step_known;
ALTER TABLE appeal_step ADD CONSTRAINT appeal_step_known CHECK (
    step IN ('RECEIVED', 'FILE_NAMED', 'CLASSIFIED', 'MADE_URGENT', 'MADE_ORDINARY', 'ANSWERED_DIRECTLY', 'DISPATCHED', 'SIGNED',
             'RETURNED', 'CONTACTED', 'OPINION_GIVEN', 'STAGE_REPLIED', 'EXTENSION_ASKED', 'EXTENDED', 'EXTENSION_REFUSED', 'COORDINATED',
             'PART_GIVEN', 'COORDINATION_ENDED', 'REPLIED', 'CALL_BACK_MISSED', 'CALLED_BACK', 'REDO_ORDERED', 'JOINED',
             'SEPARATED', 'REVISION_ASKED', 'DISCIPLINE_CLUE', 'CLOSED', 'REOPENED', 'REJECTED'));

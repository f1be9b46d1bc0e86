-- What was joined to an appeal is handled by itself again when who speaks for that one had a part in the file of this one.

ALTER TABLE appeal_step DROP CONSTRAINT appeal_step_known;
ALTER TABLE appeal_step ADD CONSTRAINT appeal_step_known CHECK (
    step IN ('RECEIVED', 'CLASSIFIED', 'ANSWERED_DIRECTLY', 'DISPATCHED', 'SIGNED', 'RETURNED', 'CONTACTED', 'OPINION_GIVEN',
             'STAGE_REPLIED', 'EXTENSION_ASKED', 'EXTENDED', 'EXTENSION_REFUSED', 'COORDINATED', 'PART_GIVEN',
             'COORDINATION_ENDED', 'REPLIED', 'CALL_BACK_MISSED', 'CALLED_BACK', 'REDO_ORDERED', 'JOINED', 'SEPARATED',
             'REVISION_ASKED', 'DISCIPLINE_CLUE', 'CLOSED', 'REOPENED', 'REJECTED'));

-- What an appeal concerns may be named, or put right, later; and it may be a window's report that it said no, which often names no
-- file, as nothing was accepted: whoever reported it is kept from the appeal all the same.

ALTER TABLE appeal ADD COLUMN about_negative_answer uuid REFERENCES negative_answer;

ALTER TABLE appeal_step DROP CONSTRAINT appeal_step_known;
ALTER TABLE appeal_step ADD CONSTRAINT appeal_step_known CHECK (
    step IN ('RECEIVED', 'FILE_NAMED', 'CLASSIFIED', 'ANSWERED_DIRECTLY', 'DISPATCHED', 'SIGNED', 'RETURNED', 'CONTACTED',
             'OPINION_GIVEN', 'STAGE_REPLIED', 'EXTENSION_ASKED', 'EXTENDED', 'EXTENSION_REFUSED', 'COORDINATED', 'PART_GIVEN',
             'COORDINATION_ENDED', 'REPLIED', 'CALL_BACK_MISSED', 'CALLED_BACK', 'REDO_ORDERED', 'JOINED', 'SEPARATED',
             'REVISION_ASKED', 'DISCIPLINE_CLUE', 'CLOSED', 'REOPENED', 'REJECTED'));

CREATE FUNCTION parts_in_file(officer text, receipt text, case_named text, answer uuid) RETURNS TABLE (part text)
LANGUAGE sql STABLE AS $$
    WITH file AS (
        SELECT receipt AS receipt_number WHERE receipt IS NOT NULL
         UNION
        SELECT f.receipt_number FROM case_file f WHERE f.case_number = case_named
         UNION
        SELECT n.receipt_number FROM negative_answer n WHERE n.id = answer AND n.receipt_number IS NOT NULL
    ), involved AS (
        SELECT o.officer_id, o.part FROM file JOIN file_officer o USING (receipt_number)
         UNION
        SELECT n.reported_by, 'SAID_NO' FROM file JOIN negative_answer n USING (receipt_number)
         UNION
        SELECT n.reported_by, 'SAID_NO' FROM negative_answer n WHERE n.id = answer
    )
    SELECT i.part FROM involved i WHERE i.officer_id = officer
     UNION
    SELECT 'SUPERIOR' FROM involved i JOIN staff s ON s.officer_id = i.officer_id WHERE s.answers_to = officer
     UNION
    SELECT 'SUBORDINATE' FROM involved i JOIN staff s ON s.answers_to = i.officer_id WHERE s.officer_id = officer
$$;

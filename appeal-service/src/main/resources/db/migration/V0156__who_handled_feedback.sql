-- Who did something about open feedback, or decided whether anything had to be done, is kept from the appeal about it beside whom it is about.
ALTER TABLE feedback_officer ADD COLUMN part text NOT NULL DEFAULT 'COMPLAINED_OF';
ALTER TABLE feedback_officer ALTER COLUMN part DROP DEFAULT;
ALTER TABLE feedback_officer ADD CONSTRAINT feedback_officer_part_known CHECK (part IN ('COMPLAINED_OF', 'WORKED_ON'));
ALTER TABLE feedback_officer DROP CONSTRAINT feedback_officer_pkey;
ALTER TABLE feedback_officer ADD PRIMARY KEY (feedback_id, officer_id, part);

CREATE OR REPLACE FUNCTION parts_in_file(officer text, receipt text, case_named text, answer uuid, feedback text) RETURNS TABLE (part text)
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
         UNION
        SELECT o.officer_id, o.part FROM feedback_officer o WHERE o.feedback_id = feedback
    )
    SELECT i.part FROM involved i WHERE i.officer_id = officer
     UNION
    SELECT 'SUPERIOR' FROM involved i JOIN staff s ON s.officer_id = i.officer_id WHERE s.answers_to = officer
     UNION
    SELECT 'SUBORDINATE' FROM involved i JOIN staff s ON s.answers_to = i.officer_id WHERE s.officer_id = officer
$$;

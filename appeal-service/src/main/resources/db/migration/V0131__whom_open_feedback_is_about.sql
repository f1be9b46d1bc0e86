-- The officer whom open feedback is about, by the account that was on the poster: kept from the appeal that came of it, as are whom they
-- answer to and who answers to them.

CREATE TABLE feedback_officer (
    feedback_id text PRIMARY KEY,
    officer_id  text NOT NULL
);

DROP FUNCTION parts_in_file(text, text, text, uuid);
DROP FUNCTION parts_in_file(text, text, text);

CREATE FUNCTION parts_in_file(officer text, receipt text, case_named text, answer uuid, feedback text) RETURNS TABLE (part text)
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
        SELECT o.officer_id, 'COMPLAINED_OF' FROM feedback_officer o WHERE o.feedback_id = feedback
    )
    SELECT i.part FROM involved i WHERE i.officer_id = officer
     UNION
    SELECT 'SUPERIOR' FROM involved i JOIN staff s ON s.officer_id = i.officer_id WHERE s.answers_to = officer
     UNION
    SELECT 'SUBORDINATE' FROM involved i JOIN staff s ON s.answers_to = i.officer_id WHERE s.officer_id = officer
$$;

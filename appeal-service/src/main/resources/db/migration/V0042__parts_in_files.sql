-- What somebody had to do with a file, by every relation that is known, in one place: commands and lists go by the same rule.

CREATE INDEX negative_answer_file_idx ON negative_answer (receipt_number) WHERE receipt_number IS NOT NULL;

CREATE FUNCTION parts_in_file(officer text, receipt text, case_named text) RETURNS TABLE (part text) LANGUAGE sql STABLE AS $$
    WITH file AS (
        SELECT receipt AS receipt_number WHERE receipt IS NOT NULL
         UNION
        SELECT f.receipt_number FROM case_file f WHERE f.case_number = case_named
    ), involved AS (
        SELECT o.officer_id, o.part FROM file JOIN file_officer o USING (receipt_number)
         UNION
        SELECT n.reported_by, 'SAID_NO' FROM file JOIN negative_answer n USING (receipt_number)
    )
    SELECT i.part FROM involved i WHERE i.officer_id = officer
     UNION
    SELECT 'SUPERIOR' FROM involved i JOIN staff s ON s.officer_id = i.officer_id WHERE s.answers_to = officer
     UNION
    SELECT 'SUBORDINATE' FROM involved i JOIN staff s ON s.answers_to = i.officer_id WHERE s.officer_id = officer
$$;

-- The applicant's papers take no room from those of whoever answers.
ALTER TABLE attachment DROP CONSTRAINT attachment_at_most_ten;
ALTER TABLE attachment ADD CONSTRAINT attachment_at_most_ten_of_each_side CHECK (number BETWEEN 1 AND 20) NOT VALID;
ALTER TABLE attachment VALIDATE CONSTRAINT attachment_at_most_ten_of_each_side;

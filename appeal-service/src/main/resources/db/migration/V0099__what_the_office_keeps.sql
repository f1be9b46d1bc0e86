-- What the office attaches to an appeal may be its applicant's own paper, so of confidential and anonymous ones the unit reads what is
-- meant for it only. What was attached until now has been read.
ALTER TABLE attachment ADD COLUMN for_unit boolean NOT NULL DEFAULT true;
ALTER TABLE attachment DISABLE TRIGGER attachment_never_changes;
UPDATE attachment SET for_unit = false WHERE NOT by_office;
ALTER TABLE attachment ENABLE TRIGGER attachment_never_changes;
ALTER TABLE attachment ALTER COLUMN for_unit DROP DEFAULT;

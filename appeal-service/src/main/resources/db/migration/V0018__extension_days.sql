-- By how many days a limit was extended each time, so that a due date can tell.
ALTER TABLE appeal_step ADD COLUMN days integer CONSTRAINT appeal_step_days_of_an_extension CHECK (
    days IS NULL OR (days > 0 AND step IN ('EXTENDED', 'EXTENSION_ASKED')));

-- By the number that the writer made photographs are added and progress is asked for; units and supervisors know a feedback by
-- another one. Of what came before, and of what other systems hand over, nothing is kept here.
ALTER TABLE open_feedback ADD COLUMN writer bytea CONSTRAINT open_feedback_once_per_writers_number UNIQUE;

-- One appeal for one open feedback that was referred to us.
CREATE UNIQUE INDEX appeal_feedback_once ON appeal (about_feedback) WHERE source = 'OPEN_FEEDBACK' AND about_feedback IS NOT NULL;

-- What became of feedback, and the talks with one unit, are read from indexes; what was merely noted is not in them.
CREATE INDEX open_feedback_decided_idx ON open_feedback (status, given_at DESC, id DESC)
    WHERE status IN ('ORDERED', 'REFERRED', 'DISMISSED');
CREATE INDEX rectification_talk_unit_idx ON rectification_talk (unit, held_on DESC, rectification_id DESC, version DESC);

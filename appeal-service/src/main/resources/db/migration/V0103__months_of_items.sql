-- What was late is found by its due day, what was not justified by the day of the review.
CREATE INDEX appeal_blocked_due_idx ON appeal (solution_due_at, item_code) WHERE kind = 'BLOCKED_MATTER' AND item_code IS NOT NULL;
CREATE INDEX negative_answer_review_unjustified_idx ON negative_answer_review (reviewed_at) WHERE NOT justified;

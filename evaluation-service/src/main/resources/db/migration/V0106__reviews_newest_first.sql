-- Reviews are listed by when they were filed; their ids tell no time.
DROP INDEX review_unit_idx;
DROP INDEX review_reviewer_idx;
CREATE INDEX review_unit_idx ON review (unit, filed_at DESC, id DESC);
CREATE INDEX review_reviewer_idx ON review (reviewer, filed_at DESC, id DESC);
CREATE INDEX review_list_idx ON review (filed_at DESC, id DESC);
CREATE INDEX review_finding_order_idx ON review_finding (rectification_id) WHERE rectification_id IS NOT NULL;
-- What was sent on is looked for by its unit.
CREATE INDEX rectification_sent_on_finding_idx ON rectification (unit) WHERE origin = 'REVIEW' AND dispatch > 1;

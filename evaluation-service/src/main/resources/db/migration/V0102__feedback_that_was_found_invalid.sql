-- A feedback whose unit's objection was upheld counts no more.
ALTER TABLE open_feedback
    DROP CONSTRAINT open_feedback_status_known,
    DROP CONSTRAINT open_feedback_triaged_by_someone,
    DROP CONSTRAINT open_feedback_ordered_names_the_order,
    ADD CONSTRAINT open_feedback_status_known
        CHECK (status IN ('NOTED', 'WAITING', 'ORDERED', 'REFERRED', 'DISMISSED', 'INVALIDATED')) NOT VALID,
    ADD CONSTRAINT open_feedback_triaged_by_someone CHECK (
        (status IN ('ORDERED', 'REFERRED', 'DISMISSED', 'INVALIDATED')) = (triaged_at IS NOT NULL)
        AND (triaged_at IS NULL) = (triaged_by IS NULL)) NOT VALID,
    ADD CONSTRAINT open_feedback_ordered_names_the_order CHECK (
        (status IN ('ORDERED', 'INVALIDATED')) = (rectification_id IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT open_feedback_invalid_is_not_public CHECK (NOT (published AND status = 'INVALIDATED')) NOT VALID;

UPDATE open_feedback f
   SET status = 'INVALIDATED', published = false, published_at = NULL, published_by = NULL, version = f.version + 1
  FROM rectification o
 WHERE o.id = f.rectification_id AND o.status = 'INVALIDATED';

DROP INDEX open_feedback_count_idx;
CREATE INDEX open_feedback_count_idx ON open_feedback (given_on)
    INCLUDE (unit, target, region_level, town, level, status);

-- With a rating that was meant for another unit moves what it is suspected of, and an open feedback moves with its order. And
-- of a feedback whose writer left a contact the order is not closed before somebody has called back.

-- What was decided stays; whose the rating is follows the rating.
DROP TRIGGER rating_suspicion_decision_is_final ON rating_suspicion;
CREATE TRIGGER rating_suspicion_decision_is_final
    BEFORE UPDATE OF rating_id, reasons, raised_at, outcome, reason, decided_by, decided_at ON rating_suspicion
    FOR EACH ROW WHEN (OLD.outcome IS NOT NULL) EXECUTE FUNCTION rating_suspicion_decision_is_final();
CREATE TRIGGER rating_suspicion_decision_stays BEFORE DELETE ON rating_suspicion
    FOR EACH ROW WHEN (OLD.outcome IS NOT NULL) EXECUTE FUNCTION rating_suspicion_decision_is_final();

UPDATE rating_suspicion s SET unit = r.unit FROM rating r WHERE r.id = s.rating_id AND r.unit <> s.unit;
UPDATE open_feedback f SET unit = o.unit, version = f.version + 1
  FROM rectification o
 WHERE o.origin = 'OPEN_FEEDBACK' AND o.origin_id = f.id AND o.unit <> f.unit;

UPDATE rectification o SET anonymous = false
  FROM open_feedback_contact c
 WHERE o.origin = 'OPEN_FEEDBACK' AND o.origin_id = c.feedback_id AND o.status <> 'CLOSED';

-- Feedback that another system handed over under a name is called back through that system, also where it left no contact.
-- What was closed meanwhile stays closed.
UPDATE rectification o
   SET anonymous = false
  FROM open_feedback f
 WHERE o.origin = 'OPEN_FEEDBACK' AND f.id = o.origin_id AND NOT f.anonymous AND f.source <> 'OWN'
   AND o.anonymous AND o.status <> 'CLOSED';

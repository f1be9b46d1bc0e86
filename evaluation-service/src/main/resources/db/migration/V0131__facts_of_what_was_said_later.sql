-- The labels of follow-ups are held against the facts, too; what is known of a file is looked up by its ratings, which the
-- index of first ratings alone does not serve.
CREATE INDEX rating_follow_up_invitation_idx ON rating (invitation_id) WHERE follow_up_of IS NOT NULL;

-- Those that are there are checked with the next news of their files.
INSERT INTO rating_label_check (rating_id, label, fact_check, checked_at)
SELECT r.id, l.label, 'UNKNOWN', now()
  FROM rating r CROSS JOIN LATERAL (SELECT DISTINCT label FROM unnest(r.labels) AS u (label)) AS l
 WHERE r.follow_up_of IS NOT NULL AND r.invitation_id IS NOT NULL
   AND l.label IN ('110', '114', '208', '209', '210', '307');

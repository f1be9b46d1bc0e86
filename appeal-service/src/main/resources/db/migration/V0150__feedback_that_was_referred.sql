-- Which open feedback was referred to us, though there was an appeal about it already: its desk reads that it is handled.
CREATE TABLE referred_feedback (
    feedback_id text        PRIMARY KEY,
    referred_at timestamptz NOT NULL
);
INSERT INTO referred_feedback (feedback_id, referred_at)
SELECT about_feedback, received_at FROM appeal WHERE source = 'OPEN_FEEDBACK' AND about_feedback IS NOT NULL
   AND submitted_by = 'by-event-open_feedback';

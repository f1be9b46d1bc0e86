-- An order is counted in the period in which its rating is: by the day of the rating, not by the day on which the order was
-- opened. What other systems have collected comes later than it was rated.

ALTER TABLE rectification ADD COLUMN rated_on date;
UPDATE rectification o SET rated_on = r.rated_on FROM rating r WHERE r.id = o.rating_id;
ALTER TABLE rectification
    ADD CONSTRAINT rectification_rated_on_a_day CHECK ((rated_on IS NULL) = (rating_id IS NULL));

DROP INDEX rectification_figures_idx;
CREATE INDEX rectification_figures_idx ON rectification (rated_on, unit)
    INCLUDE (rating_id, status, anonymous, round, round_started_on, complex_reason, call_back_outcome, confirmed,
             rectified_late, call_backs_reached, call_backs_satisfied, raters_heard)
    WHERE origin = 'RATING';
DROP INDEX rectification_matter_idx;
CREATE INDEX rectification_matter_idx ON rectification (matter, rated_on);

-- The changes to fold are found by their numbers alone. A join of the table with itself, planned while it was empty and kept with
-- the connection, took minutes once a million changes had come at once.
CREATE OR REPLACE FUNCTION figure_fold(most integer) RETURNS bigint
    LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    folded bigint;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('figure_fold')) THEN
        RETURN 0;
    END IF;
    WITH taken AS (
        DELETE FROM figure_change
         WHERE id = ANY (ARRAY(SELECT id FROM figure_change ORDER BY id LIMIT most))
        RETURNING day, county, town, window_code, measure, amount),
    counted AS (
        SELECT count(*) AS changes FROM taken),
    sums AS (
        INSERT INTO figure_day AS old (region, window_code, day, measure, amount)
        SELECT r.region, w.window_code, t.day, t.measure, sum(t.amount)
          FROM taken t
         CROSS JOIN LATERAL (SELECT '' UNION SELECT t.county UNION SELECT t.town) AS r (region)
         CROSS JOIN LATERAL (SELECT '' UNION SELECT t.window_code) AS w (window_code)
         GROUP BY r.region, w.window_code, t.day, t.measure
        ON CONFLICT (region, window_code, day, measure) DO UPDATE SET amount = old.amount + excluded.amount)
    SELECT changes INTO folded FROM counted;
    RETURN folded;
END $$;

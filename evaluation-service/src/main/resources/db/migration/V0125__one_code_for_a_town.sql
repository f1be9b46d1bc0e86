-- Other systems name a town by its nine digits or by the twelve of a place within it: it is one town, also of what is stored.
-- Nobody writes ratings until this is committed, so nothing is counted under a key that is going.
SET LOCAL lock_timeout = '1min';
LOCK TABLE rating IN SHARE ROW EXCLUSIVE MODE;

UPDATE rating SET town = left(town, 9) WHERE town ~ '^[0-9]{12}$';
UPDATE open_feedback SET town = left(town, 9) WHERE town ~ '^[0-9]{12}$';

DO $$
DECLARE
    tally  text;
    fixed  text;
    counts text;
    sums   text;
    added  text;
BEGIN
    FOREACH tally IN ARRAY ARRAY['rating_tally', 'rating_month_tally', 'dimension_tally', 'dimension_month_tally'] LOOP
        SELECT string_agg(name, ', ') FILTER (WHERE is_key),
               string_agg(name, ', ') FILTER (WHERE NOT is_key),
               string_agg(format('sum(%s)', name), ', ') FILTER (WHERE NOT is_key),
               string_agg(format('%1$s = coalesce(t.%1$s + excluded.%1$s, t.%1$s, excluded.%1$s)', name), ', ') FILTER (WHERE NOT is_key)
          INTO fixed, counts, sums, added
          FROM (SELECT attname AS name, attname IN ('slice', 'part', 'day', 'dimension', 'shard') AS is_key
                  FROM pg_attribute
                 WHERE attrelid = tally::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'key'
                 ORDER BY attnum) AS columns;
        EXECUTE format('
            WITH gone AS (DELETE FROM %1$I WHERE slice = ''TOWN'' AND key ~ ''^[0-9]{12}$'' RETURNING *)
            INSERT INTO %1$I AS t (key, %2$s, %3$s)
            SELECT left(key, 9), %2$s, %4$s FROM gone GROUP BY left(key, 9), %2$s ORDER BY left(key, 9), %2$s
                ON CONFLICT (key, %2$s) DO UPDATE SET %5$s', tally, fixed, counts, sums, added);
    END LOOP;
END
$$;

-- Of one item, also where it was handled as one of a package.
CREATE INDEX IF NOT EXISTS file_case_fact_item_idx ON file_case_fact (item, receipt_number) WHERE item IS NOT NULL;

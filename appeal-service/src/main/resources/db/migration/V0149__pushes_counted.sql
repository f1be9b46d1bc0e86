-- How far policies got, by round and channel: summed as pushes come and change, since a policy may be put before every enterprise.
-- A tally lies in slots. A transaction that counts has one for itself until it ends, so nobody waits for anybody and none block each
-- other for ever; of one slot alone a number may be negative, the sums are exact.

CREATE TABLE policy_push_tally (
    policy_serial integer NOT NULL,
    round         integer NOT NULL,
    channel       text    NOT NULL,
    slot          integer NOT NULL CONSTRAINT policy_push_tally_slot CHECK (slot BETWEEN 0 AND 63),
    pushed        bigint  NOT NULL,
    delivered     bigint  NOT NULL,
    failed        bigint  NOT NULL,
    read          bigint  NOT NULL,
    applied       bigint  NOT NULL,
    CONSTRAINT policy_push_tally_once PRIMARY KEY (policy_serial, round, channel, slot)
) WITH (fillfactor = 50);

CREATE FUNCTION policy_push_slot() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    first integer := pg_backend_pid() % 64;
BEGIN
    FOR further IN 0 .. 63 LOOP
        IF pg_try_advisory_xact_lock(hashtext('policy_push_tally'), (first + further) % 64) THEN
            RETURN (first + further) % 64;
        END IF;
    END LOOP;
    PERFORM pg_advisory_xact_lock(hashtext('policy_push_tally'), first);
    RETURN first;
END $$;

CREATE FUNCTION count_pushes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format($sum$
        INSERT INTO policy_push_tally AS t
        SELECT policy_serial, round, channel, $1, sum(times), sum(delivered), sum(failed), sum(read), sum(applied)
          FROM (SELECT policy_serial, round, channel, times, times * (delivered_at IS NOT NULL)::int AS delivered,
                       times * (failed_at IS NOT NULL AND delivered_at IS NULL)::int AS failed,
                       times * (read_at IS NOT NULL)::int AS read, times * (applied_at IS NOT NULL)::int AS applied
                  FROM (%s) AS changed) AS counted
         GROUP BY policy_serial, round, channel
        HAVING sum(times) <> 0 OR sum(delivered) <> 0 OR sum(failed) <> 0 OR sum(read) <> 0 OR sum(applied) <> 0
            ON CONFLICT ON CONSTRAINT policy_push_tally_once DO UPDATE
           SET pushed = t.pushed + excluded.pushed, delivered = t.delivered + excluded.delivered, failed = t.failed + excluded.failed,
               read = t.read + excluded.read, applied = t.applied + excluded.applied
        $sum$,
        CASE TG_OP WHEN 'INSERT' THEN 'SELECT 1 AS times, * FROM pushes_now'
                   WHEN 'UPDATE' THEN 'SELECT 1 AS times, * FROM pushes_now UNION ALL SELECT -1, * FROM pushes_before'
                   ELSE 'SELECT -1 AS times, * FROM pushes_before' END)
        USING policy_push_slot();
    RETURN NULL;
END $$;
CREATE TRIGGER policy_push_counted AFTER INSERT ON policy_push
    REFERENCING NEW TABLE AS pushes_now FOR EACH STATEMENT EXECUTE FUNCTION count_pushes();
CREATE TRIGGER policy_push_recounted AFTER UPDATE ON policy_push
    REFERENCING OLD TABLE AS pushes_before NEW TABLE AS pushes_now FOR EACH STATEMENT EXECUTE FUNCTION count_pushes();
CREATE TRIGGER policy_push_discounted AFTER DELETE ON policy_push
    REFERENCING OLD TABLE AS pushes_before FOR EACH STATEMENT EXECUTE FUNCTION count_pushes();

CREATE FUNCTION count_no_pushes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM policy_push_tally;
    RETURN NULL;
END $$;
CREATE TRIGGER policy_push_emptied AFTER TRUNCATE ON policy_push FOR EACH STATEMENT EXECUTE FUNCTION count_no_pushes();

-- The triggers above let nobody write until this is committed.
INSERT INTO policy_push_tally
SELECT policy_serial, round, channel, 0, count(*), count(delivered_at), count(failed_at) FILTER (WHERE delivered_at IS NULL),
       count(read_at), count(applied_at)
  FROM policy_push
 GROUP BY policy_serial, round, channel;

-- Nothing looks pushes up by policy any more.
DROP INDEX policy_push_policy_idx;

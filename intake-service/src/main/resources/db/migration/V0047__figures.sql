-- What is counted of files, noted in the transaction of each act and folded into sums by day.
--
-- An act adds rows to figure_change and touches no row another act touches, so that counting holds nobody up. A sweep
-- folds them into figure_day: per day and measure for everywhere, each county and each town, and these again for each
-- window. A figure is the sum of what is folded and what is not yet, read in one statement.

CREATE TABLE figure_change (
    id          bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT figure_change_pk PRIMARY KEY,
    day         date   NOT NULL,
    county      text   NOT NULL,
    town        text   NOT NULL,
    window_code text   NOT NULL,
    measure     text   NOT NULL,
    amount      bigint NOT NULL
);
COMMENT ON COLUMN figure_change.window_code IS 'Empty when there was no window.';

CREATE TABLE figure_day (
    region      text   NOT NULL,
    window_code text   NOT NULL,
    day         date   NOT NULL,
    measure     text   NOT NULL,
    amount      bigint NOT NULL,
    CONSTRAINT figure_day_pk PRIMARY KEY (region, window_code, day, measure) INCLUDE (amount)
) WITH (fillfactor = 70);
COMMENT ON COLUMN figure_day.region IS 'A county, a town, or empty for everywhere.';
COMMENT ON COLUMN figure_day.window_code IS 'Empty for all windows and what came without one.';

-- Batches are few and their parents are counted once each, which no sum by day can tell.
CREATE TABLE figure_batch (
    receipt_number       text    NOT NULL CONSTRAINT figure_batch_pk PRIMARY KEY,
    day                  date    NOT NULL,
    county               text    NOT NULL,
    town                 text    NOT NULL,
    window_code          text    NOT NULL,
    parent_usci          text    NOT NULL,
    branches             integer NOT NULL,
    documents_separately integer NOT NULL,
    documents            integer NOT NULL,
    steps_separately     integer NOT NULL,
    steps                integer NOT NULL
);
CREATE INDEX figure_batch_day_idx ON figure_batch (day);

CREATE FUNCTION figure_day_of(at timestamptz) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (at AT TIME ZONE 'Asia/Shanghai')::date;

-- Notes measures of one file.
CREATE FUNCTION figure_note(receipt text, at timestamptz, measures text[], amounts bigint[]) RETURNS void
    LANGUAGE sql VOLATILE AS $$
    INSERT INTO figure_change (day, county, town, window_code, measure, amount)
    SELECT figure_day_of(at), left(e.region_code, 6) || '000000', left(e.region_code, 9) || '000',
           coalesce(a.window_code, ''), m.measure, m.amount
      FROM application a
      JOIN enterprise e ON e.usci = a.enterprise_usci
     CROSS JOIN unnest(measures, amounts) AS m (measure, amount)
     WHERE a.receipt_number = receipt AND m.amount <> 0;
$$;

-- What the applicant hands in over the life of a file: documents now or later, promises, and the one form.
CREATE FUNCTION figure_documents(receipt text) RETURNS integer
    LANGUAGE sql STABLE AS $$
    SELECT (count(*) FILTER (WHERE state IN ('HANDED_IN', 'DEFERRED', 'PROMISED', 'MISSING'))
            + least(1, count(*) FILTER (WHERE state = 'MERGED_FORM')))::integer
      FROM application_material
     WHERE receipt_number = receipt;
$$;

CREATE FUNCTION figure_of_act(receipt text, act text, at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    file     record;
    cases    bigint;
    deferred bigint;
BEGIN
    CASE act
        WHEN 'SUBMITTED' THEN
            PERFORM figure_note(receipt, at, ARRAY ['FILES_RECEIVED'], ARRAY [1::bigint]);
        WHEN 'ACCEPTED' THEN
            SELECT channel, deemed, content -> 'figures' AS figures INTO file
              FROM application WHERE receipt_number = receipt;
            SELECT count(*) INTO cases FROM application_case WHERE receipt_number = receipt;
            SELECT count(*) INTO deferred
              FROM application_material
             WHERE receipt_number = receipt AND state = 'DEFERRED' AND due_on IS NOT NULL;
            PERFORM figure_note(
                receipt, at,
                ARRAY ['FILES_ACCEPTED', 'FILES_DEEMED', 'CASES_ACCEPTED', 'CASES_ACCEPTED_' || file.channel,
                       'DEFERRED', 'DOCUMENTS_SEPARATELY', 'DOCUMENTS', 'STATUTORY_DAYS', 'PROMISED_DAYS'],
                ARRAY [1, CASE WHEN file.deemed THEN 1 ELSE 0 END, cases, cases, deferred,
                       (file.figures ->> 'materialsSeparately')::bigint, figure_documents(receipt)::bigint,
                       (file.figures ->> 'statutoryDaysSequential')::bigint,
                       (file.figures ->> 'packagePromisedDays')::bigint]);
        WHEN 'CORRECTION_REQUESTED' THEN
            PERFORM figure_note(receipt, at, ARRAY ['CORRECTIONS'], ARRAY [1::bigint]);
        WHEN 'REFUSED' THEN
            PERFORM figure_note(receipt, at, ARRAY ['FILES_REFUSED'], ARRAY [1::bigint]);
        WHEN 'WITHDRAWN' THEN
            PERFORM figure_note(receipt, at, ARRAY ['FILES_WITHDRAWN'], ARRAY [1::bigint]);
        WHEN 'LAPSED' THEN
            PERFORM figure_note(receipt, at, ARRAY ['FILES_LAPSED'], ARRAY [1::bigint]);
        WHEN 'TERMINATED' THEN
            SELECT count(*) INTO deferred
              FROM application_material
             WHERE receipt_number = receipt AND state = 'DEFERRED';
            PERFORM figure_note(receipt, at, ARRAY ['FILES_TERMINATED', 'DEFERRED_BROKEN'], ARRAY [1, deferred]);
        ELSE NULL; -- nothing is counted of it
    END CASE;
END $$;

CREATE FUNCTION figure_on_act() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM figure_of_act(NEW.receipt_number, NEW.act, NEW.at);
    RETURN NULL;
END $$;
CREATE TRIGGER figure_on_act AFTER INSERT ON application_history
    FOR EACH ROW EXECUTE FUNCTION figure_on_act();

-- A material that was to follow has come; in the act that is the last of the file's history.
CREATE FUNCTION figure_on_supplied() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM figure_note(NEW.receipt_number, h.at, ARRAY ['DEFERRED_KEPT'], ARRAY [1::bigint])
       FROM application_history h
      WHERE h.receipt_number = NEW.receipt_number
      ORDER BY h.version DESC
      LIMIT 1;
    RETURN NULL;
END $$;
CREATE TRIGGER figure_on_supplied AFTER UPDATE ON application_material
    FOR EACH ROW WHEN (OLD.state = 'DEFERRED' AND OLD.due_on IS NOT NULL AND NEW.state = 'HANDED_IN')
    EXECUTE FUNCTION figure_on_supplied();

-- The departments have finished a file.
CREATE FUNCTION figure_of_finish(receipt text, at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    file record;
BEGIN
    SELECT a.kind, a.enterprise_usci, coalesce(a.window_code, '') AS window_code, a.content -> 'figures' AS figures,
           e.region_code,
           (SELECT c.body ->> 'group'
              FROM catalogue_entry c
             WHERE c.kind = 'PACKAGE' AND c.key = a.package_code AND c.body IS NOT NULL
             ORDER BY c.version DESC
             LIMIT 1) AS package_group
      INTO file
      FROM application a
      JOIN enterprise e ON e.usci = a.enterprise_usci
     WHERE a.receipt_number = receipt;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF file.package_group IS NOT NULL THEN
        PERFORM figure_note(
            receipt, at, ARRAY ['PACKAGES_FINISHED', 'PACKAGES_FINISHED_' || file.package_group], ARRAY [1::bigint, 1]);
    END IF;
    IF file.kind = 'BATCH' THEN
        INSERT INTO figure_batch (receipt_number, day, county, town, window_code, parent_usci, branches,
                                  documents_separately, documents, steps_separately, steps)
        SELECT receipt, figure_day_of(at), left(file.region_code, 6) || '000000', left(file.region_code, 9) || '000',
               file.window_code, file.enterprise_usci, count(DISTINCT c.subject_usci),
               (file.figures ->> 'materialsSeparately')::integer, figure_documents(receipt),
               (file.figures ->> 'windowVisitsSeparately')::integer, (file.figures ->> 'windowVisitsInPackage')::integer
          FROM application_case c
         WHERE c.receipt_number = receipt AND c.subject_usci <> file.enterprise_usci
        ON CONFLICT DO NOTHING;
    END IF;
END $$;

CREATE FUNCTION figure_on_finish() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM figure_of_finish(NEW.receipt_number, NEW.finished_at);
    RETURN NULL;
END $$;
CREATE TRIGGER figure_on_finish AFTER INSERT ON file_progress
    FOR EACH ROW EXECUTE FUNCTION figure_on_finish();

CREATE FUNCTION figure_on_handing_out() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM figure_note(
        NEW.receipt_number, NEW.handed_out_at, ARRAY ['RESULTS_HANDED_OUT', 'RESULTS_LATE'],
        ARRAY [1, CASE WHEN NEW.late THEN 1 ELSE 0 END]);
    RETURN NULL;
END $$;
CREATE TRIGGER figure_on_handing_out AFTER INSERT ON handing_out
    FOR EACH ROW WHEN (NEW.number = 1) EXECUTE FUNCTION figure_on_handing_out();

-- Folds the oldest changes into the sums; tells how many. Of two at once the second does nothing.
CREATE FUNCTION figure_fold(most integer) RETURNS bigint
    LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    folded bigint;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('figure_fold')) THEN
        RETURN 0;
    END IF;
    WITH taken AS (
        DELETE FROM figure_change
         WHERE id IN (SELECT id FROM figure_change ORDER BY id LIMIT most)
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

-- What happened before anything was counted.
SELECT figure_of_act(receipt_number, act, at) FROM application_history;
SELECT figure_of_finish(receipt_number, finished_at) FROM file_progress;

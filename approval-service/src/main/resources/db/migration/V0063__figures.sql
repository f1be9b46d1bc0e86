-- Figures of decided cases and of lights for any period: noted in the transaction of the act, added up by day and by month.

SET LOCAL lock_timeout = '5s';

-- What is not added up yet. Written with the act, so that nobody waits for a row that all share; figures read both tables.
CREATE TABLE figure_delta (
    entry             bigint   GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    day               date     NOT NULL,
    unit              text     NOT NULL,
    item_code         text     NOT NULL,
    -- '' for the case as a whole
    step              text     NOT NULL CONSTRAINT figure_delta_step_known CHECK (step IN ('', 'START', 'EXAMINATION', 'REVIEW', 'DECISION')),
    cases             bigint   NOT NULL DEFAULT 0,
    granted           bigint   NOT NULL DEFAULT 0,
    on_time_promised  bigint   NOT NULL DEFAULT 0,
    on_time_statutory bigint   NOT NULL DEFAULT 0,
    used_days         bigint   NOT NULL DEFAULT 0,
    returns           bigint   NOT NULL DEFAULT 0,
    returned_cases    bigint   NOT NULL DEFAULT 0,
    corrections       bigint   NOT NULL DEFAULT 0,
    corrected_cases   bigint   NOT NULL DEFAULT 0,
    extended_cases    bigint   NOT NULL DEFAULT 0,
    waiting_days      bigint   NOT NULL DEFAULT 0,
    working_days      bigint   NOT NULL DEFAULT 0,
    suspended_days    bigint   NOT NULL DEFAULT 0,
    waiting_seconds   bigint   NOT NULL DEFAULT 0,
    working_seconds   bigint   NOT NULL DEFAULT 0,
    suspended_seconds bigint   NOT NULL DEFAULT 0,
    yellow            bigint   NOT NULL DEFAULT 0,
    red               bigint   NOT NULL DEFAULT 0,
    breach            bigint   NOT NULL DEFAULT 0,
    yellow_lifted     bigint   NOT NULL DEFAULT 0,
    red_lifted        bigint   NOT NULL DEFAULT 0,
    breach_lifted     bigint   NOT NULL DEFAULT 0,
    lights_replied    bigint   NOT NULL DEFAULT 0,
    step_light        bigint   NOT NULL DEFAULT 0,
    step_light_lifted bigint   NOT NULL DEFAULT 0,
    -- Cases that ended without a decision.
    ended             bigint   NOT NULL DEFAULT 0
);
CREATE INDEX figure_delta_day_idx ON figure_delta (day);

-- By day ('D') and once more by month ('M', under its first day), so that a long period reads few rows.
CREATE TABLE figure_sum (
    grain             char(1)  NOT NULL CONSTRAINT figure_sum_grain_known CHECK (grain IN ('D', 'M')),
    day               date     NOT NULL,
    unit              text     NOT NULL,
    item_code         text     NOT NULL,
    step              text     NOT NULL,
    cases             bigint   NOT NULL,
    granted           bigint   NOT NULL,
    on_time_promised  bigint   NOT NULL,
    on_time_statutory bigint   NOT NULL,
    used_days         bigint   NOT NULL,
    returns           bigint   NOT NULL,
    returned_cases    bigint   NOT NULL,
    corrections       bigint   NOT NULL,
    corrected_cases   bigint   NOT NULL,
    extended_cases    bigint   NOT NULL,
    waiting_days      bigint   NOT NULL,
    working_days      bigint   NOT NULL,
    suspended_days    bigint   NOT NULL,
    waiting_seconds   bigint   NOT NULL,
    working_seconds   bigint   NOT NULL,
    suspended_seconds bigint   NOT NULL,
    yellow            bigint   NOT NULL,
    red               bigint   NOT NULL,
    breach            bigint   NOT NULL,
    yellow_lifted     bigint   NOT NULL,
    red_lifted        bigint   NOT NULL,
    breach_lifted     bigint   NOT NULL,
    lights_replied    bigint   NOT NULL,
    step_light        bigint   NOT NULL,
    step_light_lifted bigint   NOT NULL,
    ended             bigint   NOT NULL,
    PRIMARY KEY (grain, day, unit, item_code, step)
) WITH (fillfactor = 50); -- a sum that grows stays in its page

-- Correction notices of a file before its acceptance. Made with the file, so that a decision and a late notice meet at its row.
CREATE TABLE figure_file (
    receipt_number text    PRIMARY KEY,
    corrections    integer NOT NULL CONSTRAINT figure_file_corrections_not_negative CHECK (corrections >= 0)
) WITH (fillfactor = 90);
INSERT INTO figure_file (receipt_number, corrections)
SELECT receipt_number, corrections FROM reduction_file
 UNION ALL
SELECT receipt_number, 0 FROM approval_file f
 WHERE NOT EXISTS (SELECT FROM reduction_file r WHERE r.receipt_number = f.receipt_number);

-- Cases that were decided before there were figures; a job counts them, some at a time.
CREATE TABLE figure_backlog (
    case_number text PRIMARY KEY
);
INSERT INTO figure_backlog (case_number) SELECT case_number FROM approval_case WHERE status IN ('GRANTED', 'REFUSED');

-- Lights are noted where they are entered, whoever enters them: on the day that they turned, also when they are lifted later.
CREATE FUNCTION figures_of_lights() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO figure_delta (day, unit, item_code, step, step_light, yellow, red, breach)
    SELECT CAST(turned_at AT TIME ZONE 'Asia/Shanghai' AS date), unit, item_code, '',
           count(*) FILTER (WHERE severity = 'STEP'), count(*) FILTER (WHERE severity = 'YELLOW'), count(*) FILTER (WHERE severity = 'RED'),
           count(*) FILTER (WHERE severity = 'BREACH')
      FROM fresh
     GROUP BY 1, 2, 3;
    RETURN NULL;
END $$;
CREATE TRIGGER light_figures AFTER INSERT ON light
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION figures_of_lights();

CREATE FUNCTION figures_of_light_replies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO figure_delta (day, unit, item_code, step, step_light_lifted, yellow_lifted, red_lifted, breach_lifted,
                              lights_replied)
    SELECT CAST(l.turned_at AT TIME ZONE 'Asia/Shanghai' AS date), l.unit, l.item_code, '',
           count(*) FILTER (WHERE r.kind = 'LIFTED' AND l.severity = 'STEP'),
           count(*) FILTER (WHERE r.kind = 'LIFTED' AND l.severity = 'YELLOW'),
           count(*) FILTER (WHERE r.kind = 'LIFTED' AND l.severity = 'RED'),
           count(*) FILTER (WHERE r.kind = 'LIFTED' AND l.severity = 'BREACH'),
           -- A lift after an answer is no second reply.
           count(*) FILTER (WHERE r.kind = 'ANSWERED' OR NOT EXISTS (
               SELECT FROM light_reply a WHERE a.light = r.light AND a.kind = 'ANSWERED'))
      FROM fresh r
      JOIN light l ON l.id = r.light
     GROUP BY 1, 2, 3;
    RETURN NULL;
END $$;
CREATE TRIGGER light_reply_figures AFTER INSERT ON light_reply
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION figures_of_light_replies();

INSERT INTO figure_delta (day, unit, item_code, step, step_light, step_light_lifted, yellow, red, breach, yellow_lifted, red_lifted, breach_lifted, lights_replied)
SELECT CAST(l.turned_at AT TIME ZONE 'Asia/Shanghai' AS date), l.unit, l.item_code, '',
       count(*) FILTER (WHERE l.severity = 'STEP'), count(*) FILTER (WHERE l.severity = 'STEP' AND s.state = 'LIFTED'),
       count(*) FILTER (WHERE l.severity = 'YELLOW'), count(*) FILTER (WHERE l.severity = 'RED'),
       count(*) FILTER (WHERE l.severity = 'BREACH'),
       count(*) FILTER (WHERE l.severity = 'YELLOW' AND s.state = 'LIFTED'),
       count(*) FILTER (WHERE l.severity = 'RED' AND s.state = 'LIFTED'),
       count(*) FILTER (WHERE l.severity = 'BREACH' AND s.state = 'LIFTED'),
       count(*) FILTER (WHERE s.state <> 'TURNED')
  FROM light l
  JOIN light_standing s ON s.light = l.id
 GROUP BY 1, 2, 3;

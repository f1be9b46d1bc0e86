-- A case is counted as it stands: what was counted of one that is opened again is taken back, and one that ended undecided has its times too.

SET LOCAL lock_timeout = '5s';

-- What a case added to the sums, so that the same can be taken back, whatever the calendar says by then.
CREATE TABLE figure_case (
    case_number text    PRIMARY KEY,
    day         date    NOT NULL,
    -- Where the case as a whole is added up: '' decided, 'ENDED' without a decision.
    whole       text    NOT NULL CONSTRAINT figure_case_whole_known CHECK (whole IN ('', 'ENDED')),
    -- Correction notices counted with it; they may be told late.
    corrections integer NOT NULL CONSTRAINT figure_case_corrections_not_negative CHECK (corrections >= 0),
    -- By step, by column of the sums; zeros are left out.
    counts      jsonb   NOT NULL
) WITH (fillfactor = 90);

-- Cases that ended without a decision are added up beside the decided ones, with all the numbers those have.
ALTER TABLE figure_delta
    DROP CONSTRAINT figure_delta_step_known,
    ADD CONSTRAINT figure_delta_step_known CHECK (step IN
        ('', 'START', 'EXAMINATION', 'REVIEW', 'DECISION',
         'ENDED', 'ENDED_START', 'ENDED_EXAMINATION', 'ENDED_REVIEW', 'ENDED_DECISION')) NOT VALID;
-- No longer written.
ALTER TABLE figure_sum ALTER COLUMN ended SET DEFAULT 0;

-- Every finished case is counted anew by the job, some at a time; of the sums only lights stay.
DELETE FROM figure_delta
 WHERE step <> '' OR (yellow, red, breach, yellow_lifted, red_lifted, breach_lifted, lights_replied, step_light, step_light_lifted)
                   = (0, 0, 0, 0, 0, 0, 0, 0, 0);
UPDATE figure_delta
   SET cases = 0, granted = 0, on_time_promised = 0, on_time_statutory = 0, used_days = 0, returns = 0, returned_cases = 0,
       corrections = 0, corrected_cases = 0, extended_cases = 0, waiting_days = 0, working_days = 0, suspended_days = 0,
       waiting_seconds = 0, working_seconds = 0, suspended_seconds = 0, ended = 0;
DELETE FROM figure_sum
 WHERE step <> '' OR (yellow, red, breach, yellow_lifted, red_lifted, breach_lifted, lights_replied, step_light, step_light_lifted)
                   = (0, 0, 0, 0, 0, 0, 0, 0, 0);
UPDATE figure_sum
   SET cases = 0, granted = 0, on_time_promised = 0, on_time_statutory = 0, used_days = 0, returns = 0, returned_cases = 0,
       corrections = 0, corrected_cases = 0, extended_cases = 0, waiting_days = 0, working_days = 0, suspended_days = 0,
       waiting_seconds = 0, working_seconds = 0, suspended_seconds = 0, ended = 0;
INSERT INTO figure_backlog (case_number)
SELECT case_number FROM approval_case WHERE status IN ('GRANTED', 'REFUSED', 'TERMINATED', 'LAPSED', 'FORWARDED')
    ON CONFLICT (case_number) DO NOTHING;

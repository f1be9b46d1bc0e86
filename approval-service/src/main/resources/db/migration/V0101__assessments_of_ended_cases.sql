-- Units are assessed by all cases they finished, also those that ended without a decision.

SET LOCAL lock_timeout = '5s';

ALTER TABLE assessment_unit
    ADD COLUMN ended                   bigint NOT NULL DEFAULT 0,
    ADD COLUMN ended_on_time_promised  bigint NOT NULL DEFAULT 0,
    ADD COLUMN ended_on_time_statutory bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT assessment_unit_ended_on_time_of_ended CHECK (
        least(ended_on_time_promised, ended_on_time_statutory) >= 0
        AND greatest(ended_on_time_promised, ended_on_time_statutory) <= ended);

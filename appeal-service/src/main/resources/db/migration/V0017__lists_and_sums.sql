-- With a million appeals: filters of lists that meet in few rows have an index for each pair, and sums are taken over integers,
-- as sums of bigint are numeric and several times slower.

CREATE INDEX appeal_unit_state_idx ON appeal (unit, state, received_at DESC, id DESC) WHERE unit IS NOT NULL;
CREATE INDEX appeal_unit_kind_idx  ON appeal (unit, kind, state, received_at DESC, id DESC) WHERE unit IS NOT NULL;
CREATE INDEX appeal_unit_kind_received_idx ON appeal (unit, kind, received_at DESC, id DESC) WHERE unit IS NOT NULL;
CREATE INDEX appeal_kind_idx       ON appeal (kind, received_at DESC, id DESC);
CREATE INDEX appeal_kind_state_idx ON appeal (kind, state, received_at DESC, id DESC);

ALTER TABLE rate_day
    ALTER COLUMN received TYPE integer, ALTER COLUMN to_contact TYPE integer, ALTER COLUMN contacted_in_time TYPE integer,
    ALTER COLUMN to_opine TYPE integer, ALTER COLUMN opined_in_time TYPE integer, ALTER COLUMN to_answer TYPE integer,
    ALTER COLUMN answered_in_time TYPE integer, ALTER COLUMN reached TYPE integer, ALTER COLUMN solved TYPE integer,
    ALTER COLUMN satisfied TYPE integer, ALTER COLUMN dispatched TYPE integer, ALTER COLUMN returned TYPE integer,
    ALTER COLUMN redone TYPE integer, ALTER COLUMN at_once TYPE integer, ALTER COLUMN handling_seconds TYPE bigint;

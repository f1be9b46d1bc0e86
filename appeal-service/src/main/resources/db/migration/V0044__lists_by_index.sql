-- With a million appeals: the leading group's view reads nothing but an index, though each appeal is judged by its own profile, and
-- notices, records and negative answers have an index for each way in which they are narrowed.

CREATE INDEX appeal_open_by_profile_idx ON appeal (unit, state, profile, next_due_at) WHERE state NOT IN ('CLOSED', 'REJECTED');
DROP INDEX appeal_open_idx;

CREATE INDEX supervision_notice_unit_level_idx ON supervision_notice (unit, level, id DESC);

CREATE INDEX accountability_newest_idx      ON accountability (recorded_on DESC, id DESC);
CREATE INDEX accountability_unit_newest_idx ON accountability (unit, recorded_on DESC, id DESC);
CREATE INDEX accountability_role_newest_idx ON accountability (role, recorded_on DESC, id DESC);
CREATE INDEX accountability_unit_role_newest_idx ON accountability (unit, role, recorded_on DESC, id DESC);
DROP INDEX accountability_unit_idx;

CREATE INDEX negative_answer_item_newest_idx ON negative_answer (item_code, reported_at DESC, id DESC);

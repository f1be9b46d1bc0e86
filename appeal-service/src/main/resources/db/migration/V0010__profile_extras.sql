-- 办不成事 as a kind of its own with classes that have their own limits, and what else a profile rules: extension, reopening and
-- the levels of supervision. No appeal of the new kind exists yet, so no appeal's limits change.

ALTER TABLE time_limit DROP CONSTRAINT time_limit_kind_known;
ALTER TABLE time_limit ADD CONSTRAINT time_limit_kind_known CHECK (
    kind IN ('CONSULT', 'HELP', 'COMPLAINT', 'REPORT', 'SUGGESTION', 'OPINION', 'PROBLEM', 'BLOCKED_MATTER'));
ALTER TABLE time_limit ADD COLUMN blocked_class text
    CONSTRAINT time_limit_class_known CHECK (blocked_class IN ('SIMPLE', 'COMPLEX', 'SPECIAL', 'HARD'));
ALTER TABLE time_limit ADD CONSTRAINT time_limit_class_of_a_blocked_matter CHECK (
    blocked_class IS NULL OR kind = 'BLOCKED_MATTER');
ALTER TABLE time_limit DROP CONSTRAINT time_limit_once;
ALTER TABLE time_limit ADD CONSTRAINT time_limit_once UNIQUE NULLS NOT DISTINCT (profile, clock, kind, urgent, blocked_class);

-- On the spot is read as one hour of service; hard matters have what a neighbouring province gives them.
INSERT INTO time_limit (profile, clock, kind, urgent, amount, unit, blocked_class)
SELECT code, 'SOLUTION', 'BLOCKED_MATTER', false, amount, unit, class
  FROM (VALUES ('JUNAN'), ('SD_ENTERPRISE_2115')) AS profile (code),
       (VALUES (60, 'SERVICE_MINUTES', 'SIMPLE'), (5, 'WORKING_DAYS', 'COMPLEX'), (10, 'WORKING_DAYS', 'SPECIAL'),
               (15, 'WORKING_DAYS', 'HARD')) AS class_limit (amount, unit, class);

CREATE TABLE time_profile_extra (
    profile              text    PRIMARY KEY REFERENCES time_profile,
    extension_days       integer NOT NULL CONSTRAINT time_profile_extra_extension CHECK (extension_days BETWEEN 0 AND 60),
    extensions_at_most   integer NOT NULL CONSTRAINT time_profile_extra_extensions CHECK (extensions_at_most BETWEEN 0 AND 99),
    complex_days         integer CONSTRAINT time_profile_extra_complex CHECK (complex_days > 0),
    reopen_working_days  integer NOT NULL CONSTRAINT time_profile_extra_reopen CHECK (reopen_working_days >= 0),
    remind_working_days  integer NOT NULL CONSTRAINT time_profile_extra_remind CHECK (remind_working_days >= 0),
    red_working_days     integer NOT NULL CONSTRAINT time_profile_extra_red CHECK (red_working_days >= 0),
    leader_working_days  integer NOT NULL CONSTRAINT time_profile_extra_leader CHECK (leader_working_days > red_working_days),
    note                 text    NOT NULL
);
CREATE TRIGGER time_profile_extra_never_changes BEFORE UPDATE OR DELETE ON time_profile_extra
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- One extension is as long as the rule's limit for complex matters allows beyond the ordinary one.
INSERT INTO time_profile_extra VALUES
    ('JUNAN',              7,  2, NULL, 10, 1, 3, 10, 'extension as the provincial complaint rule has it'),
    ('SD_ENTERPRISE_2115', 0,  0, NULL, 10, 1, 3, 10, 'states no limit for complex matters and no extension'),
    ('SD_ENTERPRISE_2020', 15, 1, 30,   10, 1, 3, 10, 'complex matters 30 working days'),
    ('SD_HOTLINE_2020',    10, 1, 15,   10, 1, 3, 10, 'up to 10 working days more on request'),
    ('SD_COMPLAINT_2017',  7,  2, 22,   10, 1, 0, 10, '7 working days more, again with approval; red on the first working day late'),
    ('ZAOZHUANG',          15, 1, 25,   10, 1, 3, 10, 'complex matters 25 working days; the same day when possible'),
    ('ZHONGSHAN',          5, 99, NULL, 10, 1, 3, 10, 'followed to the end: extended as often as needed, each time by a stage reply'),
    ('BEIJING_DRAFT',      8,  1, 15,   10, 1, 3, 10, 'complex matters 15 calendar days');

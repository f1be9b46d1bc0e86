-- The time limits of appeals as data. A profile in use is never changed: a new rule is a new profile, and the appeals that
-- started under the old one keep it.

CREATE TABLE time_profile (
    code                       text    PRIMARY KEY,
    name_zh                    text    NOT NULL,
    source                     text    NOT NULL,
    redo_working_days_at_least integer NOT NULL CONSTRAINT time_profile_redo_positive CHECK (redo_working_days_at_least > 0),
    return_working_days        integer NOT NULL CONSTRAINT time_profile_return_not_negative CHECK (return_working_days >= 0),
    returns_at_most            integer NOT NULL CONSTRAINT time_profile_returns_not_negative CHECK (returns_at_most >= 0),
    call_back_attempts         integer NOT NULL CONSTRAINT time_profile_attempts_positive CHECK (call_back_attempts > 0),
    call_back_gap_minutes      integer NOT NULL CONSTRAINT time_profile_gap_not_negative CHECK (call_back_gap_minutes >= 0)
);

CREATE TABLE time_limit (
    profile text    NOT NULL REFERENCES time_profile,
    clock   text    NOT NULL CONSTRAINT time_limit_clock_known CHECK (clock IN ('CONTACT', 'OPINION', 'SOLUTION')),
    kind    text    CONSTRAINT time_limit_kind_known CHECK (
                    kind IN ('CONSULT', 'HELP', 'COMPLAINT', 'REPORT', 'SUGGESTION', 'OPINION', 'PROBLEM')),
    urgent  boolean NOT NULL DEFAULT false,
    amount  integer NOT NULL CONSTRAINT time_limit_positive CHECK (amount > 0),
    unit    text    NOT NULL CONSTRAINT time_limit_unit_known CHECK (
                    unit IN ('SERVICE_MINUTES', 'CLOCK_MINUTES', 'WORKING_DAYS', 'CALENDAR_DAYS')),
    CONSTRAINT time_limit_once UNIQUE NULLS NOT DISTINCT (profile, clock, kind, urgent)
);

CREATE TABLE service_shift (
    profile text NOT NULL REFERENCES time_profile,
    opens   time NOT NULL,
    closes  time NOT NULL,
    PRIMARY KEY (profile, opens),
    CONSTRAINT service_shift_opens_first CHECK (opens < closes)
);

-- From when on new appeals start with which profile.
CREATE TABLE time_profile_in_use (
    since   timestamptz PRIMARY KEY,
    profile text        NOT NULL REFERENCES time_profile
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% takes new rows only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER time_limit_never_changes BEFORE UPDATE OR DELETE ON time_limit
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER service_shift_never_changes BEFORE UPDATE OR DELETE ON service_shift
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER time_profile_never_changes BEFORE UPDATE OR DELETE ON time_profile
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

INSERT INTO time_profile VALUES
    ('JUNAN',               '莒南县企业诉求马上办',     'the province''s 2115 rule with classes',        3, 2, 2, 3, 60),
    ('SD_ENTERPRISE_2115',  '山东省企业诉求（2115）',   'provincial rule since May 2023',                3, 2, 2, 3, 60),
    ('SD_ENTERPRISE_2020',  '山东省企业诉求（2020）',   'provincial rule of 2020',                       3, 2, 2, 3, 60),
    ('SD_HOTLINE_2020',     '山东省12345热线（2020）',  'provincial hotline rule of 2020',               3, 2, 2, 3, 60),
    ('SD_COMPLAINT_2017',   '山东省投诉举报（2017）',   'provincial complaint rule of 2017',             3, 2, 2, 3, 60),
    ('ZAOZHUANG',           '枣庄市企业诉求',           'city rule of 2020',                             3, 2, 2, 3, 60),
    ('ZHONGSHAN',           '中山市马上办',             'city rule',                                     3, 2, 2, 3, 60),
    ('BEIJING_DRAFT',       '北京市接诉即办（草案）',   'draft of the city regulation',                  3, 2, 2, 3, 60);

INSERT INTO time_limit (profile, clock, kind, urgent, amount, unit) VALUES
    ('JUNAN',              'CONTACT',  NULL,         false, 120, 'SERVICE_MINUTES'),
    ('JUNAN',              'CONTACT',  NULL,         true,  120, 'CLOCK_MINUTES'),
    ('JUNAN',              'OPINION',  NULL,         false,   1, 'WORKING_DAYS'),
    ('JUNAN',              'SOLUTION', NULL,         false,  15, 'WORKING_DAYS'),
    ('JUNAN',              'SOLUTION', 'CONSULT',    false,   1, 'WORKING_DAYS'),
    ('JUNAN',              'SOLUTION', 'REPORT',     false,   1, 'WORKING_DAYS'),
    ('JUNAN',              'SOLUTION', 'SUGGESTION', false,   5, 'WORKING_DAYS'),
    ('JUNAN',              'SOLUTION', 'OPINION',    false,   5, 'WORKING_DAYS'),
    ('SD_ENTERPRISE_2115', 'CONTACT',  NULL,         false, 120, 'SERVICE_MINUTES'),
    ('SD_ENTERPRISE_2115', 'OPINION',  NULL,         false,   1, 'WORKING_DAYS'),
    ('SD_ENTERPRISE_2115', 'SOLUTION', NULL,         false,  15, 'WORKING_DAYS'),
    ('SD_ENTERPRISE_2020', 'CONTACT',  NULL,         false,   1, 'WORKING_DAYS'),
    ('SD_ENTERPRISE_2020', 'OPINION',  NULL,         false,   3, 'WORKING_DAYS'),
    ('SD_ENTERPRISE_2020', 'SOLUTION', NULL,         false,  15, 'WORKING_DAYS'),
    ('SD_HOTLINE_2020',    'SOLUTION', NULL,         false,   5, 'WORKING_DAYS'),
    ('SD_COMPLAINT_2017',  'SOLUTION', NULL,         false,  15, 'WORKING_DAYS'),
    ('ZAOZHUANG',          'CONTACT',  NULL,         false,   1, 'WORKING_DAYS'),
    ('ZAOZHUANG',          'OPINION',  NULL,         false,   2, 'WORKING_DAYS'),
    ('ZAOZHUANG',          'SOLUTION', NULL,         false,  10, 'WORKING_DAYS'),
    ('ZHONGSHAN',          'CONTACT',  NULL,         false,  60, 'SERVICE_MINUTES'),
    ('ZHONGSHAN',          'OPINION',  NULL,         false,   3, 'WORKING_DAYS'),
    ('ZHONGSHAN',          'SOLUTION', NULL,         false,   5, 'WORKING_DAYS'),
    ('BEIJING_DRAFT',      'CONTACT',  NULL,         false, 1440, 'CLOCK_MINUTES'),
    ('BEIJING_DRAFT',      'CONTACT',  NULL,         true,  120, 'CLOCK_MINUTES'),
    ('BEIJING_DRAFT',      'SOLUTION', NULL,         false,   7, 'CALENDAR_DAYS');

INSERT INTO service_shift (profile, opens, closes)
SELECT code, opens, closes
  FROM time_profile,
       (VALUES (time '08:30', time '12:00'), (time '14:00', time '17:30')) AS shift (opens, closes);

INSERT INTO time_profile_in_use VALUES ('2000-01-01T00:00:00+08:00', 'JUNAN');

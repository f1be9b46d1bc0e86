-- Urgent ones are contacted at once by every rule, on whatever day and hour; ZHONGSHAN answers a question at once, read as one hour of
-- service as "on the spot" is; and blocked matters have their classes everywhere. A profile that is in use, or that an appeal has
-- started with, stays as it is: its successor is a new profile.
CREATE TEMPORARY TABLE unused_profile ON COMMIT DROP AS
SELECT p.code
  FROM time_profile p
 WHERE NOT EXISTS (SELECT 1 FROM time_profile_in_use u WHERE u.profile = p.code)
   AND NOT EXISTS (SELECT 1 FROM appeal a WHERE a.profile = p.code);

INSERT INTO time_limit (profile, clock, kind, urgent, amount, unit)
SELECT code, clock, kind, urgent, amount, unit
  FROM (VALUES ('SD_ENTERPRISE_2115', 'CONTACT',  NULL,      true,  120, 'CLOCK_MINUTES'),
               ('SD_ENTERPRISE_2020', 'CONTACT',  NULL,      true,  120, 'CLOCK_MINUTES'),
               ('SD_HOTLINE_2020',    'CONTACT',  NULL,      true,  120, 'CLOCK_MINUTES'),
               ('SD_COMPLAINT_2017',  'CONTACT',  NULL,      true,  120, 'CLOCK_MINUTES'),
               ('ZAOZHUANG',          'CONTACT',  NULL,      true,  120, 'CLOCK_MINUTES'),
               ('ZHONGSHAN',          'CONTACT',  NULL,      true,   60, 'CLOCK_MINUTES'),
               ('ZHONGSHAN',          'SOLUTION', 'CONSULT', false,  60, 'SERVICE_MINUTES'))
           AS added (code, clock, kind, urgent, amount, unit)
  JOIN unused_profile USING (code);

INSERT INTO time_limit (profile, clock, kind, urgent, amount, unit, blocked_class)
SELECT code, 'SOLUTION', 'BLOCKED_MATTER', false, amount, unit, class
  FROM (VALUES (60, 'SERVICE_MINUTES', 'SIMPLE'), (5, 'WORKING_DAYS', 'COMPLEX'), (10, 'WORKING_DAYS', 'SPECIAL'),
               (15, 'WORKING_DAYS', 'HARD')) AS class_limit (amount, unit, class),
       unused_profile
 WHERE code NOT IN ('JUNAN', 'SD_ENTERPRISE_2115');

-- The provincial complaint rule of 2017 turns yellow when one working day is left, not when it is over. A profile that is in use, or
-- that an appeal has started with, stays as it is.
ALTER TABLE time_profile_extra
    ADD COLUMN yellow_working_days_ahead integer NOT NULL DEFAULT 0
        CONSTRAINT time_profile_extra_yellow CHECK (yellow_working_days_ahead BETWEEN 0 AND remind_working_days);

ALTER TABLE time_profile_extra DISABLE TRIGGER time_profile_extra_never_changes;
UPDATE time_profile_extra AS e
   SET yellow_working_days_ahead = 1,
       note = '7 working days more, again with approval; yellow one working day ahead, red on the first working day late'
 WHERE profile = 'SD_COMPLAINT_2017'
   AND NOT EXISTS (SELECT 1 FROM time_profile_in_use u WHERE u.profile = e.profile)
   AND NOT EXISTS (SELECT 1 FROM appeal a WHERE a.profile = e.profile);
ALTER TABLE time_profile_extra ENABLE TRIGGER time_profile_extra_never_changes;

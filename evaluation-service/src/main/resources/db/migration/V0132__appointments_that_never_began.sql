-- The day on which an appointment was ended: one that was ended before its first day never begins. Of those that are there
-- only what has not begun yet is known to be of this kind.
ALTER TABLE reviewer_appointment ADD COLUMN ended_on date;
UPDATE reviewer_appointment
   SET ended_on = least(ends_on, (now() AT TIME ZONE 'Asia/Shanghai')::date)
 WHERE ended_by IS NOT NULL;
ALTER TABLE reviewer_appointment
    ADD CONSTRAINT reviewer_appointment_ended_on_a_day CHECK ((ended_by IS NULL) = (ended_on IS NULL));

-- What ended unstarted for want of a case that is reopened waits again.

SET LOCAL lock_timeout = '5s';

ALTER TABLE case_history
    DROP CONSTRAINT case_history_act_known,
    ADD CONSTRAINT case_history_act_known CHECK (act IN
        ('OPENED', 'ASSIGNED', 'EXAMINED', 'REVIEWED', 'RETURNED', 'EXTENDED', 'RECOUNTED', 'SUSPENDED', 'RESUMED', 'GRANTED',
         'REFUSED', 'NOT_STARTED', 'WITHDRAWN', 'TERMINATED', 'LAPSED', 'FORWARDED', 'VISIT_RECORDED', 'VISIT_SIGNED',
         'OPINIONS_ASKED', 'OPINION_GIVEN', 'REQUEST_WITHDRAWN', 'HEARING_ASKED', 'HEARING_PLANNED', 'HEARING_HELD',
         'HEARING_WAIVED', 'REOPENED', 'WAITS_AGAIN')) NOT VALID;

-- That a renewal was refused is a change of the licence: it stands in its history and is told with its sequence.

ALTER TABLE licence_history DROP CONSTRAINT licence_history_act_known;
ALTER TABLE licence_history ADD CONSTRAINT licence_history_act_known CHECK (act IN
    ('ISSUED', 'SUPERSEDED', 'RENEWED', 'RENEWAL_REFUSED', 'REVOKED', 'CANCELLED', 'EXPIRED'));

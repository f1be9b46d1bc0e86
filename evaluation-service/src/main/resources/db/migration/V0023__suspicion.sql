-- Where ratings came from, so far as it tells whether somebody rates for others. Fingerprints only: nobody learns from
-- them which device it was.
CREATE TABLE rating_origin (
    rating_id uuid        PRIMARY KEY REFERENCES rating,
    device    bytea,
    said      bytea       NOT NULL,
    rated_at  timestamptz NOT NULL
);
CREATE INDEX rating_origin_device_idx ON rating_origin (device, rated_at) WHERE device IS NOT NULL;
CREATE INDEX rating_origin_said_idx ON rating_origin (said, rated_at);

-- When a device first looked at the address of an invitation, and whether somebody of the staff was signed in.
CREATE TABLE invitation_look (
    invitation_id uuid        NOT NULL REFERENCES invitation,
    device        bytea       NOT NULL,
    looked_at     timestamptz NOT NULL,
    by_staff      boolean     NOT NULL,
    PRIMARY KEY (invitation_id, device)
);
CREATE INDEX invitation_look_staff_idx ON invitation_look (device, looked_at) WHERE by_staff;

-- Ratings under suspicion, and what became of it. A decision is final.
CREATE TABLE rating_suspicion (
    rating_id  uuid        PRIMARY KEY REFERENCES rating,
    unit       text        NOT NULL,
    reasons    text[]      NOT NULL CONSTRAINT rating_suspicion_reasons_known CHECK (cardinality(reasons) > 0 AND reasons <@
                           ARRAY['DEVICE', 'DWELL', 'SAME_WORDS', 'BEFORE_SERVICE', 'STAFF_SESSION']),
    raised_at  timestamptz NOT NULL,
    outcome    text        CONSTRAINT rating_suspicion_outcome_known CHECK (outcome IN ('CLEARED', 'UPHELD')),
    reason     text        CONSTRAINT rating_suspicion_reason_limited CHECK (char_length(reason) BETWEEN 1 AND 500),
    decided_by text,
    decided_at timestamptz,
    CONSTRAINT rating_suspicion_decided_as_a_whole CHECK (
        (outcome IS NULL) = (reason IS NULL) AND (outcome IS NULL) = (decided_by IS NULL)
        AND (outcome IS NULL) = (decided_at IS NULL))
);
CREATE INDEX rating_suspicion_open_idx ON rating_suspicion (raised_at, rating_id) WHERE outcome IS NULL;
CREATE INDEX rating_suspicion_all_idx ON rating_suspicion (raised_at, rating_id);
CREATE FUNCTION rating_suspicion_decision_is_final() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what was decided on a suspicion is never changed'; END $$;
CREATE TRIGGER rating_suspicion_decision_is_final BEFORE UPDATE OR DELETE ON rating_suspicion
    FOR EACH ROW WHEN (OLD.outcome IS NOT NULL) EXECUTE FUNCTION rating_suspicion_decision_is_final();

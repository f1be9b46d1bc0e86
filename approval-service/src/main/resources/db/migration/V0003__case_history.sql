-- Every act on a case, for ever. The order of entry is the order in which a later log of these acts takes them.

CREATE TABLE case_history (
    entry          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_number    text        NOT NULL,
    case_version   bigint      NOT NULL,
    receipt_number text        NOT NULL,
    act            text        NOT NULL
        CONSTRAINT case_history_act_known CHECK (act IN
            ('OPENED', 'ASSIGNED', 'EXAMINED', 'SUSPENDED', 'RESUMED', 'GRANTED', 'REFUSED', 'NOT_STARTED', 'WITHDRAWN')),
    actor          text        NOT NULL,
    at             timestamptz NOT NULL,
    details        jsonb       NOT NULL,
    CONSTRAINT case_history_one_act_per_version UNIQUE (case_number, case_version)
);
COMMENT ON TABLE case_history IS 'Append-only: who did what to which case, and when. Staff ids only, no personal data of applicants.';

CREATE FUNCTION case_history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'case_history takes new rows only';
END $$;
CREATE TRIGGER case_history_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON case_history
    FOR EACH STATEMENT EXECUTE FUNCTION case_history_is_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON case_history FROM CURRENT_USER;

-- Electronic supervision: a light turns by time. What may still turn is kept beside the open cases, and what has turned stays for ever.

CREATE TABLE case_light_schedule (
    case_number    text NOT NULL,
    severity       text NOT NULL
        CONSTRAINT case_light_schedule_severity_known CHECK (severity IN ('YELLOW', 'RED', 'BREACH')),
    -- The due date that this light measures: the promised one for yellow and red, the statutory one for a breach.
    measured_on    date NOT NULL,
    receipt_number text NOT NULL,
    unit           text NOT NULL,
    item_code      text NOT NULL,
    PRIMARY KEY (case_number, severity)
);
COMMENT ON TABLE case_light_schedule IS 'Lights that will turn if nothing happens: none of a case that waits, is suspended or closed.';
CREATE INDEX case_light_schedule_due_idx ON case_light_schedule (severity, measured_on, case_number);

CREATE TABLE light (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_number    text        NOT NULL,
    severity       text        NOT NULL CONSTRAINT light_severity_known CHECK (severity IN ('YELLOW', 'RED', 'BREACH')),
    measured_on    date        NOT NULL,
    receipt_number text        NOT NULL,
    unit           text        NOT NULL,
    item_code      text        NOT NULL,
    turned_at      timestamptz NOT NULL,
    CONSTRAINT light_turns_once_for_a_due_date UNIQUE (case_number, severity, measured_on)
);
COMMENT ON TABLE light IS 'Append-only: each light that turned.';

CREATE TABLE light_reply (
    light   bigint      NOT NULL CONSTRAINT light_reply_to_a_light REFERENCES light,
    kind    text        NOT NULL CONSTRAINT light_reply_kind_known CHECK (kind IN ('ANSWERED', 'LIFTED')),
    by      text        NOT NULL,
    reason  text        NOT NULL CONSTRAINT light_reply_with_a_reason CHECK (btrim(reason) <> ''),
    at      timestamptz NOT NULL,
    PRIMARY KEY (light, kind)
);
COMMENT ON TABLE light_reply IS 'Append-only: the unit''s answer to a light, and the lift by the supervision.';

CREATE FUNCTION lights_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% takes new rows only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER light_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON light FOR EACH STATEMENT EXECUTE FUNCTION lights_are_append_only();
CREATE TRIGGER light_reply_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON light_reply FOR EACH STATEMENT EXECUTE FUNCTION lights_are_append_only();

-- Where each light stands now: what its replies add up to, and the row that is locked while one is given.
CREATE TABLE light_standing (
    light    bigint   PRIMARY KEY,
    state    text     NOT NULL CONSTRAINT light_standing_state_known CHECK (state IN ('TURNED', 'ANSWERED', 'LIFTED')),
    unit     text     NOT NULL,
    -- 1 yellow, 2 red, 3 breach
    gravity  smallint NOT NULL CONSTRAINT light_standing_gravity_known CHECK (gravity BETWEEN 1 AND 3),
    sequence smallint NOT NULL DEFAULT 1
) WITH (fillfactor = 80);
CREATE INDEX light_standing_unit_idx ON light_standing (unit, state, gravity, light);
CREATE INDEX light_standing_all_idx ON light_standing (state, gravity, light);

-- The supervision view. turned, answered and lifted only rise; awaiting is what nobody has answered or lifted.
CREATE TABLE light_count (
    unit     text   NOT NULL,
    severity text   NOT NULL,
    turned   bigint NOT NULL DEFAULT 0,
    awaiting bigint NOT NULL DEFAULT 0 CONSTRAINT light_count_awaiting_not_negative CHECK (awaiting >= 0),
    answered bigint NOT NULL DEFAULT 0,
    lifted   bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (unit, severity)
) WITH (fillfactor = 50);

-- Cases that are open already.
INSERT INTO case_light_schedule (case_number, severity, measured_on, receipt_number, unit, item_code)
SELECT c.case_number, s.severity, s.measured_on, c.receipt_number, c.unit, c.item_code
  FROM approval_case c
 CROSS JOIN LATERAL (VALUES ('YELLOW', CASE WHEN c.promised_days > 1 THEN c.promised_due_on END),
                            ('RED', c.promised_due_on),
                            ('BREACH', c.statutory_due_on)) AS s (severity, measured_on)
 WHERE c.status NOT IN ('WAITING', 'SUSPENDED', 'GRANTED', 'REFUSED', 'NOT_STARTED', 'WITHDRAWN')
   AND s.measured_on IS NOT NULL;

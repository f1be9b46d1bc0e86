-- Departments that work in a system of their own, and what their systems told us.

CREATE TABLE partner_unit (
    unit          text        PRIMARY KEY,
    -- The source that their events name; anything from another source is not theirs.
    source        text        NOT NULL CONSTRAINT partner_unit_source_is_one_units UNIQUE,
    registered_by text        NOT NULL,
    registered_at timestamptz NOT NULL
);

CREATE TABLE partner_act (
    entry       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit        text        NOT NULL,
    -- Their number of the act: told again, it is answered again and not done again.
    reference   text        NOT NULL,
    case_number text        NOT NULL,
    act         text        NOT NULL,
    officer     text        NOT NULL,
    told_at     timestamptz NOT NULL,
    done        boolean,
    status      text,
    version     bigint,
    problem     text,
    detail      text,
    CONSTRAINT partner_act_once UNIQUE (unit, reference),
    CONSTRAINT partner_act_declined_with_a_problem CHECK (done IS NULL OR done = (problem IS NULL))
);
CREATE INDEX partner_act_case_idx ON partner_act (case_number, entry);
COMMENT ON TABLE partner_act IS 'What partner systems did or tried to do, by their own reference.';

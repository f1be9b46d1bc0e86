-- What speaks against an enterprise: bars by law, and bad credit until it is repaired.

CREATE TABLE credit_record (
    id          uuid        NOT NULL CONSTRAINT credit_record_pk PRIMARY KEY,
    usci        text        NOT NULL CONSTRAINT credit_record_enterprise_registered REFERENCES enterprise,
    ground      text        NOT NULL
        CONSTRAINT credit_record_ground_known
        CHECK (ground IN ('FALSE_MATERIAL', 'OBTAINED_BY_FRAUD', 'FALSE_PROMISE', 'BAD_CREDIT')),
    item_codes  text[]      CONSTRAINT credit_record_items_or_all CHECK (cardinality(item_codes) > 0),
    basis       text        NOT NULL CONSTRAINT credit_record_with_basis CHECK (basis <> ''),
    since       date        NOT NULL,
    barred_until date,
    recorded_by text        NOT NULL,
    recorded_by_unit text,
    recorded_at timestamptz NOT NULL,
    ended_by    text,
    ended_at    timestamptz,
    end_reason  text,
    version     bigint      NOT NULL,
    CONSTRAINT credit_record_bar_ends
        CHECK ((ground IN ('FALSE_MATERIAL', 'OBTAINED_BY_FRAUD')) = (barred_until IS NOT NULL)),
    CONSTRAINT credit_record_period_forward CHECK (barred_until > since),
    CONSTRAINT credit_record_ended_with_reason
        CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (end_reason IS NULL))
);
COMMENT ON COLUMN credit_record.item_codes IS 'What the enterprise may not ask for; NULL for every item.';
-- One enterprise's records, newest first; and those that may count, looked up with each file handed in.
CREATE INDEX credit_record_enterprise_idx ON credit_record (usci, recorded_at, id);
CREATE INDEX credit_record_counting_idx ON credit_record (usci) WHERE ended_at IS NULL;

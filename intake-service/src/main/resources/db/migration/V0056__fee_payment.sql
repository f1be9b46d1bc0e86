-- Fees that were paid for accepted files: what the receipt says, and who entered it. No money moves here.
CREATE TABLE fee_payment (
    payment_number text          NOT NULL CONSTRAINT fee_payment_pk PRIMARY KEY
        CONSTRAINT fee_payment_number_shape CHECK (payment_number ~ '^[A-Za-z0-9-]{4,40}$'),
    receipt_number text          NOT NULL CONSTRAINT fee_payment_of_a_file REFERENCES application,
    ordinal        smallint      NOT NULL CONSTRAINT fee_payment_ordinal_range CHECK (ordinal BETWEEN 1 AND 50),
    item_codes     text[]        NOT NULL CONSTRAINT fee_payment_for_something CHECK (cardinality(item_codes) > 0),
    amount_yuan    numeric(12,2) NOT NULL CONSTRAINT fee_payment_of_an_amount CHECK (amount_yuan > 0),
    unit           text          NOT NULL,
    window_code    text,
    recorded_at    timestamptz   NOT NULL,
    recorded_by    text          NOT NULL,
    recorded_as    text          NOT NULL
        CONSTRAINT fee_payment_recorded_by_whom_it_concerns CHECK (recorded_as IN ('APPLICANT', 'AGENT', 'HELPER', 'WINDOW')),
    CONSTRAINT fee_payment_numbered_in_turn UNIQUE (receipt_number, ordinal)
);
COMMENT ON COLUMN fee_payment.payment_number IS 'Of the receipt that the payer got. One receipt pays once.';
COMMENT ON COLUMN fee_payment.ordinal IS 'Counts the payments of a file, from 1.';
COMMENT ON COLUMN fee_payment.unit IS 'Who took the money: of the clerk, or the unit whose fee was paid online.';

ALTER TABLE application_history
    DROP CONSTRAINT application_history_act_known,
    ADD CONSTRAINT application_history_act_known CHECK (act IN (
        'SUBMITTED', 'PRE_REVIEWED', 'CORRECTION_REQUESTED', 'CORRECTED', 'ACCEPTED', 'REFUSED', 'WITHDRAWN',
        'MATERIALS_SUPPLIED', 'FEE_PAID', 'TERMINATED', 'LAPSED', 'DELIVERED'));

-- Decided cases of files with several cases: each has its ten working days from its own decision (licensing law, article 44), so what is
-- decided may be handed out before the rest is.

CREATE TABLE early_result (
    case_number        text        NOT NULL CONSTRAINT early_result_pk PRIMARY KEY,
    receipt_number     text        NOT NULL CONSTRAINT early_result_of_a_file REFERENCES application,
    outcome            text        NOT NULL,
    decided_at         timestamptz NOT NULL,
    decided_on         date        NOT NULL,
    due_on             date        NOT NULL,
    provisional        boolean     NOT NULL,
    officers           text[]      NOT NULL CONSTRAINT early_result_decided_by_someone CHECK (cardinality(officers) > 0),
    in_bundle          boolean     NOT NULL,
    handed_out_at      timestamptz,
    handed_out_by      text,
    handed_out_by_unit text,
    recipient          text
        CONSTRAINT early_result_recipient_known CHECK (recipient IN ('LEGAL_REPRESENTATIVE', 'AGENT')),
    number_compared    boolean     NOT NULL DEFAULT false,
    late               boolean     NOT NULL DEFAULT false,
    overdue_marked_at  timestamptz,
    version            bigint      NOT NULL,
    CONSTRAINT early_result_due_after_decision CHECK (due_on > decided_on),
    CONSTRAINT early_result_handed_out_by_someone CHECK (
        (handed_out_at IS NULL) = (handed_out_by IS NULL) AND (handed_out_at IS NULL) = (recipient IS NULL)),
    CONSTRAINT early_result_handed_out_once CHECK (handed_out_at IS NULL OR NOT in_bundle)
) WITH (fillfactor = 80);
COMMENT ON TABLE early_result IS 'A decided case of a file with several cases. Handed out by itself, or in_bundle: with the file''s bundle.';
COMMENT ON COLUMN early_result.officers IS 'Staff ids of everybody who acted on the case: none of them hands it out.';
CREATE INDEX early_result_waiting_idx ON early_result (due_on, case_number) WHERE handed_out_at IS NULL AND NOT in_bundle;
CREATE INDEX early_result_file_idx ON early_result (receipt_number);

-- A bundle is due when the oldest decision in it is: that may be before the last decision.
ALTER TABLE result_bundle DROP CONSTRAINT result_bundle_due_after_decision;

-- The letters that tell applicants what was decided: numbered, dated, with what they say. They are printed when somebody reads them.

-- Letters of one unit, kind and year are numbered without gaps: whoever writes one holds the counter until the commit.
CREATE TABLE letter_serial (
    unit text    NOT NULL,
    kind text    NOT NULL,
    year integer NOT NULL,
    last bigint  NOT NULL,
    CONSTRAINT letter_serial_pk PRIMARY KEY (unit, kind, year)
) WITH (fillfactor = 50);

CREATE TABLE letter (
    id              uuid        NOT NULL CONSTRAINT letter_pk PRIMARY KEY,
    entry           bigint      GENERATED ALWAYS AS IDENTITY,
    number          text        NOT NULL CONSTRAINT letter_number_once UNIQUE,
    kind            text        NOT NULL
        CONSTRAINT letter_kind_known
        CHECK (kind IN ('GRANT', 'REFUSAL', 'SPECIAL_PROCEDURE', 'EXTENSION', 'TERMINATION', 'RENEWAL_GRANT',
                        'RENEWAL_REFUSAL', 'REVOCATION', 'CANCELLATION')),
    case_number     text        NOT NULL,
    receipt_number  text        NOT NULL,
    unit            text        NOT NULL,
    subject_usci    text        NOT NULL,
    enterprise_usci text        NOT NULL,
    issued_at       timestamptz NOT NULL,
    issued_on       date        NOT NULL,
    template        integer     NOT NULL,
    facts           jsonb       NOT NULL,
    pdf_checksum    bytea
        CONSTRAINT letter_checksum_is_sha256 CHECK (length(pdf_checksum) = 32),
    CONSTRAINT letter_refusal_says_why CHECK (
        kind NOT IN ('REFUSAL', 'RENEWAL_REFUSAL') OR (facts -> 'details') ?& ARRAY['grounds', 'remedies'])
);
COMMENT ON COLUMN letter.facts IS 'What the letter says, as it was when it was written. Never filtered on.';
COMMENT ON COLUMN letter.template IS 'The generation of texts and layout it is printed with, for ever.';
COMMENT ON COLUMN letter.pdf_checksum IS 'Of the first print; NULL until somebody has read the letter.';

CREATE INDEX letter_case_idx ON letter (case_number, entry);
-- An enterprise's letters, the latest first: about itself, and about what it applied for (its branches, for example).
CREATE INDEX letter_subject_idx ON letter (subject_usci, entry);
CREATE INDEX letter_enterprise_idx ON letter (enterprise_usci, entry);

-- What was written is not taken back or rewritten; only the print comes later.
REVOKE UPDATE, DELETE, TRUNCATE ON letter FROM CURRENT_USER;
GRANT UPDATE (pdf_checksum) ON letter TO CURRENT_USER;

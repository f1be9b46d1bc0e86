-- The documents the hall issues: numbered, dated, with what they say. They are printed when somebody reads them.

-- Numbers are per kind and year: the serial minus what the kind's sequence stood at when its year began.
CREATE SEQUENCE document_serial_receipt AS bigint;
CREATE SEQUENCE document_serial_acceptance AS bigint;
CREATE SEQUENCE document_serial_one_time_notice AS bigint;
CREATE SEQUENCE document_serial_correction_notice AS bigint;
CREATE SEQUENCE document_serial_acceptance_refusal AS bigint;
CREATE SEQUENCE document_serial_deferred_acceptance AS bigint;
CREATE SEQUENCE document_serial_deferral_commitment AS bigint;
CREATE SEQUENCE document_serial_notice_and_commitment AS bigint;
CREATE SEQUENCE document_serial_termination AS bigint;
CREATE SEQUENCE document_serial_withdrawal AS bigint;
CREATE SEQUENCE document_serial_delivery_receipt AS bigint;
CREATE SEQUENCE document_serial_joint_acceptance AS bigint;
CREATE TABLE document_year (
    kind text    NOT NULL,
    year integer NOT NULL,
    base bigint  NOT NULL,
    CONSTRAINT document_year_pk PRIMARY KEY (kind, year)
);

CREATE TABLE issued_document (
    id                uuid        NOT NULL CONSTRAINT issued_document_pk PRIMARY KEY,
    entry             bigint      GENERATED ALWAYS AS IDENTITY,
    number            text        NOT NULL CONSTRAINT issued_document_number_once UNIQUE,
    kind              text        NOT NULL
        CONSTRAINT issued_document_kind_known
        CHECK (kind IN ('RECEIPT', 'ACCEPTANCE', 'ONE_TIME_NOTICE', 'CORRECTION_NOTICE', 'ACCEPTANCE_REFUSAL',
                        'DEFERRED_ACCEPTANCE', 'DEFERRAL_COMMITMENT', 'NOTICE_AND_COMMITMENT', 'TERMINATION',
                        'WITHDRAWAL', 'DELIVERY_RECEIPT', 'JOINT_ACCEPTANCE')),
    receipt_number    text,
    issued_at         timestamptz NOT NULL,
    issued_on         date        NOT NULL,
    verification_code text        NOT NULL,
    template          integer     NOT NULL,
    facts             jsonb       NOT NULL,
    ended_at          timestamptz,
    pdf_checksum      bytea
        CONSTRAINT issued_document_checksum_is_sha256 CHECK (length(pdf_checksum) = 32),
    CONSTRAINT issued_document_of_a_file CHECK ((kind = 'ONE_TIME_NOTICE') = (receipt_number IS NULL))
);
COMMENT ON COLUMN issued_document.entry IS 'The order of issuing; acts that were entered late have earlier times.';
COMMENT ON COLUMN issued_document.template IS 'The generation of texts and layout it is printed with, for ever.';
COMMENT ON COLUMN issued_document.facts IS 'What the document says, with the issuing body as it was then. Never filtered on.';
COMMENT ON COLUMN issued_document.ended_at IS 'From when a later act took its effect away; NULL while it stands.';
COMMENT ON COLUMN issued_document.pdf_checksum IS 'Of the first print; NULL until somebody has read the document.';

-- The documents of one file in the order they were issued.
CREATE INDEX issued_document_file_idx ON issued_document (receipt_number, entry) WHERE receipt_number IS NOT NULL;

-- What was issued is not taken back or rewritten; only its end and its print come later.
REVOKE UPDATE, DELETE, TRUNCATE ON issued_document FROM CURRENT_USER;
GRANT UPDATE (ended_at, pdf_checksum) ON issued_document TO CURRENT_USER;

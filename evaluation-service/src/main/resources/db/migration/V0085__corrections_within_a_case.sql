-- What departments ask to be corrected within cases: a service to rate, once for each notice, and facts that labels claim.

ALTER TABLE invitation
    ADD COLUMN case_number text,
    -- The version of the case in which the notice was given.
    ADD COLUMN notice      bigint,
    ADD CONSTRAINT invitation_notice_of_a_case CHECK (
        (case_number IS NULL) = (notice IS NULL) AND (case_number IS NULL OR service = 'CORRECTION'));
CREATE UNIQUE INDEX invitation_once_per_notice ON invitation (receipt_number, case_number, notice) WHERE case_number IS NOT NULL;

CREATE TABLE file_case_notice (
    case_number    text   NOT NULL,
    notice         bigint NOT NULL,
    receipt_number text   NOT NULL,
    -- Keys of the materials that it asked for.
    materials      text[] NOT NULL,
    PRIMARY KEY (case_number, notice)
);
CREATE INDEX file_case_notice_file_idx ON file_case_notice (receipt_number);

-- Whether a department had asked for it within a case; then the notice is counted and not what came of it.
ALTER TABLE file_supply ADD COLUMN asked boolean NOT NULL DEFAULT false;

-- A case that ended without a decision is late no more.
ALTER TABLE file_case_mark
    DROP CONSTRAINT file_case_mark_known,
    ADD CONSTRAINT file_case_mark_known CHECK (mark IN
        ('OPENED', 'EXAMINED', 'REVIEWED', 'RETURNED', 'SUSPENDED', 'RESUMED', 'ENDED', 'DECIDED'));

-- Every kind of service yields an invitation: questions, handing in, corrections and, of a package, the whole.

-- Who asked a question is told by nobody: a consultation is known by its matter alone.
ALTER TABLE handled_file DROP CONSTRAINT handled_file_known_as_a_whole;
ALTER TABLE handled_file
    ADD CONSTRAINT handled_file_of_somebody_is_about_something CHECK (enterprise_usci IS NULL OR matter IS NOT NULL),
    ADD COLUMN package_code   text,
    -- The unit that received the file: handing in is rated with it, and is heard of before it.
    ADD COLUMN reception_unit text;
UPDATE handled_file SET package_code = matter WHERE matter LIKE 'PKG-%';

ALTER TABLE invitation DROP CONSTRAINT invitation_service_known;
ALTER TABLE invitation ALTER COLUMN unit DROP NOT NULL;
ALTER TABLE invitation
    ADD CONSTRAINT invitation_service_known CHECK (service IN
        ('SUBMISSION', 'ACCEPTANCE', 'COMPLETION', 'DELIVERY', 'COMPOSITE', 'CONSULTATION', 'CORRECTION')),
    ADD CONSTRAINT invitation_of_a_known_unit CHECK (invited_at IS NULL OR unit IS NOT NULL),
    -- What the code of an invitation is made of. The code itself is computed with a key and stored nowhere.
    ADD COLUMN code_number bigint GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN window_code text,
    ADD COLUMN rated_at    timestamptz,
    ADD COLUMN rated_by_code boolean NOT NULL DEFAULT false,
    ADD COLUMN reminded_at timestamptz;
CREATE UNIQUE INDEX invitation_code_number_idx ON invitation (code_number);
UPDATE invitation i SET rated_at = r.rated_at FROM rating r WHERE r.invitation_id = i.id;

-- What is still to be remembered: the job reads this index alone.
CREATE INDEX invitation_to_remind_idx ON invitation (served_on)
    WHERE invited_at IS NOT NULL AND rated_at IS NULL AND reminded_at IS NULL;

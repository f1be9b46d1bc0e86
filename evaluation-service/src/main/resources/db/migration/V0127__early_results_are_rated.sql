-- What is handed out before the rest of a file is a service of its own, once for each handing out.

ALTER TABLE invitation
    -- Which of the file's early handings out, from 1.
    ADD COLUMN handing_out int,
    ADD CONSTRAINT invitation_handing_out_is_a_delivery CHECK (
        handing_out IS NULL OR (handing_out >= 1 AND service = 'DELIVERY'));
CREATE UNIQUE INDEX invitation_once_per_handing_out ON invitation (receipt_number, handing_out) WHERE handing_out IS NOT NULL;

-- The fingerprint of a known text: tells a fingerprint key that is not the one the rows were made with.

CREATE TABLE personal_key_check (
    one   boolean NOT NULL DEFAULT true CONSTRAINT personal_key_check_pk PRIMARY KEY
        CONSTRAINT personal_key_check_one_row CHECK (one),
    known bytea   NOT NULL CONSTRAINT personal_key_check_length CHECK (octet_length(known) = 32)
);
REVOKE UPDATE, DELETE, TRUNCATE ON personal_key_check FROM CURRENT_USER;

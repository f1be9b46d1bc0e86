-- Services that may be rated. One row per numbered service of a file, whatever arrives twice or in another order.

CREATE TABLE handled_file (
    receipt_number  text PRIMARY KEY,
    enterprise_usci text,
    matter          text,
    CONSTRAINT handled_file_known_as_a_whole CHECK ((enterprise_usci IS NULL) = (matter IS NULL))
);

-- Who worked on a file: they never rate it.
CREATE TABLE file_officer (
    receipt_number text NOT NULL REFERENCES handled_file,
    officer        text NOT NULL,
    PRIMARY KEY (receipt_number, officer)
);

-- invited_at stays empty while the file is not known yet: a completion may be heard of before the acceptance.
CREATE TABLE invitation (
    id             uuid        PRIMARY KEY DEFAULT uuidv7(),
    receipt_number text        NOT NULL REFERENCES handled_file,
    service_number smallint    NOT NULL CONSTRAINT invitation_service_number_range CHECK (service_number BETWEEN 1 AND 99),
    service        text        NOT NULL CONSTRAINT invitation_service_known
                               CHECK (service IN ('ACCEPTANCE', 'COMPLETION', 'DELIVERY')),
    unit           text        NOT NULL,
    served_at      timestamptz NOT NULL,
    served_on      date        NOT NULL,
    invited_at     timestamptz,
    CONSTRAINT invitation_once_per_service UNIQUE (receipt_number, service_number)
);

-- Who worked on which application file, by the events of intake and approval: they may not handle an appeal about it.

CREATE TABLE file_officer (
    receipt_number text NOT NULL,
    officer_id     text NOT NULL,
    part           text NOT NULL CONSTRAINT file_officer_part_known CHECK (part IN ('ACCEPTED', 'DECIDED', 'WORKED_ON')),
    PRIMARY KEY (receipt_number, officer_id, part)
);

-- To which file a case belongs: an appeal may name only the case.
CREATE TABLE case_file (
    case_number    text PRIMARY KEY,
    receipt_number text NOT NULL
);

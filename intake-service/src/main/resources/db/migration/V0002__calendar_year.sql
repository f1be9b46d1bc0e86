-- The yearly notices of days off and swapped working days.

CREATE TABLE calendar_year (
    year       integer     NOT NULL CONSTRAINT calendar_year_pk PRIMARY KEY,
    off_days   date[]      NOT NULL,
    work_days  date[]      NOT NULL,
    source     text        NOT NULL CONSTRAINT calendar_year_source_named CHECK (source <> ''),
    published  boolean     NOT NULL,
    version    bigint      NOT NULL,
    changed_at timestamptz NOT NULL
);

-- The published calendars as intake-service last told them: every replica and every restart counts with the same days.

CREATE TABLE calendar_year (
    year      integer PRIMARY KEY,
    off       date[]  NOT NULL,
    work      date[]  NOT NULL,
    source    text    NOT NULL,
    published boolean NOT NULL
);

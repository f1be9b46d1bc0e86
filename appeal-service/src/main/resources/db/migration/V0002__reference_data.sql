-- Our copies of what other services publish: the units that can be dispatched to, and the years of the working-day calendar.

CREATE TABLE unit (
    key     text    PRIMARY KEY,
    name_zh text    NOT NULL,
    name_en text,
    in_use  boolean NOT NULL
);

CREATE TABLE calendar_year (
    year      integer     PRIMARY KEY,
    off       date[]      NOT NULL,
    work      date[]      NOT NULL,
    source    text        NOT NULL,
    published boolean     NOT NULL,
    stored_at timestamptz NOT NULL DEFAULT now()
);

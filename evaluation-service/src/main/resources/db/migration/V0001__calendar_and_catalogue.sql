-- Copies of reference data that other services own: calendar years and the names of units, items and packages.

CREATE TABLE calendar_year (
    year      integer PRIMARY KEY,
    off       date[]  NOT NULL,
    work      date[]  NOT NULL,
    source    text    NOT NULL,
    published boolean NOT NULL,
    sequence  bigint  NOT NULL
);

CREATE TABLE catalogue_name (
    kind     text   NOT NULL CONSTRAINT catalogue_name_kind_known CHECK (kind IN ('UNIT', 'ITEM', 'PACKAGE')),
    code     text   NOT NULL,
    name_zh  text   NOT NULL,
    name_en  text,
    unit     text,
    sequence bigint NOT NULL,
    PRIMARY KEY (kind, code)
);

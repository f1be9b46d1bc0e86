-- An aggregate and a projection for the tests.
CREATE TABLE counter (
    id      text   PRIMARY KEY,
    version bigint NOT NULL DEFAULT 0
);
CREATE TABLE tally (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key      text   NOT NULL,
    sequence bigint NOT NULL,
    note     text   NOT NULL
);

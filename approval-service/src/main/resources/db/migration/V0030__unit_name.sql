-- What units are called on paper, as the catalogue tells it.

CREATE TABLE unit_name (
    unit    text   NOT NULL CONSTRAINT unit_name_pk PRIMARY KEY,
    name_zh text   NOT NULL,
    version bigint NOT NULL
);
COMMENT ON TABLE unit_name IS 'A unit that is not here yet is called by its key.';

-- Ratings of other systems that are to be reported: one row for many, so that taking them in costs next to nothing.
CREATE TABLE province_taken (
    id       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source   text        NOT NULL,
    numbers  text[]      NOT NULL,
    taken_at timestamptz NOT NULL
);

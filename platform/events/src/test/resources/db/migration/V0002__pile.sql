-- What the bulk consumer of the tests has taken in.
CREATE TABLE pile (
    note text PRIMARY KEY
);

-- Which appeals name a rating, as the appeals tell it. Confidential and anonymous appeals tell of no rating, so none is here.
CREATE TABLE rating_appeal (
    appeal_id      uuid        PRIMARY KEY,
    rating_id      uuid        NOT NULL,
    number         text        NOT NULL,
    receipt_number text        NOT NULL,
    usci           text,
    received_at    timestamptz NOT NULL,
    outcome        text
);
CREATE INDEX rating_appeal_rating_idx ON rating_appeal (rating_id, received_at DESC, appeal_id);

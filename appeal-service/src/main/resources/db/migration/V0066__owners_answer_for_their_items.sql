-- Whether the owner of an item has seen what a month has shown about it, and what the owner will do.
CREATE TABLE blocked_month_answer (
    month           date        NOT NULL,
    item_code       text        NOT NULL,
    seen_at         timestamptz NOT NULL,
    acknowledged_at timestamptz,
    acknowledged_by text,
    measure         text        CONSTRAINT blocked_month_answer_short CHECK (length(measure) BETWEEN 1 AND 1000),
    PRIMARY KEY (month, item_code),
    CONSTRAINT blocked_month_answer_to_what_was_told FOREIGN KEY (month, item_code) REFERENCES blocked_month,
    CONSTRAINT blocked_month_answer_whole CHECK (num_nonnulls(acknowledged_at, acknowledged_by, measure) IN (0, 3))
);
CREATE INDEX blocked_month_unit_idx ON blocked_month (unit, month, item_code);

-- What is told about an item has its own count, so that no two events of an item share a sequence. It goes on from the
-- milliseconds by which they were counted before.

CREATE TABLE blocked_sequence (
    item_code text   PRIMARY KEY,
    last      bigint NOT NULL CONSTRAINT blocked_sequence_positive CHECK (last > 0)
);

-- Beside what a device calls itself its address and browser are kept, as a fingerprint; and a follow-up that was found invalid does
-- not take the place of the one that counts.
ALTER TABLE rating_origin ADD COLUMN place bytea;
CREATE INDEX rating_origin_place_idx ON rating_origin (place, rated_at) WHERE place IS NOT NULL;

DROP INDEX rating_followed_up_once;
CREATE UNIQUE INDEX rating_followed_up_once ON rating (follow_up_of)
    WHERE follow_up_of IS NOT NULL AND standing <> 'INVALIDATED';

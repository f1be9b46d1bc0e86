-- Batches of ratings of other systems that are still to be looked through for what many said in the same words, by the ids of
-- their first and last rating. Looking while they are taken in would cost as much as taking them in.
CREATE TABLE batch_to_judge (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    first_id uuid   NOT NULL,
    last_id  uuid   NOT NULL,
    ratings  int    NOT NULL
);

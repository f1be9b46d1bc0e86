-- A follow-up that another system collected is known by the number of the first rating and a mark of two characters.
ALTER TABLE rating
    DROP CONSTRAINT rating_source_number_limited,
    ADD CONSTRAINT rating_source_number_limited CHECK (char_length(source_number) BETWEEN 1 AND 66) NOT VALID;

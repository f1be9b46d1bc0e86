-- Photographs of what a reviewer has found; what is in them is kept in the file store under its digest.
CREATE TABLE review_photo (
    review_id  uuid     NOT NULL REFERENCES review,
    number     smallint NOT NULL CONSTRAINT review_three_photos CHECK (number BETWEEN 1 AND 3),
    digest     text     NOT NULL,
    media_type text     NOT NULL CONSTRAINT review_photo_is_an_image CHECK (media_type IN ('image/jpeg', 'image/png')),
    size_bytes integer  NOT NULL CONSTRAINT review_photo_is_not_empty CHECK (size_bytes > 0),
    PRIMARY KEY (review_id, number)
);

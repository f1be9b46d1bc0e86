-- Ratings. Who gave one is kept apart from what was said, so that no statement about a rating reads it by accident.

CREATE TABLE rating (
    id            uuid        PRIMARY KEY DEFAULT uuidv7(),
    invitation_id uuid        NOT NULL REFERENCES invitation CONSTRAINT rating_once_per_service UNIQUE,
    unit          text        NOT NULL,
    matter        text        NOT NULL,
    level         text        NOT NULL CONSTRAINT rating_level_known CHECK (level IN
                              ('VERY_SATISFIED', 'SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED', 'VERY_DISSATISFIED')),
    labels        text[]      NOT NULL CONSTRAINT rating_labels_limited CHECK (cardinality(labels) <= 8),
    text          text        CONSTRAINT rating_text_limited CHECK (char_length(text) BETWEEN 1 AND 150),
    channel       text        NOT NULL CONSTRAINT rating_channel_known CHECK (channel IN
                              ('PC', 'MOBILE', 'QR_CODE', 'HALL_TABLET', 'HALL_TERMINAL', 'PHONE', 'SMS', 'SYSTEM_DEFAULT')),
    anonymous     boolean     NOT NULL,
    rated_at      timestamptz NOT NULL,
    rated_on      date        NOT NULL,
    CONSTRAINT rating_bad_says_why CHECK (
        level NOT IN ('DISSATISFIED', 'VERY_DISSATISFIED') OR cardinality(labels) > 0 OR text IS NOT NULL)
);

CREATE TABLE rating_giver (
    rating_id uuid PRIMARY KEY REFERENCES rating,
    subject   text NOT NULL,
    contact   text CONSTRAINT rating_giver_contact_limited CHECK (char_length(contact) BETWEEN 1 AND 100)
);

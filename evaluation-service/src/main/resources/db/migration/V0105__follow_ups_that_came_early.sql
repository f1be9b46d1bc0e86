-- What other systems tell of raters who spoke once more, before their first rating came or before it was put right. It is taken
-- once it was; a contact is not kept.
CREATE TABLE waiting_follow_up (
    source         text        NOT NULL,
    number         text        NOT NULL CONSTRAINT waiting_follow_up_number_limited CHECK (char_length(number) BETWEEN 1 AND 66),
    unit           text        NOT NULL,
    item           text        NOT NULL,
    level          text        NOT NULL CONSTRAINT waiting_follow_up_level_known CHECK (level IN
                               ('VERY_SATISFIED', 'SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED', 'VERY_DISSATISFIED')),
    labels         text[]      NOT NULL,
    text           text        CONSTRAINT waiting_follow_up_text_limited CHECK (char_length(text) <= 150),
    channel        text        NOT NULL,
    anonymous      boolean     NOT NULL,
    rated_at       timestamptz NOT NULL,
    rated_on       date        NOT NULL,
    receipt_number text,
    service_number smallint,
    effective      boolean     NOT NULL,
    dimensions     text[]      NOT NULL,
    came_at        timestamptz NOT NULL,
    -- When somebody last looked whether its time has come.
    looked_at      timestamptz NOT NULL DEFAULT '-infinity',
    CONSTRAINT waiting_follow_up_once PRIMARY KEY (source, number),
    CONSTRAINT waiting_follow_up_service_is_whole CHECK ((receipt_number IS NULL) = (service_number IS NULL))
);
CREATE INDEX waiting_follow_up_look_idx ON waiting_follow_up (looked_at, source, number);

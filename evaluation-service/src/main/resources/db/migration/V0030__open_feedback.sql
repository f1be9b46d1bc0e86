-- Open feedback (吐槽找茬): an open rating with a text, of a hall, a window, an item, a platform or an officer, without a case.

-- Where a poster with a square code hangs, and what it is about. A poster that is taken down keeps its row.
CREATE TABLE feedback_point (
    code         text        PRIMARY KEY CONSTRAINT feedback_point_code_is_short CHECK (code ~ '^[A-Z0-9]{6,12}$'),
    target       text        NOT NULL CONSTRAINT feedback_point_target_known
                             CHECK (target IN ('HALL', 'WINDOW', 'ITEM', 'PLATFORM', 'OFFICER')),
    target_code  text        NOT NULL CONSTRAINT feedback_point_target_code_is_short
                             CHECK (length(target_code) BETWEEN 1 AND 60),
    unit         text        NOT NULL,
    town         text,
    region_level text        CONSTRAINT feedback_point_region_level_known
                             CHECK (region_level IN ('COUNTY', 'TOWN', 'VILLAGE')),
    name_zh      text        NOT NULL,
    name_en      text        NOT NULL,
    placed_at    timestamptz NOT NULL,
    placed_by    text        NOT NULL,
    removed_at   timestamptz
);
CREATE INDEX feedback_point_unit_idx ON feedback_point (unit, code);

CREATE TABLE open_feedback (
    id               uuid        PRIMARY KEY,
    -- OWN for what is written at our own door; the sender's word and number for what partners hand over.
    source           text        NOT NULL CONSTRAINT open_feedback_source_is_a_word CHECK (source ~ '^[A-Z_]{1,30}$'),
    source_number    text        CONSTRAINT open_feedback_source_number_is_short CHECK (length(source_number) BETWEEN 1 AND 100),
    point_code       text        REFERENCES feedback_point,
    target           text        NOT NULL CONSTRAINT open_feedback_target_known
                                 CHECK (target IN ('HALL', 'WINDOW', 'ITEM', 'PLATFORM', 'OFFICER')),
    target_code      text        NOT NULL CONSTRAINT open_feedback_target_code_is_short
                                 CHECK (length(target_code) BETWEEN 1 AND 60),
    unit             text        NOT NULL,
    town             text,
    region_level     text        CONSTRAINT open_feedback_region_level_known
                                 CHECK (region_level IN ('COUNTY', 'TOWN', 'VILLAGE')),
    level            text        NOT NULL CONSTRAINT open_feedback_level_known CHECK (level IN
                                 ('VERY_SATISFIED', 'SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED', 'VERY_DISSATISFIED')),
    text             text        CONSTRAINT open_feedback_text_is_short CHECK (length(text) BETWEEN 1 AND 500),
    complaint        boolean     NOT NULL DEFAULT false,
    anonymous        boolean     NOT NULL DEFAULT true,
    given_at         timestamptz NOT NULL,
    given_on         date        NOT NULL,
    received_at      timestamptz NOT NULL,
    -- NOTED needs nothing; WAITING waits for somebody to decide what becomes of it.
    status           text        NOT NULL CONSTRAINT open_feedback_status_known
                                 CHECK (status IN ('NOTED', 'WAITING', 'ORDERED', 'REFERRED', 'DISMISSED')),
    triaged_by       text,
    triaged_at       timestamptz,
    triage_reason    text,
    rectification_id uuid,
    reply_zh         text        CONSTRAINT open_feedback_reply_is_short CHECK (length(reply_zh) BETWEEN 1 AND 1000),
    reply_en         text,
    replied_by       text,
    replied_at       timestamptz,
    published        boolean     NOT NULL DEFAULT false,
    version          bigint      NOT NULL DEFAULT 1,
    CONSTRAINT open_feedback_once_per_source_number UNIQUE (source, source_number),
    CONSTRAINT open_feedback_own_has_no_source_number CHECK ((source = 'OWN') = (source_number IS NULL)),
    CONSTRAINT open_feedback_bad_is_not_merely_noted CHECK (
        status <> 'NOTED' OR (NOT complaint AND level NOT IN ('DISSATISFIED', 'VERY_DISSATISFIED'))),
    CONSTRAINT open_feedback_triaged_by_someone CHECK (
        (status IN ('ORDERED', 'REFERRED', 'DISMISSED')) = (triaged_at IS NOT NULL) AND (triaged_at IS NULL) = (triaged_by IS NULL)),
    CONSTRAINT open_feedback_ordered_names_the_order CHECK ((status = 'ORDERED') = (rectification_id IS NOT NULL)),
    CONSTRAINT open_feedback_dismissed_with_reason CHECK (status <> 'DISMISSED' OR triage_reason IS NOT NULL),
    CONSTRAINT open_feedback_replied_by_someone CHECK (
        (reply_zh IS NULL) = (replied_at IS NULL) AND (reply_zh IS NULL) = (replied_by IS NULL)),
    CONSTRAINT open_feedback_published_with_reply CHECK (NOT published OR reply_zh IS NOT NULL)
);
-- What waits, oldest first; what the public reads and what a unit reads, newest first; what is counted of a period.
CREATE INDEX open_feedback_waiting_idx ON open_feedback (received_at, id) WHERE status = 'WAITING';
CREATE INDEX open_feedback_public_idx ON open_feedback (replied_at DESC, id DESC) WHERE published;
CREATE INDEX open_feedback_unit_idx ON open_feedback (unit, given_at DESC, id DESC);
CREATE INDEX open_feedback_given_idx ON open_feedback (given_at DESC, id DESC);
CREATE INDEX open_feedback_count_idx ON open_feedback (given_on) INCLUDE (unit, level);

-- How the writer may be reached, sealed by the service: only who follows the feedback up opens it, and each opening is noted.
CREATE TABLE open_feedback_contact (
    feedback_id uuid  PRIMARY KEY REFERENCES open_feedback,
    contact     bytea NOT NULL
);
CREATE TABLE open_feedback_contact_reading (
    feedback_id uuid        NOT NULL REFERENCES open_feedback,
    read_by     text        NOT NULL,
    read_at     timestamptz NOT NULL,
    purpose     text        NOT NULL
);
CREATE INDEX open_feedback_contact_reading_idx ON open_feedback_contact_reading (feedback_id, read_at);

-- Photographs: what is in them is kept in the file store under its digest.
CREATE TABLE open_feedback_photo (
    feedback_id uuid     NOT NULL REFERENCES open_feedback,
    number      smallint NOT NULL CONSTRAINT open_feedback_three_photos CHECK (number BETWEEN 1 AND 3),
    digest      text     NOT NULL,
    media_type  text     NOT NULL CONSTRAINT open_feedback_photo_is_an_image CHECK (media_type IN ('image/jpeg', 'image/png')),
    size_bytes  integer  NOT NULL CONSTRAINT open_feedback_photo_is_not_empty CHECK (size_bytes > 0),
    PRIMARY KEY (feedback_id, number)
);

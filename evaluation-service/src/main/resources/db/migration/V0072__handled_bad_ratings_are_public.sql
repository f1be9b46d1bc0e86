-- What became of bad ratings, as everybody reads it; and the words about it that a supervisor has made public, for the round
-- in which the order was closed.
CREATE TABLE published_result (
    rectification_id uuid        NOT NULL REFERENCES rectification,
    round            smallint    NOT NULL,
    measures_zh      text        CONSTRAINT published_result_measures_zh_are_short CHECK (length(measures_zh) BETWEEN 1 AND 500),
    measures_en      text        CONSTRAINT published_result_measures_en_are_short CHECK (length(measures_en) BETWEEN 1 AND 500),
    said             text        CONSTRAINT published_result_said_is_short CHECK (length(said) BETWEEN 1 AND 150),
    published_by     text        NOT NULL,
    published_at     timestamptz NOT NULL,
    PRIMARY KEY (rectification_id, round),
    CONSTRAINT published_result_says_something CHECK (measures_zh IS NOT NULL OR said IS NOT NULL),
    CONSTRAINT published_result_english_beside_chinese CHECK (measures_en IS NULL OR measures_zh IS NOT NULL)
);
CREATE INDEX rectification_results_idx ON rectification (closed_at DESC, id DESC)
    WHERE status = 'CLOSED' AND origin = 'RATING';
CREATE INDEX rectification_unit_results_idx ON rectification (unit, closed_at DESC, id DESC)
    WHERE status = 'CLOSED' AND origin = 'RATING';
CREATE INDEX rectification_matter_results_idx ON rectification (matter, closed_at DESC, id DESC)
    WHERE status = 'CLOSED' AND origin = 'RATING';
CREATE INDEX open_feedback_public_unit_idx ON open_feedback (unit, published_at DESC, id DESC) WHERE published;

-- Who gave a rating, and how to reach them, lies here sealed. What was stored readable is sealed by the service at its
-- next start; the readable columns stay empty from then on.
ALTER TABLE rating_giver
    ALTER COLUMN subject DROP NOT NULL,
    ADD COLUMN subject_sealed bytea,
    ADD COLUMN contact_sealed bytea;
CREATE INDEX rating_giver_readable_idx ON rating_giver (rating_id) WHERE subject IS NOT NULL OR contact IS NOT NULL;

-- The second dimension of a rating: what was rated beside the whole. The whole is the rating's level.
CREATE TABLE rating_dimension (
    rating_id uuid NOT NULL REFERENCES rating,
    dimension text NOT NULL CONSTRAINT rating_dimension_known CHECK (dimension IN
              ('EFFICIENCY', 'GUIDE_ACCURACY', 'CONVENIENCE', 'PLATFORM_OPERABILITY',
               'SERVICE_EFFICIENCY', 'SERVICE_LEVEL', 'SERVICE_ATTITUDE')),
    level     text NOT NULL CONSTRAINT rating_dimension_level_known CHECK (level IN
              ('VERY_SATISFIED', 'SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED', 'VERY_DISSATISFIED')),
    PRIMARY KEY (rating_id, dimension)
);

-- What the other services have told of a file, as far as labels claim something about it. Every row may be told again.
CREATE TABLE file_fact (
    receipt_number    text     PRIMARY KEY,
    in_person         boolean,
    visits_promised   smallint,
    correction_rounds smallint NOT NULL DEFAULT 0
);
CREATE TABLE file_supply (
    receipt_number text        NOT NULL,
    material       text        NOT NULL,
    supplied_at    timestamptz NOT NULL,
    PRIMARY KEY (receipt_number, material, supplied_at)
);
CREATE TABLE file_case_fact (
    case_number       text    PRIMARY KEY,
    receipt_number    text    NOT NULL,
    sequence          bigint  NOT NULL,
    promised_due_on   date,
    statutory_due_on  date,
    on_time_promised  boolean,
    on_time_statutory boolean
);
CREATE INDEX file_case_fact_file_idx ON file_case_fact (receipt_number);

-- Whether what a label claims is so.
CREATE TABLE rating_label_check (
    rating_id  uuid        NOT NULL REFERENCES rating,
    label      text        NOT NULL REFERENCES rating_label,
    fact_check text        NOT NULL CONSTRAINT rating_label_check_known CHECK (fact_check IN
                           ('CONFIRMED', 'REFUTED', 'UNKNOWN')),
    checked_at timestamptz NOT NULL,
    PRIMARY KEY (rating_id, label)
);

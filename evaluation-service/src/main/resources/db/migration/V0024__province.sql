-- What the national interface asks of a service, beside what was known of its file.
ALTER TABLE handled_file
    ADD COLUMN main_item      text,
    ADD COLUMN case_type      text,
    ADD COLUMN promised_days  smallint,
    ADD COLUMN statutory_days smallint,
    ADD COLUMN online         boolean,
    ADD COLUMN region_code    text,
    ADD COLUMN accepted_at    timestamptz,
    ADD COLUMN finished_at    timestamptz;

-- The codes of items and units, from the catalogue.
CREATE TABLE province_item (
    code           text   PRIMARY KEY,
    name_zh        text   NOT NULL,
    kind           text   NOT NULL,
    implement_code text,
    sequence       bigint NOT NULL
);
CREATE TABLE province_unit (
    key      text   PRIMARY KEY,
    name_zh  text   NOT NULL,
    usci     text   NOT NULL,
    sequence bigint NOT NULL
);

-- What is to be reported: once for a service, and for a rating whenever its standing changes.
CREATE TABLE province_task (
    kind       text        NOT NULL CONSTRAINT province_task_kind_known CHECK (kind IN ('SERVICE', 'RATING')),
    subject    uuid        NOT NULL,
    not_before timestamptz NOT NULL,
    PRIMARY KEY (kind, subject)
);
CREATE INDEX province_task_due_idx ON province_task (kind, not_before, subject);

-- What has been reported. One transaction at a time adds to it, so that the numbers are the order of the commits, and who
-- reads on from the last number misses nothing.
CREATE TABLE province_message (
    number   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind     text        NOT NULL CONSTRAINT province_message_kind_known CHECK (kind IN ('SERVICE', 'RATING')),
    subject  uuid        NOT NULL,
    version  smallint    NOT NULL,
    message  jsonb       NOT NULL,
    made_at  timestamptz NOT NULL,
    CONSTRAINT province_message_once UNIQUE (kind, subject, version)
);

-- How far each file is, as told by the departments' and the ratings' events. Written by consumers only; version is the
-- sender's, so that an event that comes late or twice changes nothing.

CREATE TABLE case_progress (
    case_number      text    NOT NULL CONSTRAINT case_progress_pk PRIMARY KEY,
    receipt_number   text    NOT NULL,
    version          bigint  NOT NULL,
    status           text    NOT NULL
        CONSTRAINT case_progress_status_known CHECK (status IN ('OPENED', 'EXAMINED', 'SUSPENDED', 'DECIDED', 'NOT_STARTED')),
    outcome          text,
    grounds          text,
    promised_due_on  date,
    statutory_due_on date,
    provisional      boolean,
    opened_at        timestamptz,
    decided_at       timestamptz,
    licence_number   text,
    licence_name_zh  text
) WITH (fillfactor = 80);
CREATE INDEX case_progress_file_idx ON case_progress (receipt_number);

CREATE TABLE file_progress (
    receipt_number text        NOT NULL CONSTRAINT file_progress_pk PRIMARY KEY,
    version        bigint      NOT NULL,
    finished_at    timestamptz NOT NULL,
    outcome        text        NOT NULL,
    officers       text[]      NOT NULL
);

CREATE TABLE rating_progress (
    invitation_id  text        NOT NULL CONSTRAINT rating_progress_pk PRIMARY KEY,
    receipt_number text        NOT NULL,
    service_number integer,
    service        text,
    open_until     date,
    invited_at     timestamptz,
    given_at       timestamptz
);
CREATE INDEX rating_progress_file_idx ON rating_progress (receipt_number);

-- The results of finished files on their way to the applicant, with the ten working days the law gives (article 44).

CREATE TABLE result_bundle (
    receipt_number    text        NOT NULL CONSTRAINT result_bundle_pk PRIMARY KEY,
    outcome           text        NOT NULL,
    decided_at        timestamptz NOT NULL,
    decided_on        date        NOT NULL,
    due_on            date        NOT NULL,
    provisional       boolean     NOT NULL,
    state             text        NOT NULL
        CONSTRAINT result_bundle_state_known
        CHECK (state IN ('WAITING', 'ON_THE_WAY', 'RETURNED', 'UNREAD', 'DELIVERED')),
    overdue_marked_at timestamptz,
    explanation       text,
    explained_by      text,
    explained_at      timestamptz,
    version           bigint      NOT NULL,
    CONSTRAINT result_bundle_explained_by_someone CHECK (
        (explanation IS NULL) = (explained_by IS NULL) AND (explanation IS NULL) = (explained_at IS NULL)),
    CONSTRAINT result_bundle_due_after_decision CHECK (due_on > decided_on)
) WITH (fillfactor = 80);
COMMENT ON TABLE result_bundle IS 'Appears when the departments have finished a file. WAITING and RETURNED: in the hall.';
-- The list of what waits, and what the sweep looks for. What was delivered is in neither.
CREATE INDEX result_bundle_open_idx ON result_bundle (state, due_on, receipt_number) WHERE state <> 'DELIVERED';
CREATE INDEX result_bundle_unmarked_idx ON result_bundle (due_on, receipt_number)
    WHERE state IN ('WAITING', 'RETURNED') AND overdue_marked_at IS NULL;

CREATE TABLE handing_out (
    receipt_number     text        NOT NULL CONSTRAINT handing_out_of_a_bundle REFERENCES result_bundle,
    number             integer     NOT NULL CONSTRAINT handing_out_numbers_from_one CHECK (number > 0),
    method             text        NOT NULL
        CONSTRAINT handing_out_method_known CHECK (method IN ('WINDOW', 'POST', 'E_LICENCE')),
    handed_out_at      timestamptz NOT NULL,
    handed_out_by      text        NOT NULL,
    handed_out_by_unit text,
    late               boolean     NOT NULL,
    recipient          text
        CONSTRAINT handing_out_recipient_known CHECK (recipient IN ('LEGAL_REPRESENTATIVE', 'AGENT')),
    number_compared    boolean     NOT NULL,
    carrier            text,
    tracking_number    text,
    ended_at           timestamptz,
    ended_with         text
        CONSTRAINT handing_out_end_known CHECK (ended_with IN ('ARRIVED', 'RETURNED', 'READ')),
    ended_by           text,
    return_reason      text,
    CONSTRAINT handing_out_pk PRIMARY KEY (receipt_number, number),
    CONSTRAINT handing_out_identity_checked_at_window CHECK ((method = 'WINDOW') = (recipient IS NOT NULL)),
    CONSTRAINT handing_out_posted_with_number CHECK (
        (method = 'POST') = (carrier IS NOT NULL) AND (method = 'POST') = (tracking_number IS NOT NULL)),
    CONSTRAINT handing_out_end_whole CHECK (
        (ended_at IS NULL) = (ended_with IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL)
        AND (ended_with = 'RETURNED') = (return_reason IS NOT NULL)),
    CONSTRAINT handing_out_end_fits_method CHECK (
        ended_with IS NULL OR (method = 'POST' AND ended_with <> 'READ') OR (method = 'E_LICENCE' AND ended_with = 'READ'))
);
COMMENT ON COLUMN handing_out.number_compared IS 'Whether the end of the citizen number was compared; the number itself is not kept.';

-- A moment as JSON readers take it.
CREATE FUNCTION utc_text(at timestamptz) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

-- One row per accepted application: what all its cases share, and how far they are.

CREATE TABLE approval_file (
    receipt_number          text         PRIMARY KEY,
    kind                    text         NOT NULL
        CONSTRAINT approval_file_kind_known CHECK (kind IN ('SINGLE', 'PACKAGE', 'BATCH')),
    package_code            text,
    channel                 text         NOT NULL,
    enterprise_usci         text         NOT NULL,
    enterprise_name         text         NOT NULL,
    received_at             timestamptz  NOT NULL,
    accepted_at             timestamptz  NOT NULL,
    counts_from             date         NOT NULL,
    accepted_by             text,
    accepted_by_unit        text,
    deemed                  boolean      NOT NULL,
    window_code             text,
    green_channel           jsonb,
    deferred_materials      jsonb        NOT NULL,
    baseline                jsonb        NOT NULL,
    baseline_statutory_days integer      NOT NULL,
    material_reduction_rate numeric(7, 4),
    lead_unit               text         NOT NULL,
    units                   text[]       NOT NULL,
    status                  text         NOT NULL
        CONSTRAINT approval_file_status_known CHECK (status IN ('IN_PROGRESS', 'FINISHED', 'WITHDRAWN')),
    cases_total             integer      NOT NULL,
    cases_waiting           integer      NOT NULL CONSTRAINT approval_file_waiting_not_negative CHECK (cases_waiting >= 0),
    cases_in_hand           integer      NOT NULL CONSTRAINT approval_file_in_hand_not_negative CHECK (cases_in_hand >= 0),
    cases_granted           integer      NOT NULL DEFAULT 0,
    cases_refused           integer      NOT NULL DEFAULT 0,
    cases_not_started       integer      NOT NULL DEFAULT 0,
    cases_withdrawn         integer      NOT NULL DEFAULT 0,
    officers                text[]       NOT NULL,
    finished_at             timestamptz,
    working_days_used       integer,
    version                 bigint       NOT NULL,
    -- The counters are moved by whoever closes or starts a case; these three keep them honest.
    CONSTRAINT approval_file_every_case_counted_once CHECK (
        cases_waiting + cases_in_hand + cases_granted + cases_refused + cases_not_started + cases_withdrawn = cases_total),
    CONSTRAINT approval_file_open_while_a_case_is CHECK (
        (status = 'IN_PROGRESS') = (cases_waiting + cases_in_hand > 0)),
    CONSTRAINT approval_file_finished_with_its_time CHECK (
        (status = 'FINISHED') = (finished_at IS NOT NULL AND working_days_used IS NOT NULL)),
    CONSTRAINT approval_file_accepted_by_someone CHECK (deemed OR accepted_by IS NOT NULL)
) WITH (fillfactor = 75); -- room for the next version of the counters in the same page
COMMENT ON TABLE approval_file IS 'One accepted application and the progress of its cases.';

-- A withdrawal that arrived before the acceptance it belongs to (after a dead letter was put back, for example).
CREATE TABLE early_withdrawal (
    receipt_number text        PRIMARY KEY,
    withdrawn_at   timestamptz NOT NULL
);

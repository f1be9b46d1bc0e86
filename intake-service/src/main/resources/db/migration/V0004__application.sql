-- The file of an enterprise from handing in to handing out: its cases, its materials, and what was done when by whom.

-- Numbers are per day: the serial minus what the sequence stood at when the day began. No hot row, and no number twice.
CREATE SEQUENCE file_serial AS bigint;
CREATE TABLE serial_day (
    day  date   NOT NULL CONSTRAINT serial_day_pk PRIMARY KEY,
    base bigint NOT NULL
);

CREATE TABLE application (
    receipt_number          text        NOT NULL CONSTRAINT application_pk PRIMARY KEY,
    kind                    text        NOT NULL
        CONSTRAINT application_kind_known CHECK (kind IN ('SINGLE', 'PACKAGE', 'BATCH')),
    package_code            text,
    enterprise_usci         text        NOT NULL CONSTRAINT application_enterprise_registered REFERENCES enterprise,
    enterprise_name         text        NOT NULL,
    channel                 text        NOT NULL
        CONSTRAINT application_channel_known
        CHECK (channel IN ('ONLINE', 'MOBILE_APP', 'WINDOW', 'SELF_SERVICE', 'MOBILE_VEHICLE')),
    item_codes              text[]      NOT NULL CONSTRAINT application_asks_for_something CHECK (cardinality(item_codes) > 0),
    subject_count           integer     NOT NULL,
    green_channel           boolean     NOT NULL,
    submitted_by            text        NOT NULL,
    submitted_as            text        NOT NULL
        CONSTRAINT application_side_known CHECK (submitted_as IN ('APPLICANT', 'AGENT', 'HELPER', 'WINDOW')),
    power_of_attorney_id    uuid        CONSTRAINT application_power_known REFERENCES power_of_attorney,
    query_code_hash         bytea       NOT NULL,
    content                 jsonb       NOT NULL,
    received_at             timestamptz NOT NULL,
    counts_from             date        NOT NULL,
    status                  text        NOT NULL
        CONSTRAINT application_status_known
        CHECK (status IN ('SUBMITTED', 'CORRECTION_REQUESTED', 'ACCEPTED', 'DELIVERED', 'REFUSED', 'WITHDRAWN')),
    clock_started_on        date,
    deemed_accepted_after   date,
    correction_requested_at timestamptz,
    correction_requested_by text,
    correction_defects      jsonb,
    corrected_at            timestamptz,
    accepted_at             timestamptz,
    accepted_by             text,
    accepted_by_unit        text,
    deemed                  boolean,
    accepted_counts_from    date,
    window_code             text,
    closed_at               timestamptz,
    closed_by               text,
    refusal_reason          text,
    competent_body          text,
    delivered_at            timestamptz,
    delivered_by            text,
    delivered_by_unit       text,
    delivery_method         text
        CONSTRAINT application_delivery_method_known CHECK (delivery_method IN ('WINDOW', 'POST', 'E_LICENCE')),
    recipient_check         text
        CONSTRAINT application_recipient_check_known CHECK (recipient_check IN ('LEGAL_REPRESENTATIVE', 'AGENT')),
    version                 bigint      NOT NULL,
    CONSTRAINT application_agent_has_power CHECK ((submitted_as = 'AGENT') = (power_of_attorney_id IS NOT NULL)),
    CONSTRAINT application_open_has_a_limit CHECK (
        (status = 'SUBMITTED') = (deemed_accepted_after IS NOT NULL)
        AND (status = 'SUBMITTED') = (clock_started_on IS NOT NULL)),
    CONSTRAINT application_correction_whole CHECK (
        (correction_requested_at IS NULL) = (correction_requested_by IS NULL)
        AND (correction_requested_at IS NULL) = (correction_defects IS NULL)
        AND (correction_requested_at IS NOT NULL OR corrected_at IS NULL)),
    CONSTRAINT application_correction_awaited
        CHECK (status <> 'CORRECTION_REQUESTED' OR (correction_requested_at IS NOT NULL AND corrected_at IS NULL)),
    CONSTRAINT application_accepted_by_someone CHECK (
        (status NOT IN ('ACCEPTED', 'DELIVERED') OR accepted_at IS NOT NULL)
        AND (status NOT IN ('SUBMITTED', 'CORRECTION_REQUESTED', 'REFUSED') OR accepted_at IS NULL)
        AND (accepted_at IS NULL) = (accepted_by IS NULL)
        AND (accepted_at IS NULL) = (accepted_by_unit IS NULL)
        AND (accepted_at IS NULL) = (accepted_counts_from IS NULL)
        AND (accepted_at IS NULL) = (deemed IS NULL)),
    CONSTRAINT application_closed_by_someone CHECK (
        (status IN ('REFUSED', 'WITHDRAWN')) = (closed_at IS NOT NULL) AND (closed_at IS NULL) = (closed_by IS NULL)),
    CONSTRAINT application_refused_with_reason CHECK ((status = 'REFUSED') = (refusal_reason IS NOT NULL)),
    CONSTRAINT application_delivered_by_someone CHECK (
        (status = 'DELIVERED') = (delivered_at IS NOT NULL)
        AND (delivered_at IS NULL) = (delivered_by IS NULL)
        AND (delivered_at IS NULL) = (delivered_by_unit IS NULL)
        AND (delivered_at IS NULL) = (delivery_method IS NULL)),
    CONSTRAINT application_identity_checked_at_window
        CHECK (delivery_method <> 'WINDOW' OR recipient_check IS NOT NULL)
) WITH (fillfactor = 80);
COMMENT ON COLUMN application.content IS 'What was asked for, as it stood at submission: items, subjects, figures, answers. Never filtered on.';
COMMENT ON COLUMN application.clock_started_on IS 'The day the current five working days count from: of receipt, or of correction.';

-- The hall's queue and lists, the applicant's list, a helper's list, and the files whose five days have run out.
CREATE INDEX application_status_idx ON application (status, received_at, receipt_number);
CREATE INDEX application_received_idx ON application (received_at, receipt_number);
CREATE INDEX application_enterprise_idx ON application (enterprise_usci, received_at, receipt_number);
CREATE INDEX application_helper_idx ON application (submitted_by, received_at, receipt_number) WHERE submitted_as = 'HELPER';
CREATE INDEX application_deemed_idx ON application (deemed_accepted_after, receipt_number) WHERE status = 'SUBMITTED';

CREATE TABLE application_case (
    case_number    text    NOT NULL CONSTRAINT application_case_pk PRIMARY KEY,
    receipt_number text    NOT NULL CONSTRAINT application_case_of_a_file REFERENCES application,
    position       integer NOT NULL,
    item_code      text    NOT NULL,
    item_version   bigint  NOT NULL,
    unit           text    NOT NULL,
    subject_usci   text    NOT NULL,
    stage          integer NOT NULL,
    CONSTRAINT application_case_once_per_subject UNIQUE (receipt_number, item_code, subject_usci)
);

CREATE TABLE application_material (
    receipt_number      text    NOT NULL CONSTRAINT application_material_of_a_file REFERENCES application,
    material_key        text    NOT NULL,
    position            integer NOT NULL,
    name_zh             text    NOT NULL,
    name_en             text    NOT NULL,
    trust_level         text    NOT NULL,
    may_follow          boolean NOT NULL,
    commitment_allowed  boolean NOT NULL,
    item_codes          text[]  NOT NULL,
    state               text    NOT NULL
        CONSTRAINT application_material_state_known
        CHECK (state IN ('SHARED', 'ON_FILE', 'PRODUCED', 'MERGED_FORM', 'HANDED_IN', 'DEFERRED', 'PROMISED', 'MISSING')),
    file_name           text,
    due_on              date,
    from_receipt_number text,
    CONSTRAINT application_material_pk PRIMARY KEY (receipt_number, material_key),
    CONSTRAINT application_material_handed_in_is_named CHECK (state <> 'HANDED_IN' OR file_name IS NOT NULL),
    CONSTRAINT application_material_due_only_if_deferred CHECK (due_on IS NULL OR state = 'DEFERRED'),
    CONSTRAINT application_material_deferred_if_allowed CHECK (state <> 'DEFERRED' OR may_follow),
    CONSTRAINT application_material_promised_if_allowed CHECK (state <> 'PROMISED' OR commitment_allowed)
);

CREATE TABLE application_history (
    receipt_number       text        NOT NULL CONSTRAINT application_history_of_a_file REFERENCES application,
    version              bigint      NOT NULL,
    act                  text        NOT NULL
        CONSTRAINT application_history_act_known
        CHECK (act IN ('SUBMITTED', 'CORRECTION_REQUESTED', 'CORRECTED', 'ACCEPTED', 'REFUSED', 'WITHDRAWN', 'DELIVERED')),
    at                   timestamptz NOT NULL,
    by                   text        NOT NULL,
    acting_as            text        NOT NULL,
    power_of_attorney_id uuid,
    CONSTRAINT application_history_pk PRIMARY KEY (receipt_number, version)
);
COMMENT ON TABLE application_history IS 'Each act with who did it and in what capacity. Only ever added to.';
REVOKE UPDATE, DELETE, TRUNCATE ON application_history FROM CURRENT_USER;

CREATE TABLE material_on_file (
    usci                text NOT NULL CONSTRAINT material_on_file_enterprise_registered REFERENCES enterprise,
    material_key        text NOT NULL,
    from_receipt_number text NOT NULL,
    checked_on          date NOT NULL,
    valid_until         date NOT NULL,
    CONSTRAINT material_on_file_pk PRIMARY KEY (usci, material_key)
);

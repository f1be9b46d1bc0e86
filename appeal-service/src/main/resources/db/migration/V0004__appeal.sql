-- One row per appeal: its present state. The past is in appeal_step.

CREATE SEQUENCE appeal_serial MINVALUE 1 MAXVALUE 999999 CYCLE;

CREATE TABLE appeal (
    id                 uuid        PRIMARY KEY,
    number             text        NOT NULL CONSTRAINT appeal_number_once UNIQUE,
    kind               text        NOT NULL CONSTRAINT appeal_kind_known CHECK (
                                   kind IN ('CONSULT', 'HELP', 'COMPLAINT', 'REPORT', 'SUGGESTION', 'OPINION', 'PROBLEM')),
    source             text        NOT NULL CONSTRAINT appeal_source_known CHECK (
                                   source IN ('PORTAL', 'APP', 'WINDOW', 'SPECIAL_LINE', 'SYMPOSIUM', 'VISIT', 'RATING',
                                              'OPEN_FEEDBACK')),
    urgent             boolean     NOT NULL,
    usci               text        CONSTRAINT appeal_usci_length CHECK (length(usci) = 18),
    region_code        text        NOT NULL,
    title              text        NOT NULL CONSTRAINT appeal_title_short CHECK (length(title) BETWEEN 1 AND 100),
    body               text        NOT NULL CONSTRAINT appeal_body_short CHECK (length(body) BETWEEN 1 AND 4000),
    about_receipt      text,
    about_case         text,
    about_rating       text,
    contact_name       text,
    contact_phone      text,
    submitted_by       text        NOT NULL,
    received_at        timestamptz NOT NULL,
    received_on        date        NOT NULL,
    profile            text        NOT NULL REFERENCES time_profile,

    state              text        NOT NULL CONSTRAINT appeal_state_known CHECK (
                                   state IN ('RECEIVED', 'DISPATCHED', 'SIGNED', 'RETURNED', 'REPLIED', 'CALLED_BACK', 'REDO',
                                             'CLOSED', 'REJECTED')),
    unit               text,
    dispatched_at      timestamptz,
    signed_by          text,
    proposed_unit      text,
    state_since        timestamptz NOT NULL,
    call_back_attempts integer     NOT NULL DEFAULT 0,
    last_attempt_at    timestamptz,
    called_back_at     timestamptz,
    reached            boolean,
    solved             boolean,
    satisfied          boolean,
    outcome            text        CONSTRAINT appeal_outcome_known CHECK (
                                   outcome IN ('SOLVED', 'EXPLAINED', 'UNSOLVED', 'UNREACHED')),
    rejection_ground   text        CONSTRAINT appeal_rejection_ground_known CHECK (
                                   rejection_ground IN ('COURT', 'ARBITRATION', 'PETITION', 'OTHER_BODY')),
    competent_body     text,
    reason             text,

    returns            integer     NOT NULL DEFAULT 0,
    contacted_at       timestamptz,
    opinion_at         timestamptz,
    replied_at         timestamptz,
    redone             boolean     NOT NULL DEFAULT false,

    contact_due_at     timestamptz,
    opinion_due_at     timestamptz,
    solution_due_at    timestamptz NOT NULL,
    redo_started_at    timestamptz,
    redo_due_at        timestamptz,
    next_clock         text        CONSTRAINT appeal_next_clock_known CHECK (
                                   next_clock IN ('CONTACT', 'OPINION', 'SOLUTION', 'REDO')),
    next_due_at        timestamptz,
    version            bigint      NOT NULL,

    -- What the supervision list is ordered by: the next due time, or the moment a redone answer failed too.
    redo_failed        boolean     GENERATED ALWAYS AS
                                   (state = 'CALLED_BACK' AND redone AND reached AND NOT (solved AND satisfied)) STORED,
    attention_at       timestamptz GENERATED ALWAYS AS
                                   (CASE WHEN state = 'CALLED_BACK' AND redone AND reached AND NOT (solved AND satisfied)
                                         THEN called_back_at ELSE next_due_at END) STORED,

    CONSTRAINT appeal_with_a_unit CHECK (
        state IN ('RECEIVED', 'REJECTED') OR (unit IS NOT NULL AND dispatched_at IS NOT NULL)),
    CONSTRAINT appeal_signed_by_someone CHECK (
        (state = 'SIGNED') <= (signed_by IS NOT NULL)),
    CONSTRAINT appeal_returned_with_a_proposal CHECK ((state = 'RETURNED') = (proposed_unit IS NOT NULL)),
    CONSTRAINT appeal_called_back_with_an_answer CHECK (
        state NOT IN ('CALLED_BACK', 'REDO', 'CLOSED') OR (reached IS NOT NULL AND called_back_at IS NOT NULL)),
    CONSTRAINT appeal_reached_ones_were_asked CHECK (
        coalesce(reached, false) = (solved IS NOT NULL) AND coalesce(reached, false) = (satisfied IS NOT NULL)),
    CONSTRAINT appeal_redo_has_a_limit CHECK ((redo_due_at IS NOT NULL) = redone),
    CONSTRAINT appeal_closed_with_an_outcome CHECK ((state = 'CLOSED') = (outcome IS NOT NULL)),
    CONSTRAINT appeal_unsolved_with_a_reason CHECK (outcome NOT IN ('EXPLAINED', 'UNSOLVED') OR reason IS NOT NULL),
    CONSTRAINT appeal_rejected_to_someone CHECK (
        (state = 'REJECTED') = (rejection_ground IS NOT NULL)
        AND (state = 'REJECTED') = (competent_body IS NOT NULL)
        AND (state <> 'REJECTED' OR reason IS NOT NULL)),
    CONSTRAINT appeal_rating_with_its_file CHECK (about_rating IS NULL OR about_receipt IS NOT NULL),
    CONSTRAINT appeal_next_due_of_a_clock CHECK ((next_clock IS NULL) = (next_due_at IS NULL)),
    CONSTRAINT appeal_answered_ones_wait_for_nobody CHECK (
        state IN ('RECEIVED', 'DISPATCHED', 'SIGNED', 'RETURNED', 'REDO') = (next_due_at IS NOT NULL))
) WITH (fillfactor = 80);

-- Lists, newest first: the coordinator's, by state, a unit's, an enterprise's, a person's.
CREATE INDEX appeal_received_idx   ON appeal (received_at DESC, id DESC);
CREATE INDEX appeal_state_idx      ON appeal (state, received_at DESC, id DESC);
CREATE INDEX appeal_unit_idx       ON appeal (unit, received_at DESC, id DESC) WHERE unit IS NOT NULL;
CREATE INDEX appeal_enterprise_idx ON appeal (usci, received_at DESC, id DESC) WHERE usci IS NOT NULL;
CREATE INDEX appeal_submitter_idx  ON appeal (submitted_by, received_at DESC, id DESC);
-- Supervision reads only what waits for somebody, most urgent first.
CREATE INDEX appeal_attention_idx      ON appeal (attention_at, id) WHERE attention_at IS NOT NULL;
CREATE INDEX appeal_unit_attention_idx ON appeal (unit, attention_at, id) WHERE attention_at IS NOT NULL;
-- Rates are counted over days of receipt.
CREATE INDEX appeal_received_on_idx ON appeal (received_on);

-- What happened to each appeal, in order. Nothing is ever taken out of it.
CREATE TABLE appeal_step (
    appeal_id     uuid        NOT NULL REFERENCES appeal,
    version       bigint      NOT NULL,
    step          text        NOT NULL CONSTRAINT appeal_step_known CHECK (
                              step IN ('RECEIVED', 'DISPATCHED', 'SIGNED', 'RETURNED', 'CONTACTED', 'OPINION_GIVEN', 'REPLIED',
                                       'CALL_BACK_MISSED', 'CALLED_BACK', 'REDO_ORDERED', 'CLOSED', 'REJECTED')),
    at            timestamptz NOT NULL,
    officer_id    text        NOT NULL,
    unit          text,
    proposed_unit text,
    text          text,
    PRIMARY KEY (appeal_id, version)
);
CREATE TRIGGER appeal_step_never_changes BEFORE UPDATE OR DELETE ON appeal_step
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

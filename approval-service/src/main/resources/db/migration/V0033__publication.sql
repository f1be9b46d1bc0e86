-- What the public is shown of licences and penalties, within seven working days of the decision; and the register of penalties.

CREATE TABLE publication (
    id           uuid        NOT NULL CONSTRAINT publication_pk PRIMARY KEY,
    kind         text        NOT NULL CONSTRAINT publication_kind_known CHECK (kind IN ('LICENCE', 'PENALTY')),
    reference    text        NOT NULL,
    unit         text        NOT NULL,
    unit_name_zh text        NOT NULL,
    subject_usci text        NOT NULL,
    subject_name text        NOT NULL,
    title_zh     text        NOT NULL,
    content_zh   text,
    decided_on   date        NOT NULL,
    valid_until  date,
    status       text        NOT NULL,
    source_change bigint     NOT NULL,
    due_on       date        NOT NULL,
    provisional  boolean     NOT NULL,
    held_because text,
    held_by      text,
    held_at      timestamptz,
    changed_at   timestamptz NOT NULL,
    published_at timestamptz,
    position     bigint      CONSTRAINT publication_position_once UNIQUE,
    waiting      boolean     NOT NULL,
    CONSTRAINT publication_once_per_matter UNIQUE (kind, reference),
    CONSTRAINT publication_held_by_someone CHECK (
        (held_because IS NULL) = (held_by IS NULL) AND (held_because IS NULL) = (held_at IS NULL)),
    CONSTRAINT publication_published_has_its_place CHECK ((published_at IS NULL) = (position IS NULL)),
    CONSTRAINT publication_waits_or_is_published CHECK (waiting OR position IS NOT NULL)
);
COMMENT ON COLUMN publication.position IS 'Given by one publisher at a time, so that positions appear in their order: a reader who goes on after the last one he saw misses nothing.';
COMMENT ON COLUMN publication.waiting IS 'There is something the public has not been shown yet.';
COMMENT ON COLUMN publication.due_on IS 'The seventh working day after the decision; after a change of what was shown, after the change.';

CREATE SEQUENCE publication_position AS bigint;
-- The feed, and its parts.
CREATE INDEX publication_kind_idx ON publication (kind, position) WHERE position IS NOT NULL;
CREATE INDEX publication_subject_idx ON publication (subject_usci, position) WHERE position IS NOT NULL;
-- What the publisher takes next.
CREATE INDEX publication_waiting_idx ON publication (changed_at, id) WHERE waiting AND held_because IS NULL;
-- What is late, and who holds it back.
CREATE INDEX publication_unpublished_idx ON publication (due_on, id) WHERE waiting;

CREATE TABLE penalty (
    id              uuid        NOT NULL CONSTRAINT penalty_pk PRIMARY KEY,
    entry           bigint      GENERATED ALWAYS AS IDENTITY,
    unit            text        NOT NULL,
    decision_number text        NOT NULL,
    subject_usci    text        NOT NULL,
    subject_name    text        NOT NULL,
    kind            text        NOT NULL
        CONSTRAINT penalty_kind_known CHECK (kind IN
            ('WARNING', 'PUBLIC_CRITICISM', 'FINE', 'CONFISCATION', 'SUSPENSION_OF_LICENCE', 'LOWERED_QUALIFICATION',
             'REVOKED_LICENCE', 'RESTRICTED_BUSINESS', 'STOPPED_PRODUCTION', 'CLOSURE', 'RESTRICTED_PRACTICE', 'OTHER')),
    ground          text        NOT NULL,
    legal_basis     text        NOT NULL,
    amount          numeric(14, 2) CONSTRAINT penalty_amount_positive CHECK (amount > 0),
    decided_on      date        NOT NULL,
    status          text        NOT NULL CONSTRAINT penalty_status_known CHECK (status IN ('IN_FORCE', 'WITHDRAWN')),
    version         bigint      NOT NULL,
    entered_by      text        NOT NULL,
    entered_at      timestamptz NOT NULL,
    to_publish      boolean     NOT NULL,
    CONSTRAINT penalty_decision_once UNIQUE (unit, decision_number),
    CONSTRAINT penalty_fine_has_its_amount CHECK (kind <> 'FINE' OR amount IS NOT NULL),
    CONSTRAINT penalty_amount_of_money_only CHECK (amount IS NULL OR kind IN ('FINE', 'CONFISCATION'))
);
CREATE INDEX penalty_unit_idx ON penalty (unit, entry);
CREATE INDEX penalty_to_publish_idx ON penalty (entry) WHERE to_publish;

-- Every version as it was, with who wrote it and why.
CREATE TABLE penalty_version (
    id       uuid        NOT NULL CONSTRAINT penalty_version_of_a_penalty REFERENCES penalty,
    version  bigint      NOT NULL,
    act      text        NOT NULL CONSTRAINT penalty_version_act_known CHECK (act IN ('ENTERED', 'CORRECTED', 'WITHDRAWN')),
    actor    text        NOT NULL,
    at       timestamptz NOT NULL,
    reason   text        CONSTRAINT penalty_version_changed_for_a_reason CHECK (act = 'ENTERED' OR reason IS NOT NULL),
    content  jsonb       NOT NULL,
    CONSTRAINT penalty_version_pk PRIMARY KEY (id, version)
);
REVOKE UPDATE, DELETE, TRUNCATE ON penalty_version FROM CURRENT_USER;

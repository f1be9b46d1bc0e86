-- All states of an appeal, and what the new commands leave behind.

ALTER TABLE appeal DROP CONSTRAINT appeal_kind_known;
ALTER TABLE appeal ADD CONSTRAINT appeal_kind_known CHECK (
    kind IN ('CONSULT', 'HELP', 'COMPLAINT', 'REPORT', 'SUGGESTION', 'OPINION', 'PROBLEM', 'BLOCKED_MATTER'));
ALTER TABLE appeal DROP CONSTRAINT appeal_source_known;
ALTER TABLE appeal ADD CONSTRAINT appeal_source_known CHECK (
    source IN ('PORTAL', 'APP', 'WINDOW', 'SPECIAL_LINE', 'SYMPOSIUM', 'VISIT', 'RATING', 'OPEN_FEEDBACK', 'HOTLINE',
               'PROVINCE'));
ALTER TABLE appeal DROP CONSTRAINT appeal_state_known;
ALTER TABLE appeal ADD CONSTRAINT appeal_state_known CHECK (
    state IN ('RECEIVED', 'ANSWERED_DIRECTLY', 'DISPATCHED', 'SIGNED', 'RETURNED', 'IN_PROGRESS', 'EXTENSION_REQUESTED',
              'COORDINATING', 'REPLIED', 'CALLED_BACK', 'REDO', 'CLOSED', 'REJECTED'));

ALTER TABLE appeal
    ADD COLUMN blocked_class  text    CONSTRAINT appeal_class_known CHECK (
                                      blocked_class IN ('SIMPLE', 'COMPLEX', 'SPECIAL', 'HARD')),
    ADD COLUMN item_code      text    CONSTRAINT appeal_item_short CHECK (length(item_code) BETWEEN 1 AND 64),
    ADD COLUMN about_feedback text,
    ADD COLUMN about_unit     text,
    ADD COLUMN anonymous      boolean NOT NULL DEFAULT false,
    ADD COLUMN confidential   boolean NOT NULL DEFAULT false,
    ADD COLUMN unit_title     text    CONSTRAINT appeal_unit_title_short CHECK (length(unit_title) BETWEEN 1 AND 100),
    ADD COLUMN unit_text      text    CONSTRAINT appeal_unit_text_short CHECK (length(unit_text) BETWEEN 1 AND 4000),
    ADD COLUMN partner        text    CONSTRAINT appeal_partner_known CHECK (partner IN ('HOTLINE', 'PROVINCE')),
    ADD COLUMN partner_number text    CONSTRAINT appeal_partner_number_short CHECK (length(partner_number) BETWEEN 1 AND 64),
    ADD COLUMN joined_to      uuid    REFERENCES appeal,
    ADD COLUMN joint_open     text[]  NOT NULL DEFAULT '{}',
    ADD COLUMN joint_units    text[]  NOT NULL DEFAULT '{}',
    ADD COLUMN extension_asked integer CONSTRAINT appeal_extension_asked_positive CHECK (extension_asked > 0),
    ADD COLUMN extensions     integer NOT NULL DEFAULT 0,
    ADD COLUMN extended_days  integer NOT NULL DEFAULT 0,
    ADD COLUMN reopened       boolean NOT NULL DEFAULT false,
    ADD COLUMN discipline_clue boolean NOT NULL DEFAULT false,
    -- When the supervision looks at the appeal next; at once after every change.
    ADD COLUMN look_at        timestamptz DEFAULT '-infinity';
UPDATE appeal SET look_at = NULL WHERE state IN ('CLOSED', 'REJECTED');

ALTER TABLE appeal
    ADD CONSTRAINT appeal_class_of_a_blocked_matter CHECK ((blocked_class IS NOT NULL) = (kind = 'BLOCKED_MATTER')),
    ADD CONSTRAINT appeal_anonymous_tells_nobody CHECK (
        NOT anonymous OR (usci IS NULL AND contact_name IS NULL AND contact_phone IS NULL)),
    ADD CONSTRAINT appeal_summary_whole CHECK ((unit_title IS NULL) = (unit_text IS NULL)),
    ADD CONSTRAINT appeal_confidential_needs_a_summary CHECK (
        NOT confidential OR unit_text IS NOT NULL OR joined_to IS NOT NULL
        OR state IN ('RECEIVED', 'ANSWERED_DIRECTLY', 'REJECTED', 'CALLED_BACK', 'CLOSED', 'REDO', 'REPLIED')),
    ADD CONSTRAINT appeal_partner_numbered CHECK ((partner IS NULL) = (partner_number IS NULL)),
    ADD CONSTRAINT appeal_partner_once UNIQUE (partner, partner_number),
    ADD CONSTRAINT appeal_not_joined_to_itself CHECK (joined_to <> id),
    ADD CONSTRAINT appeal_open_parts_while_coordinating CHECK ((state = 'COORDINATING') = (cardinality(joint_open) > 0)),
    ADD CONSTRAINT appeal_extension_asked_for CHECK ((state = 'EXTENSION_REQUESTED') = (extension_asked IS NOT NULL)),
    ADD CONSTRAINT appeal_extended_by_days CHECK ((extensions > 0) = (extended_days > 0));

ALTER TABLE appeal DROP CONSTRAINT appeal_signed_by_someone;
ALTER TABLE appeal ADD CONSTRAINT appeal_signed_by_someone CHECK (
    (state IN ('SIGNED', 'IN_PROGRESS', 'EXTENSION_REQUESTED', 'COORDINATING')) <= (signed_by IS NOT NULL));
ALTER TABLE appeal DROP CONSTRAINT appeal_answered_ones_wait_for_nobody;
ALTER TABLE appeal ADD CONSTRAINT appeal_answered_ones_wait_for_nobody CHECK (
    state IN ('RECEIVED', 'DISPATCHED', 'SIGNED', 'RETURNED', 'IN_PROGRESS', 'EXTENSION_REQUESTED', 'COORDINATING', 'REDO')
    = (next_due_at IS NOT NULL));

ALTER TABLE appeal_step DROP CONSTRAINT appeal_step_known;
ALTER TABLE appeal_step ADD CONSTRAINT appeal_step_known CHECK (
    step IN ('RECEIVED', 'CLASSIFIED', 'ANSWERED_DIRECTLY', 'DISPATCHED', 'SIGNED', 'RETURNED', 'CONTACTED', 'OPINION_GIVEN',
             'STAGE_REPLIED', 'EXTENSION_ASKED', 'EXTENDED', 'EXTENSION_REFUSED', 'COORDINATED', 'PART_GIVEN',
             'COORDINATION_ENDED', 'REPLIED', 'CALL_BACK_MISSED', 'CALLED_BACK', 'REDO_ORDERED', 'JOINED', 'REVISION_ASKED',
             'DISCIPLINE_CLUE', 'CLOSED', 'REOPENED', 'REJECTED'));

-- What other units than the holding one give to an answer.
CREATE TABLE appeal_part (
    appeal_id uuid        NOT NULL REFERENCES appeal,
    unit      text        NOT NULL,
    asked_at  timestamptz NOT NULL,
    given_at  timestamptz,
    PRIMARY KEY (appeal_id, unit)
);
CREATE INDEX appeal_part_unit_idx ON appeal_part (unit, appeal_id);

CREATE INDEX appeal_joined_idx ON appeal (joined_to, id) WHERE joined_to IS NOT NULL;
CREATE INDEX appeal_look_idx ON appeal (look_at, id) WHERE look_at IS NOT NULL;
-- The same matter raised again is looked for among what is open, by the pairs of characters that two titles have in common: in a
-- database with the locale C, trigrams leave Chinese characters out.
CREATE FUNCTION bigrams(t text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT substr(c, n, 2)), '{}')
      FROM (SELECT regexp_replace(lower(t), '[[:space:][:punct:]，。！？、；：（）《》“”…]', '', 'g') AS c) AS plain,
           generate_series(1, greatest(length(c) - 1, 1)) AS n
$$;
CREATE INDEX appeal_open_enterprise_idx ON appeal (usci, received_at DESC, id DESC)
    WHERE usci IS NOT NULL AND state NOT IN ('CLOSED', 'REJECTED');
CREATE INDEX appeal_open_title_idx ON appeal USING gin (bigrams(title)) WHERE state NOT IN ('CLOSED', 'REJECTED');

-- Conflicts of interest that officers or their managers declared: they keep the officer from the cases of their unit that they concern.

CREATE TABLE officer_conflict (
    id              uuid        PRIMARY KEY,
    officer         text        NOT NULL,
    unit            text        NOT NULL,
    kind            text        NOT NULL CONSTRAINT officer_conflict_kind_known CHECK (kind IN ('ENTERPRISE', 'CASE')),
    -- The enterprise's USCI or the case number.
    concerns        text        NOT NULL,
    reason          text        NOT NULL,
    declared_by     text        NOT NULL,
    declared_at     timestamptz NOT NULL,
    ended_by        text,
    ended_at        timestamptz,
    end_reason      text,
    CONSTRAINT officer_conflict_ended_by_somebody_else CHECK (ended_by IS NULL OR ended_by <> officer),
    CONSTRAINT officer_conflict_ended_with_a_reason CHECK (
        (ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (end_reason IS NULL))
);
COMMENT ON TABLE officer_conflict IS 'Who may not act on what, since it concerns him.';
-- Asked for each case that is acted on; declared once.
CREATE UNIQUE INDEX officer_conflict_declared_once_idx ON officer_conflict (concerns, unit, officer) WHERE ended_at IS NULL;
CREATE INDEX officer_conflict_of_unit_idx ON officer_conflict (unit, id) WHERE ended_at IS NULL;

-- Symposia of government and enterprises: plan, invitations, attendance, and the issues that were raised.

CREATE TABLE symposium (
    id         uuid        PRIMARY KEY,
    title      text        NOT NULL,
    unit       text        NOT NULL,
    place      text        NOT NULL,
    topics     text[]      NOT NULL,
    starts_at  timestamptz NOT NULL,
    held_on    date,
    state      text        NOT NULL CONSTRAINT symposium_state_known CHECK (state IN ('PLANNED', 'HELD', 'CLOSED', 'CANCELLED')),
    units      text[]      NOT NULL DEFAULT '{}',
    minutes    text,
    report     text,
    closed_at  timestamptz,
    reason     text,
    planned_by text        NOT NULL,
    version    bigint      NOT NULL,
    CONSTRAINT symposium_held_on_a_day CHECK ((state IN ('HELD', 'CLOSED')) = (held_on IS NOT NULL)),
    CONSTRAINT symposium_closed_with_a_report CHECK ((state = 'CLOSED') = (report IS NOT NULL AND closed_at IS NOT NULL)),
    CONSTRAINT symposium_cancelled_with_a_reason CHECK ((state = 'CANCELLED') = (reason IS NOT NULL))
);
CREATE INDEX symposium_starts_idx  ON symposium (starts_at DESC, id DESC);
CREATE INDEX symposium_held_on_idx ON symposium (held_on) WHERE held_on IS NOT NULL;

CREATE TABLE symposium_invitation (
    symposium_id uuid        NOT NULL REFERENCES symposium,
    usci         text        NOT NULL,
    reply        text        CONSTRAINT symposium_reply_known CHECK (reply IN ('COMING', 'NOT_COMING')),
    replied_at   timestamptz,
    attended     boolean     NOT NULL DEFAULT false,
    CONSTRAINT symposium_invited_once PRIMARY KEY (symposium_id, usci),
    CONSTRAINT symposium_replied_at_some_time CHECK ((reply IS NULL) = (replied_at IS NULL))
);
CREATE INDEX symposium_invitation_enterprise_idx ON symposium_invitation (usci, symposium_id);

-- An issue was answered on the spot, or became an appeal.
CREATE TABLE symposium_issue (
    symposium_id uuid        NOT NULL REFERENCES symposium,
    number       integer     NOT NULL,
    usci         text        NOT NULL,
    kind         text        NOT NULL,
    title        text        NOT NULL,
    text         text        NOT NULL,
    answer       text,
    appeal_id    uuid        CONSTRAINT symposium_issue_one_appeal UNIQUE,
    raised_by    text        NOT NULL,
    raised_at    timestamptz NOT NULL,
    PRIMARY KEY (symposium_id, number),
    CONSTRAINT symposium_issue_answered_or_an_appeal CHECK ((answer IS NULL) <> (appeal_id IS NULL))
);
CREATE TRIGGER symposium_issue_never_changes BEFORE UPDATE OR DELETE ON symposium_issue
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

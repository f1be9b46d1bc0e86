-- Policies that favour enterprises, in versions: a draft may be changed, what was published may not.

CREATE TABLE policy (
    serial            integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id                uuid        NOT NULL CONSTRAINT policy_id_once UNIQUE,
    unit              text        NOT NULL,
    category          text        NOT NULL CONSTRAINT policy_category_known CHECK (
                                  category IN ('TAX', 'FINANCE', 'SUBSIDY', 'TALENT', 'LAND', 'INNOVATION', 'TRADE', 'START_UP',
                                               'GREEN', 'OTHER')),
    title_zh          text        NOT NULL,
    state             text        NOT NULL CONSTRAINT policy_state_known CHECK (state IN ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
    round             integer     NOT NULL,
    published_version integer,
    draft_version     integer,
    last_version      integer     NOT NULL,
    withdrawn_reason  text,
    version           bigint      NOT NULL,
    changed_at        timestamptz NOT NULL,
    CONSTRAINT policy_in_force_has_a_version CHECK (state = 'DRAFT' OR published_version IS NOT NULL),
    CONSTRAINT policy_draft_has_a_draft CHECK (state <> 'DRAFT' OR draft_version IS NOT NULL),
    CONSTRAINT policy_withdrawn_with_a_reason CHECK ((state = 'WITHDRAWN') = (withdrawn_reason IS NOT NULL))
);
CREATE INDEX policy_state_idx    ON policy (state, serial DESC);
CREATE INDEX policy_unit_idx     ON policy (unit, serial DESC);
CREATE INDEX policy_category_idx ON policy (category, serial DESC);

CREATE TABLE policy_version (
    policy_serial integer     NOT NULL REFERENCES policy,
    number        integer     NOT NULL,
    content       jsonb       NOT NULL,
    drafted_by    text        NOT NULL,
    drafted_at    timestamptz NOT NULL,
    published_by  text,
    published_at  timestamptz,
    PRIMARY KEY (policy_serial, number),
    CONSTRAINT policy_version_published_by_someone CHECK ((published_by IS NULL) = (published_at IS NULL))
);
CREATE FUNCTION refuse_change_of_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published version of a policy never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER policy_version_published_never_changes BEFORE UPDATE ON policy_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published();
CREATE TRIGGER policy_version_is_never_deleted BEFORE DELETE ON policy_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Changes with every publication and withdrawal: who matches reads it locked, so that no enterprise falls between the two.
CREATE TABLE policy_book (
    only_row boolean PRIMARY KEY DEFAULT true CONSTRAINT policy_book_single CHECK (only_row),
    stamp    bigint  NOT NULL
);
INSERT INTO policy_book (stamp) VALUES (1);

-- Which policy was put before which enterprise. The key is what makes a second push of the same round impossible.
CREATE TABLE policy_push (
    enterprise_serial integer     NOT NULL,
    policy_serial     integer     NOT NULL,
    round             integer     NOT NULL,
    version           integer     NOT NULL,
    pushed_at         timestamptz NOT NULL,
    delivered_at      timestamptz,
    read_at           timestamptz,
    applied_at        timestamptz,
    CONSTRAINT policy_push_once PRIMARY KEY (enterprise_serial, policy_serial, round),
    CONSTRAINT policy_push_read_after_delivery CHECK (read_at IS NULL OR delivered_at IS NOT NULL),
    CONSTRAINT policy_push_applied_after_reading CHECK (applied_at IS NULL OR read_at IS NOT NULL)
) WITH (fillfactor = 90);
CREATE INDEX policy_push_policy_idx ON policy_push (policy_serial, round);

-- Without a row an enterprise is told of every category in the portal.
CREATE TABLE policy_subscription (
    enterprise_serial integer     PRIMARY KEY REFERENCES enterprise,
    categories        text[]      NOT NULL,
    channel           text        NOT NULL CONSTRAINT policy_channel_known CHECK (channel IN ('PORTAL', 'APP', 'SMS')),
    version           bigint      NOT NULL,
    changed_by        text        NOT NULL,
    changed_at        timestamptz NOT NULL
);

-- Work of matching: one policy after its publication, or all of them on a day. Goes on where it stopped.
CREATE TABLE policy_match_run (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    policy_serial integer     REFERENCES policy,
    day           date        NOT NULL,
    after_serial  integer     NOT NULL DEFAULT 0,
    pushed        bigint      NOT NULL DEFAULT 0,
    started_at    timestamptz NOT NULL,
    finished_at   timestamptz
);
CREATE INDEX policy_match_run_open_idx ON policy_match_run (id) WHERE finished_at IS NULL;
CREATE UNIQUE INDEX policy_match_run_daily_once ON policy_match_run (day) WHERE policy_serial IS NULL;

-- Weighted sets of indicators, and rankings as they were published.

CREATE TABLE indicator_set (
    slice      text        NOT NULL CONSTRAINT indicator_set_slice_known CHECK (slice IN ('UNIT', 'ITEM', 'OFFICER')),
    version    integer     NOT NULL CONSTRAINT indicator_set_version_counts CHECK (version >= 1),
    valid_from date        NOT NULL,
    weights    jsonb       NOT NULL,
    set_by     text        NOT NULL,
    set_at     timestamptz NOT NULL,
    PRIMARY KEY (slice, version)
);
CREATE INDEX indicator_set_valid_idx ON indicator_set (slice, valid_from DESC, version DESC);
-- Illustrative until the county publishes its own.
INSERT INTO indicator_set (slice, version, valid_from, weights, set_by, set_at) VALUES
    ('UNIT',    1, '2020-01-01', '{"GOOD_RATE": 40, "SCORE": 20, "RECTIFICATION_RATE": 20, "ON_TIME_RECTIFICATION_RATE": 20}', 'shipped', now()),
    ('ITEM',    1, '2020-01-01', '{"GOOD_RATE": 50, "SCORE": 30, "RECTIFICATION_RATE": 20}', 'shipped', now()),
    ('OFFICER', 1, '2020-01-01', '{"GOOD_RATE": 50, "SCORE": 30, "ON_TIME_RECTIFICATION_RATE": 20}', 'shipped', now());

CREATE TABLE publication (
    id             uuid        PRIMARY KEY,
    slice          text        NOT NULL CONSTRAINT publication_slice_known
                               CHECK (slice IN ('UNIT', 'ITEM', 'WINDOW', 'OFFICER', 'TOWN')),
    -- 2026-03 or 2026.
    period         text        NOT NULL CONSTRAINT publication_period_is_a_month_or_a_year
                               CHECK (period ~ '^[0-9]{4}(-(0[1-9]|1[0-2]))?$'),
    period_from    date        NOT NULL,
    period_to      date        NOT NULL,
    minimum_sample integer     NOT NULL,
    set_version    integer,
    published_at   timestamptz NOT NULL,
    published_by   text        NOT NULL,
    CONSTRAINT publication_once_per_period UNIQUE (slice, period)
);
CREATE INDEX publication_list_idx ON publication (published_at DESC, id DESC);

CREATE TABLE published_rank (
    publication_id uuid           NOT NULL REFERENCES publication,
    position       integer        NOT NULL,
    rank           integer        NOT NULL,
    key            text           NOT NULL,
    ratings        bigint         NOT NULL,
    good           bigint         NOT NULL,
    points         bigint         NOT NULL,
    shrunken_score numeric(12, 8) NOT NULL,
    result         numeric(7, 4),
    PRIMARY KEY (publication_id, position),
    CONSTRAINT published_rank_once_per_key UNIQUE (publication_id, key)
);

CREATE FUNCTION published_is_final() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what was published stays as it was published'; END $$;
CREATE TRIGGER publication_is_final BEFORE UPDATE OR DELETE ON publication
    FOR EACH ROW EXECUTE FUNCTION published_is_final();
CREATE TRIGGER published_rank_is_final BEFORE UPDATE OR DELETE ON published_rank
    FOR EACH ROW EXECUTE FUNCTION published_is_final();
CREATE TRIGGER publication_is_not_emptied BEFORE TRUNCATE ON publication EXECUTE FUNCTION published_is_final();
CREATE TRIGGER published_rank_is_not_emptied BEFORE TRUNCATE ON published_rank EXECUTE FUNCTION published_is_final();

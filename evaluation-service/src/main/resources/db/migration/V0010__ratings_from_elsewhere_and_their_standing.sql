-- Ratings that other systems send stand beside those given on an invitation; each has a standing, and one tally serves
-- every slice by which services are judged.

-- Partners number their ratings: a number of a source is taken once. Only what is there is indexed, so that a rating
-- pays for one way in.
ALTER TABLE rating
    DROP CONSTRAINT rating_once_per_service,
    ALTER COLUMN invitation_id DROP NOT NULL,
    ADD COLUMN source        text CONSTRAINT rating_source_known CHECK (source IN ('HOTLINE', 'PROVINCE', 'TOWN_CENTRE')),
    ADD COLUMN source_number text CONSTRAINT rating_source_number_limited CHECK (char_length(source_number) BETWEEN 1 AND 64),
    ADD COLUMN item          text,
    ADD COLUMN window_code   text,
    ADD COLUMN officer       text,
    ADD COLUMN town          text,
    ADD COLUMN region_level  text CONSTRAINT rating_region_level_known CHECK (region_level IN ('COUNTY', 'TOWN', 'VILLAGE')),
    ADD COLUMN standing      text NOT NULL DEFAULT 'COUNTED' CONSTRAINT rating_standing_known
                             CHECK (standing IN ('COUNTED', 'SUSPECT', 'INVALIDATED')),
    ADD COLUMN version       smallint NOT NULL DEFAULT 1,
    ADD COLUMN is_default    boolean GENERATED ALWAYS AS (channel = 'SYSTEM_DEFAULT') VIRTUAL,
    ADD COLUMN follow_up_of  uuid REFERENCES rating,
    ADD CONSTRAINT rating_source_and_number_together CHECK ((source IS NULL) = (source_number IS NULL)),
    ADD CONSTRAINT rating_of_something CHECK (invitation_id IS NOT NULL OR source IS NOT NULL OR follow_up_of IS NOT NULL);
CREATE UNIQUE INDEX rating_once_per_service ON rating (invitation_id)
    WHERE invitation_id IS NOT NULL AND follow_up_of IS NULL;
CREATE UNIQUE INDEX rating_once_per_source_number ON rating (source, source_number) WHERE source IS NOT NULL;
CREATE UNIQUE INDEX rating_followed_up_once ON rating (follow_up_of) WHERE follow_up_of IS NOT NULL;
CREATE INDEX rating_set_aside_idx ON rating (standing, rated_at DESC, id DESC) WHERE standing <> 'COUNTED';
UPDATE rating SET item = matter;

CREATE TABLE rating_standing_change (
    rating_id     uuid        NOT NULL REFERENCES rating,
    version       smallint    NOT NULL,
    from_standing text        NOT NULL,
    to_standing   text        NOT NULL,
    reason        text        NOT NULL CONSTRAINT rating_standing_change_reason_is_a_code CHECK (reason ~ '^[A-Z][A-Z_]{2,39}$'),
    changed_by    text,
    changed_at    timestamptz NOT NULL,
    PRIMARY KEY (rating_id, version),
    CONSTRAINT rating_standing_change_changes CHECK (from_standing <> to_standing)
);
CREATE FUNCTION rating_standing_change_is_final() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what happened to the standing of a rating is never changed'; END $$;
CREATE TRIGGER rating_standing_change_is_final BEFORE UPDATE OR DELETE ON rating_standing_change
    FOR EACH ROW EXECUTE FUNCTION rating_standing_change_is_final();

-- One row per slice, key and day holds both margins, levels and channels. Of the slices with few keys a day has several
-- rows, one a shard, so that simultaneous ratings do not wait for each other; a shard alone may go below zero.
CREATE TABLE rating_tally (
    slice               text     NOT NULL CONSTRAINT rating_tally_slice_known CHECK (slice IN
                                 ('UNIT', 'ITEM', 'WINDOW', 'OFFICER', 'TOWN', 'REGION_LEVEL', 'CHANNEL')),
    key                 text     NOT NULL,
    day                 date     NOT NULL,
    shard               smallint NOT NULL,
    very_satisfied      integer  NOT NULL DEFAULT 0,
    satisfied           integer  NOT NULL DEFAULT 0,
    basically_satisfied integer  NOT NULL DEFAULT 0,
    dissatisfied        integer  NOT NULL DEFAULT 0,
    very_dissatisfied   integer  NOT NULL DEFAULT 0,
    pc                  integer  NOT NULL DEFAULT 0,
    mobile              integer  NOT NULL DEFAULT 0,
    qr_code             integer  NOT NULL DEFAULT 0,
    hall_tablet         integer  NOT NULL DEFAULT 0,
    hall_terminal       integer  NOT NULL DEFAULT 0,
    phone               integer  NOT NULL DEFAULT 0,
    sms                 integer  NOT NULL DEFAULT 0,
    system_default      integer  NOT NULL DEFAULT 0,
    PRIMARY KEY (slice, key, day, shard)
) WITH (fillfactor = 70);

INSERT INTO rating_tally
SELECT s.slice, s.key, r.rated_on, 0,
       count(*) FILTER (WHERE r.level = 'VERY_SATISFIED'), count(*) FILTER (WHERE r.level = 'SATISFIED'),
       count(*) FILTER (WHERE r.level = 'BASICALLY_SATISFIED'), count(*) FILTER (WHERE r.level = 'DISSATISFIED'),
       count(*) FILTER (WHERE r.level = 'VERY_DISSATISFIED'),
       count(*) FILTER (WHERE r.channel = 'PC'), count(*) FILTER (WHERE r.channel = 'MOBILE'),
       count(*) FILTER (WHERE r.channel = 'QR_CODE'), count(*) FILTER (WHERE r.channel = 'HALL_TABLET'),
       count(*) FILTER (WHERE r.channel = 'HALL_TERMINAL'), count(*) FILTER (WHERE r.channel = 'PHONE'),
       count(*) FILTER (WHERE r.channel = 'SMS'), count(*) FILTER (WHERE r.channel = 'SYSTEM_DEFAULT')
  FROM rating r
 CROSS JOIN LATERAL (VALUES ('UNIT', r.unit), ('ITEM', r.item), ('CHANNEL', r.channel)) AS s (slice, key)
 GROUP BY s.slice, s.key, r.rated_on;

DROP TABLE rating_count;

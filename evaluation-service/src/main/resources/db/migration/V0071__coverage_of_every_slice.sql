-- Who gave a service, and in which town and on which level, as far as the events tell; and services counted by these.

ALTER TABLE invitation
    ADD COLUMN officer      text,
    ADD COLUMN town         text,
    ADD COLUMN region_level text CONSTRAINT invitation_region_level_known CHECK (region_level IN ('COUNTY', 'TOWN', 'VILLAGE'));

-- Services by the day on which they were given: how many could be rated, and how many of those were, by a person. Of
-- channels only the rated ones: until then a service has none.
CREATE TABLE service_slice_tally (
    slice   text     NOT NULL CONSTRAINT service_slice_tally_slice_known CHECK (slice IN
                     ('WINDOW', 'OFFICER', 'TOWN', 'REGION_LEVEL', 'CHANNEL')),
    key     text     NOT NULL,
    day     date     NOT NULL,
    shard   smallint NOT NULL,
    invited integer  NOT NULL,
    rated   integer  NOT NULL,
    PRIMARY KEY (slice, key, day, shard)
) WITH (fillfactor = 70);

INSERT INTO service_slice_tally
SELECT s.slice, s.key, i.served_on, 0, count(*) FILTER (WHERE s.slice = 'WINDOW'), count(r.id)
  FROM invitation i
  LEFT JOIN rating r ON r.invitation_id = i.id AND r.follow_up_of IS NULL AND r.standing = 'COUNTED'
                    AND r.channel <> 'SYSTEM_DEFAULT'
 CROSS JOIN LATERAL (VALUES ('WINDOW', i.window_code), ('CHANNEL', r.channel)) AS s (slice, key)
 WHERE i.invited_at IS NOT NULL AND s.key IS NOT NULL
 GROUP BY s.slice, s.key, i.served_on;

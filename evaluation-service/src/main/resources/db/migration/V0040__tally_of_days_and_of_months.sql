-- The tally anew: each row now tells its levels by channel, items tell their units, and months are added up beside the
-- days, so that a year of all items is twelve rows of each.

DROP TABLE rating_tally;

-- The parts of an item are the units that handled it; the other slices have none (''). Of the slices with few keys a day
-- has several rows, one a shard, so that simultaneous ratings do not wait for each other; a shard alone may go below zero.
-- The columns without a channel are sums; where a level has no rating on a channel, nothing is stored.
CREATE TABLE rating_tally (
    slice               text     NOT NULL CONSTRAINT rating_tally_slice_known CHECK (slice IN
                                 ('UNIT', 'ITEM', 'WINDOW', 'OFFICER', 'TOWN', 'REGION_LEVEL', 'CHANNEL')),
    key                 text     NOT NULL,
    part                text     NOT NULL,
    day                 date     NOT NULL,
    shard               smallint NOT NULL,
    very_satisfied      integer  NOT NULL,
    satisfied           integer  NOT NULL,
    basically_satisfied integer  NOT NULL,
    dissatisfied        integer  NOT NULL,
    very_dissatisfied   integer  NOT NULL,
    very_satisfied_pc integer, very_satisfied_mobile integer, very_satisfied_qr_code integer, very_satisfied_hall_tablet integer, very_satisfied_hall_terminal integer, very_satisfied_phone integer, very_satisfied_sms integer, very_satisfied_system_default integer,
    satisfied_pc integer, satisfied_mobile integer, satisfied_qr_code integer, satisfied_hall_tablet integer, satisfied_hall_terminal integer, satisfied_phone integer, satisfied_sms integer, satisfied_system_default integer,
    basically_satisfied_pc integer, basically_satisfied_mobile integer, basically_satisfied_qr_code integer, basically_satisfied_hall_tablet integer, basically_satisfied_hall_terminal integer, basically_satisfied_phone integer, basically_satisfied_sms integer, basically_satisfied_system_default integer,
    dissatisfied_pc integer, dissatisfied_mobile integer, dissatisfied_qr_code integer, dissatisfied_hall_tablet integer, dissatisfied_hall_terminal integer, dissatisfied_phone integer, dissatisfied_sms integer, dissatisfied_system_default integer,
    very_dissatisfied_pc integer, very_dissatisfied_mobile integer, very_dissatisfied_qr_code integer, very_dissatisfied_hall_tablet integer, very_dissatisfied_hall_terminal integer, very_dissatisfied_phone integer, very_dissatisfied_sms integer, very_dissatisfied_system_default integer,
    PRIMARY KEY (slice, key, part, day, shard)
) WITH (fillfactor = 70);

-- The same of whole months, by their first day.
CREATE TABLE rating_month_tally (LIKE rating_tally INCLUDING ALL) WITH (fillfactor = 70);
ALTER TABLE rating_month_tally
    ADD CONSTRAINT rating_month_tally_first_of_month CHECK (extract(day FROM day) = 1);

INSERT INTO rating_tally
SELECT s.slice, s.key, s.part, r.rated_on, 0,
       count(*) FILTER (WHERE r.level = 'VERY_SATISFIED'),
       count(*) FILTER (WHERE r.level = 'SATISFIED'),
       count(*) FILTER (WHERE r.level = 'BASICALLY_SATISFIED'),
       count(*) FILTER (WHERE r.level = 'DISSATISFIED'),
       count(*) FILTER (WHERE r.level = 'VERY_DISSATISFIED'),
       nullif(count(*) FILTER (WHERE r.level = 'VERY_SATISFIED' AND r.channel = 'PC'), 0), nullif(count(*) FILTER (WHERE r.level = 'VERY_SATISFIED' AND r.channel = 'MOBILE'), 0), nullif(count(*) FILTER (WHERE r.level = 'VERY_SATISFIED' AND r.channel = 'QR_CODE'), 0), nullif(count(*) FILTER (WHERE r.level = 'VERY_SATISFIED' AND r.channel = 'HALL_TABLET'), 0), nullif(count(*) FILTER (WHERE r.level = 'VERY_SATISFIED' AND r.channel = 'HALL_TERMINAL'), 0), nullif(count(*) FILTER (WHERE r.level = 'VERY_SATISFIED' AND r.channel = 'PHONE'), 0), nullif(count(*) FILTER (WHERE r.level = 'VERY_SATISFIED' AND r.channel = 'SMS'), 0), nullif(count(*) FILTER (WHERE r.level = 'VERY_SATISFIED' AND r.channel = 'SYSTEM_DEFAULT'), 0),
       nullif(count(*) FILTER (WHERE r.level = 'SATISFIED' AND r.channel = 'PC'), 0), nullif(count(*) FILTER (WHERE r.level = 'SATISFIED' AND r.channel = 'MOBILE'), 0), nullif(count(*) FILTER (WHERE r.level = 'SATISFIED' AND r.channel = 'QR_CODE'), 0), nullif(count(*) FILTER (WHERE r.level = 'SATISFIED' AND r.channel = 'HALL_TABLET'), 0), nullif(count(*) FILTER (WHERE r.level = 'SATISFIED' AND r.channel = 'HALL_TERMINAL'), 0), nullif(count(*) FILTER (WHERE r.level = 'SATISFIED' AND r.channel = 'PHONE'), 0), nullif(count(*) FILTER (WHERE r.level = 'SATISFIED' AND r.channel = 'SMS'), 0), nullif(count(*) FILTER (WHERE r.level = 'SATISFIED' AND r.channel = 'SYSTEM_DEFAULT'), 0),
       nullif(count(*) FILTER (WHERE r.level = 'BASICALLY_SATISFIED' AND r.channel = 'PC'), 0), nullif(count(*) FILTER (WHERE r.level = 'BASICALLY_SATISFIED' AND r.channel = 'MOBILE'), 0), nullif(count(*) FILTER (WHERE r.level = 'BASICALLY_SATISFIED' AND r.channel = 'QR_CODE'), 0), nullif(count(*) FILTER (WHERE r.level = 'BASICALLY_SATISFIED' AND r.channel = 'HALL_TABLET'), 0), nullif(count(*) FILTER (WHERE r.level = 'BASICALLY_SATISFIED' AND r.channel = 'HALL_TERMINAL'), 0), nullif(count(*) FILTER (WHERE r.level = 'BASICALLY_SATISFIED' AND r.channel = 'PHONE'), 0), nullif(count(*) FILTER (WHERE r.level = 'BASICALLY_SATISFIED' AND r.channel = 'SMS'), 0), nullif(count(*) FILTER (WHERE r.level = 'BASICALLY_SATISFIED' AND r.channel = 'SYSTEM_DEFAULT'), 0),
       nullif(count(*) FILTER (WHERE r.level = 'DISSATISFIED' AND r.channel = 'PC'), 0), nullif(count(*) FILTER (WHERE r.level = 'DISSATISFIED' AND r.channel = 'MOBILE'), 0), nullif(count(*) FILTER (WHERE r.level = 'DISSATISFIED' AND r.channel = 'QR_CODE'), 0), nullif(count(*) FILTER (WHERE r.level = 'DISSATISFIED' AND r.channel = 'HALL_TABLET'), 0), nullif(count(*) FILTER (WHERE r.level = 'DISSATISFIED' AND r.channel = 'HALL_TERMINAL'), 0), nullif(count(*) FILTER (WHERE r.level = 'DISSATISFIED' AND r.channel = 'PHONE'), 0), nullif(count(*) FILTER (WHERE r.level = 'DISSATISFIED' AND r.channel = 'SMS'), 0), nullif(count(*) FILTER (WHERE r.level = 'DISSATISFIED' AND r.channel = 'SYSTEM_DEFAULT'), 0),
       nullif(count(*) FILTER (WHERE r.level = 'VERY_DISSATISFIED' AND r.channel = 'PC'), 0), nullif(count(*) FILTER (WHERE r.level = 'VERY_DISSATISFIED' AND r.channel = 'MOBILE'), 0), nullif(count(*) FILTER (WHERE r.level = 'VERY_DISSATISFIED' AND r.channel = 'QR_CODE'), 0), nullif(count(*) FILTER (WHERE r.level = 'VERY_DISSATISFIED' AND r.channel = 'HALL_TABLET'), 0), nullif(count(*) FILTER (WHERE r.level = 'VERY_DISSATISFIED' AND r.channel = 'HALL_TERMINAL'), 0), nullif(count(*) FILTER (WHERE r.level = 'VERY_DISSATISFIED' AND r.channel = 'PHONE'), 0), nullif(count(*) FILTER (WHERE r.level = 'VERY_DISSATISFIED' AND r.channel = 'SMS'), 0), nullif(count(*) FILTER (WHERE r.level = 'VERY_DISSATISFIED' AND r.channel = 'SYSTEM_DEFAULT'), 0)
  FROM rating r
 CROSS JOIN LATERAL (VALUES ('UNIT', r.unit, ''), ('ITEM', r.item, r.unit), ('WINDOW', r.window_code, ''),
                            ('OFFICER', r.officer, ''), ('TOWN', r.town, ''), ('REGION_LEVEL', r.region_level, ''),
                            ('CHANNEL', r.channel, '')) AS s (slice, key, part)
 WHERE s.key IS NOT NULL AND r.standing = 'COUNTED' AND r.follow_up_of IS NULL
 GROUP BY s.slice, s.key, s.part, r.rated_on;

INSERT INTO rating_month_tally
SELECT slice, key, part, date_trunc('month', day)::date, 0,
       sum(very_satisfied),
       sum(satisfied),
       sum(basically_satisfied),
       sum(dissatisfied),
       sum(very_dissatisfied),
       sum(very_satisfied_pc),
       sum(very_satisfied_mobile),
       sum(very_satisfied_qr_code),
       sum(very_satisfied_hall_tablet),
       sum(very_satisfied_hall_terminal),
       sum(very_satisfied_phone),
       sum(very_satisfied_sms),
       sum(very_satisfied_system_default),
       sum(satisfied_pc),
       sum(satisfied_mobile),
       sum(satisfied_qr_code),
       sum(satisfied_hall_tablet),
       sum(satisfied_hall_terminal),
       sum(satisfied_phone),
       sum(satisfied_sms),
       sum(satisfied_system_default),
       sum(basically_satisfied_pc),
       sum(basically_satisfied_mobile),
       sum(basically_satisfied_qr_code),
       sum(basically_satisfied_hall_tablet),
       sum(basically_satisfied_hall_terminal),
       sum(basically_satisfied_phone),
       sum(basically_satisfied_sms),
       sum(basically_satisfied_system_default),
       sum(dissatisfied_pc),
       sum(dissatisfied_mobile),
       sum(dissatisfied_qr_code),
       sum(dissatisfied_hall_tablet),
       sum(dissatisfied_hall_terminal),
       sum(dissatisfied_phone),
       sum(dissatisfied_sms),
       sum(dissatisfied_system_default),
       sum(very_dissatisfied_pc),
       sum(very_dissatisfied_mobile),
       sum(very_dissatisfied_qr_code),
       sum(very_dissatisfied_hall_tablet),
       sum(very_dissatisfied_hall_terminal),
       sum(very_dissatisfied_phone),
       sum(very_dissatisfied_sms),
       sum(very_dissatisfied_system_default)
  FROM rating_tally
 GROUP BY slice, key, part, date_trunc('month', day);

-- What was given in towns is a small part of all: its figures by item and by unit are counted from the ratings themselves.
CREATE INDEX rating_town_idx ON rating (town, item, rated_on) INCLUDE (unit, level, channel)
    WHERE town IS NOT NULL AND standing = 'COUNTED' AND follow_up_of IS NULL;

-- Where the windows of the hall and the towns are, copied from intake-service: a service at a window is one of its town.
CREATE TABLE hall_window (
    code         text   PRIMARY KEY,
    town         text,
    region_level text   NOT NULL CONSTRAINT hall_window_region_level_known CHECK (region_level IN ('COUNTY', 'TOWN', 'VILLAGE')),
    sequence     bigint NOT NULL
);

-- The windows of the hall, of the towns and of the vehicle, and what each of them takes.

CREATE TABLE hall_window (
    code        text        NOT NULL CONSTRAINT hall_window_pk PRIMARY KEY
        CONSTRAINT hall_window_code_shape CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    name_zh     text        NOT NULL CONSTRAINT hall_window_named CHECK (name_zh <> ''),
    name_en     text        NOT NULL CONSTRAINT hall_window_named_in_english CHECK (name_en <> ''),
    type        text        NOT NULL
        CONSTRAINT hall_window_type_known
        CHECK (type IN ('COMPREHENSIVE', 'ONE_WINDOW', 'MOBILE', 'DEPARTMENT', 'OUTPUT', 'HELP', 'BLOCKED_MATTERS')),
    level       text        NOT NULL
        CONSTRAINT hall_window_level_known CHECK (level IN ('COUNTY', 'TOWN', 'VILLAGE')),
    region_code text        NOT NULL CONSTRAINT hall_window_region_shape CHECK (region_code ~ '^[0-9]{12}$'),
    unit        text        NOT NULL CONSTRAINT hall_window_has_a_unit CHECK (unit <> ''),
    any_item    boolean     NOT NULL,
    item_codes  text[]      NOT NULL
        CONSTRAINT hall_window_items_bounded CHECK (cardinality(item_codes) <= 500),
    opened_on   date        NOT NULL,
    closed_on   date        CONSTRAINT hall_window_closes_after_opening CHECK (closed_on >= opened_on),
    changed_by  text        NOT NULL,
    changed_at  timestamptz NOT NULL,
    version     bigint      NOT NULL CONSTRAINT hall_window_versions_from_one CHECK (version > 0),
    CONSTRAINT hall_window_only_some_windows_take_items
        CHECK (type IN ('COMPREHENSIVE', 'ONE_WINDOW', 'MOBILE', 'DEPARTMENT') OR (NOT any_item AND item_codes = '{}'))
);
COMMENT ON COLUMN hall_window.item_codes IS 'With any_item: what it does not take. Without: what it takes.';
COMMENT ON COLUMN hall_window.closed_on IS 'The last day of use; NULL while there is none.';
-- The windows of one place, and of one type in it.
CREATE INDEX hall_window_region_idx ON hall_window (region_code, type, code);
CREATE INDEX hall_window_type_idx ON hall_window (type, code);

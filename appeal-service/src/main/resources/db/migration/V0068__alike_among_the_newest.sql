-- What is alike is looked for among the newest open appeals of the unit, of the enterprise and about the same file. By pairs of
-- characters a unit's many appeals were found in no order, so that with thousands open the one just received could be left out.
CREATE INDEX appeal_open_unit_newest_idx ON appeal (coalesce(unit, about_unit), received_at DESC)
    WHERE state NOT IN ('CLOSED', 'REJECTED');
CREATE INDEX appeal_open_file_idx ON appeal (about_receipt, received_at DESC)
    WHERE about_receipt IS NOT NULL AND state NOT IN ('CLOSED', 'REJECTED');
DROP INDEX appeal_open_title_idx;

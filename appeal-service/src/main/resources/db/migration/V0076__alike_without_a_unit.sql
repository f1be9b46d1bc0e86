-- What is alike is looked for among the newest open appeals with no unit yet, about the same item and of the same person, and among
-- those about the same case, too.
CREATE INDEX appeal_open_without_unit_idx ON appeal (received_at DESC)
    WHERE coalesce(unit, about_unit) IS NULL AND state NOT IN ('CLOSED', 'REJECTED');
CREATE INDEX appeal_open_case_idx ON appeal (about_case, received_at DESC)
    WHERE about_case IS NOT NULL AND state NOT IN ('CLOSED', 'REJECTED');
CREATE INDEX appeal_open_item_idx ON appeal (item_code, received_at DESC)
    WHERE item_code IS NOT NULL AND state NOT IN ('CLOSED', 'REJECTED');
CREATE INDEX appeal_open_submitter_idx ON appeal (submitted_by, received_at DESC) WHERE state NOT IN ('CLOSED', 'REJECTED');
